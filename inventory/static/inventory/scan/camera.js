/* Loaded by scan/page.js when the camera is opened: reads QR codes of our labels. The browser's
   own BarcodeDetector where there is one, else zxing (npm barcode-detector), its wasm from us. */

const EVERY = 100;
const GONE = 1500;
const FORMATS = ["qr_code"];
const WORDS = {
  NotAllowedError: "La caméra est refusée à cette page : autorisez-la, ou tapez le code.",
  NotFoundError: "Aucune caméra n'est trouvée : tapez le code, ou prenez une douchette.",
  NotReadableError: "La caméra sert déjà ailleurs : fermez l'autre application.",
};

async function detector({ reader, wasm }) {
  if ("BarcodeDetector" in window) {
    const known = await window.BarcodeDetector.getSupportedFormats();
    if (known.includes(FORMATS[0])) return new window.BarcodeDetector({ formats: FORMATS });
  }
  const zxing = await import(reader);
  zxing.prepareZXingModule({
    overrides: { locateFile: (path, prefix) => (path.endsWith(".wasm") ? wasm : prefix + path) },
  });
  return new zxing.BarcodeDetector({ formats: FORMATS });
}

export class Camera {
  /** `read(text)` for each label that comes in sight; one that stays in sight is read once. */
  constructor(video, places, read) {
    Object.assign(this, { video, places, read, stream: null, last: "", seen: 0 });
  }

  get open() {
    return this.stream !== null;
  }

  /** Raises an Error whose message can be shown. */
  async start() {
    if (!navigator.mediaDevices) {
      throw new Error("La caméra demande une adresse en https. Tapez le code.");
    }
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
      });
    } catch (error) {
      throw new Error(WORDS[error.name] ?? "La caméra ne s'ouvre pas : tapez le code.");
    }
    this.video.srcObject = this.stream;
    await this.video.play();
    this.detector ??= await detector(this.places);
    this.look();
  }

  stop() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.video.srcObject = null;
  }

  async look() {
    while (this.open) {
      if (!document.hidden && this.video.readyState >= this.video.HAVE_CURRENT_DATA) {
        const found = await this.detector.detect(this.video).catch(() => []);
        if (this.open && found.length) this.see(found[0].rawValue);
      }
      await new Promise((done) => setTimeout(done, EVERY));
    }
  }

  see(text) {
    const now = performance.now();
    const still = text === this.last && now - this.seen < GONE;
    this.last = text;
    this.seen = now;
    if (!still) this.read(text);
  }
}
