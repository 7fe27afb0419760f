// The review page: what is still on this device arrives before anything is sent.
import { explain, follow, Queue, word } from "./saving.js";

const forms = [...document.querySelectorAll("form[data-send]")];
if (forms.length) {
  const queue = new Queue(forms[0].dataset.response, forms[0].elements.csrfmiddlewaretoken.value);
  let sending = null;
  let arrived = false;
  follow(queue);
  queue.addEventListener("saved", () => (arrived = true));
  queue.addEventListener("waiting", () => sending && explain(word("offlineTitle"), word("offlineText")));
  queue.addEventListener("idle", () => {
    if (sending) return leave();
    if (arrived) location.reload(); // the list was made before the last answers arrived
  });
  const leave = () => {
    queue.clear();
    HTMLFormElement.prototype.submit.call(sending);
  };
  for (const form of forms) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      sending = form;
      if (navigator.onLine && !queue.pending) return leave();
      explain(word("offlineTitle"), word("offlineText"));
      queue.flush();
    });
  }
  if (queue.pending) queue.flush();
}
