/* Loaded by scan/page.js when the camera is opened: what is in sight, read once. One label alone
   is taken at once; anything else must be seen the same twice, and several are a choice. */

const EVERY = 80;
const GONE = 1500;
const WORDS = {
  NotAllowedError: "La caméra est refusée à cette page : autorisez-la, ou prenez une photo.",
  NotFoundError: "Aucune caméra n'est trouvée : prenez une photo, une douchette, ou tapez le code.",
  NotReadableError: "La caméra sert déjà ailleurs : fermez l'autre application, ou prenez une photo.",
};
const NO_HTTPS = "La caméra demande une adresse en https. Prenez une photo, ou tapez le code.";

export class Camera {
  /** `on.codes(found, video)` for what comes in sight; nothing more is read until it resolves.
      `on.lost()` when the camera is taken away. */
  constructor(video, reader, on) {
    Object.assign(this, { video, reader, on, stream: null, seen: new Map(), before: "" });
  }

  get open() {
    return this.stream !== null;
  }

  /** Raises an Error whose message can be shown. */
  async start() {
    if (!navigator.mediaDevices) throw new Error(NO_HTTPS);
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
      });
    } catch (error) {
      throw new Error(WORDS[error.name] ?? "La caméra ne s'ouvre pas : prenez une photo.");
    }
    for (const track of this.stream.getTracks()) track.onended = () => this.on.lost();
    this.video.srcObject = this.stream;
    await this.video.play();
    await this.reader.ready();
    this.look();
  }

  stop() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.video.srcObject = null;
  }

  async look() {
    const { stream } = this;
    while (this.open && this.stream === stream) {
      if (!document.hidden && this.video.readyState >= this.video.HAVE_CURRENT_DATA) {
        const found = await this.reader.read(this.video).catch(() => []);
        if (this.open && this.stream === stream) await this.see(found);
      }
      await new Promise((done) => setTimeout(done, EVERY));
    }
  }

  /** Our labels hide the makers' barcodes beside them: these are the same device's. */
  async see(found) {
    const ours = found.filter((one) => one.ours);
    const kept = ours.length ? ours : found;
    const now = performance.now();
    const fresh = kept.filter((one) => now - (this.seen.get(one.text) ?? -GONE) >= GONE);
    this.mark(kept.filter((one) => !fresh.includes(one)));
    if (!fresh.length) return;
    const sight = kept.map((one) => one.text).sort().join("\n");
    const sure = (kept.length === 1 && kept[0].ours) || sight === this.before;
    this.before = sight;
    if (!sure) return;
    this.mark(kept);
    await this.on.codes(kept, this.video);
    this.mark(kept);
  }

  mark(found) {
    for (const one of found) this.seen.set(one.text, performance.now());
  }
}
