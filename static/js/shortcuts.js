// Digits choose an answer. They can be switched off (WCAG 2.1.4), and the choice is remembered.

const KEY = "cx.shortcuts";

function remembered() {
  try {
    return localStorage.getItem(KEY);
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
      localStorage.setItem(KEY, on ? "on" : "off");
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
