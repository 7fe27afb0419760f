// Keeps a face of a room up to date: by a stream, or by asking every two seconds where none can be held.
// Of several tabs that show the same face one streams, and tells the others what it was told. A hidden page
// lets go and catches up when it is seen again. No clock is read but the time since the page began.

import { again, typed } from "./typed.js";

const POLL = 2000;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const CROWDED_WAIT = 60000; // newer pages of the same person stream: this one asks for a while
const TIMEOUT = 8000;
const SILENCE = 40000; // the server says something every 15 seconds
const COUNTS = ["voted", "present", "answered"];

const room = document.getElementById("room");
const region = room.querySelector('[data-live="html"]');
const lost = document.querySelector("[data-line]"); // says that the page waits for the network
const face = room.dataset.stream.split("/").at(-2).split(".", 2).join("."); // the room and what is shown of it

let ticket = room.dataset.stream;
let source = null;
let heard = 0;
let applied = 0;
let asking = false;
let askAgain = false;
let wait = FIRST_WAIT;
let pollTimer = 0;
let openTimer = 0;
let release = null; // gives up what makes this tab the one that streams
let over = false;

// --- What is shown ---------------------------------------------------------------------------------

// What somebody has typed, opened or stands in outlives a new picture, where it still has its place there.
function swap(html) {
  const active = region.contains(document.activeElement) ? document.activeElement : null;
  const caret = active && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
  const retype = typed(region);
  const opened = [...region.querySelectorAll("details[id][open]")];
  region.innerHTML = html;
  for (const part of opened) again(part, region)?.setAttribute("open", "");
  retype();
  if (active) stand(active.id && document.getElementById(active.id), caret);
}

function stand(place, caret) {
  (place || room).focus({ preventScroll: true });
  try {
    if (place && caret?.[0] != null) place.setSelectionRange(...caret);
  } catch { /* a field that has no caret */ }
}

function count(state) {
  for (const name of COUNTS) {
    for (const place of document.querySelectorAll(`[data-live="${name}"]`)) {
      const text = String(state[name]);
      if (place.textContent !== text) place.textContent = text;
    }
  }
}

function tell(name, state) {
  room.dispatchEvent(new CustomEvent(name, { detail: state }));
}

function apply(state) {
  if (state.id === room.dataset.id && state.key === room.dataset.key) return;
  const moved = state.key !== room.dataset.key;
  if (moved && state.html === undefined) return void catchUp();
  applied += 1;
  room.dataset.id = state.id;
  room.dataset.key = state.key;
  if (moved) swap(state.html);
  count(state);
  tell(moved ? "room:changed" : "room:counts", state);
}

function line(there) {
  if (lost) lost.hidden = there;
}

// The seat, the room or the right to see it is gone: the page itself says so best.
function end() {
  over = true;
  rest();
  location.reload();
}

// --- Asking ----------------------------------------------------------------------------------------

// Ask how the room stands. What was asked before something newer came is asked again.
async function catchUp() {
  askAgain = asking;
  if (asking || over) return;
  asking = true;
  const before = applied;
  try {
    line(await ask(before));
  } catch {
    line(false);
  }
  asking = false;
  if (askAgain) await catchUp();
}

async function ask(before) {
  const address = new URL(room.dataset.state, location);
  address.searchParams.set("key", room.dataset.key);
  const answer = await fetch(address, {
    headers: { Accept: "application/json" },
    cache: "no-store",
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (answer.status === 404 || answer.status === 410 || answer.type === "opaqueredirect") return end();
  if (!answer.ok) return false;
  const state = await answer.json();
  ticket = state.ticket ?? ticket;
  if (applied === before) show(state);
  else askAgain = true;
  return true;
}

// Show a state here, and let the other tabs know.
function show(state) {
  apply(state);
  if (release) others?.postMessage(state);
}

const spread = (pause) => pause * (0.75 + Math.random() / 2);

function poll() {
  clearTimeout(pollTimer);
  pollTimer = setTimeout(async () => {
    await catchUp();
    if (release && !streaming()) poll();
  }, spread(POLL));
}

// --- Streaming -------------------------------------------------------------------------------------

const streaming = () => source?.readyState === EventSource.OPEN;

function open() {
  close();
  const address = new URL(ticket, location);
  address.searchParams.set("id", room.dataset.id);
  address.searchParams.set("key", room.dataset.key);
  source = new EventSource(address);
  heard = performance.now();
  const on = (name, act) => source.addEventListener(name, (event) => {
    heard = performance.now();
    act(event);
  });
  on("open", () => {
    clearTimeout(pollTimer);
    line(true);
  });
  on("state", (event) => {
    wait = FIRST_WAIT;
    show(JSON.parse(event.data));
  });
  on("beat", () => {
    wait = FIRST_WAIT;
  });
  on("gone", end);
  on("crowded", () => later(CROWDED_WAIT));
  on("error", () => later());
}

function close() {
  clearTimeout(openTimer);
  source?.close();
  source = null;
}

// No stream for now: ask at once, go on asking, and try again, after longer each time.
async function later(pause = wait) {
  wait = Math.min(wait * 2, LONGEST_WAIT);
  close();
  poll();
  openTimer = setTimeout(open, spread(pause));
  await catchUp(); // brings a fresh ticket too
}

setInterval(() => {
  if (source && performance.now() - heard > SILENCE) later();
  else if (!release && visible()) catchUp(); // should the streaming tab be stuck
}, SILENCE / 2);

// --- One tab of several ----------------------------------------------------------------------------

const others = "BroadcastChannel" in window && navigator.locks ? new BroadcastChannel(`cx.live.${face}`) : null;
const visible = () => document.visibilityState === "visible";
let waiting = null;

function lead(given) {
  if (over || !visible()) return given();
  release = given;
  wait = FIRST_WAIT;
  open();
  catchUp();
}

function wake() {
  if (over || waiting || release) return;
  catchUp();
  if (!others) return lead(() => {});
  waiting = new AbortController();
  navigator.locks
    .request(`cx.live.${face}`, { signal: waiting.signal }, () => new Promise(lead))
    .catch(() => {}); // given up before it was this tab's turn
}

function rest() {
  close();
  clearTimeout(pollTimer);
  waiting?.abort();
  release?.();
  waiting = release = null;
}

others?.addEventListener("message", (event) => apply(event.data));
// console.js shows the answer to a command, which may be older than what was streamed meanwhile.
room.addEventListener("room:check", () => catchUp());
// phone.js was told the state by an answer to a vote.
room.addEventListener("room:state", (event) => apply(event.detail));
document.addEventListener("visibilitychange", () => (visible() ? wake() : rest()));
addEventListener("pagehide", rest);
addEventListener("pageshow", (event) => {
  if (event.persisted && visible()) wake();
});
addEventListener("offline", () => line(false));
addEventListener("online", () => {
  wait = FIRST_WAIT;
  if (release) open();
  catchUp();
});
if (visible()) wake();
