/* Loaded by scan/page.js: labels that are no device's. A place's label chooses where devices go
   (« Déplacer ») or what is counted (« Compter »), a poster's chooses the mode; the page knows them
   without the server, so that scans made without network are never given to the place before. */

import { parse } from "./codes.js";

const FIRST = {
  move: "Scannez d'abord l'étiquette du lieu où vont les appareils.",
  count: "Scannez d'abord l'étiquette du lieu à compter.",
};
const FIRST_ANSWER = {
  tone: "refused", icon: "geo-alt", word: "Quel lieu ?", shown: "", title: "",
};
const TROLLEY = "trolley";

export class Places {
  /** `settings` are the data of each scan of this mode: they change with the label scanned. */
  constructor(root, said) {
    this.known = JSON.parse(root.dataset.known);
    this.settings = JSON.parse(root.dataset.settings);
    Object.assign(this, { mode: root.dataset.operation, said });
  }

  /** What to do with this scan before anything is sent: `{go}` another page, `{answer}` shown here
      and nothing sent, `{data, code}` sent instead; nothing for what only the server knows. */
  take(text, key) {
    const { code } = parse(text);
    const known = code && Object.hasOwn(this.known, code) ? this.known[code] : null;
    if (known?.go && !(known.label && known.mode === this.mode)) return { go: known.go };
    if (known && this.mode === "move") return { answer: this.target(code, known) };
    if (known && this.mode === "count") {
      return { data: this.counted(known, key), code: known.label ?? code };
    }
    if (!known && code && this.mode in FIRST && !this.settings.place) {
      return { answer: { ...FIRST_ANSWER, sentence: FIRST[this.mode] } };
    }
    return {};
  }

  /** Devices go there from now on. */
  target(code, { id, name, kind }) {
    const before = this.settings.place;
    this.use({ place: id }, `Lieu : ${name}`);
    const from = Object.values(this.known).find((one) => one.id === before);
    const roll = kind === TROLLEY && from && before !== id && from.kind !== TROLLEY;
    const next = roll
      ? [{
        operation: "carry", verb: `Déplacer ce chariot : ${from.name}`, icon: "cart",
        data: { place: before }, primary: false,
      }]
      : [];
    return {
      code, tone: "told", icon: "geo-alt", word: name, shown: "", title: "",
      sentence: "Scannez les appareils à y déplacer.", next,
    };
  }

  /** The count that this scan opens is known by the scan's own key until the server names it. */
  counted({ id, name }, key) {
    this.before = [this.settings, this.said?.textContent ?? ""];
    this.use({ place: id, count: key }, `Comptage : ${name}`);
    return {};
  }

  /** The server answered a label: what this page did not know, or the count's own name. */
  answered(made, told) {
    if (told.tone === "refused" && made.key === this.settings.count) this.use(...this.before);
    if (!told.settings || made.operation !== this.mode) return;
    const mine = this.settings.count === made.key || !Object.hasOwn(this.known, told.code);
    if (mine) this.use(told.settings, told.said);
  }

  use(settings, said) {
    this.settings = settings;
    const told = new URLSearchParams({ mode: this.mode, ...settings, regle: "1" });
    history.replaceState(null, "", `?${told}`);
    if (this.said) this.said.textContent = said;
  }
}
