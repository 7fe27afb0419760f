// A page with several questions of a lens: each saves itself; without this script Continue saves them all.
import { explain, follow, hush, Queue, say, shortcuts, uuid, Way, word } from "./saving.js";

const form = document.getElementById("answer");
const queue = new Queue(form.dataset.response, form.elements.csrfmiddlewaretoken.value);
follow(queue); // first: what this page has to say goes on top of it
const QUIET = 700; // milliseconds without a key before typed text is sent
let typing = 0;
const way = new Way(queue, go);

class Entry {
  constructor(root) {
    this.root = root;
    this.key = root.dataset.key;
    this.url = root.dataset.autosave;
    this.known = Number(this.field("revision").value) - 1;
    this.stale = false;
    const waiting = queue.get(this.key);
    if (waiting) this.field("reply").value = waiting.fields.reply; // chosen before the tab was closed
    this.shown = this.reply;
    this.unsaved = this.reply !== this.field("before").value; // put there for the person, or refused before
  }

  field(name) {
    return form.elements[`${this.root.dataset.name}-${name}`];
  }

  get reply() {
    return this.field("reply").value;
  }

  get changed() {
    return this.reply !== this.shown;
  }

  // Write the change ahead.
  keep() {
    this.stale = this.unsaved = false;
    const entry = queue.write(this.key, { url: this.url, fields: { reply: this.reply }, known: this.known });
    this.shown = this.reply;
    this.follow(entry.op, entry.revision);
    say("saving", word("saving"));
  }

  // A plain submit of the form is then the same change.
  follow(op, revision) {
    this.field("op").value = op;
    this.field("revision").value = revision;
  }

  newer(revision) {
    this.known = revision;
    if (!queue.get(this.key)) this.follow(uuid(), revision + 1);
  }
}

const entries = [...form.querySelectorAll(".entry")].map((root) => new Entry(root));
const entryOf = (key) => entries.find((entry) => entry.key === key);
const around = (element) => entries.find((entry) => entry.root.contains(element));

form.addEventListener("change", (event) => {
  clearTimeout(typing);
  hush();
  const entry = around(event.target);
  if (entry?.changed) entry.keep();
  queue.flush();
});
form.addEventListener("input", (event) => {
  const entry = around(event.target);
  if (event.target.type === "radio" || !entry?.changed) return;
  entry.keep();
  clearTimeout(typing);
  typing = setTimeout(() => queue.flush(), QUIET);
});
addEventListener("pagehide", () => queue.flush());

queue.addEventListener("saved", ({ detail }) => entryOf(detail.question)?.newer(detail.revision));
queue.addEventListener("stale", ({ detail }) => {
  const entry = entryOf(detail.question);
  if (!entry) return;
  way.stay();
  entry.newer(detail.current.revision); // who changes it again now means to replace the newer one
  entry.stale = true;
  explain(word("stale"), detail.message, { way: true });
});
queue.addEventListener("invalid", ({ detail }) => {
  if (!entryOf(detail.question)) return;
  way.stay();
  say("stale", word("unsaved"));
  explain(word("invalidTitle"), Object.values(detail.fields).join(" ") || word("tooMuch"));
});
queue.addEventListener("idle", () => {
  if (entries.some((entry) => entry.stale)) say("stale", word("stale"));
  else if (entries.some((entry) => queue.get(entry.key)?.held)) say("stale", word("unsaved"));
  else way.arrive();
});

// Go on only when the answers have arrived.
function go(next) {
  way.to = next;
  if (queue.pending || !entries.some((entry) => queue.get(entry.key)?.held)) way.leave();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  hush();
  for (const entry of entries) if (entry.changed || entry.unsaved) entry.keep();
  go(event.submitter?.dataset.then ?? form.dataset.next);
});

if (queue.pending) queue.flush();
document.querySelector(".summary-errors:not([hidden])")?.focus();

// A digit answers the question that one stands on, else the first without an answer.
shortcuts((digit) => {
  const entry = around(document.activeElement) ?? entries.find((one) => !one.reply);
  return entry?.root.querySelector(`input[type=radio][value="${digit}"]`);
});
