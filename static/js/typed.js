// What somebody has typed into a region outlives new html in it, where its field still has its place there.

const ticks = (field) => field.type === "radio" || field.type === "checkbox";
const empty = (field) => (ticks(field) ? !field.checked : field.value === "");

function fields(region) {
  const found = [...region.querySelectorAll("input[id], textarea[id], select[id]")];
  return found.filter((field) => field.type !== "hidden" && !field.readOnly);
}

function touched(field) {
  if (ticks(field)) return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue;
}

// A part belongs to its subject: what was typed about one topic does not move on to the next.
const subject = (part) => part.closest("[data-about]")?.dataset.about;

// The part of new html that stands for one of the html before.
export function again(before, region) {
  const after = document.getElementById(before.id);
  return after && region.contains(after) && subject(after) === subject(before) ? after : null;
}

// Remember what is typed, but for a form that was sent, and return what types it again.
export function typed(region, sent = null) {
  const kept = fields(region).filter((field) => (!sent || field.form !== sent) && (touched(field) || !empty(field)));
  return () => {
    for (const before of kept) {
      const after = again(before, region);
      if (!after || !(touched(before) || empty(after))) continue; // the server knows better
      if (ticks(after)) after.checked = before.checked;
      else after.value = before.value;
    }
  };
}
