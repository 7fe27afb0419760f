// What the result page can do beyond being read; each behaviour is brought in when it is first used.

const figure = document.querySelector("[data-radar]");
const stage = figure?.querySelector("[data-stage]");
const opener = figure?.querySelector("[data-radar-open]");

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

async function download(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab was asked for
  event.preventDefault();
  const link = event.currentTarget;
  const menu = link.closest("details");
  if (menu) {
    menu.open = false;
    menu.firstElementChild.focus();
  }
  const { fetchReport } = await import("./download.js");
  await fetchReport(link);
}

for (const link of document.querySelectorAll("[data-download]")) link.addEventListener("click", download);

if (navigator.clipboard && document.querySelector("[data-copies]")) {
  for (const button of document.querySelectorAll("[data-copies]")) button.hidden = false;
  const near = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    import("./copy.js");
  });
  near.observe(document.querySelector("[data-copies]"));
}
