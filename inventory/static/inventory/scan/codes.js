/* Loaded by scan/page.js: a code read without the server. As labels/codes.py reads it. */

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const FORGIVEN = { O: "0", I: "1", L: "1" };
const LENGTH = 9;

function complete(body) {
  const total = [...body].reverse().reduce((sum, character, place) => {
    let value = ALPHABET.indexOf(character);
    if (place % 2 === 0) value = value > 15 ? value * 2 - 31 : value * 2;
    return sum + value;
  }, 0);
  return ALPHABET[(32 - (total % 32)) % 32];
}

/** `{code}`, or `{fault}`: a French sentence. */
export function parse(text) {
  const part = /^.*\/D\/([^/?#]*)\/?$/i.exec(text.trim())?.[1] ?? text;
  const code = [...part.replace(/[\s\u00ad\u2010-\u2014\u2212-]/g, "").toUpperCase()]
    .map((one) => FORGIVEN[one] ?? one)
    .join("");
  const foreign = [...code].find((one) => !ALPHABET.includes(one));
  if (foreign) return { fault: `Un code ne contient jamais « ${foreign} » : relisez l'étiquette.` };
  if (code.length !== LENGTH) {
    const much = code.length < LENGTH ? "court" : "long";
    return { fault: `Ce code est trop ${much} : il compte ${LENGTH} caractères.` };
  }
  if (complete(code.slice(0, -1)) !== code.at(-1)) {
    return { fault: "Ce code comporte une erreur : relisez l'étiquette, un caractère est faux." };
  }
  return { code };
}

const LABELLED = /\/D\/|^\s*\w{3}-\w{3}-/i;
const SHORTEST = 4;

/** Why this text is refused without asking the server: a label of ours misread, or nothing. What
    may be a maker's serial or a donor's tag is no fault: it is a question for the server. */
export function misread(text) {
  const { code, fault } = parse(text);
  if (code) return "";
  const plain = text.replace(/[^\p{L}\p{N}]/gu, "");
  const ours = LABELLED.test(text) || /^[0-9A-Z]{9}$/i.test(plain);
  return ours || [...text.trim()].length < SHORTEST ? fault : "";
}
