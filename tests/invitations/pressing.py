"""Pressing the buttons of guests and staff as a browser does: with all that stands beside them."""

from tests.pages import Client, Page


def beside(page: Page, action: str, only: str = "") -> dict[str, str]:
    """What the form with that address sends besides its button; `only` is the day it is about."""
    for form in page.all("form"):
        held = {e.get("name"): e.get("value", "") for e in form.iter() if e.tag.endswith("input")}
        fits = held.get("only", "") == only or not only
        if action in (form.get("action") or "") and "seen" in held and fits:
            held.pop("csrf_token", None)
            return {name: value for name, value in held.items() if name}
    raise AssertionError(f"no button to {action}")


def press(client: Client, url: str, status: int = 303, only: str = "", **pressed: str) -> Page:
    """Open a page of a guest or a message and press a button of the form that goes there."""
    shown = url.removesuffix("/seat").removesuffix("/answer").removesuffix("/same-person")
    held = beside(client.fetch(shown), url, only)
    return client.submit(url, {**held, **pressed}, status)
