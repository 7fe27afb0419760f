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
