/* Keeps one page, the door of one day, and what it is drawn with. Nothing else passes through here:
   the page is fetched first, and its copy is shown only when the network does not answer. */

const PAGE = new URL(self.registration.scope).pathname;
const PATIENCE_MS = 4000;

async function kept() {
  const names = await caches.keys();
  const name = names.find((each) => each.startsWith("check-in|") && each.split("|")[1] === PAGE);
  return name ? caches.open(name) : undefined;
}

async function fresh(url) {
  const answer = await fetch(url, { redirect: "manual" });
  if (answer.ok && !new URL(url).search) await (await kept())?.put(PAGE, answer.clone());
  return answer;
}

async function page(url) {
  const answer = fresh(url);
  const late = new Promise((_, lose) => { setTimeout(lose, PATIENCE_MS, new Error("late")); });
  try {
    return await Promise.race([answer, late]);
  } catch {
    return (await (await kept())?.match(PAGE)) ?? answer;
  }
}

async function part(request) {
  return (await (await kept())?.match(request)) ?? fetch(request);
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname === PAGE) event.respondWith(page(request.url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(part(request));
});
