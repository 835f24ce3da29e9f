/* Who comes unasked while there is no network: typed here, kept on this device like a tap, and drawn
   below until it is sent. With network the walk-in has a page of its own. */

export class WalkIns {
  constructor(say, queue, drop) {
    Object.assign(this, { say, queue, drop, taken: [], shown: "" });
    this.part = document.querySelector("[data-walk-in]");
    this.form = this.part.querySelector("form");
    this.list = document.querySelector("[data-walked-in]");
    this.row = document.querySelector("[data-walked-in-row]");
    document.querySelector("a[href$='/walk-in']").addEventListener("click", (event) => {
      if (this.part.hidden) return;
      event.preventDefault();
      this.form.elements.name.focus();
    });
  }

  take(form) {
    const { name, email, seat } = form.elements;
    if (!name.value.trim()) return;
    const typed = { name: name.value.trim(), email: email.value.trim(), seat: seat.value };
    form.reset();
    name.focus();
    this.queue({ walk_in: typed });
  }

  sent(tap, outcome) {
    if (outcome !== "closed") this.taken.push(tap);
  }

  /* Whether the page can be drawn anew, with those who were let in on its list. */
  ready(searched) {
    const { name, email } = this.form.elements;
    return this.taken.length > 0 && ![searched, name.value, email.value].some(Boolean);
  }

  show(waiting, offline) {
    this.part.hidden = !offline;
    const kept = waiting.filter((tap) => tap.walk_in);
    const now = [...kept, ...this.taken].map((tap) => tap.id + kept.includes(tap)).join();
    if (now === this.shown) return;
    this.shown = now;
    this.list.replaceChildren(
      ...kept.map((tap) => this.draw(tap, true)), ...this.taken.map((tap) => this.draw(tap, false)));
    this.list.hidden = !this.list.children.length;
  }

  draw(tap, waits) {
    const drawn = this.row.content.cloneNode(true).firstElementChild;
    const undo = drawn.querySelector("button");
    drawn.className = "door-guest";
    drawn.toggleAttribute(waits ? "data-waits" : "data-here", true);
    drawn.querySelector(".door-name").textContent = tap.walk_in.name;
    drawn.querySelector(".door-said").textContent = waits ? this.say.waits : this.say.here;
    undo.querySelector("span").textContent = `: ${tap.walk_in.name}`;
    undo.hidden = !waits;
    undo.addEventListener("click", () => this.drop(tap));
    return drawn;
  }
}
