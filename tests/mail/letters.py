"""Letters for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import select

from workshops.core.db import db, transaction
from workshops.mail.models import Letter
from workshops.mail.outbox import Draft, post

DAY = date(2026, 12, 7)
TEXTS = {
    "trial.txt": "{% extends 'mail/letter.txt' %}{% block body %}Kære {{ name }}\n"
    "{{ day | long_day }}{% if links %}\n{{ links.answer }}{% endif %}{% endblock %}",
    "trial.html": "{% extends 'mail/letter.html' %}{% block body %}<p>Kære {{ name }}</p>"
    "{% if links %}<a href='{{ links.answer }}'>svar</a>{% endif %}{% endblock %}",
}


@contextmanager
def installation(app: Flask, **changes: Any) -> Iterator[None]:
    """The application with a letter template for trials and some settings changed."""
    settings, loader = app.config["SETTINGS"], app.jinja_env.loader
    app.config["SETTINGS"] = replace(settings, **changes)
    app.jinja_env.loader = ChoiceLoader([DictLoader(TEXTS), loader]) if loader else None
    try:
        yield
    finally:
        app.config["SETTINGS"], app.jinja_env.loader = settings, loader


def draft(**changes: Any) -> Draft:
    """A letter in Danish to Åse."""
    values: dict[str, Any] = {
        "to_name": "Åse Østergård",
        "to_address": "aase@kommune.example",
        "language": "da",
        "subject": "Invitation: Brevet & borgeren",
        "template": "trial",
        "kind": "invite",
        "lane": "invitation:1",
        "from_name": "Mette Juul",
        "context": {"name": "Åse", "day": DAY},
    }
    return Draft(**{**values, **changes})


def post_letter(**changes: Any) -> Letter:
    """A letter posted in a transaction of its own."""
    with transaction():
        return post(draft(**changes))


def states() -> list[str]:
    """The states of all letters in the order they were posted, as the database has them."""
    db.session.rollback()
    return [s.value for s in db.session.scalars(select(Letter.state).order_by(Letter.id))]
