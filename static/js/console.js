// The facilitators' page: commands without a reload, shortcuts, and nothing typed or opened that is lost.

import { follow } from "./clock.js";
import { typed } from "./typed.js";

const room = document.getElementById("room");
const html = room.querySelector('[data-live="html"]');
const refusal = document.getElementById("refusal");
const unsent = document.getElementById("unsent");
const opened = new Map(); // by id: whether a folded part was opened or closed by hand, and what it is about
let under = null; // the command that is on its way
let after = null; // the one to be given next, where the room was quicker than the answer

function give() {
  const token = document.querySelector("#token [name=csrfmiddlewaretoken]");
  for (const form of html.querySelectorAll("form[method=post]")) {
    if (!form.elements.csrfmiddlewaretoken) form.prepend(token.cloneNode());
  }
}

function unfold() {
  for (const [id, { open, about }] of opened) {
    const part = document.getElementById(id);
    if (part && part.dataset.about === about) part.open = open; // of another topic it begins anew
  }
}

function show(page, form) {
  const next = page.getElementById("room");
  if (!next) return false;
  const retype = typed(html, form);
  const focused = document.activeElement?.id;
  const title = document.getElementById("now")?.textContent;
  html.replaceChildren(...next.querySelector('[data-live="html"]').childNodes);
  room.dataset.key = next.dataset.key;
  room.dataset.id = next.dataset.id;
  refusal.replaceChildren(...page.getElementById("refusal").childNodes);
  unfold();
  retype();
  const wrong = html.querySelector(".err")?.closest("fieldset, .field")?.querySelector("input:not([type=hidden])");
  const moved = document.getElementById("now")?.textContent !== title;
  (wrong ?? (moved ? null : document.getElementById(focused)) ?? document.getElementById("now"))?.focus({ preventScroll: !wrong });
  room.dispatchEvent(new CustomEvent("room:changed"));
  return true;
}

async function send(command) {
  under = command;
  try {
    const { form, body, part } = command;
    const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok && part) opened.delete(part.id);
    if (!show(page, form)) location.assign(answer.url);
    unsent.hidden = true;
    room.dispatchEvent(new CustomEvent("room:check")); // the stream may have told of something newer meanwhile
  } catch {
    unsent.hidden = false;
  }
  const next = after;
  under = after = null;
  if (next) send(next);
}

function order(form) {
  const command = { form, body: new FormData(form), part: form.closest("details") };
  if (!under) send(command);
  else if (form !== under.form) after = command;
}

html.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  event.preventDefault();
  order(event.target);
});

html.addEventListener("click", (event) => {
  // The second half of a double click would meet the button that has come in the place of the first.
  if (event.detail > 1 && event.target.closest("button")) event.preventDefault();
  const part = event.target.closest("summary")?.parentElement;
  if (part?.id) opened.set(part.id, { open: !part.open, about: part.dataset.about });
});

// Shortcuts: one key each, so they can be turned off, and none while somebody types.
const help = document.getElementById("keys");
const turn = document.getElementById("keys-switch");
let keys = true;
try { keys = localStorage.getItem("room-keys") !== "off"; } catch { /* on each time */ }

function label() {
  turn.textContent = keys ? turn.dataset.off : turn.dataset.on;
  document.body.classList.toggle("keys-on", keys);
}

turn.addEventListener("click", () => {
  keys = !keys;
  try { localStorage.setItem("room-keys", keys ? "on" : "off"); } catch { /* for this page only */ }
  label();
});

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && help.open) help.open = false;
  if (!keys || event.repeat || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === " " && event.target.closest("button, a, summary")) return; // it presses what has the focus
  if (event.key === "?") { help.open = !help.open; return; }
  const button = html.querySelector(`[data-shortcut="${CSS.escape(event.key.toLowerCase())}"]:not(:disabled)`);
  if (!button) return;
  event.preventDefault();
  button.form.requestSubmit(button);
});

room.addEventListener("room:changed", () => { give(); unfold(); });
help.hidden = false;
label();
give();
follow(room);
