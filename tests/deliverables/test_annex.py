"""The data annex: what may stand in it, and that it says what its columns mean."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from workshops.core.errors import Conflict, Gone, Invalid
from workshops.deliverables.rules import delivery, packs
from workshops.deliverables.rules.annex import AnnexTable, tables_of
from workshops.deliverables.rules.dictionary import TABLES
from workshops.deliverables.rules.evidence import (
    EngagementFact,
    Evidence,
    ExperimentFact,
    MeasuredFact,
    NoteFact,
    SkillFact,
    ThemeFact,
    VoteFact,
    WorkshopFact,
)
from workshops.experiments.models.kinds import Decision, ExperimentKind, ExperimentState

SAID = NoteFact("note:a", "Skriv kort.", "Borger k1", quotable=True)
SILENT = NoteFact("note:b", "Jeg hedder Bo.", "Borger k2", quotable=False)
UNCITED = NoteFact("note:c", "Ring til mig.", "Borger k3", quotable=True)
LETTER = ExperimentFact(
    "experiment:x",
    "Klart brev",
    ExperimentState.DECIDED,
    ExperimentKind.BEFORE_AFTER,
    result=17.5,
    decision=Decision.SCALE,
    decided_on=date(2026, 3, 3),
    subgroups=(MeasuredFact("Under 30", 4.0, 4), MeasuredFact("Over 30", 6.0, 5)),
    guardrails=(MeasuredFact("Klager", 2.0, limit=3.0, broken=False),),
    skills=(SkillFact("skill_finding:s", "experiment:x", "Skrive kort", "Sagsbehandler", 3, 1, 4),),
    artefacts=(("Skabelon", "template", "CC BY 4.0"),),
)
EVIDENCE = Evidence(
    EngagementFact("engagement:e", "Klare breve", "Hvordan?", "Styrelsen"),
    date(2026, 11, 25),
    "da",
    experiments=(LETTER,),
    themes=(
        ThemeFact(
            "theme:t",
            "Jeg vil forstå brevet",
            notes=(SAID, SILENT, UNCITED),
            votes=(VoteFact("A", 9, 7, 1), VoteFact("B", 4, 0, 4)),
        ),
    ),
    workshops=(WorkshopFact("workshop:w", "Dag 1", "Lytte", date(2026, 2, 2), 1, 20, 4),),
    other_notes=(replace(SAID, key="note:d", text="Tak."),),
)


def table(name: str, *cited: str) -> AnnexTable:
    """One table of the annex."""
    return {t.name: t for t in tables_of(EVIDENCE, set(cited))}[name]


def test_only_cited_quotes_with_consent_stand_in_the_annex() -> None:
    quotes = table("quotes", "note:a", "note:b", "note:d").records()

    assert [(q["key"], q["expectation"], q["text"]) for q in quotes] == [
        ("note:d", "", "Tak."),
        ("note:a", "theme:t", "Skriv kort."),
    ]


def test_nobody_is_told_apart_in_a_group_under_five() -> None:
    measures = {row["name"]: (row["value"], row["n"]) for row in table("measures").records()}

    assert measures == {"Under 30": (None, None), "Over 30": (6.0, 5), "Klager": (2.0, None)}
    assert [row["group"] for row in table("votes").records()] == ["A"]
    assert [row["n"] for row in table("skills").records()] == [None]
    assert [row["n"] for row in table("workshops").records()] == [None]


def test_cells_are_plain_and_unknown_is_empty() -> None:
    row = table("experiments").records()[0]
    texts = dict(zip(row, table("experiments").texts()[0], strict=True))

    assert (row["state"], row["decision"], row["decided_on"]) == ("decided", "scale", "2026-03-03")
    assert (texts["result"], texts["baseline"], texts["name"]) == ("17.5", "", "Klart brev")
    assert table("measures").texts()[2][-1] == "false"


def test_every_table_has_its_columns_explained() -> None:
    for made, (name, title, columns) in zip(tables_of(EVIDENCE, ()), TABLES, strict=True):
        assert (made.name, made.title, made.columns) == (name, title, columns)
        assert all(len(row) == len(columns) for row in made.rows)
        assert all(meaning for _column, meaning in columns)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Oplæring i klare breve", "oplaering-i-klare-breve"),
        ("../../etc/passwd", "etc-passwd"),
        ("漢字", "document"),
        ("Ø" * 90, "oe" * 30),
    ],
)
def test_titles_make_safe_file_names(title: str, name: str) -> None:
    assert packs.slug(title) == name


@pytest.mark.parametrize(
    ("ended", "reason"),
    [
        ({"revoked_at": "now"}, "withdrawn"),
        ({"ended_at": "now"}, "newer link"),
        ({"expires_at": "now"}, "expired"),
    ],
)
def test_a_link_says_why_it_has_ended(
    frozen_clock: Any, ended: dict[str, str], reason: str
) -> None:
    dates: dict[str, Any] = {
        "expires_at": delivery.ends_at(frozen_clock, 1, "Europe/Copenhagen"),
        "ended_at": None,
        "revoked_at": None,
    }
    delivery.check_open(frozen_clock, **dates)

    with pytest.raises(Gone, match=reason):
        delivery.check_open(frozen_clock, **{**dates, **dict.fromkeys(ended, frozen_clock)})


def test_a_receipt_says_who_and_only_once(frozen_clock: Any) -> None:
    with pytest.raises(Invalid, match="name"):
        delivery.check_receipt(" ", "Chef", None)
    with pytest.raises(Invalid, match="title"):
        delivery.check_receipt("Åse", "", None)
    with pytest.raises(Conflict):
        delivery.check_receipt("Åse", "Chef", frozen_clock)
