/* Loaded by scan/field.js: what a wedge scanner meant. It types as a keyboard: when its layout is
   not the computer's, an address comes out mangled. The address that every label of ours carries
   tells which layout it was; without it, what was typed is left as it is. */

/** Typed on an AZERTY computer by a scanner set to QWERTY: what it meant. */
const ON_AZERTY = pairs(
  "&1 é2 \"3 '4 (5 -6 è7 _8 ç9 à0 )- qA aQ wZ zW QA AQ WZ ZW ?M ,M m: M: !/ §/ :. /. É2 È7 Ç9 À0",
);
/** Typed on a QWERTY computer by a scanner set to AZERTY. */
const ON_QWERTY = pairs("!1 @2 #3 $4 %5 ^6 &7 *8 (9 )0 6- qA aQ wZ zW QA AQ WZ ZW :M ;M .: >/ ?/ <. ,.");

function pairs(told) {
  return new Map(told.split(" ").map((pair) => [pair[0], pair.slice(1)]));
}

function meant(text, layout) {
  return [...text].map((one) => layout.get(one) ?? one.toUpperCase()).join("");
}

/** What to look for: the start of our addresses, in the capitals of our labels. */
export class Wedge {
  constructor(site) {
    const start = `${site.replace(/\/+$/, "").toUpperCase()}/D/`;
    this.label = new RegExp(`${start.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}([0-9A-Z]{9})`, "g");
  }

  /** Every code of ours in what was typed; empty when there is none, whatever the layout. */
  codes(text) {
    for (const layout of [new Map(), ON_AZERTY, ON_QWERTY]) {
      const found = [...meant(text, layout).matchAll(this.label)].map((one) => one[1]);
      if (found.length) return found;
    }
    return [];
  }
}
