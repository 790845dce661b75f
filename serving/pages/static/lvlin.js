// Small comforts; every page works without them.
document.documentElement.classList.add("scripted-page");
const rows = document.getElementById("rows");

function addRow() {
  const row = rows.lastElementChild.cloneNode(true);
  const place = rows.children.length;
  for (const input of row.querySelectorAll("input, select")) {
    input.value = "";
    input.required = false;
    input.removeAttribute("aria-invalid");
    input.id = input.id.replace(/\d+/, place);
    const label = input.getAttribute("aria-label");
    if (label) input.setAttribute("aria-label", label.replace(/\d+$/, place + 1));
  }
  rows.append(row);
  return row;
}

function fillRow(name) {
  const inputs = [...rows.querySelectorAll('input[name="name"]')];
  const free = inputs.find((input) => !input.value) ?? addRow().querySelector('input[name="name"]');
  free.value = name;
  free.closest(".row").querySelector('input[name="quantity"]').focus();
}

if (rows) {
  const add = document.querySelector("[data-add-row]");
  add.hidden = false;
  add.addEventListener("click", () => addRow().querySelector("input").focus());
  for (const chip of document.querySelectorAll("[data-chip]")) {
    chip.addEventListener("click", () => {
      fillRow(chip.dataset.chip);
      chip.disabled = true;
    });
  }
}

// The lid of the diets says what lies under it.
const care = document.getElementById("care");
care?.addEventListener("change", () => {
  const ticked = [...care.querySelectorAll("input:checked")].map((box) => box.parentElement.textContent.trim());
  const typed = [...care.querySelectorAll("input:not([type=checkbox])")].map((input) => input.value.trim());
  const told = care.querySelector("[data-told]");
  const comma = document.documentElement.lang === "en" ? ", " : "、";
  told.textContent = [...ticked, ...typed.filter(Boolean)].join(comma) || told.dataset.told;
});

// Sliders also come with a plan that is swapped in.
document.addEventListener("input", (event) => {
  if (event.target.type === "range") event.target.nextElementSibling.textContent = event.target.value;
});
for (const slider of document.querySelectorAll('input[type="range"]')) {
  slider.nextElementSibling.textContent = slider.value; // a browser may have kept it
}

function showPrint(root) {
  for (const button of root.querySelectorAll("[data-print]")) button.hidden = false;
}
showPrint(document);

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  const place = event.target.closest('a[href^="#"]')?.getAttribute("href").slice(1);
  const field = place && document.getElementById(place);
  if (!field) return;
  const lid = field.closest("details");
  if (lid) lid.open = true;
  field.focus();
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)?.click();
});

// What never reached the server is told, not swallowed; what was typed stays.
function tellOffline() {
  const target = document.querySelector("#answer, #plan");
  if (!target) return;
  const note = document.createElement("p");
  note.className = "card problem";
  note.setAttribute("role", "alert");
  note.textContent = document.body.dataset.offline;
  target.replaceChildren(note);
}
document.body.addEventListener("htmx:sendError", tellOffline);
document.body.addEventListener("htmx:timeout", tellOffline);

// The answer is brought into view and read out from its title.
document.body.addEventListener("htmx:afterSwap", (event) => {
  const target = event.detail.target;
  if (target.id !== "answer" && target.id !== "plan") return;
  showPrint(target);
  const title = target.querySelector("[tabindex='-1']");
  title?.focus({ preventScroll: true });
  target.scrollIntoView({ block: "start" });
});
