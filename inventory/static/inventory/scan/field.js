/* Loaded by scan/page.js: the code field. It has the focus whenever nothing else needs it; a wedge
   scanner ends with Enter, with Tab, or with nothing; a key pressed anywhere lands in it. */

const TYPED_IN = "input, select, textarea, [contenteditable]";
const USED = "a, button, summary, input, select, textarea, label";
const SILENCE = 60;

/** Call `scanned(text)` for each code; the field is free again at once. `wedge` knows the address
    that our labels carry. */
export function listen(form, wedge, scanned) {
  const field = form.querySelector("[name=code]");
  const onTouch = matchMedia("(pointer: coarse)").matches;
  let silence = 0;
  const quiet = () => {
    // No keyboard on the screen until one taps the field: the camera stays in sight.
    if (onTouch) field.inputMode = "none";
  };

  const take = () => {
    clearTimeout(silence);
    const text = field.value.trim();
    field.value = "";
    quiet();
    if (!text) return;
    const codes = wedge.codes(text);
    for (const one of codes.length ? codes : [text]) scanned(one);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take();
    field.focus({ preventScroll: true });
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.shiftKey || !field.value.trim()) return;
    event.preventDefault();
    take();
  });
  field.addEventListener("input", () => {
    clearTimeout(silence);
    if (wedge.codes(field.value).length) silence = setTimeout(take, SILENCE);
  });
  field.addEventListener("pointerdown", () => {
    field.inputMode = "text";
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
    if (event.key === " " && event.target.closest?.(USED)) return;
    if (!event.target.closest?.(TYPED_IN)) field.focus({ preventScroll: true });
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(USED)) field.focus({ preventScroll: true });
  });
  addEventListener("focus", () => {
    if (document.activeElement === document.body) field.focus({ preventScroll: true });
  });
  quiet();
  setTimeout(() => {
    if (document.activeElement === document.body) field.focus({ preventScroll: true });
  });
  return { focus: () => field.focus({ preventScroll: true }) };
}
