// The report is made while the page stays: the button says so, and is itself again afterwards.

function show(link, words, busy) {
  const status = document.querySelector("[data-download-status]");
  link.querySelector("[data-idle]").hidden = busy;
  link.querySelector("[data-working]").hidden = !busy;
  if (busy) link.setAttribute("aria-busy", "true");
  else link.removeAttribute("aria-busy");
  status.textContent = words;
}

function nameOf(response) {
  const header = response.headers.get("Content-Disposition") ?? "";
  const encoded = /filename\*=utf-8''([^;]+)/i.exec(header)?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return /filename="([^"]+)"/.exec(header)?.[1] ?? "report.pdf";
}

function hand(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export async function fetchReport(link) {
  if (link.ariaBusy === "true") return;
  show(link, link.dataset.busy, true);
  try {
    const response = await fetch(link.href);
    if (!response.ok) throw new Error(response.statusText);
    hand(await response.blob(), nameOf(response));
    show(link, "", false);
  } catch {
    show(link, link.dataset.failed, false);
  }
}
