"""The method library: what ships with the product, and what people make of it."""

from flask import Flask

from tests.factories import make_user
from tests.pages import Client
from workshops.core.actor import COMMAND_LINE, Role
from workshops.core.db import db, transaction
from workshops.planning.forms.methods import parse_material
from workshops.planning.models import Method, MethodText
from workshops.planning.queries.methods import get_method, list_beside, list_methods
from workshops.planning.services.methods import load_standing_methods


def load() -> None:
    with transaction():
        load_standing_methods(COMMAND_LINE)


def test_library_begins_with_twelve_cards_in_both_languages(app: Flask) -> None:
    load()

    assert [len(list_methods(language)) for language in ("da", "en")] == [12, 12]


def test_loading_again_adds_nothing(app: Flask) -> None:
    load()
    load()

    assert db.session.scalar(db.select(db.func.count(Method.id))) == 12


def test_cards_know_what_goes_well_before_and_after(app: Flask) -> None:
    load()
    wall = get_method("affinity-wall")

    later = [text.method.slug for text in list_beside(wall, "en", before=False)]
    earlier = [text.method.slug for text in list_beside(wall, "en", before=True)]

    assert (earlier, later) == (["service-journey"], ["five-whys", "question-storm"])


def test_library_is_searched_without_regard_to_case_and_spelling_of_aa(app: Flask) -> None:
    load()

    found = [text.name for text in list_methods("da", text="HAAB")]

    assert found == ["Håb og bekymringer"]


def test_material_lines_are_read_with_and_without_number() -> None:
    lines = ["30 × Sedler", "2 ruller tape", "Projektor"]

    assert [parse_material(line) for line in lines] == [
        {"name": "Sedler", "quantity": 30},
        {"name": "ruller tape", "quantity": 2},
        {"name": "Projektor", "quantity": 1},
    ]


def test_library_page_takes_the_same_queries_however_many_cards(app: Flask, client: Client) -> None:
    load()
    client.sign_in(make_user(Role.READER)).fetch("/library/methods", queries=3)
    first = db.session.scalars(db.select(Method)).first()
    assert first is not None
    for number in range(200):
        copy = {k: getattr(first, k) for k in ("stage", "block_kind", "group_min", "group_max")}
        method = Method(slug=f"card-{number}", minutes_min=5, minutes_max=9, **copy)
        text = MethodText(language="en", name=f"Card {number}", purpose="Same", steps=["One"])
        method.texts = [text]
        db.session.add(method)
    db.session.commit()

    page = client.fetch("/library/methods", queries=3)

    assert "Card 199" in page.text


def test_second_editor_of_a_card_merges_and_loses_nothing(app: Flask, client: Client) -> None:
    load()
    client.sign_in(make_user())
    page = client.fetch("/library/methods/five-whys/edit")

    client.submit_form(page, "/edit", name_en="Six times why")
    again = client.submit_form(page, "/edit", status=409, name_en="Seven times why")
    assert get_method("five-whys").text("en").name == "Six times why"
    client.submit_form(again, "/edit")

    assert get_method("five-whys").text("en").name == "Seven times why"


def test_reader_may_not_change_the_library(app: Flask, client: Client) -> None:
    load()

    client.sign_in(make_user(Role.READER)).fetch("/library/methods/five-whys/edit", status=403)
