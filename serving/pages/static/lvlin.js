// Small comforts; every page works without them.
const rows = document.getElementById("rows");

function addRow() {
  const row = rows.lastElementChild.cloneNode(true);
  const number = rows.children.length + 1;
  for (const input of row.querySelectorAll("input")) {
    input.value = "";
    input.required = false;
    const label = input.getAttribute("aria-label");
    if (label) input.setAttribute("aria-label", label.replace(/\d+$/, number));
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

for (const slider of document.querySelectorAll('input[type="range"]')) {
  const show = () => (slider.nextElementSibling.textContent = slider.value);
  slider.addEventListener("input", show);
  show();
}

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  document.querySelector(`[data-key="${event.key.toLowerCase()}"]`)?.click();
});

// An answer that failed on the way is told, not swallowed.
document.body.addEventListener("htmx:responseError", (event) => {
  const target = document.querySelector("#answer, #plan");
  if (target) target.textContent = event.detail.xhr.status === 0 ? "…" : document.documentElement.lang === "en"
    ? "Something went wrong. Please check what you entered and try again."
    : "出错了，请检查填写的内容再试一次。";
});
document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "answer") event.detail.target.scrollIntoView({ block: "start" });
});
