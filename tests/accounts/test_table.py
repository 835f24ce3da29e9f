"""What nobody may ever be given, said in sentences and held against every cell of the table.

The sentences come from the lab's policy, not from the table: a letter that no sentence gives is a
wrong grant, and a sentence that gives more than the table has would let one pass.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from workshops.accounts.permissions import TABLE, Principal

ANYBODY, LINK, READER = Principal.ANON, Principal.LINK, Principal.READER
VISITOR, FACILITATOR = Principal.FAC, Principal.FAC_OWN
NEIGHBOUR, MANAGER, ADMIN = Principal.PM, Principal.PM_OWN, Principal.ADM
STAFF = {READER, VISITOR, FACILITATOR, NEIGHBOUR, MANAGER, ADMIN}
MANAGERS = {NEIGHBOUR, MANAGER}
LETTERS = "CRUDPX"

OWN = {"saved_search", "feed"}
DIRECTORY, SHELF = {"organisation", "person"}, {"method", "room"}
LEARNED = {"theme", "concept", "experiment"}
SEEN_BY_ALL = {"engagement", "engagement_task", "workshop", "agenda", "participation_count"}
PEOPLE = {"engagement_contact", "guest", "participation", "invitation", "date_poll"}
WORK = {"engagement_file", "note", "barrier", "deliverable", "pack"}
BETWEEN_FACILITATORS = {"facilitator_note"}
WITH_GUESTS = {"participation", "invitation", "date_poll"}


@dataclass(frozen=True)
class Grant:
    """One sentence: who may do what to which things."""

    says: str
    who: set[Principal]
    letters: str
    things: set[str]


GRANTS = (
    Grant("Anybody may ask the lab for help.", {ANYBODY}, "C", {"request"}),
    Grant("A personal link answers what it was sent for.", {LINK}, "RU",
          {"invitation", "date_poll", "delivery", "adoption"}),
    Grant("It shows what it was sent to show.", {LINK}, "R", {"deliverable", "issued_deliverable"}),
    Grant("Whoever holds it rules over own notes and own feed.", {LINK}, "CRUD", {"note", "feed"}),
    Grant("Everybody has searches and feeds of their own.", STAFF, "CRUD", OWN),
    Grant("Everybody sees what the lab has in common.", STAFF, "R",
          DIRECTORY | SHELF | {"taxonomy", "calendar", "library"}),
    Grant("Who is not a stranger sees what goes on and what was learned, without people.",
          STAFF - {VISITOR}, "R", SEEN_BY_ALL | LEARNED | {"issued_deliverable"}),
    Grant("What agencies did with it is told to the lab, not to facilitators.",
          {READER, *MANAGERS, ADMIN}, "R", {"adoption"}),
    Grant("The library is there to be taken along, by staff of the lab.",
          {READER, *MANAGERS, ADMIN}, "X", {"library"}),
    Grant("A facilitator sees whom and what the day is about.", {FACILITATOR}, "R",
          PEOPLE | WORK | BETWEEN_FACILITATORS | {"activity"}),
    Grant("A facilitator changes the day and ticks tasks.", {FACILITATOR}, "U",
          {"workshop", "agenda", "participation", "engagement_task"} | BETWEEN_FACILITATORS),
    Grant("A facilitator prints the day.", {FACILITATOR}, "X", {"workshop"}),
    Grant("A facilitator writes down what came of it.", {FACILITATOR}, "CU",
          LEARNED | {"note", "barrier"}),
    Grant("A facilitator sorts: themes and barriers go again.", {FACILITATOR}, "D",
          {"theme", "barrier"}),
    Grant("Any project manager takes requests, and keeps the directory.", MANAGERS, "CUX",
          DIRECTORY | {"request"}),
    Grant("Requests are read by those who take them.", {*MANAGERS, ADMIN}, "R", {"request"}),
    Grant("Any project manager adds to the shelf.", MANAGERS, "CU", SHELF),
    Grant("Any project manager opens engagements and brings lists.", MANAGERS, "C",
          {"engagement", "people_import"}),
    Grant("Another project manager sees who the contacts are.", MANAGERS, "R",
          {"engagement_contact"}),
    Grant("A second opinion is somebody's with responsibility.", {*MANAGERS, ADMIN}, "P",
          {"second_opinion"}),
    Grant("What was deleted is found and put back.", {*MANAGERS, ADMIN}, "RU", {"bin"}),
    Grant("Those who run an engagement see all of it.", {MANAGER}, "R",
          PEOPLE | WORK | BETWEEN_FACILITATORS
          | {"activity", "people_import", "incoming_mail", "outbox", "delivery"}),
    Grant("They plan, write and change it.", {MANAGER}, "CU",
          {"engagement_task", "engagement_contact", "workshop", "guest", "note", "barrier"}
          | {"deliverable", "pack", "delivery"} | WITH_GUESTS | LEARNED),
    Grant("Only they delete in it.", {MANAGER}, "D",
          {"engagement", "engagement_task", "engagement_contact", "engagement_file", "workshop"}
          | {"guest", "note", "barrier", "deliverable", "pack", "delivery"}
          | WITH_GUESTS | LEARNED),
    Grant("They keep files and settle what comes in.", {MANAGER}, "C", {"engagement_file"}),
    Grant("They change the engagement, its agenda and what waits.", {MANAGER}, "U",
          {"engagement", "agenda", "people_import", "incoming_mail", "outbox", "adoption"}
          | BETWEEN_FACILITATORS),
    Grant("They take their own list back, and ask what became of it.", {MANAGER}, "D",
          {"people_import"}),
    Grant("They ask what agencies did.", {MANAGER}, "C", {"adoption"}),
    Grant("They alone send, approve and publish.", {MANAGER}, "P",
          {"workshop", "experiment", "deliverable", "issued_deliverable", "pack"} | WITH_GUESTS),
    Grant("They take along what is theirs.", {MANAGER}, "X",
          {"engagement", "workshop", "guest", "note", "experiment", "deliverable"}
          | {"issued_deliverable", "pack", "adoption"} | WITH_GUESTS),
    Grant("An administrator keeps accounts, taxonomy and what is common.", {ADMIN}, "CU",
          DIRECTORY | SHELF | {"taxonomy", "user", "people_import"}),
    Grant("An administrator deletes what is common.", {ADMIN}, "D",
          DIRECTORY | SHELF | {"taxonomy", "people_import"}),
    Grant("An administrator sees accounts, work, mail and the log.", {ADMIN}, "R",
          {"user", "job", "activity", "incoming_mail", "outbox", "people_import", "delivery"}),
    Grant("An administrator starts again what failed and settles what waits.", {ADMIN}, "U",
          {"job", "outbox", "incoming_mail", "delivery"}),
    Grant("An administrator may close, archive and delete an engagement.", {ADMIN}, "UDX",
          {"engagement"}),
    Grant("An administrator sees who is asked and what is written, not what people said.",
          {ADMIN}, "R", {"engagement_contact", "engagement_file", "invitation", "date_poll"}
          | {"deliverable", "pack", "guest"}),
    Grant("An administrator erases a guest.", {ADMIN}, "D", {"guest"}),
    Grant("An administrator is the second person where there is no other, and revokes.",
          {ADMIN}, "P", {"deliverable", "issued_deliverable"}),
    Grant("An administrator hands out what the lab has to account for.", {ADMIN}, "X",
          DIRECTORY | {"request", "activity", "adoption"}),
)  # fmt: skip

Table = Mapping[str, Mapping[Principal, str]]


def wrong_grants(table: Table) -> list[str]:
    """The letters of a table that no sentence gives."""
    return [
        f"{who.value}: {letter} on {thing}"
        for thing, cells in table.items()
        for who, letters in cells.items()
        for letter in letters
        if not any(who in g.who and letter in g.letters and thing in g.things for g in GRANTS)
    ]


def added(thing: str, who: Principal, letter: str) -> Table:
    """One cell of the table alone, with one letter more."""
    return {thing: {who: TABLE[thing].get(who, "") + letter}}


MISSING = [
    (thing, who, letter)
    for thing in TABLE
    for who in Principal
    for letter in LETTERS
    if letter not in TABLE[thing].get(who, "")
]


def test_the_table_gives_only_what_the_policy_says() -> None:
    assert wrong_grants(TABLE) == []


def test_any_letter_more_in_any_cell_is_noticed() -> None:
    unnoticed = [each for each in MISSING if not wrong_grants(added(*each))]
    assert len(MISSING) > 1000
    assert unnoticed == []


@pytest.mark.parametrize("thing", sorted(set(TABLE) - OWN))
def test_a_reader_changes_nothing(thing: str) -> None:
    assert not set(TABLE[thing].get(READER, "")) & set("CUDP")


@pytest.mark.parametrize("thing", sorted(PEOPLE | WORK | BETWEEN_FACILITATORS))
def test_guests_and_what_they_said_are_never_a_readers(thing: str) -> None:
    assert TABLE[thing].get(READER, "") == ""


@pytest.mark.parametrize("who", [ANYBODY, READER, VISITOR, NEIGHBOUR])
def test_who_has_nothing_to_do_with_an_engagement_deletes_nothing_in_it(who: Principal) -> None:
    deletable = {thing for thing, cells in TABLE.items() if "D" in cells.get(who, "")}
    assert deletable <= OWN


def test_a_facilitator_neither_deletes_nor_publishes_a_workshop() -> None:
    assert not set(TABLE["workshop"][FACILITATOR]) & set("CDP")
    assert not any("P" in cells.get(FACILITATOR, "") for cells in TABLE.values())


def test_nobody_but_a_facilitator_of_the_day_and_its_manager_reads_their_notes() -> None:
    assert set(TABLE["facilitator_note"]) == {FACILITATOR, MANAGER}
