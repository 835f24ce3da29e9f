/* The door of one day. Every tap is kept on this device first and sent then; what the network loses
   is sent again, and its id makes twice once. Without this file each button is a plain form. */

import { scanInto } from "./check-in-camera.js";
import { Store } from "./check-in-store.js";
import { WalkIns } from "./check-in-walk-ins.js";

const door = document.querySelector("[data-door]");
const say = document.querySelector("[data-words-of-door]").dataset;
const { path } = door.dataset;
const endsAt = Number(door.dataset.ends) * 1000;
const opensAt = Number(door.dataset.opens ?? 0) * 1000;
const GRACE_MS = 2 * 3600 * 1000;
const EVERY_MS = 15000;
const AGAIN_MS = 3000; // not every browser tells that the network is back
const store = new Store(path, endsAt + GRACE_MS);
const rows = [...document.querySelectorAll("[data-guest]")];
const net = document.querySelector("[data-net]");
const trouble = document.querySelector("[data-trouble]");
let token = document.querySelector("[name=csrf_token]").value;
let here = new Set(rows.filter((row) => "here" in row.dataset).map((row) => row.dataset.guest));
let busy = false;
let more = false;
let hadToWait = false;
let lost = false;
let again = 0;

const isOpen = () => Date.now() >= opensAt;
const rowOf = (guest) => rows.find((row) => row.dataset.guest === guest);
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

function complain(text) {
  trouble.textContent = text;
  trouble.hidden = !text;
}

function tell(text, calm = false) {
  if (net.textContent !== text) net.textContent = text;
  net.hidden = !text;
  net.toggleAttribute("data-calm", calm);
}

function showRow(row, tap) {
  const isHere = tap ? !tap.undo : here.has(row.dataset.guest);
  const changed = isHere !== ("here" in row.dataset) || Boolean(tap) || "waits" in row.dataset;
  row.toggleAttribute("data-here", isHere);
  row.toggleAttribute("data-waits", Boolean(tap));
  const said = row.querySelector("[data-said]");
  if (tap) said.textContent = tap.undo ? say.waitsUndo : say.waits;
  else if (changed) said.textContent = isHere ? say.here : "";
}

function showSums() {
  for (const part of [door.querySelector(".door-count"), ...door.querySelectorAll("[data-seat]")]) {
    const inside = part.matches("[data-seat]") ? rows.filter((row) => part.contains(row)) : rows;
    part.querySelector("[data-count=here]").textContent = inside.filter((row) => "here" in row.dataset).length;
  }
}

function show() {
  const waiting = store.waiting();
  const last = new Map(waiting.map((tap) => [tap.guest, tap]));
  for (const row of rows) showRow(row, last.get(row.dataset.guest));
  showSums();
  walkIns.show(waiting, lost || !navigator.onLine);
  if (waiting.length && (!busy || hadToWait)) {
    tell(waiting.length === 1 ? say.waitingOne : filled(say.waitingMany, { n: waiting.length }));
  } else if (!navigator.onLine) tell(say.noNetwork);
  else if (hadToWait) tell(say.sent, true);
  else tell("");
  if (!store.lasting) complain(say.full);
}

function learn(answer) {
  here = new Set(answer.here);
  if (answer.token) token = answer.token;
  store.write("known", { at: answer.now, here: answer.here });
}

async function ask(address, sent) {
  const answer = await fetch(path + address, {
    method: sent ? "POST" : "GET",
    redirect: "manual",
    headers: sent ? { "Content-Type": "application/json", "X-CSRFToken": token } : {},
    body: sent && JSON.stringify(sent),
  });
  if (answer.type === "opaqueredirect" || answer.status === 401) {
    complain(say.signedOut);
    return undefined;
  }
  if (!answer.ok) return answer.status;
  complain("");
  return answer.json();
}

function settle(tap, outcome) {
  store.drop(`tap|${tap.id}`);
  const name = tap.walk_in?.name ?? rowOf(tap.guest)?.dataset.name ?? "?";
  if (tap.walk_in) walkIns.sent(tap, outcome);
  if (outcome === "removed") store.write(`told|${tap.id}`, filled(say.removed, { name }));
  if (outcome === "over" || outcome === "closed") store.write(`told|${tap.id}`, filled(say[outcome], { name }));
  if (outcome === "unknown") store.write(`told|${tap.id}`, filled(say.unknown, { name }));
}

const told = new Map();
const toldKeys = () => store.keys().filter((key) => key.startsWith("told|"));

function showTold() {
  for (const key of toldKeys()) told.set(key, store.read(key));
  if (told.size) complain([...told.values()].join(" "));
}

async function send(taps) {
  const sent = { now: new Date().toISOString(), taps };
  let answer = await ask("/taps", sent);
  if (answer === 400) {
    const state = await ask("/state");
    if (!state?.here) return;
    token = state.token;
    answer = await ask("/taps", sent);
  }
  if (answer?.taps) {
    for (const tap of taps) settle(tap, answer.taps[tap.id]);
    learn(answer);
    more = store.waiting().length > 0;
  } else if (typeof answer === "number" && answer < 500) complain(say.refused);
}

async function flush() {
  const taps = store.waiting();
  if (busy) return;
  busy = true;
  more = false;
  try {
    if (taps.length) await send(taps.slice(0, 200));
    else {
      const state = await ask("/state");
      if (state?.here) learn(state);
    }
    lost = false;
  } catch {
    more = false;
    lost = true;
    clearTimeout(again);
    again = setTimeout(flush, AGAIN_MS);
  } finally {
    busy = false;
    hadToWait = hadToWait || store.waiting().length > 0 && !more;
    show();
    showTold();
    if (more) flush();
    else if (!lost && walkIns.ready(field.value)) location.reload();
  }
}

/* The page may be fetched the day before, for a door without network; it opens by itself. */
function open() {
  if (!isOpen()) {
    setTimeout(open, Math.min(opensAt - Date.now(), EVERY_MS));
    return;
  }
  for (const button of document.querySelectorAll("[data-when-open]")) button.disabled = false;
  document.querySelector("[data-not-open]")?.remove();
}

function queue(what) {
  const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2, 12)}`;
  store.write(`tap|${id}`, { id, ...what, at: new Date().toISOString() });
  flush();
  show();
}

function tap(row, undo) {
  queue({ guest: row.dataset.guest, undo });
  row.querySelector(undo ? ".door-tap button" : ".door-back button").focus({ preventScroll: true });
}

function rowOfCode(typed) {
  const text = (/\/check-in\/([a-z0-9]+)/i.exec(typed)?.[1] ?? typed).replace(/[\s.-]/g, "").toUpperCase();
  return text.length === 6 ? rows.find((row) => row.dataset.code === text) : undefined;
}

function tapCode(typed) {
  const row = rowOfCode(typed);
  if (!row) return false;
  if (!isOpen()) {
    complain(say.notYet);
    return true;
  }
  if (!("here" in row.dataset)) tap(row, false);
  tell(filled(say.isHere, { name: row.dataset.name }), true);
  return true;
}

const fold = (text) => text.normalize("NFC").toLowerCase().replaceAll("å", "aa")
  .replace(/[^æøa-z0-9\s]/g, (char) => char.normalize("NFD").replace(/\p{M}/gu, ""));

function search(typed) {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const byCode = rowOfCode(typed);
  for (const row of rows) {
    row.hidden = row !== byCode && !words.every((word) => row.dataset.words.includes(word));
  }
  door.querySelector("[data-none]").hidden = rows.some((row) => !row.hidden) || !rows.length;
}

const walkIns = new WalkIns(say, queue, (tap) => {
  store.drop(`tap|${tap.id}`);
  show();
});
const field = document.getElementById("door-q");
field.addEventListener("input", () => search(field.value));
document.addEventListener("submit", (event) => {
  const form = event.target;
  const row = form.closest("[data-guest]");
  if (!isOpen() && form.matches("[data-tap], [data-walk-in-form]")) complain(say.notYet);
  else if (form.matches("[data-walk-in-form]")) walkIns.take(form);
  else if (row) tap(row, form.matches("[data-undo]"));
  else if (form.matches("[data-search]")) {
    const shown = rows.filter((each) => !each.hidden);
    if (field.value && isOpen() && shown.length === 1 && !("here" in shown[0].dataset)) tap(shown[0], false);
  } else if (form.matches("[data-code-form]")) {
    const typed = form.elements.code;
    if (!tapCode(typed.value)) {
      if (navigator.onLine) return;
      complain(say.noCode);
    }
    typed.value = "";
  } else if (form.matches("[data-sign-out]") && store.waiting().length) complain(say.sendFirst);
  else return;
  event.preventDefault();
}, true);

const clear = document.querySelector("[data-clear]");
clear.addEventListener("click", async () => {
  if (store.waiting().length && !clear.dataset.sure) {
    clear.dataset.sure = "1";
    clear.textContent = say.clearAnyway;
    return;
  }
  await store.clear();
  document.querySelector("[data-device]").hidden = true;
  hadToWait = false;
  show();
  tell(say.cleared, true);
});

async function keep() {
  if (!navigator.serviceWorker || !window.isSecureContext) return;
  if (Date.now() > endsAt + GRACE_MS) {
    if (!store.waiting().length) await store.clear();
    return;
  }
  await store.keepPage();
  await navigator.serviceWorker.register(door.dataset.worker, { scope: path });
  document.querySelector("[data-device]").hidden = false;
}

const known = store.read("known");
if (known && known.at >= Number(door.dataset.made)) here = new Set(known.here);
search(field.value);
open();
show();
showTold();
for (const key of toldKeys()) store.drop(key);
flush();
keep().catch(() => {});
scanInto(tapCode);
addEventListener("online", flush);
addEventListener("offline", show);
document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
setInterval(() => { if (!document.hidden) flush(); }, EVERY_MS + Math.random() * 3000);
