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
      control.checkVisibility({ visibilityProperty: true }) && middle(control) && inPage(control);
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
})
