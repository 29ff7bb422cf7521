/* Loaded by scan/page.js: scans sent later and refused, or that ask something, when their device
   was no longer in the hand. They stay listed, on this phone, until somebody has seen to them. */

import { fill, icon } from "./answer.js";

export class Problems {
  /** `open(answer)` shows a question again, with its choices. */
  constructor(section, queue, who, open) {
    Object.assign(this, { section, queue, who, open });
    this.list = section.querySelector("ol");
    this.template = section.querySelector("template").content;
    this.draw();
  }

  async add(answer) {
    await this.queue.store.refuse(this.who, answer);
    await this.draw();
  }

  async forget(key) {
    await this.queue.store.forget(key);
    await this.draw();
  }

  async draw() {
    const told = await this.queue.store.problems(this.who);
    this.list.replaceChildren(...told.map((one) => this.line(one)));
    this.section.hidden = told.length === 0;
  }

  line(one) {
    const made = this.template.firstElementChild.cloneNode(true);
    fill(made, {
      icon: icon(one.icon), shown: one.shown, word: one.word, sentence: one.sentence,
    });
    made.className = `told-line told-${one.tone}`;
    const open = made.querySelector('[data-slot="open"]');
    if (one.go || one.address) open.href = one.go || one.address;
    else open.removeAttribute("href");
    const [choose, seen] = made.querySelectorAll("button");
    choose.hidden = one.tone !== "ask";
    choose.addEventListener("click", () => this.open(one));
    seen.addEventListener("click", () => this.forget(one.key), { once: true });
    return made;
  }
}
