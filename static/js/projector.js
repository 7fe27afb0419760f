// The wall: a clock that trusts the server's, dots that fill, a theme, the whole screen.

import { follow } from "./clock.js";

const room = document.getElementById("room");
const theme = document.getElementById("theme");
const fill = document.getElementById("fill");

function fillDots({ detail }) {
  const tally = room.querySelector("[data-tally]");
  const dots = tally?.querySelector("[data-dots]");
  if (!dots || !detail) return;
  const most = 60; // as many as the server draws
  const people = detail.present > most ? 0 : detail.present;
  while (dots.children.length > people) dots.lastElementChild.remove();
  while (dots.children.length < people) dots.append(document.createElement("i"));
  [...dots.children].forEach((dot, at) => dot.classList.toggle("on", at < detail[tally.dataset.tally]));
}

function wear(name) {
  document.documentElement.dataset.theme = name;
  const other = name === "dark" ? "light" : "dark";
  theme.textContent = theme.dataset[other];
  theme.href = `?theme=${other}`;
}

theme.addEventListener("click", (event) => {
  event.preventDefault();
  const name = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  wear(name);
  history.replaceState(null, "", `?theme=${name}`);
  try { localStorage.setItem("wall-theme", name); } catch { /* kept in the address */ }
});

if (!new URLSearchParams(location.search).has("theme")) {
  try { if (localStorage.getItem("wall-theme") === "dark") wear("dark"); } catch { /* stays light */ }
}

if (document.fullscreenEnabled) {
  fill.hidden = false;
  fill.addEventListener("click", () =>
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
}

room.addEventListener("room:changed", fillDots);
room.addEventListener("room:counts", fillDots);
follow(room);
