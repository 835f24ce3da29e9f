"""Two persons who turn out to be one have said things: the later word counts, silence never."""

from datetime import timedelta
from typing import Any

from flask import Flask

from tests.deliverables.makers import make_deliverable, make_review
from tests.factories import make_engagement, make_person, make_user, save
from tests.invitations.makers import list_invitations, list_letters, make_planned
from tests.marks import both_databases
from tests.pages import Client
from tests.planning.makers import make_code
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.deliverables.models.kinds import Verdict
from workshops.deliverables.models.review import ReviewComment, Reviewer
from workshops.invitations.models import Invitation
from workshops.invitations.services.inviting import GuestList, invite
from workshops.people.models import Person, Scope
from workshops.people.services.merging import merge_persons
from workshops.planning.models import Answer, DayNeed, Place, Workshop
from workshops.planning.queries.attendance import find_code
from workshops.planning.services import participation

KEPT, GONE = "birgit@kommune.example", "birgit.ravn@region.example"


def invited() -> tuple[User, Workshop, Person, Person, Invitation, Invitation]:
    """Birgit twice on one day, each with an invitation of her own."""
    kept = make_person(name="Birgit Ravn", email=KEPT)
    gone = make_person(name="Birgit Ravn", email=GONE)
    manager, workshop = make_planned()
    with transaction():
        invite(manager.actor(), workshop=workshop, guests=GuestList([kept, gone], []))
    first, second = list_invitations()
    if first.participation.person_id != kept.id:
        first, second = second, first
    return manager, workshop, kept, gone, first, second


def say(manager: User, invitation: Invitation, answer: Answer, hours: int) -> None:
    with clock.frozen_at(clock.now() + timedelta(hours=hours)), transaction():
        placed = invitation.participation
        participation.answer(
            manager.actor(), participation=placed, answer=answer, now=clock.now(), note="Hej"
        )


def merge(kept: Person, gone: Person, *taken: str, **choices: bool) -> None:
    versions = (kept.version, gone.version)
    with clock.frozen_at(clock.now() + timedelta(days=6)), transaction():
        merge_persons(
            make_user().actor(),
            kept=kept,
            gone=gone,
            from_gone=taken,
            versions=versions,
            choices=choices,
        )
    db.session.expire_all()


@both_databases
def test_the_answer_given_last_stands_with_its_seat_and_the_entry_at_the_address(
    app: Flask,
) -> None:
    manager, _, kept, gone, first, second = invited()
    say(manager, first, Answer.NO, 1)
    say(manager, second, Answer.YES, 120)
    merge(kept, gone, "email")
    (stays,) = [each for each in list_invitations() if each.cancelled_at is None]
    placed = stays.participation
    assert (placed.person, placed.answer, placed.place) == (kept, Answer.YES, Place.SEAT)
    assert [entry.letter.to_address for entry in stays.letters] == [GONE]
    ended = [letter.to_address for letter in list_letters() if letter.kind.endswith("cancel")]
    assert ended == [KEPT]


def test_a_no_given_last_gives_the_seat_back(app: Flask) -> None:
    manager, _, kept, gone, first, second = invited()
    say(manager, first, Answer.YES, 1)
    say(manager, second, Answer.NO, 120)
    merge(kept, gone)
    placed = first.participation
    assert (placed.answer, placed.place, placed.answer_note) == (Answer.NO, Place.NONE, "Hej")
    assert second.participation.place is Place.NONE


def test_somebody_can_choose_the_earlier_answer(app: Flask) -> None:
    manager, _, kept, gone, first, second = invited()
    say(manager, first, Answer.YES, 1)
    say(manager, second, Answer.NO, 120)
    merge(kept, gone, **{f"answer_{first.participation.sitting_id}": False})
    assert (first.participation.answer, first.participation.place) == (Answer.YES, Place.SEAT)


def test_the_page_proposes_the_later_answer_and_takes_what_is_chosen(client: Client) -> None:
    manager, _, kept, gone, first, second = invited()
    say(manager, first, Answer.NO, 1)
    say(manager, second, Answer.YES, 2)
    key = f"answer_{first.participation.sitting_id}"
    client.sign_in(manager)
    page = client.fetch(f"/lab/people/{kept.public_id}/merge/{gone.public_id}")
    assert "Breve der forstås" in page.text
    assert page.form("/merge/")[1][key] == ["gone"]
    chosen: Any = {key: "kept"}
    client.submit_form(page, "/merge/", **chosen)
    db.session.expire_all()
    assert first.participation.answer is Answer.NO


@both_databases
def test_what_is_needed_is_made_one_field_by_field(app: Flask) -> None:
    _, workshop, kept, gone, _, _ = invited()
    save(DayNeed(workshop_id=workshop.id, person_id=kept.id, diet="Vegetar"))
    with clock.frozen_at(clock.now() + timedelta(hours=1)):
        later = {"access": "Kørestol", "diet": "Vegansk"}
        save(DayNeed(workshop_id=workshop.id, person_id=gone.id, **later))
    merge(kept, gone, **{f"diet_{workshop.id}": False})
    (need,) = db.session.scalars(db.select(DayNeed)).all()
    assert (need.person_id, need.access, need.diet) == (kept.id, "Kørestol", "Vegetar")


def test_who_came_as_either_came_and_the_code_of_either_opens(app: Flask) -> None:
    _, _, kept, gone, first, second = invited()
    code = make_code(second.participation)
    first.participation.attended, second.participation.attended = False, True
    db.session.commit()
    merge(kept, gone)
    assert first.participation.attended is True
    assert find_code(first.participation) == code


def test_the_later_verdict_on_a_draft_stands_and_all_comments(app: Flask) -> None:
    mine = make_review(make_deliverable(make_engagement())).reviewer
    kept, gone = mine.person, make_person()
    other = save(Reviewer(round_id=mine.round_id, person_id=gone.id, remark="Kort"))
    save(ReviewComment(reviewer_id=other.id, text="Fint"))
    other.verdict, other.answered_at = Verdict.CHANGES_WANTED, clock.now()
    db.session.commit()
    merge(kept, gone)
    assert (mine.verdict, mine.remark) == (Verdict.CHANGES_WANTED, "Kort")
    assert sorted(comment.text for comment in mine.comments) == ["Det er for langt.", "Fint"]


def test_what_only_one_has_stays_and_a_guest_is_as_known_as_either(app: Flask) -> None:
    kept = make_person(name="Birgit", email=KEPT, scope=Scope.GUEST)
    gone = make_person(name="Birgit Ravn", email=None, phone="11 22 33 44")
    merge(kept, gone, "email", "name")
    assert (kept.name, kept.email, kept.phone) == ("Birgit Ravn", KEPT, "11 22 33 44")
    assert kept.scope is Scope.DIRECTORY


def test_of_two_addresses_the_one_given_up_is_still_hers(app: Flask) -> None:
    kept, gone = make_person(email=KEPT), make_person(email=GONE)
    merge(kept, gone, "email")
    assert (kept.email, [alias.address for alias in kept.aliases]) == (GONE, [KEPT])
