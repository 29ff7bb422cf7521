// A button « Copier » under each command. Loaded by the page of phones; without it the
// command is selected by hand.

for (const command of document.querySelectorAll("pre.copied")) {
  if (!navigator.clipboard) {
    break;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-outline-primary btn-sm";
  button.textContent = "Copier";
  button.setAttribute("aria-describedby", command.id);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(command.textContent.trim());
    button.textContent = "Copié";
  });
  command.after(button);
}
