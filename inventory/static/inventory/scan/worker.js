/* Served at /scanner/service-worker.js with SHELL and LATER before it (inventory/views/scanner_shell.py): the
   scanner opens without network from the first visit on. The network first, always; what was kept
   when it does not answer. Scans are no matter of this file: they wait in IndexedDB. */

const KEPT = "filiere-scanner-1";
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(KEPT);
      await Promise.all(SHELL.map(async (address) => {
        const response = await fetch(address, { cache: "no-cache" });
        if (response.ok && !response.redirected) await cache.put(address, response);
      }));
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      const old = names.filter((one) => one.startsWith("filiere-scanner-") && one !== KEPT);
      await Promise.all(old.map((one) => caches.delete(one)));
      await self.clients.claim();
      const cache = await caches.open(KEPT);
      await Promise.all(LATER.map((address) => cache.add(address).catch(() => null)));
    })(),
  );
});

/* Somebody else at this browser: what was kept bears the name of the one before. */
self.addEventListener("message", (event) => {
  if (event.data === "somebody-else") event.waitUntil(forgetPages());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  const page = request.mode === "navigate" && address.pathname === "/scanner/";
  if (page || address.pathname.startsWith("/static/")) event.respondWith(answer(request, page));
});

async function answer(request, page) {
  const cache = await caches.open(KEPT);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (response.ok && !response.redirected) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const kept = (await cache.match(request)) ?? (page && (await otherPages(cache)));
    if (kept) return kept;
    throw error;
  }
}

/* Without network in a mode that this phone has not seen: never another one in its place. */
async function otherPages(cache) {
  const kept = (await pagesOf(cache)).map((one) => new URL(one.url));
  const links = kept.map((one) => {
    const name = one.searchParams.get("mode") ?? "le dernier mode";
    return `<li><a href="${escaped(one.pathname + one.search)}">${escaped(name)}</a></li>`;
  });
  const page = `<!DOCTYPE html><html lang="fr"><meta charset="utf-8">
    <meta name="viewport" content="width=device-width"><title>Sans réseau</title>
    <h1>Sans réseau</h1><p>Ce téléphone n'a pas encore ouvert ce mode. Sans réseau, il a :</p>
    <ul>${links.join("")}</ul><p>Les scans déjà faits sont gardés.</p></html>`;
  return new Response(page, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

function escaped(text) {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

async function pagesOf(cache) {
  return (await cache.keys()).filter((one) => new URL(one.url).pathname === "/scanner/");
}

async function forgetPages() {
  const cache = await caches.open(KEPT);
  await Promise.all((await pagesOf(cache)).map((one) => cache.delete(one)));
}
