/* What every page gets: focus on the error summary, menus that close, counted characters,
   forms that are sent once, copies of a door's page that end with its day (check-in-store.js).
   Every page works without this file. */

const summary = document.querySelector("[data-error-summary]");
if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    const label = field.closest("fieldset")?.querySelector("legend") ?? field.labels?.[0] ?? field;
    label.scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
}

for (const menu of document.querySelectorAll("details[data-menu]")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

for (const group of document.querySelectorAll(".form-limit[data-maxlength]")) {
  const field = group.querySelector("textarea, input");
  const shown = group.querySelector(".character-limit");
  const spoken = group.querySelector("[data-limit-spoken]");
  if (!field || !shown) continue;
  const most = Number(group.dataset.maxlength);
  let pause;
  const count = () => {
    const left = most - [...field.value].length; // code points, as the server counts
    shown.textContent = (left < 0 ? shown.dataset.over : shown.dataset.left).replace("{n}", Math.abs(left));
    shown.classList.toggle("limit-exceeded", left < 0);
    clearTimeout(pause);
    pause = setTimeout(() => { if (spoken) spoken.textContent = shown.textContent; }, 1000);
  };
  field.addEventListener("input", count);
  if (field.value) count();
}

const unsent = () => {
  try {
    return Object.keys(localStorage).find((key) => /^check-in\|.*\|tap\|/.test(key))?.split("|")[1];
  } catch {
    return undefined;
  }
};

window.caches?.keys().then((names) => {
  const over = names.filter((name) => name.startsWith("check-in|") && Number(name.split("|")[2]) < Date.now());
  for (const name of over) caches.delete(name);
}).catch(() => {});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-sign-out]") && !event.defaultPrevented && unsent()) {
    event.preventDefault();
    window.location.assign(unsent());
    return;
  }
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 5000);
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
