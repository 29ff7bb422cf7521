/*
 * A − and a + beside each count, for a thumb. Loaded by the pages of a gift (donate, fetch).
 * Without script the field is still a number that one types.
 */
function button(sign, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-outline-secondary step-button";
  made.textContent = sign;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

function fit(box) {
  const field = box.querySelector("input");
  const name = box.dataset.stepper;
  const add = (by) => {
    const most = Number(field.max || 1000);
    const next = Math.min(most, Math.max(0, Number(field.value || 0) + by));
    field.value = next || (field.dataset.zero ? 0 : "");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  box.prepend(button("−", `Un de moins : ${name}`, () => add(-1)));
  box.append(button("+", `Un de plus : ${name}`, () => add(1)));
}

document.querySelectorAll("[data-stepper]").forEach(fit);
