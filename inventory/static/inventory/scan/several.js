/* Loaded by scan/page.js: several codes in one picture. It is drawn still, each code framed and
   numbered; whoever scans takes one, or all where one operation is done to each. */

const WIDEST = 960;

export class Several {
  /** `all`: the mode does the same thing to each label. */
  constructor(section, all) {
    Object.assign(this, { section, all, done: null });
    this.canvas = section.querySelector("canvas");
    this.choices = section.querySelector("[data-choices]");
    section.querySelector("[data-none]").addEventListener("click", () => this.close([]));
    section.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close([]);
    });
  }

  /** Resolves to the texts taken: none, one, or all those of our labels. */
  ask(found, picture) {
    this.close([]);
    this.draw(found, picture);
    const ours = found.filter((one) => one.ours);
    const buttons = found.map((one, place) =>
      this.button(`${place + 1} · ${named(one)}`, [one], "btn-outline-primary"));
    if (this.all && ours.length > 1) {
      buttons.unshift(this.button(`Prendre les ${ours.length}`, ours, "btn-primary"));
    }
    this.choices.replaceChildren(...buttons);
    this.section.hidden = false;
    this.section.querySelector("h2").focus({ preventScroll: true });
    this.section.scrollIntoView({ block: "start", behavior: "instant" });
    return new Promise((done) => (this.done = done));
  }

  close(taken) {
    this.section.hidden = true;
    this.done?.(taken.map((one) => one.text));
    this.done = null;
  }

  button(words, taken, look) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `btn ${look}`;
    made.textContent = words;
    made.addEventListener("click", () => this.close(taken), { once: true });
    return made;
  }

  draw(found, picture) {
    const width = picture.videoWidth || picture.width;
    const height = picture.videoHeight || picture.height;
    const ratio = Math.min(1, WIDEST / width);
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    const pen = this.canvas.getContext("2d");
    pen.drawImage(picture, 0, 0, this.canvas.width, this.canvas.height);
    const unit = this.canvas.width / 100;
    pen.font = `bold ${5 * unit}px sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    found.forEach(({ corners }, place) => {
      frame(pen, corners.map(({ x, y }) => [x * ratio, y * ratio]), unit, String(place + 1));
    });
  }
}

function frame(pen, corners, unit, number) {
  const line = new Path2D();
  for (const [x, y] of corners) line.lineTo(x, y);
  line.closePath();
  for (const [colour, width] of [["#fff", 1.6], ["#0b5c5a", 0.9]]) {
    pen.strokeStyle = colour;
    pen.lineWidth = width * unit;
    pen.stroke(line);
  }
  const middle = (place) => corners.reduce((sum, one) => sum + one[place], 0) / corners.length;
  pen.beginPath();
  pen.arc(middle(0), middle(1), 4 * unit, 0, 7);
  pen.fillStyle = "#0b5c5a";
  pen.fill();
  pen.stroke();
  pen.fillStyle = "#fff";
  pen.fillText(number, middle(0), middle(1));
}

function named({ code, text }) {
  return code ? code.match(/.../g).join("-") : text.slice(0, 40);
}
