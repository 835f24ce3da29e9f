"""The five words of the navigation."""

from dataclasses import dataclass

from flask import Flask, current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

ENGAGEMENTS = (
    "/engagements",
    "/notes",
    "/themes",
    "/concepts",
    "/experiments",
    "/deliverables",
    "/versions",
    "/issued",
    "/packs",
    "/deliveries",
    "/adoption",
)


@dataclass(frozen=True)
class Item:
    """One word of the navigation; `current` where the page belongs to it."""

    label: str
    url: str
    current: bool


def init_navigation(app: Flask) -> None:
    """Hand the layout its navigation, for those who are signed in."""
    app.context_processor(lambda: {"navigation": _items()})


def _items() -> list[Item]:
    if not current_user or not current_user.is_authenticated:
        return []
    words = (
        (_("Today"), "overview.home", ("/",)),
        (_("Engagements"), "engagements.index", ENGAGEMENTS),
        (_("Workshops"), "planning.index", ("/workshops", "/calendar")),
        (_("Library"), "library.index", ("/library",)),
        (_("Lab"), "overview.lab", ("/lab", "/mail")),
    )
    return [
        Item(label, url_for(endpoint), _here(paths))
        for label, endpoint, paths in words
        if endpoint in current_app.view_functions
    ]


def _here(paths: tuple[str, ...]) -> bool:
    if paths == ("/",):
        return request.path == "/"
    return any(request.path == path or request.path.startswith(f"{path}/") for path in paths)
