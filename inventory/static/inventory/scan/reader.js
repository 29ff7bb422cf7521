/* Loaded by scan/page.js: the codes in a picture, those of our labels told from the others. The
   browser's own BarcodeDetector where there is one, else zxing (npm barcode-detector), its wasm
   from us. */

import { parse } from "./codes.js";

const FORMATS = [
  "qr_code", "data_matrix", "code_128", "code_39", "code_93", "ean_13", "ean_8", "upc_a", "itf",
];
const PRODUCTS = ["ean_13", "ean_8", "upc_a", "upc_e"];
const SHORTEST = 4;

async function detector({ reader, wasm }) {
  if ("BarcodeDetector" in window) {
    const known = await window.BarcodeDetector.getSupportedFormats();
    const formats = FORMATS.filter((one) => known.includes(one));
    if (formats.includes(FORMATS[0])) return new window.BarcodeDetector({ formats });
  }
  const zxing = await import(reader);
  zxing.prepareZXingModule({
    overrides: { locateFile: (path, prefix) => (path.endsWith(".wasm") ? wasm : prefix + path) },
  });
  return new zxing.BarcodeDetector({ formats: FORMATS });
}

export class Reader {
  /** `places` of zxing and of its wasm; `wedge` knows the address that our labels carry. */
  constructor(places, wedge) {
    Object.assign(this, { places, wedge });
  }

  async ready() {
    this.detector ??= await detector(this.places);
  }

  /** `[{text, ours, corners, shown}]`, each text once; a product's barcode only when alone. */
  async read(picture) {
    await this.ready();
    const found = new Map();
    for (const { rawValue, format, cornerPoints } of await this.detector.detect(picture)) {
      const text = rawValue.trim();
      const [labelled] = this.wedge.codes(text);
      const code = labelled ?? parse(text).code;
      if (!code && text.length < SHORTEST) continue;
      found.set(code ?? text, {
        text: labelled ? text : (code ?? text), code: code ?? "", ours: Boolean(code),
        product: PRODUCTS.includes(format), corners: cornerPoints,
      });
    }
    const all = [...found.values()];
    const told = all.filter((one) => !one.product);
    return told.length ? told : all;
  }
}
