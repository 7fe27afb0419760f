// Answers on their way to the server. Every change is written to this device first and leaves it only
// when the server has acknowledged it, so that neither a closed tab nor a lost network loses one.
// One queue per response: { question: {url, op, tried, attempted, revision, fields, held} };
// what is held ("reason", "invalid") waits for its person and not for the network.

const PREFIX = "cx.answers.";
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const TIMEOUT = 10000;
const KEEPALIVE_LIMIT = 60000; // browsers refuse more in a request that outlives its page
const memory = new Map(); // where the browser refuses to store anything

export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID(); // only in secure contexts
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export class Queue extends EventTarget {
  // Events: "saving", "waiting" (kept here, tried again), "idle" (all arrived); with details:
  // "saved" {question, revision}, "stale" {question, current, message}, "invalid" {question, fields},
  // "final" {message} (sent or closed), "gone" (the capability is), "refused" (a new page is needed).

  constructor(response, token) {
    super();
    this.key = PREFIX + response;
    this.token = token;
    this.wait = FIRST_WAIT;
    addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () => this.flush());
  }

  entries() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? memory.get(this.key) ?? {};
    } catch {
      return memory.get(this.key) ?? {};
    }
  }

  get(question) {
    return this.entries()[question];
  }

  get pending() {
    return Object.values(this.entries()).some((entry) => !entry.held);
  }

  clear() {
    memory.delete(this.key);
    try {
      localStorage.removeItem(this.key);
    } catch { /* nothing was stored */ }
  }

  // Write a change ahead. `known` is the revision that the page was made from; `held` keeps it here.
  write(question, { url, fields, known, held = "" }) {
    const before = this.get(question);
    const renew = !before || before.attempted;
    const entry = {
      url,
      fields,
      held,
      op: renew ? uuid() : before.op,
      revision: before?.revision ?? known + 1,
      tried: before ? [...before.tried, ...(renew ? [before.op] : [])].slice(-20) : [],
      attempted: false,
    };
    this.#put(question, entry);
    return entry;
  }

  // Send everything that waits; one run at a time, and one more if something came in meanwhile.
  flush() {
    if (!this.running && !this.pending) return Promise.resolve();
    this.again = Boolean(this.running);
    this.running ??= this.#run().finally(() => {
      this.running = null;
      if (this.again) return this.flush();
    });
    return this.running;
  }

  async #run() {
    clearTimeout(this.timer);
    for (const [question, entry] of Object.entries(this.entries())) {
      if (!entry.held && !(await this.#send(question))) return;
    }
    this.wait = FIRST_WAIT;
    if (!this.pending) this.#tell("idle");
  }

  async #send(question) {
    const entry = this.get(question);
    if (!entry || entry.held) return true;
    this.#put(question, { ...entry, attempted: true });
    this.#tell("saving");
    const body = new URLSearchParams({ ...entry.fields, op: entry.op, revision: entry.revision });
    let answer;
    try {
      answer = await fetch(entry.url, {
        method: "POST",
        headers: { "X-CSRFToken": this.token, Accept: "application/json" },
        body,
        keepalive: String(body).length < KEEPALIVE_LIMIT,
        signal: AbortSignal.timeout(TIMEOUT),
      });
    } catch {
      return this.#later();
    }
    return this.#read(question, entry, answer);
  }

  async #read(question, sent, answer) {
    if (answer.status >= 500 || answer.status === 429) return this.#later(answer.headers.get("Retry-After"));
    const body = await answer.json().catch(() => ({}));
    if (answer.ok) return this.#saved(question, sent, body.revision);
    if (answer.status === 409 && body.error === "stale") return this.#stale(question, sent, body);
    if (answer.status === 409) return this.#end("final", body);
    if (answer.status === 404) return this.#end("gone", {});
    if (answer.status === 403) return this.#stop("refused", {});
    this.#put(question, { ...(this.get(question) ?? sent), held: "invalid" });
    this.#tell("invalid", { question, fields: body.fields ?? {}, status: answer.status });
    return true;
  }

  #saved(question, sent, revision) {
    const now = this.get(question);
    if (now?.op === sent.op) this.#put(question, null);
    else if (now) this.#put(question, { ...now, revision: revision + 1 });
    this.#tell("saved", { question, revision });
    if (now && now.op !== sent.op) this.again = true;
    return true;
  }

  // A newer answer is stored. If it is an earlier one of our own whose acknowledgement was lost, ours
  // simply follows it; otherwise somebody changed it elsewhere, and that stays.
  #stale(question, sent, { current, message }) {
    const now = this.get(question) ?? sent;
    if (now.tried.includes(current.op)) {
      this.#put(question, { ...now, revision: current.revision + 1, attempted: false });
      return this.#send(question);
    }
    this.#put(question, null);
    this.#tell("stale", { question, current, message });
    return true;
  }

  #later(seconds) {
    this.#tell("waiting");
    clearTimeout(this.timer);
    const wait = Number(seconds) > 0 ? Number(seconds) * 1000 : this.wait;
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    this.timer = setTimeout(() => this.flush(), wait * (0.75 + Math.random() / 2));
    return false;
  }

  #end(event, detail) {
    this.clear();
    return this.#stop(event, detail);
  }

  #stop(event, detail) {
    this.#tell(event, detail);
    return false;
  }

  #put(question, entry) {
    const entries = this.entries();
    if (entry) entries[question] = entry;
    else delete entries[question];
    if (!Object.keys(entries).length) return this.clear();
    memory.set(this.key, entries);
    try {
      localStorage.setItem(this.key, JSON.stringify(entries));
    } catch { /* full or refused: kept in memory as long as the page lives */ }
  }

  #tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

// What the page says about saving: a state that is always visible, and a notice when one has to know more.

const words = document.getElementById("words").dataset;
const status = document.getElementById("saved");
const notice = document.getElementById("notice");

export const word = (name) => words[name];

export function say(state, text) {
  if (status.textContent !== text) status.textContent = text;
  status.dataset.state = state;
}

export function explain(title, text, { way = false } = {}) {
  document.getElementById("notice-title").textContent = title;
  document.getElementById("notice-text").textContent = text;
  const link = document.getElementById("notice-way");
  if (link) link.hidden = !way;
  notice.hidden = false;
  notice.scrollIntoView({ block: "nearest" });
}

export function hush() {
  notice.hidden = true;
}

export function follow(queue) {
  queue.addEventListener("saving", () => say("saving", word("saving")));
  queue.addEventListener("waiting", () => say("offline", word("kept")));
  queue.addEventListener("idle", () => say("saved", word("saved")));
  queue.addEventListener("final", (event) => {
    say("stale", word("unsaved"));
    explain(word("sentTitle"), event.detail.message ?? "");
  });
  queue.addEventListener("gone", () => {
    say("stale", word("unsaved"));
    explain(word("goneTitle"), word("goneText"));
  });
  queue.addEventListener("refused", () => {
    say("offline", word("kept"));
    explain(word("kept"), word("sessionText"));
  });
}

// The way off a page of questions: open once everything chosen on it has arrived.

export function offline() {
  explain(word("offlineTitle"), word("offlineText"));
}

export class Way {
  to = null; // where to go once everything has arrived

  // `go(next)` sets out; it says what holds somebody on this page and then asks `leave`.
  constructor(queue, go) {
    this.queue = queue;
    this.go = go;
    queue.addEventListener("waiting", () => this.to && offline());
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || navigator.onLine || link.hash || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      go(link.href);
    });
  }

  stay() {
    this.to = null;
  }

  // Everything has arrived.
  arrive() {
    if (this.to) location.assign(this.to);
  }

  // Send what has not arrived, which leads to `arrive`; offline, say so, wait for the network and go on then.
  async leave() {
    const next = this.to;
    if (this.queue.pending) return this.queue.flush();
    try {
      await fetch(next, { method: "HEAD" });
      location.assign(next);
    } catch {
      say("offline", word("kept"));
      offline();
      setTimeout(() => this.to === next && this.go(next), 3000);
    }
  }
}

// Digits choose an answer. They can be switched off (WCAG 2.1.4), and the choice is remembered.

const SHORTCUTS = "cx.shortcuts";

function remembered() {
  try {
    return localStorage.getItem(SHORTCUTS);
  } catch {
    return null;
  }
}

// `choose(digit)` returns the radio button that a digit stands for, if there is one.
export function shortcuts(choose) {
  const line = document.getElementById("keys");
  if (!line) return;
  const hint = document.getElementById("keys-hint");
  const toggle = document.getElementById("keys-switch");
  let on = remembered() !== "off";

  function tell() {
    hint.hidden = !on;
    toggle.textContent = on ? toggle.dataset.off : toggle.dataset.on;
  }

  toggle.addEventListener("click", () => {
    on = !on;
    try {
      localStorage.setItem(SHORTCUTS, on ? "on" : "off");
    } catch { /* remembered as long as the page lives */ }
    tell();
  });

  addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
    if (event.target.closest("textarea, select, input:not([type=radio])")) return;
    const radio = choose(event.key);
    if (!radio) return;
    event.preventDefault();
    radio.focus();
    radio.click();
  });

  line.hidden = false;
  tell();
}
