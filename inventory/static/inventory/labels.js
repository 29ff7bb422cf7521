// Loaded by inventory/templates/inventory/labels.html: touching a label of the drawn sheet says
// where to start, without loading the page again; the drawing follows what is typed.

const pick = document.querySelector(".label-pick");
const start = document.querySelector("#f-debut");
const count = document.querySelector("#f-nombre");

if (pick && start) {
  const cells = [...pick.querySelectorAll(".label-cell")];
  const fixed = Number(pick.dataset.count) || 0;
  let ours = count ? Number(count.value) === cells.length - Number(start.value) + 1 : false;

  const draw = () => {
    const first = Number(start.value) || 1;
    const last = first + (fixed || Number(count?.value) || 0) - 1;
    for (const cell of cells) {
      const number = Number(cell.dataset.number);
      cell.classList.toggle("label-used", number < first);
      cell.classList.toggle("label-printed", number >= first && number <= last);
    }
  };

  const begin = (number) => {
    start.value = number;
    follow();
  };

  // As long as nobody typed how many, it is what is left of the sheet.
  const follow = () => {
    const first = Number(start.value);
    if (ours && first >= 1 && first <= cells.length) count.value = cells.length - first + 1;
    draw();
  };

  pick.addEventListener("click", (event) => {
    const cell = event.target.closest(".label-cell");
    if (!cell) return;
    event.preventDefault();
    begin(Number(cell.dataset.number));
  });
  start.addEventListener("input", follow);
  count?.addEventListener("input", () => {
    ours = false;
    draw();
  });
  draw();
}
