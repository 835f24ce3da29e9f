"""Writes to the method library."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm.attributes import flag_modified

from workshops.activity.services import record
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Invalid, NotAllowed, Stale
from workshops.core.text import N_, fold
from workshops.engagements.models import Stage
from workshops.planning.models import BlockKind, Method, MethodPair, MethodText
from workshops.planning.permissions import may_method
from workshops.planning.services.entries import index_method

CONTENT = Path(__file__).resolve().parents[1] / "content" / "methods.toml"


@dataclass(frozen=True)
class Words:
    """A card's words in one language. Materials are for one group."""

    name: str
    purpose: str
    steps: list[str]
    tips: str = ""
    materials: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Card:
    """A method as it is typed: facts, words by language, slugs that go well after it."""

    stage: Stage
    block_kind: BlockKind
    group: tuple[int, int]
    minutes: tuple[int, int]
    words: dict[str, Words]
    after: list[str] = field(default_factory=list)


def add_method(actor: Actor, *, card: Card, slug: str = "") -> Method:
    """Put a card into the library. Raises Invalid when a range is turned round or a name taken."""
    _require(actor, "C")
    _check(card)
    slug = slug or _slug(card.words["en"].name)
    if db.session.scalar(select(Method.id).where(Method.slug == slug)):
        raise Invalid(N_("There is already a method of that name."), field="name_en")
    method = Method(slug=slug)
    _write(method, card)
    db.session.add(method)
    db.session.flush()
    _pair(method, card.after)
    index_method(method)
    record(actor, "added", method, title=card.words["en"].name)
    return method


def change_method(actor: Actor, *, method: Method, card: Card, version: int) -> None:
    """Change a card. Raises Stale when somebody saved it since `version`."""
    _require(actor, "U")
    require_there(method)
    if method.version != version:
        raise Stale(N_("Somebody else has saved this method since you opened it."))
    _check(card)
    _write(method, card)
    flag_modified(method, "updated_at")  # so that the version rises when only words change
    _pair(method, card.after)
    db.session.flush()
    index_method(method)
    record(actor, "changed", method, title=card.words["en"].name)


def delete_method(actor: Actor, *, method: Method) -> None:
    """Take a card out of the library; it can be brought back for 30 days."""
    _require(actor, "D")
    method.deleted_at = clock.now()
    db.session.flush()
    index_method(method)
    record(actor, "deleted", method, title=method.text("en").name)


def restore_method(actor: Actor, *, method: Method) -> None:
    """Bring a deleted card back."""
    _require(actor, "D")
    method.deleted_at = None
    db.session.flush()
    index_method(method)
    record(actor, "restored", method, title=method.text("en").name)


def load_standing_methods(actor: Actor) -> int:
    """Put the cards that ship with the product into an empty library; how many there were."""
    if db.session.scalar(select(Method.id).limit(1)):
        return 0
    cards = tomllib.loads(CONTENT.read_text("utf-8"))["method"]
    made = {
        raw["slug"]: add_method(actor, card=_from_content(raw), slug=raw["slug"]) for raw in cards
    }
    for raw in cards:
        _pair(made[raw["slug"]], raw["before"])
    return len(made)


def _require(actor: Actor, act: str) -> None:
    if not may_method(actor, act):
        raise NotAllowed(N_("You may not change the method library."))


def _from_content(raw: dict[str, Any]) -> Card:
    return Card(
        stage=Stage(raw["stage"]),
        block_kind=BlockKind(raw["block_kind"]),
        group=(raw["group"][0], raw["group"][1]),
        minutes=(raw["minutes"][0], raw["minutes"][1]),
        words={language: Words(**raw[language]) for language in ("en", "da")},
    )


def _check(card: Card) -> None:
    for (least, most), name in ((card.group, "group_max"), (card.minutes, "minutes_max")):
        if not 0 < least <= most:
            raise Invalid(N_("The largest must be at least as large as the smallest."), field=name)


def _write(method: Method, card: Card) -> None:
    method.stage, method.block_kind = card.stage, card.block_kind
    method.group_min, method.group_max = card.group
    method.minutes_min, method.minutes_max = card.minutes
    have = {text.language: text for text in method.texts}
    for language, words in card.words.items():
        text = have.get(language)
        if text is None:
            text = MethodText(language=language)
            method.texts.append(text)
        text.name, text.purpose, text.tips = words.name, words.purpose, words.tips
        text.steps, text.materials = words.steps, words.materials


def _pair(method: Method, after: list[str]) -> None:
    """Replace what goes well after a method; slugs that are not in the library are left out."""
    db.session.execute(delete(MethodPair).where(MethodPair.before_id == method.id))
    ids = db.session.scalars(select(Method.id).where(Method.slug.in_(after))).all()
    db.session.add_all(MethodPair(before_id=method.id, after_id=number) for number in ids)
    db.session.flush()


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60]
