/* After an act: the same place, focus on what was acted on, and what was done said once.
   A form that was sent is remembered; the next page finds it again, or what stands closest to it.
   Without this file a page begins at its top, with the message. */

const KEY = "place";
const FRESH_MS = 30000;
const main = document.querySelector("main");
const messages = document.querySelector(".messages");
const posts = () => [...main.querySelectorAll("form[method=post]")];
const words = (button) => button?.childNodes[0]?.textContent.trim() ?? "";
const buttons = (label) =>
  posts().flatMap((form) => [...form.querySelectorAll("button")]).filter((one) => words(one) === label);
const hidden = (form) =>
  [...form.querySelectorAll("input[type=hidden]:not([name=csrf_token], [name=form_key])")].map((one) => one.value).join("|");

const remembered = () => {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY));
    sessionStorage.removeItem(KEY);
    return kept && Date.now() - kept.at < FRESH_MS ? kept : null;
  } catch {
    return null;
  }
};

const remember = (form, pressed) => {
  const within = [];
  for (let one = form; one !== main; one = one.parentElement) if (one.id) within.push(one.id);
  const kept = {
    at: Date.now(),
    page: location.pathname,
    action: form.action,
    hidden: hidden(form),
    label: words(pressed),
    number: buttons(words(pressed)).indexOf(pressed),
    top: (pressed ?? form).getBoundingClientRect().top,
    within,
  };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing begins at the top.
  }
};

/* The same button, or what it turned into; else the row that took its row's place; else what it stood in. */
const sameOrNear = (kept) => {
  const same = posts().filter((form) => form.action === kept.action);
  const form = same.find((one) => hidden(one) === kept.hidden) ?? same[0];
  const pressed = form && [...form.querySelectorAll("button")];
  if (pressed?.length) return pressed.find((one) => words(one) === kept.label) ?? pressed[0];
  const alike = buttons(kept.label);
  const next = alike[Math.min(kept.number, alike.length - 1)];
  const around = kept.within.map((id) => document.getElementById(id)).find(Boolean);
  return next?.closest("li, tr, section, article, .panel") ?? around;
};

/* What was pressed inside an opened part stands in it still. */
const focusOn = (found) => {
  for (let one = found; one; one = one.parentElement) if (one.matches("details")) one.open = true;
  if (!found.matches("a[href], button, input, select, textarea, summary, [tabindex]")) found.tabIndex = -1;
  found.focus({ preventScroll: true });
};

const say = () => {
  const said = document.querySelector("[data-said-here]");
  const text = [...messages.querySelectorAll(".alert-text, .alert-heading")].map((one) => one.textContent.trim());
  if (said) setTimeout(() => { said.textContent = text.join(" "); }, 100);
};

const kept = remembered();
if (kept && main && !document.querySelector("[data-error-summary], [autofocus], [data-moved], [data-focus]")) {
  const here = kept.page === location.pathname;
  const named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const near = here && sameOrNear(kept);
  const found = near || named;
  if (found && messages) {
    messages.classList.add("messages-here");
    say();
  }
  // A browser that goes to the named place after this would take the focus away again.
  if (near && location.hash) history.replaceState(history.state, "", location.pathname + location.search);
  focusOn(found || messages || main.querySelector("h1") || main);
  if (near) scrollBy({ top: near.getBoundingClientRect().top - kept.top, behavior: "instant" });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "post" && !event.defaultPrevented && main?.contains(form)) remember(form, event.submitter);
});
