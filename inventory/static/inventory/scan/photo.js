/* Loaded by scan/page.js: the codes of a photo, where there is no live camera. Read small, then
   large: a label far away shows only in the second, a blurred one only in the first. */

const SIDES = [1400, 3200];
const HEAVIEST = 40e6;

/** `{found, picture}`; raises an Error whose message can be shown. */
export async function read(file, reader) {
  if (file.size > HEAVIEST) throw new Error("Cette image est trop lourde : prenez une photo.");
  let whole;
  try {
    whole = await createImageBitmap(file);
  } catch {
    throw new Error("Cette image ne se lit pas ici : prenez une photo, en JPEG ou en PNG.");
  }
  const found = new Map();
  let picture = null;
  for (const side of SIDES) {
    const ratio = Math.min(1, side / Math.max(whole.width, whole.height));
    const size = { resizeWidth: Math.max(1, Math.round(whole.width * ratio)),
      resizeHeight: Math.max(1, Math.round(whole.height * ratio)), resizeQuality: "medium" };
    const sized = ratio < 1 ? await createImageBitmap(whole, size) : whole;
    picture ??= { image: sized, ratio };
    for (const one of await reader.read(sized)) {
      const corners = one.corners.map(({ x, y }) => ({
        x: (x * picture.ratio) / ratio, y: (y * picture.ratio) / ratio,
      }));
      if (!found.has(one.text)) found.set(one.text, { ...one, corners });
    }
    if (ratio === 1) break;
  }
  if (!found.size) {
    throw new Error("Aucun code lu sur cette photo : approchez-vous, bien en face, sans reflet.");
  }
  const all = [...found.values()];
  const ours = all.filter((one) => one.ours);
  return { found: ours.length ? ours : all, picture: picture.image };
}
