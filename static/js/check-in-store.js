/* What this device keeps of a door: taps that wait, each under a key of its own so that two windows
   never write over each other; who was here when we last heard; a copy of the page until the day ends. */

const PREFIX = "check-in|";

export class Store {
  constructor(path, endsAt) {
    this.prefix = `${PREFIX}${path}|`;
    this.path = path;
    this.cache = `${PREFIX}${path}|${endsAt}`;
    this.memory = new Map();
    this.lasting = true;
  }

  read(key) {
    try {
      return JSON.parse(localStorage.getItem(this.prefix + key) ?? "null") ?? this.memory.get(key);
    } catch {
      return this.memory.get(key);
    }
  }

  write(key, value) {
    this.memory.set(key, value);
    try {
      localStorage.setItem(this.prefix + key, JSON.stringify(value));
    } catch {
      this.lasting = false;
    }
  }

  drop(key) {
    this.memory.delete(key);
    try { localStorage.removeItem(this.prefix + key); } catch { this.lasting = false; }
  }

  keys() {
    let stored = [];
    try { stored = Object.keys(localStorage); } catch { this.lasting = false; }
    const own = stored.filter((key) => key.startsWith(this.prefix)).map((key) => key.slice(this.prefix.length));
    return [...new Set([...own, ...this.memory.keys()])];
  }

  waiting() {
    const taps = this.keys().filter((key) => key.startsWith("tap|")).map((key) => this.read(key));
    return taps.filter(Boolean).sort((one, other) => one.at.localeCompare(other.at));
  }

  async keepPage() {
    if (!window.caches) return;
    const cache = await caches.open(this.cache);
    const drawn = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
    const own = drawn.filter((url) => url.origin === location.origin && url.pathname.startsWith("/static/"));
    const page = await fetch(this.path, { redirect: "manual" });
    if (page.ok) await cache.put(this.path, page);
    await Promise.all([...new Set(own.map(String))].map((url) => cache.add(url).catch(() => {})));
  }

  async clear() {
    for (const key of this.keys()) this.drop(key);
    if (window.caches) await caches.delete(this.cache);
    const known = await navigator.serviceWorker?.getRegistrations() ?? [];
    await Promise.all(known.filter((each) => new URL(each.scope).pathname === this.path).map((each) => each.unregister()));
  }
}
