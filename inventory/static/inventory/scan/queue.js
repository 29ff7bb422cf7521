/* Loaded by scan/page.js: scans waiting to be answered. In order, one at a time, the same key
   until an answer comes. Kept in sessionStorage: a reload loses nothing. The offline queue
   (IndexedDB) will live here, behind the same three calls: add, size, start. */

const PLACE = "filiere.scans.";
const PATIENCE = 15000;
const WAITS = [1000, 2000, 4000, 8000, 15000];

export class Queue {
  /** `who` keeps apart the scans of another person of this tab; `on.answer(scan, answer)`,
      `on.state({waiting, offline, stopped})` tell the page. */
  constructor({ address, token, who, on }) {
    Object.assign(this, { address, token, on, offline: false, stopped: "", failures: 0 });
    this.place = PLACE + who;
    this.waiting = this.kept();
    this.busy = false;
    this.timer = 0;
    addEventListener("online", () => this.start());
    addEventListener("beforeunload", (event) => {
      if (this.waiting.length) event.preventDefault();
    });
  }

  /** How many scans of somebody else wait in this tab: only they, or their point, may send them. */
  get others() {
    const places = Object.keys(sessionStorage).filter((one) => one.startsWith(PLACE));
    const elsewhere = places.filter((one) => one !== this.place);
    return elsewhere.reduce((sum, one) => sum + this.kept(one).length, 0);
  }

  get size() {
    return this.waiting.length;
  }

  add(scan) {
    this.waiting.push(scan);
    this.keep();
    this.start();
  }

  async start() {
    clearTimeout(this.timer);
    if (this.busy) return;
    this.busy = true;
    this.stopped = "";
    while (this.waiting.length) {
      const [scan] = this.waiting;
      const answer = await this.send(scan);
      if (!answer) break;
      this.waiting.shift();
      this.keep();
      this.on.answer(scan, answer);
    }
    this.busy = false;
    this.tell();
    if (this.waiting.length && !this.stopped) {
      const wait = WAITS[Math.min(this.failures, WAITS.length) - 1] ?? WAITS[0];
      this.timer = setTimeout(() => this.start(), wait);
    }
  }

  /** The answer, or nothing when the scan must wait. */
  async send(scan) {
    let response;
    try {
      response = await fetch(this.address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify(scan),
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      return this.failed();
    }
    if (response.status >= 500) return this.failed();
    this.offline = false;
    this.failures = 0;
    const told = await response.json().catch(() => null);
    if (response.ok && told) return told;
    if (told && response.status !== 401) return refusal(scan, told);
    this.stopped = told?.detail ?? "Cette page est trop ancienne : rechargez-la.";
    return null;
  }

  failed() {
    this.offline = true;
    this.failures += 1;
    return null;
  }

  tell() {
    this.on.state({ waiting: this.size, offline: this.offline, stopped: this.stopped });
  }

  kept(place = this.place) {
    try {
      return JSON.parse(sessionStorage.getItem(place)) ?? [];
    } catch {
      return [];
    }
  }

  keep() {
    try {
      sessionStorage.setItem(this.place, JSON.stringify(this.waiting));
    } catch {
      this.stopped = "La mémoire du navigateur est pleine : ne fermez pas cette page.";
    }
  }
}

/** What is shown of a scan that could not even be read. */
function refusal(scan, problem) {
  return {
    key: scan.key, status: "refused", tone: "refused", icon: "x-circle-fill",
    word: problem.title, sentence: problem.detail, code: scan.code, shown: scan.code,
    title: "", address: "", next: [], near: [], undo: false, go: "", at: "",
  };
}
