// The drawn radar becomes an interactive one in place, on hover, focus or tap; until then nothing is loaded.
const figure = document.querySelector("[data-radar]");
const stage = figure?.querySelector("[data-stage]");
const button = figure?.querySelector("[data-radar-open]");
const data = document.getElementById("radar-figure");
let begun = false;

async function open() {
  if (begun) return;
  begun = true;
  stage.setAttribute("aria-busy", "true");
  const plot = document.createElement("div");
  plot.className = "radar-plot";
  plot.hidden = true;
  try {
    const { draw, load } = await import("./plotly.js");
    await load(figure.dataset.plotly);
    stage.append(plot);
    plot.hidden = false;
    await draw(plot, JSON.parse(data.textContent), { height: stage.clientHeight });
    button.hidden = true;
    figure.dataset.state = "interactive";
  } catch {
    plot.remove(); // the drawn radar stays; the next try may reach the server
    begun = false;
  } finally {
    stage.removeAttribute("aria-busy");
  }
}

if (stage && data) {
  button.hidden = false;
  for (const event of ["pointerenter", "pointerdown"]) stage.addEventListener(event, open);
  button.addEventListener("focus", open);
  button.addEventListener("click", open);
}
