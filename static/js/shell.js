/* What every page gets: focus on the error summary, menus that close, counted characters,
   days that are picked, forms that are sent once, copies of a door's page that end with its day (check-in-store.js).
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

/* A day is typed; the button beside it opens the browser's own calendar, which writes it the same way. */
document.documentElement.classList.add("scripted");
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-pick]");
  const field = button && document.getElementById(button.dataset.pick);
  if (!field) return;
  let picker = button.parentElement.querySelector(".day-picker");
  if (!picker) {
    picker = document.createElement("input");
    Object.assign(picker, { type: "date", className: "day-picker", tabIndex: -1 });
    picker.setAttribute("aria-hidden", "true");
    picker.addEventListener("change", () => {
      if (!picker.value) return;
      field.value = picker.value.split("-").reverse().join(".");
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
      field.focus();
    });
    button.after(picker);
  }
  const typed = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(field.value.trim());
  picker.value = typed ? `${typed[3]}-${typed[2].padStart(2, "0")}-${typed[1].padStart(2, "0")}` : "";
  picker.showPicker();
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
