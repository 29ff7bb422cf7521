/* Loaded by inventory/batch.html while devices of a batch are left: posts the next step until none
   is. Closed in the middle, nothing is lost: the page goes on when it is opened again. */

const form = document.getElementById("step");
const said = document.getElementById("said");
const far = document.getElementById("far");
const button = form.querySelector("button");

async function step() {
  button.disabled = true;
  try {
    for (let left = Infinity; left > 0; ) {
      const response = await fetch(location.href, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new FormData(form),
        redirect: "error",
      });
      if (!response.ok) throw new Error(response.status);
      const told = await response.json();
      said.textContent = told.said;
      far.value = Math.round((100 * (told.size - told.todo)) / told.size);
      if (told.todo >= left) throw new Error("nothing moves");
      left = told.todo;
    }
    location.reload();
  } catch {
    said.textContent += " · arrêté : touchez « Continuer »";
    button.disabled = false;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  step();
});
step();
