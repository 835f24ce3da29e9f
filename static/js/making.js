/* While files are being made: look again, show how far it is, and load the page when it is done. */
(function () {
  "use strict";
  const WAIT = 2000;
  const here = document.querySelector("[data-making]");

  function look() {
    fetch(location.href, { credentials: "same-origin" })
      .then((answer) => answer.text())
      .then((text) => {
        const next = new DOMParser().parseFromString(text, "text/html").querySelector("[data-making]");
        if (!next) {
          location.reload();
          return;
        }
        if (next.textContent !== here.textContent) here.replaceChildren(...next.childNodes);
        setTimeout(look, WAIT);
      })
      .catch(() => setTimeout(look, WAIT * 5));
  }

  if (here) setTimeout(look, WAIT);
})();
