// A file is made while the page stays: the button says so, and is itself again afterwards.

const PATIENCE = 120_000; // milliseconds in which a file that takes long is asked for again

function show(link, words, busy) {
  const status = document.querySelector("[data-download-status]");
  const idle = link.querySelector("[data-idle]");
  if (idle) {
    idle.hidden = busy;
    link.querySelector("[data-working]").hidden = !busy;
  }
  if (busy) link.setAttribute("aria-busy", "true");
  else link.removeAttribute("aria-busy");
  status.textContent = words;
}

function nameOf(response) {
  const header = response.headers.get("Content-Disposition") ?? "";
  const encoded = /filename\*=utf-8''([^;]+)/i.exec(header)?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return /filename="([^"]+)"/.exec(header)?.[1] ?? "report";
}

function hand(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function finished(address) {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const response = await fetch(address);
    if (response.status === 200) return response;
    if (response.status !== 202 || Date.now() > until) throw new Error(response.statusText);
    const seconds = Number(response.headers.get("Retry-After")) || 2;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

export async function fetchReport(link) {
  if (link.ariaBusy === "true") return;
  const { busy, failed } = link.closest("[data-busy]").dataset;
  show(link, busy, true);
  try {
    const response = await finished(link.href);
    hand(await response.blob(), nameOf(response));
    show(link, "", false);
  } catch {
    show(link, failed, false);
  }
}
