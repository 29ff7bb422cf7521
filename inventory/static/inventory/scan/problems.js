/* Loaded by scan/page.js: scans sent later and refused, when their device was no longer in the
   hand. They stay listed, on this phone, until somebody has looked at them. */

import { fill, icon } from "./answer.js";

export class Problems {
  constructor(section, store, who) {
    Object.assign(this, { section, store, who });
    this.list = section.querySelector("ol");
    this.template = section.querySelector("template").content;
    this.draw();
  }

  async add(answer) {
    await this.store.refuse(this.who, answer);
    await this.draw();
  }

  async draw() {
    const told = await this.store.problems(this.who);
    this.list.replaceChildren(...told.map((one) => this.line(one)));
    this.section.hidden = told.length === 0;
  }

  line(one) {
    const made = this.template.firstElementChild.cloneNode(true);
    fill(made, {
      icon: icon(one.icon), shown: one.shown, word: one.word, sentence: one.sentence,
    });
    const open = made.querySelector('[data-slot="open"]');
    if (one.address) open.href = one.address;
    else open.removeAttribute("href");
    made.querySelector("button").addEventListener("click", async () => {
      await this.store.forget(one.key);
      await this.draw();
    }, { once: true });
    return made;
  }
}
