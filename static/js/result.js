// What the result page can do beyond being read; each behaviour is brought in when it is first used.

const figure = document.querySelector("[data-radar]");
const stage = figure?.querySelector("[data-stage]");
const opener = figure?.querySelector("[data-radar-open]");
const download = document.querySelector("[data-download]");

async function explore() {
  const radar = await import("./radar.js");
  await radar.open(figure);
}

if (stage && document.getElementById("radar-figure")) {
  opener.hidden = false;
  for (const event of ["pointerenter", "pointerdown"]) stage.addEventListener(event, explore);
  opener.addEventListener("focus", explore);
  opener.addEventListener("click", explore);
}

download?.addEventListener("click", async (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab was asked for
  event.preventDefault();
  const { fetchReport } = await import("./download.js");
  await fetchReport(download);
});

if (navigator.clipboard && document.querySelector("[data-copies]")) {
  for (const button of document.querySelectorAll("[data-copies]")) button.hidden = false;
  const near = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    import("./copy.js");
  });
  near.observe(document.querySelector("[data-copies]"));
}
