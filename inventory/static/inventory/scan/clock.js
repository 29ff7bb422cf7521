/* Loaded by scan/page.js: the hour of the server, as near as this page can tell, so that a phone
   whose clock is wrong still says when a scan was made. */

let behind = -Infinity;

/** The server said this hour: the latest it can be is now, so the largest gap is the truest. */
export function heard(now) {
  const told = Date.parse(now);
  if (!Number.isNaN(told)) behind = Math.max(behind, told - Date.now());
}

/** When it is, as RFC 3339. */
export function hour() {
  return new Date(Date.now() + (Number.isFinite(behind) ? behind : 0)).toISOString();
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
