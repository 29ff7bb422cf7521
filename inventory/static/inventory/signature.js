/*
 * Signing with a finger, a pen or a mouse. Loaded by inventory/forms/signature.html.
 * The drawing goes with the form as a PNG in a hidden field; without script the page asks for a
 * photo of the signed paper, or that it was signed on paper.
 */
const INK = "#1f2430";
const WIDTH = 5;

function pad(box) {
  const kept = box.querySelector('input[type="hidden"]');
  const frame = box.querySelector("[data-pad]");
  const canvas = frame.querySelector("canvas");
  const said = frame.querySelector("[data-said]");
  const pen = canvas.getContext("2d");
  let last = null;

  function paper() {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.strokeStyle = pen.fillStyle = INK;
    pen.lineWidth = WIDTH;
    pen.lineCap = pen.lineJoin = "round";
  }

  function clear() {
    paper();
    kept.value = "";
    said.textContent = "Signez dans le cadre.";
  }

  function point(event) {
    const seen = canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - seen.left) * canvas.width) / seen.width,
      y: ((event.clientY - seen.top) * canvas.height) / seen.height,
    };
  }

  function begin(event) {
    if (event.button > 0) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    last = point(event);
    pen.beginPath();
    pen.arc(last.x, last.y, WIDTH / 2, 0, 7);
    pen.fill();
  }

  function draw(event) {
    if (!last) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) {
      const next = point(each);
      pen.beginPath();
      pen.moveTo(last.x, last.y);
      pen.lineTo(next.x, next.y);
      pen.stroke();
      last = next;
    }
  }

  function end() {
    if (!last) return;
    last = null;
    kept.value = canvas.toDataURL("image/png");
    said.textContent = "Signature prise.";
  }

  function again() {
    const image = new Image();
    image.onload = () => {
      const scale = Math.min(canvas.width / image.width, canvas.height / image.height, 1.5);
      const [w, h] = [image.width * scale, image.height * scale];
      pen.drawImage(image, (canvas.width - w) / 2, (canvas.height - h) / 2, w, h);
      said.textContent = "Signature déjà donnée.";
    };
    image.src = kept.value;
  }

  paper();
  if (kept.value.startsWith("data:image/")) again();
  box.querySelector("[data-kept]")?.remove();
  canvas.addEventListener("pointerdown", begin);
  canvas.addEventListener("pointermove", draw);
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  frame.querySelector("[data-clear]").addEventListener("click", clear);
  frame.hidden = false;
}

document.querySelectorAll("[data-signature]").forEach(pad);
