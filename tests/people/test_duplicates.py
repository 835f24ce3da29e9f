"""Persons that look alike: found, told apart, merged."""

import pytest
from flask import Flask

from tests.factories import make_organisation, make_person, make_user, save
from tests.marks import both_databases
from tests.pages import Client
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.core.events import subscribe
from workshops.people.events import PersonsMerged
from workshops.people.models import Person, PersonSkill, Skill
from workshops.people.queries import duplicates as reads
from workshops.people.rules.similar import Entry, find_pairs, mailbox
from workshops.people.services import merging


def _found(*names: str, organisation: int | None = None) -> list[tuple[int, int]]:
    entries = [Entry(n, name, None, organisation) for n, name in enumerate(names)]
    return [(pair.first_id, pair.second_id) for pair in find_pairs(entries)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("aase aeroe", "aase aeroe"),
        ("lars-erik thygesen", "lars erik thygesen"),
        ("gitte ravnsborg", "gitte ravnsborgg"),
        ("kristian pedersen", "christian pedersen"),
        ("sara oedegaard lykke", "sarah oedegaard lykke"),
    ],
)
def test_names_that_are_nearly_alike_are_a_pair(one: str, other: str) -> None:
    assert _found(one, other, "helle brandt") == [(0, 1)]


def test_names_that_only_resemble_each_other_are_none() -> None:
    assert _found("anne jensen", "hanne jensen", "anders jensen", "bo jensen") == []


def test_at_one_place_less_likeness_is_enough() -> None:
    names = ("bent aagesen", "bente aagesen")
    assert _found(*names, organisation=1) == [(0, 1)]


def test_a_mailbox_is_the_same_with_and_without_plus_and_dots() -> None:
    assert mailbox("l.baek+liste@x.example") == mailbox("lbaek@x.example")
    one, other = Entry(1, "l b", "lb@x.example", None), Entry(2, "lone", "lb+a@x.example", None)
    assert [pair.same_mailbox for pair in find_pairs([other, one])] == [True]


def test_many_persons_are_few_comparisons() -> None:
    first = [f"{a}{b}" for a in ("an", "bo", "ka", "li", "mo") for b in ("na", "rik", "la", "tte")]
    last = [f"{a}{b}sen" for a in "abdefghjklmnoprst" for b in ("and", "eri", "ols", "ull", "ive")]
    names = [f"{first[n % 20]} {first[n % 19]} {last[n * 7 % 85]}" for n in range(4_000)]
    names[3_999] = names[0]
    entries = [Entry(n, name, None, None) for n, name in enumerate(names)]
    assert (0, 3_999) in {(pair.first_id, pair.second_id) for pair in find_pairs(entries)}


def test_a_pair_told_apart_is_not_shown_again(app: Flask) -> None:
    actor = make_user().actor()
    one, other = make_person(name="Lone Bæk"), make_person(name="Lone Bæk")
    found, total = reads.list_duplicates(actor)
    assert ([(f.first, f.second) for f in found], total) == ([(one, other)], 1)
    with transaction():
        merging.tell_apart(actor, one=other, other=one)
    assert reads.list_duplicates(actor) == ([], 0)


def _merge(kept: Person, gone: Person, *fields: str) -> Person:
    versions = (kept.version, gone.version)
    with transaction():
        return merging.merge_persons(
            make_user().actor(), kept=kept, gone=gone, from_gone=fields, versions=versions
        )


@both_databases
def test_the_kept_takes_the_fields_chosen_the_higher_levels_and_the_account(app: Flask) -> None:
    agency, user = make_organisation(), make_user()
    low, high = (save(Skill(name_en=n, name_da=n)) for n in ("Low", "High"))
    kept = make_person(name="Lone", email="lone@old.example", phone="1")
    gone = make_person(email="lone@new.example", phone="2", organisation_id=agency.id)
    gone.user_id = user.id
    for person, skill, level in ((kept, low, 3), (gone, low, 1), (gone, high, 2)):
        save(PersonSkill(person_id=person.id, skill_id=skill.id, level=level))
    _merge(kept, gone, "email", "organisation")
    assert (kept.name, kept.email, kept.phone) == ("Lone", "lone@new.example", "1")
    assert (kept.organisation_id, kept.user_id) == (agency.id, user.id)
    assert {k.skill_id: k.level for k in kept.skills} == {low.id: 3, high.id: 2}
    assert gone.merged_into_id == kept.id
    assert {gone.email, gone.user_id} == {None}
    assert gone.deleted_at is not None


def test_higher_slices_are_told_in_the_same_transaction(app: Flask) -> None:
    told: list[PersonsMerged] = []
    subscribe(PersonsMerged, told.append)
    kept, gone = make_person(), make_person()
    _merge(kept, gone)
    assert told == [PersonsMerged(kept_id=kept.id, gone_id=gone.id)]


def test_merging_is_refused_when_it_would_lose_something(app: Flask) -> None:
    kept, gone = (make_person(user_id=make_user().id) for _ in range(2))
    with pytest.raises(Conflict):
        _merge(kept, gone)
    with pytest.raises(Invalid):
        _merge(kept, kept)
    with pytest.raises(Stale), transaction():
        merging.merge_persons(
            make_user().actor(), kept=kept, gone=gone, from_gone=(), versions=(1, 9)
        )
    with pytest.raises(NotAllowed), transaction():
        merging.tell_apart(make_user(Role.READER).actor(), one=kept, other=gone)


def test_the_pages_lead_from_pair_to_person(client: Client) -> None:
    kept = make_person(name="Lone Bæk", phone="11")
    gone = make_person(name="Lone Bæk", phone="22")
    client.sign_in(make_user())
    page = client.fetch("/lab/people/duplicates")
    side = client.fetch(page.links()["Compare"])
    client.submit_form(side, "/merge/", phone="gone")
    assert db.session.get_one(Person, kept.id).phone == "22"
    assert client.visit(f"/lab/people/{gone.public_id}").response.location.endswith(kept.public_id)
    assert "No duplicates" in client.fetch("/lab/people/duplicates").text


def test_a_pair_can_be_told_apart_on_the_page(client: Client) -> None:
    for _ in range(2):
        make_person(name="Lone Bæk")
    client.sign_in(make_user())
    client.submit_form(client.fetch("/lab/people/duplicates"), "/distinct/")
    assert "No duplicates" in client.fetch("/lab/people/duplicates").text
