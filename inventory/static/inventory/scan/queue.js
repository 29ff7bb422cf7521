/* Loaded by scan/page.js: scans waiting to be answered. In order, one at a time, the same key
   until an answer comes, by one tab only (a lock of the browser); each answer is shown by the
   tab where the scan was made, or by the one that sent it when that tab is gone. */

import { refusal } from "./answer.js";
import { newKey } from "./clock.js";
import { Memory } from "./memory.js";
import { Store } from "./store.js";

const PATIENCE = 15000;
const WAITS = [1000, 2000, 4000, 8000, 15000];
const NEARLY = 0.9;
const TAB = "filiere-tab-";

export class Queue {
  /** `who` keeps apart the scans of another person of this browser; `state` is the address that
      says who is signed in now, with a fresh token. `on.answer(scan, answer, later)`,
      `on.state({waiting, offline, stopped})`, `on.full(sentence)` tell the page. */
  constructor({ address, state, token, who, on }) {
    Object.assign(this, { address, state, token, who, on, offline: false, stopped: "" });
    this.size = 0;
    this.failures = 0;
    this.prompt = new Set();
    this.mine = new Map();
    this.tab = newKey();
    // Held as long as this tab lives: how another one knows that it does.
    navigator.locks?.request(TAB + this.tab, () => new Promise(() => {}));
    this.busy = false;
    this.timer = 0;
    this.told = new BroadcastChannel("filiere-scans");
    this.told.onmessage = ({ data }) => this.heard(data, data.tab === this.tab);
    this.ready = this.open();
    addEventListener("online", () => this.start());
    addEventListener("beforeunload", (event) => {
      // What is on the disk waits for the next visit; what is not would be lost.
      if (this.unsafe) event.preventDefault();
    });
  }

  async open() {
    try {
      this.store = await Store.open();
      await this.store.adopt();
    } catch {
      this.store = new Memory();
      this.unsafe = true;
      this.on.full("Ce navigateur ne garde rien : sans réseau, un scan serait perdu.");
    }
    this.size = await this.store.count(this.who);
  }

  async others() {
    await this.ready;
    return this.store.others(this.who);
  }

  /** Resolves once the scan is kept; false when it could not be. */
  async add(scan) {
    await this.ready;
    try {
      await this.keepScan(scan);
    } catch {
      this.on.full("La mémoire de ce téléphone est pleine : ce scan n'est PAS gardé. Notez le code.");
      return false;
    }
    if (!this.offline && navigator.onLine) this.prompt.add(scan.key);
    this.start();
    return true;
  }

  async keepScan(scan) {
    this.mine.set(scan.key, scan);
    try {
      await this.store.add(this.who, scan, this.tab);
      this.size += 1;
    } catch (error) {
      if (error.name === "InvalidStateError") return this.mend();
      this.mine.delete(scan.key);
      throw error;
    }
  }

  /** A browser emptied under this page is filled again with what this page still knows. */
  mend() {
    this.mending ??= this.refill().finally(() => (this.mending = null));
    return this.mending;
  }

  async refill() {
    await this.open();
    for (const one of this.mine.values()) await this.store.add(this.who, one, this.tab);
    this.size = await this.store.count(this.who);
  }

  async start() {
    clearTimeout(this.timer);
    await this.ready;
    if (this.busy) return;
    this.busy = true;
    this.stopped = "";
    const lock = `filiere-scans-${this.who}`;
    try {
      if (navigator.locks) await navigator.locks.request(lock, () => this.drain());
      else await this.drain();
      this.size = await this.store.count(this.who);
    } catch {
      await this.mend();
    }
    this.busy = false;
    this.tell();
    if (this.size && !this.stopped) {
      const wait = WAITS[Math.min(this.failures, WAITS.length) - 1] ?? WAITS[0];
      this.timer = setTimeout(() => this.start(), wait);
    }
  }

  async drain() {
    for (let kept = await this.store.first(this.who); kept; kept = await this.store.first(this.who)) {
      const answer = await this.send(kept.scan);
      if (!answer) return;
      await this.store.remove(kept.n);
      const told = { who: this.who, scan: kept.scan, answer, tab: kept.tab };
      const elsewhere = kept.tab !== this.tab && (await this.lives(kept.tab));
      this.told.postMessage(told);
      await this.heard(told, !elsewhere);
    }
  }

  async lives(tab) {
    const { held = [] } = (await navigator.locks?.query()) ?? {};
    return held.some((lock) => lock.name === TAB + tab);
  }

  async heard({ who, scan, answer }, here) {
    if (who !== this.who) return;
    this.mine.delete(scan.key);
    this.size = await this.store.count(this.who);
    if (here) this.on.answer(scan, answer, !this.prompt.delete(scan.key));
    else this.tell();
  }

  /** The answer, or nothing when the scan must wait. */
  async send(scan, again = false) {
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
    if (!told && !again && (await this.renewed())) return this.send(scan, true);
    this.stopped ||= told?.detail ?? "Cette page est trop ancienne : rechargez-la.";
    return null;
  }

  /** A page kept since yesterday has the token of yesterday; somebody else may be signed in. */
  async renewed() {
    try {
      const headers = { "Content-Type": "application/json" };
      const response = await fetch(this.state, { headers, redirect: "error" });
      const told = await response.json();
      if (!response.ok) this.stopped = told.detail;
      else if (told.who !== this.who) this.stopped = "Quelqu'un d'autre est connecté ici.";
      else this.token = told.token;
    } catch {
      return false;
    }
    return !this.stopped;
  }

  /** From now on, whoever scanned has gone on to the next device. */
  failed() {
    this.prompt.clear();
    this.offline = true;
    this.failures += 1;
    this.keep();
    return null;
  }

  /** Ask the browser to keep what waits, and say it before it can no longer. */
  async keep() {
    if (this.asked || !navigator.storage?.persist) return;
    this.asked = true;
    await navigator.storage.persist();
    const { usage = 0, quota = 0 } = await navigator.storage.estimate();
    if (quota && usage > NEARLY * quota) {
      this.on.full("La mémoire de ce téléphone est presque pleine. Retrouvez le réseau bientôt.");
    }
  }

  tell() {
    this.on.state({ waiting: this.size, offline: this.offline, stopped: this.stopped });
  }
}
