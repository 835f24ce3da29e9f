/* Tells once that the guest's own page has been visible for a second. Programs that fetch or
   prepare pages do not show them, so they do not count. The page works without this file. */

const page = document.querySelector("[data-opened]");
let wait;

const look = () => {
  clearTimeout(wait);
  if (document.visibilityState !== "visible" || document.prerendering) return;
  wait = setTimeout(() => {
    document.removeEventListener("visibilitychange", look);
    document.removeEventListener("prerenderingchange", look);
    fetch(page.dataset.opened, {
      method: "POST",
      headers: { "X-CSRFToken": page.dataset.token },
      keepalive: true,
    }).catch(() => {});
  }, 1000);
};

if (page) {
  document.addEventListener("visibilitychange", look);
  document.addEventListener("prerenderingchange", look);
  look();
}
