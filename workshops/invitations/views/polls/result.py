"""How a poll stands: every day with its counts, everybody with their votes."""

from dataclasses import dataclass
from datetime import timedelta

from flask import render_template, url_for
from flask_babel import gettext as _

from workshops.core import clock
from workshops.invitations.calendar import words
from workshops.invitations.queries.polls import count_unwritten, list_lost
from workshops.invitations.views.polls.blueprint import bp, trail
from workshops.planning import permissions
from workshops.planning.models.polls import DatePoll, PollGuest, PollSlot, PollState, Vote
from workshops.planning.queries import dates
from workshops.planning.queries import polls as queries
from workshops.planning.queries.dates import SlotCheck
from workshops.planning.queries.polls import Tally
from workshops.web.access import current_actor, needs
from workshops.web.language import language

LOOKS = {Vote.YES: "full", Vote.MAYBE: "some", Vote.NO: "gap"}
MARKS = {Vote.YES: "✓", Vote.MAYBE: "~", Vote.NO: "✕"}


@dataclass(frozen=True)
class Day:
    """One proposed day as the page shows it; `votes` has the names by answer."""

    slot: PollSlot
    tally: Tally
    check: SlotCheck
    when: str
    best: bool
    reason_wanted: str | None
    names: dict[str, list[tuple[str, str, bool]]]


@bp.get("/polls/<id:poll_id>")
@needs("R", "date_poll")
def show(poll_id: str) -> str:
    """The result so far."""
    poll = queries.get_poll(current_actor(), poll_id)
    days = list_days(poll)
    now = clock.now()
    silent = queries.silent_guests(poll)
    waiting, failed = count_unwritten(poll)
    return render_template(
        "invitations/polls/result.html",
        poll=poll,
        workshop=poll.workshop,
        days=days,
        rows=rows_of(poll),
        silent=silent,
        lost=list_lost(poll),
        unwritten=waiting,
        failed=failed,
        ids={guest.id: guest.public_id for guest in poll.guests},
        url_of=url_of,
        to_nudge=queries.to_remind(poll, now),
        last_day=queries.last_day(poll),
        open_=poll.state is PollState.OPEN,
        voting=queries.voting_obstacle(poll, now) is None,
        now=now,
        may_choose=permissions.can_choose_date(current_actor(), poll.workshop),
        may_change=permissions.can_change_poll(current_actor(), poll.workshop),
        trail=trail(poll.workshop, (_("Date poll"), None)),
    )


def list_days(poll: DatePoll) -> list[Day]:
    """Every day of a poll, by time, with what the page says about it."""
    tallies = queries.tallies(poll)
    top = queries.best_of(tallies, clock.now())
    must = [guest.person for guest in poll.guests if guest.required]
    times = [(slot.starts_at, slot.length_minutes) for slot in poll.slots]
    checks = dates.check_slots(poll.workshop, poll.timezone, times, must)
    return [
        Day(
            slot=slot,
            tally=tally,
            check=check,
            when=when(poll, slot),
            best=top is not None and tally.slot == top.slot,
            reason_wanted=queries.reason_wanted(tally),
            names=_names(poll, slot),
        )
        for slot, tally, check in zip(poll.slots, tallies, checks, strict=True)
    ]


def rows_of(poll: DatePoll) -> list[dict[str, object]]:
    """Everybody with a word and a mark for each day, by name, for the matrix."""
    return [
        {
            "url": url_of(guest),
            "label": f"{guest.person.name} ({_('must be there')})"
            if guest.required
            else guest.person.name,
            "cells": [_cell(guest, slot) for slot in poll.slots],
        }
        for guest in _by_name(poll)
    ]


def word_of(vote: Vote | None, noted: bool = False) -> str:
    """A vote as a word, with who wrote it when staff did; a stroke for no answer."""
    if vote is None:
        return "–"
    word = str(_(vote.label))
    return str(_("%(answer)s (entered by staff)", answer=word)) if noted else word


def url_of(guest: PollGuest) -> str:
    """The page about one guest of a poll."""
    return url_for("polls.asked", poll_id=guest.poll.public_id, poll_guest_id=guest.public_id)


def _cell(guest: PollGuest, slot: PollSlot) -> dict[str, str]:
    vote = queries.votes_of(guest).get(slot.id)
    if vote is None:
        return {"value": "–", "kind": "none", "text": ""}
    noted = slot.id in queries.noted_of(guest)
    return {"value": MARKS[vote], "kind": LOOKS[vote], "text": word_of(vote, noted)}


def _names(poll: DatePoll, slot: PollSlot) -> dict[str, list[tuple[str, str, bool]]]:
    """Name, page, and whether staff entered it, by answer."""
    found: dict[str, list[tuple[str, str, bool]]] = {"yes": [], "maybe": [], "no": [], "silent": []}
    for guest in _by_name(poll):
        vote = queries.votes_of(guest).get(slot.id)
        found[vote.value if vote else "silent"].append(
            (guest.person.name, url_of(guest), slot.id in queries.noted_of(guest))
        )
    return found


def _by_name(poll: DatePoll) -> list[PollGuest]:
    return sorted(poll.guests, key=lambda guest: (guest.person.name_sort, guest.id))


def when(poll: DatePoll, slot: PollSlot) -> str:
    """A proposed day from start to end, in the zone of the poll."""
    ends = slot.starts_at + timedelta(minutes=slot.length_minutes)
    return words.when(slot.starts_at, ends, poll.timezone, language())
