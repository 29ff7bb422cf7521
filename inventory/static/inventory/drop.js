// Dropping a file on its section is the same as choosing it, and reads it at once.
// Loaded by inventory/forms/audit.html; without script the field and its button do the same.

for (const place of document.querySelectorAll("[data-drop]")) {
  const field = place.querySelector("input[type=file]");
  const button = place.querySelector("button");
  const send = () => field.files.length && field.form.requestSubmit(button);

  field.addEventListener("change", send);
  for (const name of ["dragenter", "dragover"]) {
    place.addEventListener(name, (event) => {
      event.preventDefault();
      place.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    place.addEventListener(name, () => place.classList.remove("over"));
  }
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      field.files = event.dataTransfer.files;
      send();
    }
  });
}
