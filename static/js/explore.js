// The Explore page: draws each figure when it comes near, and shows or hides series.
import { draw, load } from "./plotly.js";

const figures = JSON.parse(document.getElementById("figures").textContent);
const plots = [...document.querySelectorAll("[data-plot]")];
const switches = document.querySelector("[data-switches]");

const chosen = () =>
  new Set([...switches.querySelectorAll("input:checked")].map((input) => input.value));

function show(plot) {
  const series = chosen();
  const places = plot.data.map((trace, place) => (trace.meta ? place : -1)).filter((place) => place >= 0);
  if (!places.length) return;
  const visible = places.map((place) => series.has(plot.data[place].meta));
  globalThis.Plotly.restyle(plot, { visible }, places);
}

async function open(plot) {
  try {
    await load(plot.dataset.plotly);
    plot.replaceChildren();
    await draw(plot, figures[plot.dataset.plot]);
    show(plot);
    plot.dataset.state = "ready";
  } catch {
    plot.dataset.state = "failed"; // the table below says the same
  }
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      open(target);
    }
  },
  { rootMargin: "300px" },
);
for (const plot of plots) near.observe(plot);
switches.hidden = false;
switches.addEventListener("change", () => {
  for (const plot of plots) if (plot.dataset.state === "ready") show(plot);
});
