// The question page: saves every change by itself; without this script Continue saves.
import { explain, follow, hush, offline, Queue, say, shortcuts, uuid, Way, word } from "./saving.js";

const form = document.getElementById("answer");
const { response, question, autosave: url } = form.dataset;
const field = form.elements;
const queue = new Queue(response, field.csrfmiddlewaretoken.value);
follow(queue); // first: what this page has to say goes on top of it
const TEXTS = ["reason", "comment", "evidence"];
const QUIET = 700; // milliseconds without a key before typed text is sent
let known = Number(field.revision.value) - 1;
let shown = "";
let typing = 0;
const way = new Way(queue, go);
let stale = false; // a newer answer from elsewhere was kept, and the person has not chosen again

const read = () =>
  Object.fromEntries([["reply", field.reply.value], ...TEXTS.map((name) => [name, field[name]?.value ?? ""])]);

function fill(values) {
  field.reply.value = values.reply;
  for (const name of TEXTS) if (field[name]) field[name].value = values[name] ?? "";
  const more = form.querySelector(".extra");
  more.open ||= Boolean(values.comment || values.evidence);
}

// Write the change ahead; "does not apply" without its reason stays here until the reason is typed.
function keep() {
  const fields = read();
  stale = false;
  hush();
  const held = fields.reply === "na" && !fields.reason.trim() ? "reason" : "";
  const entry = queue.write(question, { url, fields, known, held });
  shown = JSON.stringify(fields);
  field.op.value = entry.op; // a plain submit of the form is then the same change
  field.revision.value = entry.revision;
  held ? wait(held) : say("saving", word("saving"));
  return held;
}

const wait = (held) => (held === "reason" ? say("offline", word("reason")) : say("stale", word("unsaved")));
const changed = () => JSON.stringify(read()) !== shown;

form.addEventListener("change", (event) => {
  clearTimeout(typing);
  if (!changed()) return;
  const held = keep();
  if (held && event.target.value === "na") field.reason.focus();
  queue.flush();
});
form.addEventListener("input", (event) => {
  if (event.target.type === "radio" || !changed()) return;
  keep();
  clearTimeout(typing);
  typing = setTimeout(() => queue.flush(), QUIET);
});
addEventListener("pagehide", () => queue.flush());

queue.addEventListener("saved", ({ detail }) => {
  if (detail.question !== question) return;
  known = detail.revision;
  if (queue.get(question)) return;
  field.op.value = uuid();
  field.revision.value = known + 1;
});
queue.addEventListener("stale", ({ detail }) => {
  if (detail.question !== question) return;
  way.stay();
  known = detail.current.revision;
  field.op.value = uuid();
  field.revision.value = known + 1; // who changes it again now means to replace the newer one
  stale = true;
  explain(word("stale"), detail.message, { way: true });
});
queue.addEventListener("invalid", ({ detail }) => {
  if (detail.question !== question) return;
  wait("invalid");
  if (!way.to) return explain(word("invalidTitle"), Object.values(detail.fields).join(" ") || word("tooMuch"));
  way.stay();
  HTMLFormElement.prototype.submit.call(form); // the page comes back with the message beside its field
});
queue.addEventListener("idle", () => {
  if (stale) say("stale", word("stale"));
  else if (queue.get(question)?.held) wait(queue.get(question).held);
  else way.arrive();
});

// Go on only when the answer has arrived.
function go(next) {
  way.to = next;
  if (!queue.get(question)?.held) return way.leave();
  if (!navigator.onLine) return offline();
  way.stay();
  return HTMLFormElement.prototype.submit.call(form);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  hush();
  const fields = read();
  const blank = !Object.values(fields).some(Boolean);
  if (!blank && changed()) keep();
  go(event.submitter?.dataset.then ?? form.dataset.next);
});

const waiting = queue.get(question);
if (waiting) fill(waiting.fields); // typed before the tab was closed
shown = JSON.stringify(read());
if (waiting?.held) wait(waiting.held);
if (queue.pending) queue.flush();
document.querySelector(".summary-errors:not([hidden])")?.focus();

shortcuts((digit) => form.querySelector(`input[type=radio][value="${digit}"]`));
