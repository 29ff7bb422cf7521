/* Loaded by scan/page.js: the hour of the server, as near as this page can tell, so that a phone
   whose clock is wrong still says when a scan was made. */

const BEHIND = "filiere.clock";
const LAST = "filiere.clock.last";
let behind = kept(BEHIND, -Infinity);
let spoken = false;

/** The server said this hour: the latest it can be is now, so the largest gap is the truest. A
    page that was kept says the hour at which it was kept: it never wins over a later word. */
export function heard(now, fromNetwork = true) {
  const told = Date.parse(now);
  if (Number.isNaN(told)) return;
  const gap = told - Date.now();
  behind = fromNetwork && !spoken ? gap : Math.max(behind, gap);
  spoken ||= fromNetwork;
  keep(BEHIND, behind);
}

/** When it is, as RFC 3339; never before what this phone said last, within a minute. */
export function hour() {
  const now = Date.now() + (Number.isFinite(behind) ? behind : 0);
  const last = kept(LAST, now);
  const said = last > now && last - now < 60000 ? last + 1 : now;
  keep(LAST, said);
  return new Date(said).toISOString();
}

function kept(name, otherwise) {
  try {
    const value = Number(localStorage.getItem(name) ?? NaN);
    return Number.isNaN(value) ? otherwise : value;
  } catch {
    return otherwise;
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(name, String(value));
  } catch {
    // Without it the page still has its own clock.
  }
}

/** A key of one's own for a scan; also where the page has no HTTPS. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
