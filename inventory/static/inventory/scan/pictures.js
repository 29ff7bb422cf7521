/* Loaded by scan/page.js: the camera and the photo, their buttons, and the choice when several
   codes are in one picture. */

import { Camera } from "./camera.js";
import { read } from "./photo.js";
import { Reader } from "./reader.js";
import { Several } from "./several.js";

const CAMERA = "filiere.scan.camera";

export class Pictures {
  /** `on.scan(texts)` for what was taken, `on.wrong(icon, word, sentence)`, `on.done()`. */
  constructor(root, wedge, on) {
    const { reader, wasm, all } = root.dataset;
    this.on = on;
    this.reader = new Reader({ reader, wasm }, wedge);
    this.several = new Several(document.getElementById("several"), Boolean(all));
    this.shelf = document.getElementById("camera");
    this.opener = document.getElementById("open-camera");
    this.camera = new Camera(this.shelf.querySelector("video"), this.reader, {
      codes: (found, video) => this.take(found, video),
      lost: () => this.lost(),
    });
    this.opener.addEventListener("click", () => this.toggle());
    const input = document.getElementById("photo");
    const taker = document.getElementById("open-photo");
    taker.addEventListener("click", () => input.click());
    input.addEventListener("change", async () => {
      const [file] = input.files;
      input.value = "";
      if (!file) return;
      taker.setAttribute("aria-busy", "true");
      await this.photo(file);
      taker.removeAttribute("aria-busy");
    });
  }

  /** The camera was open on the page before. */
  resume() {
    if (sessionStorage.getItem(CAMERA) === "open") this.toggle();
  }

  async toggle() {
    this.several.close([]);
    if (this.camera.open) this.camera.stop();
    else {
      this.shelf.hidden = false;
      try {
        await this.camera.start();
      } catch (error) {
        this.camera.stop();
        this.on.wrong("camera", "Pas de caméra", error.message);
      }
    }
    this.shown();
    this.on.done();
  }

  lost() {
    this.camera.stop();
    this.shown();
    this.on.wrong("camera", "Caméra coupée", "Touchez « Caméra » pour la rouvrir.");
  }

  shown() {
    this.shelf.hidden = !this.camera.open;
    sessionStorage.setItem(CAMERA, this.camera.open ? "open" : "");
    this.opener.setAttribute("aria-pressed", String(this.camera.open));
  }

  async photo(file) {
    try {
      const { found, picture } = await read(file, this.reader);
      await this.take(found, picture);
    } catch (error) {
      this.on.wrong("image", "Photo à refaire", error.message);
    }
  }

  async take(found, picture) {
    if (found.length === 1) this.on.scan([found[0].text]);
    else {
      const texts = await this.several.ask(found, picture);
      if (texts.length) this.on.scan(texts);
      this.on.done();
    }
  }
}
