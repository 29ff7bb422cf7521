/* Loaded by scan/queue.js: where the browser keeps nothing, what scan/store.js does, for the time of
   this page. */

export class Memory {
  constructor() {
    Object.assign(this, { scans: [], refused: [], n: 0 });
  }
  async add(who, scan, tab) { this.scans.push({ n: (this.n += 1), who, scan, tab }); }
  async first() { return this.scans[0]; }
  async remove(n) { this.scans = this.scans.filter((one) => one.n !== n); }
  async count() { return this.scans.length; }
  async others() { return 0; }
  async refuse(who, answer) { this.refused.push(answer); }
  async problems() { return this.refused; }
  async forget(key) { this.refused = this.refused.filter((one) => one.key !== key); }
}
