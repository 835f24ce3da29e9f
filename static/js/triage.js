/* Sorting by single keys while the desk has focus. Each key presses a button or a link that works
   without this file; the answer replaces the desk, so that nothing flashes and focus stays. */

const said = document.querySelector("[data-triage-said]");
let busy = false;

function desk() {
  return document.getElementById("triage");
}

async function swap(url, options) {
  if (busy) return;
  busy = true;
  try {
    const answer = await fetch(url, { ...options, headers: { "X-Part": "triage" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("triage");
    if (!fresh) {
      window.location.reload();
      return;
    }
    desk().replaceWith(fresh);
    fresh.focus({ preventScroll: true });
    const text = fresh.querySelector(".note-text")?.textContent ?? "";
    said.textContent = [fresh.dataset.said, text].filter(Boolean).join(" ");
  } catch {
    window.location.reload();
  } finally {
    busy = false;
  }
}

function send(form, button) {
  const data = new FormData(form, button ?? undefined);
  swap(form.action, { method: "POST", body: new URLSearchParams(data) });
}

document.addEventListener("submit", (event) => {
  if (!event.target.closest("#triage")) return;
  event.preventDefault();
  send(event.target, event.submitter);
}, true);

document.addEventListener("click", (event) => {
  const link = event.target.closest("#triage a[data-key]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  follow(link);
});

function follow(link) {
  window.history.replaceState(null, "", link.href);
  swap(link.href, {});
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=hidden]), textarea, select");
  if (!event.target.closest("#triage") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing) {
    if (event.key === "Escape") desk().focus();
    return;
  }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const target = desk().querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input")) target.focus();
  else if (target.matches("a")) follow(target);
  else send(target.form, target);
});

desk()?.focus({ preventScroll: true });
