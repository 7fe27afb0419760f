// The vote on its way to the server. A choice is kept on this phone until the server has it, and only the
// server's answer makes it "received". No clock is read: phones show all kinds of times.

const room = document.getElementById("room");
const words = document.getElementById("words").dataset;
const status = document.getElementById("vote-status");
const dock = document.getElementById("voted");
const token = document.querySelector("#vote [name=csrfmiddlewaretoken]").value;
const PREFIX = `cx.seat.${room.dataset.seat}.`;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const TIMEOUT = 10000;
const SEEN_EVERY = 60000; // the room counts who is there by this
const memory = new Map(); // where the browser refuses to store anything

let mine = JSON.parse(room.dataset.mine); // the vote that the server has, if any
let wait = FIRST_WAIT;
let timer = 0;
let sending = null;

const nameOf = ({ topic, ballot }) => `${PREFIX}${topic}.${ballot}`;
const same = (one, other) => Boolean(one && other) && nameOf(one) === nameOf(other);

function stored(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) ?? memory.get(name) ?? null;
  } catch {
    return memory.get(name) ?? null;
  }
}

function store(vote) {
  memory.set(nameOf(vote), vote);
  try {
    sessionStorage.setItem(nameOf(vote), JSON.stringify(vote));
  } catch { /* full or refused: kept in memory as long as the page lives */ }
}

function drop(vote) {
  memory.delete(nameOf(vote));
  try {
    sessionStorage.removeItem(nameOf(vote));
  } catch { /* nothing was stored */ }
}

// The vote that has not arrived yet: of this ballot, or of one that went by without the network.
function waiting() {
  const names = new Set(memory.keys());
  try {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX)) names.add(name);
  } catch { /* only what is in memory */ }
  return [...names].map(stored).find(Boolean) ?? null;
}

function say(state, text) {
  dock.hidden = !text;
  if (status.textContent !== text) status.textContent = text;
  status.dataset.state = state;
}

const ballot = () => document.getElementById("ballot")?.dataset;

// Show what is chosen in the running ballot, or mark the own vote in what the room sees.
function restore() {
  const running = ballot();
  if (running) {
    const chosen = stored(nameOf(running)) ?? (same(mine, running) ? mine : null);
    const button = chosen && room.querySelector(`input[name=reply][value="${chosen.reply}"]`);
    if (button) button.checked = true;
    return;
  }
  const shown = document.getElementById("shown")?.dataset;
  const place = same(mine, shown) && room.querySelector(`[data-position="${mine.reply}"] .row-name`);
  if (place && !place.querySelector(".own")) {
    const mark = document.createElement("b");
    mark.className = "own";
    mark.textContent = words.own;
    place.append(" ", mark);
  }
}

function tell() {
  if (waiting()) return;
  if (status.dataset.late) return say("stale", words.late);
  const running = ballot();
  if (!running) return say("none", "");
  if (same(mine, running)) say("saved", words.received);
  else say("none", words.none);
}

room.addEventListener("change", (event) => {
  if (event.target.name !== "reply") return;
  const { topic, ballot: number } = ballot();
  const known = [stored(nameOf({ topic, ballot: number })), mine].filter((vote) => same(vote, { topic, ballot: number }));
  const revision = Math.max(0, ...known.map((vote) => vote.revision)) + 1;
  delete status.dataset.late;
  store({ topic, ballot: number, reply: Number(event.target.value), revision });
  send();
});

// One request at a time; whatever was chosen meanwhile follows it.
function send() {
  clearTimeout(timer);
  sending ??= run().finally(() => {
    sending = null;
  });
}

async function run() {
  for (let vote = waiting(); vote; vote = waiting()) {
    say("saving", words.sending);
    if (!(await deliver(vote))) return;
  }
  wait = FIRST_WAIT;
  tell();
}

async function deliver(vote) {
  let answer;
  let body;
  try {
    answer = await fetch(room.dataset.vote, {
      method: "POST",
      headers: { "X-CSRFToken": token, Accept: "application/json" },
      body: new URLSearchParams(vote),
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    body = await answer.json().catch(() => ({}));
  } catch {
    return later();
  }
  if (answer.status >= 500 || answer.status === 429) return later(answer.headers.get("Retry-After"));
  if (answer.ok) return received(vote, body.mine);
  if (answer.status === 409) return shown(vote, body.state);
  if (answer.status !== 403) drop(vote); // refused for want of a fresh page: sent again from that
  if (answer.status === 410 || answer.status === 404 || answer.type === "opaqueredirect") location.reload();
  else say("stale", words.reload);
  return false;
}

// Another tab of this phone may have chosen since; what was chosen here last follows its number.
function received(vote, kept) {
  mine = kept;
  const now = stored(nameOf(vote));
  if (now?.revision !== vote.revision) return true;
  if (kept.reply === vote.reply) drop(vote);
  else store({ ...vote, revision: kept.revision + 1 });
  return true;
}

// The vote was shown. If ours was in it, only the acknowledgement was lost.
function shown(vote, state) {
  drop(vote);
  mine = state?.mine ?? mine;
  const counted = same(mine, vote) && mine.reply === vote.reply;
  if (!counted) status.dataset.late = "true";
  if (state) room.dispatchEvent(new CustomEvent("room:state", { detail: state }));
  say(counted ? "none" : "stale", counted ? "" : words.late);
  return true;
}

function later(seconds) {
  say("offline", words.kept);
  const pause = Number(seconds) > 0 ? Number(seconds) * 1000 : wait;
  wait = Math.min(wait * 2, LONGEST_WAIT);
  timer = setTimeout(send, pause * (0.75 + Math.random() / 2));
  return false;
}

function again() {
  wait = FIRST_WAIT;
  if (waiting()) send();
}

// Say that this phone is there, while somebody looks at it.
async function seen() {
  if (document.visibilityState !== "visible") return;
  try {
    const answer = await fetch(`${room.dataset.state}?key=${room.dataset.key}`, { headers: { Accept: "application/json" } });
    if (answer.status === 404 || answer.status === 410) location.reload();
    else if (answer.ok && !sending) mine = (await answer.json()).mine;
  } catch { /* the next time */ }
}

room.addEventListener("room:counts", ({ detail }) => {
  if ("mine" in detail) mine = detail.mine;
});
room.addEventListener("room:changed", ({ detail }) => {
  if ("mine" in detail) mine = detail.mine;
  if (ballot()) delete status.dataset.late;
  restore();
  tell();
});
addEventListener("online", again);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return;
  seen();
  again();
});
setInterval(seen, SEEN_EVERY);
restore();
if (waiting()) send();
else tell();
