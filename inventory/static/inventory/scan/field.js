/* Loaded by scan/page.js: the code field. It has the focus whenever nothing else needs it; a wedge
   scanner ends with Enter or Tab; a key pressed anywhere lands in it. */

const TYPED_IN = "input, select, textarea, [contenteditable]";
const USED = "a, button, summary, input, select, textarea, label";

/** Call `scanned(text)` for each code; the field is free again at once. */
export function listen(form, scanned) {
  const field = form.querySelector("[name=code]");
  const onTouch = matchMedia("(pointer: coarse)").matches;
  const quiet = () => {
    // No keyboard on the screen until one taps the field: the camera stays in sight.
    if (onTouch) field.inputMode = "none";
  };

  const take = () => {
    const text = field.value.trim();
    field.value = "";
    quiet();
    if (text) scanned(text);
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
