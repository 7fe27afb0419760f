// A countdown by the server's clock: how long this page has been open is all that is asked of the device.

export function follow(room) {
  const began = Number(room.dataset.now) - performance.now();

  function tick() {
    const timer = room.querySelector("[data-ends]");
    if (!timer) return;
    const seconds = Math.ceil((Number(timer.dataset.ends) - began - performance.now()) / 1000);
    const left = Math.abs(seconds);
    const text = `${seconds < 0 ? "+" : ""}${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    const clock = timer.querySelector("[data-clock]");
    if (clock.textContent !== text) clock.textContent = text;
    timer.classList.toggle("is-over", seconds < 0);
  }

  room.addEventListener("room:changed", tick);
  setInterval(tick, 250);
  tick();
}
