// The drawn radar becomes an interactive one in place; until somebody turns to it, nothing is loaded.
let begun = false;

export async function open(figure) {
  if (begun) return;
  begun = true;
  const stage = figure.querySelector("[data-stage]");
  const plot = document.createElement("div");
  plot.className = "radar-plot";
  plot.hidden = true;
  stage.setAttribute("aria-busy", "true");
  try {
    const { draw, load } = await import("./plotly.js");
    await load(figure.dataset.plotly);
    stage.append(plot);
    plot.hidden = false;
    const data = JSON.parse(document.getElementById("radar-figure").textContent);
    await draw(plot, data, { height: stage.clientHeight });
    figure.querySelector("[data-radar-open]").hidden = true;
    figure.dataset.state = "interactive";
  } catch {
    plot.remove(); // the drawn radar stays; the next try may reach the server
    begun = false;
  } finally {
    stage.removeAttribute("aria-busy");
  }
}
