/* Loaded by scan/queue.js: what a phone keeps of its scans, in IndexedDB. A scan is kept once its
   transaction is on the disk, and leaves only when the server has answered it. */

const NAME = "filiere-scans";
const VERSION = 1;
const BEFORE = "filiere.scans.";

function asked(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

export class Store {
  /** Raises when the browser keeps nothing (private window, refused by a setting). */
  static async open() {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const scans = request.result.createObjectStore("scans", { keyPath: "n", autoIncrement: true });
      scans.createIndex("who", "who");
      request.result.createObjectStore("problems", { keyPath: "key" }).createIndex("who", "who");
    };
    return new Store(await asked(request));
  }

  constructor(base) {
    this.base = base;
    // Another tab has a newer page: it must not wait for this one.
    base.onversionchange = () => base.close();
  }

  /** Resolves once what `work` asked is on the disk; raises QuotaExceededError when full. */
  async write(name, work) {
    const transaction = this.base.transaction(name, "readwrite", { durability: "strict" });
    const kept = new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onabort = () => failed(transaction.error);
    });
    const made = work(transaction.objectStore(name));
    await kept;
    return made?.result;
  }

  read(name) {
    return this.base.transaction(name).objectStore(name);
  }

  /** `tab`: where it was made, which shows its answer. */
  add(who, scan, tab = "") {
    return this.write("scans", (scans) => scans.add({ who, scan, tab }));
  }

  /** The oldest scan of this person, `{n, who, scan}`. */
  async first(who) {
    const index = this.read("scans").index("who");
    return (await asked(index.getAll(IDBKeyRange.only(who), 1)))[0];
  }

  remove(n) {
    return this.write("scans", (scans) => scans.delete(n));
  }

  count(who) {
    return asked(this.read("scans").index("who").count(IDBKeyRange.only(who)));
  }

  async others(who) {
    return (await asked(this.read("scans").count())) - (await this.count(who));
  }

  /** A scan answered by a refusal when its device was no longer in the hand. */
  refuse(who, answer) {
    return this.write("problems", (problems) => problems.put({ ...answer, who }));
  }

  problems(who) {
    return asked(this.read("problems").index("who").getAll(IDBKeyRange.only(who)));
  }

  forget(key) {
    return this.write("problems", (problems) => problems.delete(key));
  }

  /** Scans that an older page kept tab by tab. */
  async adopt() {
    const places = Object.keys(sessionStorage).filter((one) => one.startsWith(BEFORE));
    for (const place of places) {
      const scans = JSON.parse(sessionStorage.getItem(place)) ?? [];
      for (const scan of scans) await this.add(place.slice(BEFORE.length), scan);
      sessionStorage.removeItem(place);
    }
  }
}
