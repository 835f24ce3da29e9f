"""Searches that an account keeps, and plans that are copied."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.experiments.makers import make_experiment
from tests.factories import make_engagement, make_user
from tests.library.makers import make_saved_search
from tests.pages import Client
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, NotAllowed
from workshops.experiments.models import Concept, Experiment
from workshops.experiments.services.entries import index_experiment
from workshops.library.models import SavedSearch
from workshops.library.services import MOST, delete_search, save_search


def test_a_search_is_kept_opened_deleted_and_brought_back(app: Flask, client: Client) -> None:
    client.sign_in(make_user(Role.READER))
    page = client.fetch("/library/search?q=sag&level=state&cursor=40&odd=1")
    client.submit_form(page, "/library/search?", name="  Sager i staten ")
    first = client.fetch("/library")
    kept = first.links()["Sager i staten"]
    opened = client.fetch(kept, status=302)
    assert opened.response.location == "/library/search?q=sag&level=state"
    client.submit_form(first, "/delete")
    undone = client.fetch("/library")
    assert "Sager i staten" not in undone.links()
    client.submit_form(undone, "/restore")
    assert kept in client.fetch("/library").links().values()


def test_a_search_needs_a_name(app: Flask, client: Client) -> None:
    client.sign_in(make_user(Role.READER))
    page = client.submit("/library/search?q=sag", {"name": " "}, status=422)
    assert "sag" in [box.get("value") for box in page.all("input", type="search")]
    assert db.session.scalars(select(SavedSearch)).all() == []


def test_nobody_opens_or_deletes_the_searches_of_others(app: Flask, client: Client) -> None:
    kept = make_saved_search(make_user())
    client.sign_in(make_user(Role.ADMINISTRATOR))
    client.fetch(f"/library/searches/{kept.public_id}", status=404)
    client.submit(f"/library/searches/{kept.public_id}/delete", {}, status=404)
    with pytest.raises(NotAllowed), transaction():
        delete_search(make_user().actor(), search=kept)


def test_fifty_searches_are_enough(app: Flask) -> None:
    user = make_user()
    with transaction():
        for number in range(MOST):
            save_search(user.actor(), name=f"Søgning {number}", wish={"q": [str(number)]})
    with pytest.raises(Conflict), transaction():
        save_search(user.actor(), name="En til", wish={})


def found(**changes: Any) -> Experiment:
    """A registered experiment of another engagement, in the index."""
    made = make_experiment(make_engagement(), **changes)
    with transaction():
        index_experiment(made)
    return made


@pytest.mark.parametrize(("kind", "model"), [("experiment", Experiment), ("concept", Concept)])
def test_a_plan_is_copied_into_an_own_engagement(
    app: Flask, client: Client, kind: str, model: type[Any]
) -> None:
    source = found(name="Skærm på skadestuen", hypothesis="Færre går igen", metric="Gået", min_n=40)
    mine = make_engagement()
    client.sign_in(mine.manager)
    page = client.fetch(f"/library/entries/{source.public_id}")
    done = client.submit_form(page, "/copy", engagement=mine.public_id, copy_as=kind)
    copy = db.session.scalars(select(model).where(model.engagement_id == mine.id)).one()
    assert copy.name == "Skærm på skadestuen"
    client.fetch(str(done.response.location))
    if isinstance(copy, Experiment):
        assert (copy.hypothesis, copy.metric, copy.min_n) == ("Færre går igen", "Gået", 40)
        assert (copy.replicates_id, copy.registered_at) == (source.id, None)


def test_a_plan_is_not_copied_into_the_engagements_of_others(app: Flask, client: Client) -> None:
    source, others = found(), make_engagement()
    client.sign_in(make_engagement().manager)
    typed = {"engagement": others.public_id, "copy_as": "experiment"}
    client.submit(f"/library/entries/{source.public_id}/copy", typed, status=422)
    client.sign_in(make_user(Role.READER))
    client.submit(f"/library/entries/{source.public_id}/copy", typed, status=409)
