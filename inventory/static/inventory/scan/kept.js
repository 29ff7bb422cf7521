/* Loaded by scan/page.js: the scanner opens without network from its first visit on, in the mode
   of that visit too (scan/worker.js keeps the rest). `data-kept` says when that is so. */

const PERSON = "filiere.scan.who";
const KEPT = "filiere-scanner-";

export async function keepOpen(root, { address, who }) {
  if (!("serviceWorker" in navigator)) return;
  const register = () => navigator.serviceWorker.register(root.dataset.worker).catch(() => null);
  const worker = await register();
  addEventListener("online", () => {
    // A network lost halfway left nothing kept.
    if (!root.dataset.kept) register();
  });
  const before = localStorage.getItem(PERSON);
  if (before && before !== who) worker?.active?.postMessage("somebody-else");
  localStorage.setItem(PERSON, who);
  await navigator.serviceWorker.ready;
  if (location.pathname === address) await keepThisPage().catch(() => null);
  root.dataset.kept = "yes";
}

/** The worker did not serve the first page: it has not seen its address. */
async function keepThisPage() {
  const name = (await caches.keys()).find((one) => one.startsWith(KEPT));
  if (!name || (await caches.match(location.href))) return;
  const response = await fetch(location.href);
  if (response.ok && !response.redirected) await (await caches.open(name)).put(location.href, response);
}
