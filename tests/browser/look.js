/* What a page is asked in the browser. Each answer is a list of complaints, empty when all is well. */
({
  /* A press on the middle of every control reaches it: itself, something in it, or its label. */
  covered() {
    const CONTROLS =
      "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    const middle = (control) => {
      const parts = [...control.getClientRects()].filter((part) => part.width > 1 && part.height > 1);
      const part = parts.sort((a, b) => b.width * b.height - a.width * a.height)[0];
      return part && [part.left + part.width / 2, part.top + part.height / 2];
    };
    const inPage = (control) => {
      const box = control.getBoundingClientRect();
      return box.bottom + scrollY > 0 && box.right + scrollX > 0;
    };
    const shown = (control) =>
      control.checkVisibility({ visibilityProperty: true }) &&
      !control.closest("[aria-hidden=true]") && middle(control) && inPage(control);
    const reaches = (control) => {
      control.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const hit = document.elementFromPoint(...middle(control));
      const ours = [control, ...(control.labels ?? [])];
      return hit && ours.some((one) => one.contains(hit)) ? null : hit ?? document.body;
    };
    const words = (one) => `${one.outerHTML.slice(0, 120)}`;
    const complaints = [...document.querySelectorAll(CONTROLS)].filter(shown).flatMap((control) => {
      const hit = reaches(control);
      return hit ? [`${words(control)} lies under ${words(hit)}`] : [];
    });
    scrollTo({ left: 0, top: 0, behavior: "instant" });
    return complaints;
  },

  /* Nothing is wider than the window; with `spaced`, not even with the spacing of WCAG 1.4.12. */
  wide(spaced) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }" +
        "p { margin-bottom: 2em !important; }",
    );
    if (spaced) document.adoptedStyleSheets = [sheet];
    const root = document.documentElement;
    const beyond = root.scrollWidth - root.clientWidth;
    const right = (one) => one.getBoundingClientRect().right;
    const complaints = [];
    if (beyond > 1) { // a pixel of rounding is nobody's scroll
      const widest = [...document.body.querySelectorAll("*")]
        .filter((one) => !one.closest(".scroll, svg") && right(one) > root.clientWidth + 0.5)
        .sort((a, b) => right(b) - right(a));
      const first = widest.find((one) => right(one) === right(widest[0]) && !one.firstElementChild) ?? widest[0];
      complaints.push(`${root.scrollWidth} wide: ${first?.outerHTML.slice(0, 160)}`);
    }
    document.adoptedStyleSheets = [];
    return complaints;
  },

  /* Every chart is seen whole, without scrolling its window sideways. */
  unseen() {
    return [...document.querySelectorAll("figure.chart svg, svg.bar, svg.span")].flatMap((drawn) => {
      const box = drawn.getBoundingClientRect();
      if (drawn.closest("details:not([open])") || box.left >= -1 && box.width > 1 && box.right <= innerWidth + 1) return [];
      return [`a chart is not seen: ${drawn.outerHTML.slice(0, 120)}`];
    });
  },

  /* A record whose state is reached says so on its cover too. */
  denied(draft) {
    const state = document.querySelector(".record-head .status-success")?.textContent.trim();
    const cover = document.querySelector(".document-about")?.textContent ?? "";
    return state ? draft.filter((word) => cover.includes(word)).map((word) => `${state}, but ${word}`) : [];
  },

  /* Words of a record in another language than the page stand in an element that says so. */
  foreign(languages) {
    const walker = document.createTreeWalker(document.querySelector("main") ?? document.body, NodeFilter.SHOW_TEXT);
    const complaints = [];
    while (walker.nextNode()) {
      const words = walker.currentNode.textContent.replace(/\s+/g, " ").trim();
      const around = walker.currentNode.parentElement;
      const spoken = Object.hasOwn(languages, words) && languages[words];
      if (!spoken || around.closest("option, textarea, label, .sr-only") || around.closest("[lang]").lang === spoken) continue;
      complaints.push(`not said to be ${spoken}: ${around.outerHTML.slice(0, 120)}`);
    }
    return complaints;
  },
})
