// Copy a link: <button data-copies="id of the input" hidden>.

for (const button of document.querySelectorAll("[data-copies]")) {
  if (!navigator.clipboard) continue; // the link stands in a field and can be copied by hand
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const input = document.getElementById(button.dataset.copies);
    await navigator.clipboard.writeText(input.value).catch(() => input.select());
    button.textContent = document.getElementById("words")?.dataset.copied ?? label;
    setTimeout(() => (button.textContent = label), 2000);
  });
}
