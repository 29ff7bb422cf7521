/* Loaded by scan/page.js: the last ten scans, how many are done and how many are to look at
   again. Nothing moves while a finger is on the list. Kept in sessionStorage, tab by tab. */

import { fill, icon } from "./answer.js";

const MOST = 10;
const WAITING = { tone: "waiting", icon: "hourglass-split", word: "Envoi…", address: "", at: "" };

export class History {
  /** `on.undo(line)` takes the last one back, `on.open(answer)` shows a question again. */
  constructor(list, counts, who, on) {
    Object.assign(this, { list, counts, on, held: false });
    this.place = `filiere.told.${who}`;
    this.template = document.getElementById("line").content;
    const kept = this.kept();
    this.told = kept.told;
    this.done = kept.done;
    this.bad = new Set(kept.bad);
    list.addEventListener("pointerdown", () => (this.held = true));
    for (const end of ["pointerup", "pointercancel"]) {
      addEventListener(end, () => setTimeout(() => this.free(), 300));
    }
    this.draw();
  }

  /** What the server remembers of this session: lines to see, and the form just sent, `fresh`,
      which counts. The fresh one, if this list did not know it. */
  adopt(answers, fresh) {
    const known = new Set(this.told.map((one) => one.key));
    const news = answers.filter((one) => !known.has(one.key));
    const older = news.filter((one) => one.key !== fresh);
    if (!this.told.length) this.told = older;
    const made = news.find((one) => one.key === fresh);
    if (made) this.settle(made);
    else this.draw();
    return made;
  }

  waits(scan) {
    const line = { ...WAITING, key: scan.key, code: scan.code, shown: short(scan.code) };
    this.told = [line, ...this.told].slice(0, MOST);
    this.draw();
  }

  /** What waits will wait longer. */
  keeps() {
    for (const one of this.told) if (one.tone === "waiting") one.word = "Gardé";
    this.draw();
  }

  settle(answer) {
    const line = { ...answer, next: undefined, problem: undefined };
    if (answer.tone !== "ask") line.sentence = undefined;
    const place = this.told.findIndex((one) => one.key === answer.key);
    if (place >= 0) this.told[place] = line;
    else this.told = [line, ...this.told].slice(0, MOST);
    if (answer.tone === "done") this.done += 1;
    if (answer.tone === "refused" || answer.tone === "ask") this.bad.add(answer.code);
    else this.bad.delete(answer.code);
    this.draw();
  }

  /** A question was answered by a touch: the scan of the device takes its place. */
  chosen(question) {
    this.told = this.told.filter((one) => one.key !== question.key);
    this.bad.delete(question.code);
    this.draw();
  }

  /** The scan of this key was undone. */
  undone(key) {
    this.done = Math.max(0, this.done - 1);
    this.told = this.told.map((one) =>
      one.key === key
        ? { ...one, tone: "repeat", icon: "arrow-counterclockwise", word: "Annulé", undo: false }
        : one,
    );
    this.draw();
  }

  free() {
    this.held = false;
    if (this.late) this.draw();
  }

  draw() {
    this.late = this.held;
    if (this.held) return;
    const focused = this.list.contains(document.activeElement);
    if (this.told.length) this.list.replaceChildren(...this.told.map((one, at) => this.line(one, at)));
    if (focused) this.list.querySelector("a")?.focus();
    const some = this.done > 1 ? "faits" : "fait";
    this.counts.textContent = `${this.done} ${some} · ${this.bad.size} à revoir`;
    this.keep();
  }

  line(one, place) {
    const made = this.template.firstElementChild.cloneNode(true);
    made.className = `told-line told-${one.tone}`;
    fill(made, { icon: icon(one.icon), shown: one.shown, word: one.word, at: one.at, undo: "" });
    const open = made.querySelector('[data-slot="open"]');
    if (one.address) open.href = one.address;
    else open.removeAttribute("href");
    const last = place === 0 && one.undo && one.tone === "done";
    const slot = made.querySelector('[data-slot="undo"]');
    if (last) slot.append(this.button("arrow-counterclockwise", "Annuler", () => this.on.undo(one)));
    if (one.tone === "ask") {
      slot.append(this.button("question-circle", "Choisir", () => this.on.open(one)));
    }
    return made;
  }

  button(sign, words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-outline-primary";
    made.append(icon(sign), words);
    made.addEventListener("click", act);
    return made;
  }

  kept() {
    try {
      return { told: [], done: 0, bad: [], ...JSON.parse(sessionStorage.getItem(this.place)) };
    } catch {
      return { told: [], done: 0, bad: [] };
    }
  }

  keep() {
    const told = { told: this.told, done: this.done, bad: [...this.bad] };
    try {
      sessionStorage.setItem(this.place, JSON.stringify(told));
    } catch {
      // A full storage loses a list to look at, never a scan.
    }
  }
}

/** What was read, before anybody knows what it is: the end of an address is its code. */
function short(text) {
  const code = text.split("/").pop().replaceAll("-", "").slice(0, 16).toUpperCase();
  return code.length === 9 ? code.match(/.../g).join("-") : code;
}
