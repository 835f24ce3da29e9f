/* Moving blocks with the keyboard and by dragging. Both send the same form as the buttons do, so
   the server decides the order and the times; focus then returns to the block that was moved. */

const said = document.querySelector("[data-agenda-said]");

function move(block, place) {
  const form = document.getElementById(block.closest("[data-agenda]").dataset.form);
  form.action = block.dataset.move;
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "to";
  field.value = String(place);
  form.append(field);
  form.submit();
}

function placeOf(block) {
  return [...block.parentElement.querySelectorAll("[data-block]")].indexOf(block) + 1;
}

for (const list of document.querySelectorAll("[data-agenda]")) {
  for (const block of list.querySelectorAll("[data-block]")) {
    block.tabIndex = 0;
    block.setAttribute("aria-keyshortcuts", "Alt+ArrowUp Alt+ArrowDown");
    block.addEventListener("keydown", (event) => {
      if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
      event.preventDefault();
      const place = placeOf(block) + (event.key === "ArrowUp" ? -1 : 1);
      if (place >= 1 && place <= list.children.length) move(block, place);
    });
  }
  if (window.Sortable) {
    window.Sortable.create(list, {
      handle: ".block-time",
      forceFallback: true, // one way for mouse, pen and finger
      fallbackTolerance: 4,
      onEnd: (event) => {
        if (event.oldIndex !== event.newIndex) move(event.item, event.newIndex + 1);
      },
    });
  }
}

const moved = document.querySelector("[data-moved]");
if (moved) {
  moved.focus();
  const news = document.querySelector(".messages .alert-text");
  if (said && news) {
    window.setTimeout(() => {
      said.textContent = news.textContent.trim();
    }, 100);
  }
}
document.querySelector("[data-focus]")?.focus();
