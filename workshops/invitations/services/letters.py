"""Composing and queueing the letters of one invitation: invite, update, cancel, send again.

All letters of an invitation stand in one lane, so that none overtakes another.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from workshops.core import clock, locale
from workshops.core.db import db
from workshops.core.text import N_
from workshops.invitations.calendar import entries, house, words
from workshops.invitations.calendar.entries import Entry, Method, PartStat, Party
from workshops.invitations.models import Invitation, InvitationLetter, LetterKind
from workshops.invitations.queries import sent_of, shown_now
from workshops.invitations.rules.letters import spoken
from workshops.invitations.rules.versions import Shown, Version, echoed, next_stamp
from workshops.invitations.services.addresses import PLACES, REQUESTS, address_of
from workshops.mail import outbox
from workshops.mail.links import LinkSpec
from workshops.mail.models import NEVER_LEFT, Letter
from workshops.mail.outbox import Draft
from workshops.planning.models import Answer, ParticipantRole

PURPOSE = "invitation"
LINK_LIFE = timedelta(days=30)
PARTSTAT = {
    Answer.NONE: PartStat.NEEDS_ACTION,
    Answer.YES: PartStat.ACCEPTED,
    Answer.MAYBE: PartStat.TENTATIVE,
    Answer.NO: PartStat.DECLINED,
}
SUBJECTS = {
    LetterKind.INVITE: N_("Invitation: %(title)s, %(when)s (%(city)s time)"),
    LetterKind.RESEND: N_("Invitation: %(title)s, %(when)s (%(city)s time)"),
    LetterKind.UPDATE: N_("Changed: %(title)s, %(when)s (%(city)s time)"),
    LetterKind.CANCEL: N_("Cancelled: %(title)s, %(when)s (%(city)s time)"),
    LetterKind.HOLD: N_("[Hold] %(title)s, %(when)s (%(city)s time)"),
    LetterKind.RELEASE: N_("Free again: %(title)s, %(when)s (%(city)s time)"),
    LetterKind.WAS_IT_YOU: N_("Was this you? %(title)s, %(when)s (%(city)s time)"),
    LetterKind.ANSWERED_FOR: N_("An answer in your name: %(title)s, %(when)s (%(city)s time)"),
    LetterKind.ASK_AGAIN: N_("Please answer again: %(title)s, %(when)s (%(city)s time)"),
    LetterKind.DECLINE_COUNTER: N_("The time stands: %(title)s, %(when)s (%(city)s time)"),
    LetterKind.WAITLISTED: N_("[Waiting list] %(title)s, %(when)s (%(city)s time)"),
    LetterKind.SEATED: N_("You have a seat: %(title)s, %(when)s (%(city)s time)"),
    LetterKind.OFFERED: N_("A seat is free for you: %(title)s, %(when)s (%(city)s time)"),
    LetterKind.REMINDER_WEEK: N_("In a week: %(title)s, %(when)s (%(city)s time)"),
    LetterKind.REMINDER_DAY: N_("Tomorrow: %(title)s, %(when)s (%(city)s time)"),
}
MOVED = N_("Sent to another address: %(title)s, %(when)s (%(city)s time)")
TEMPLATES = {
    LetterKind.INVITE: "invitations/mail/invite",
    LetterKind.RESEND: "invitations/mail/invite",
    LetterKind.UPDATE: "invitations/mail/update",
    LetterKind.CANCEL: "invitations/mail/cancel",
    LetterKind.HOLD: "invitations/mail/hold",
    LetterKind.RELEASE: "invitations/mail/release",
    LetterKind.WAS_IT_YOU: "invitations/mail/was_it_you",
    LetterKind.ANSWERED_FOR: "invitations/mail/answered_for",
    LetterKind.ASK_AGAIN: "invitations/mail/ask_again",
    LetterKind.DECLINE_COUNTER: "invitations/mail/decline_counter",
    **dict.fromkeys(PLACES, "invitations/mail/place"),
    LetterKind.REMINDER_WEEK: "invitations/mail/reminder",
    LetterKind.REMINDER_DAY: "invitations/mail/reminder",
}
ENTRIES = (*REQUESTS, LetterKind.CANCEL, LetterKind.RELEASE)
REPLACED = (*ENTRIES, LetterKind.REMINDER_WEEK, LetterKind.REMINDER_DAY)


def post_version(
    invitation: Invitation, kind: LetterKind, version: Version, changed: tuple[str, ...] = ()
) -> Letter:
    """Queue an invitation or an update and keep what it shows; older unsent ones are dropped."""
    shown = shown_now(invitation.participation)
    invitation.sequence = version.sequence
    invitation.stamped_at = next_stamp(invitation.stamped_at, clock.now())
    invitation.sent = shown.as_json()
    entry = entry_of(invitation, shown, version.answer, asks=version.asks)
    context = {
        "changed": words.what_changed(changed, spoken(invitation.participation.person.language)),
        "asks": version.asks,
        "older": version.older,
        "answer": version.answer,
    }
    return post_entry(invitation, kind, shown, entries.request(entry), context)


def post_again(invitation: Invitation, kind: LetterKind = LetterKind.RESEND) -> Letter:
    """Queue the present version once more: the same calendar bytes to the same address."""
    shown = sent_of(invitation)
    answer = invitation.participation.answer
    last = next(
        (each.letter for each in reversed(invitation.letters) if each.kind in REQUESTS), None
    )
    if last is not None and last.to_address == address_of(invitation):
        calendar = last.calendar or b""
    else:
        invitation.stamped_at = next_stamp(invitation.stamped_at, clock.now())
        entry = entry_of(invitation, shown, answer, asks=answer is Answer.NONE)
        calendar = entries.request(entry)
    context = {"changed": [], "asks": answer is Answer.NONE, "older": None, "answer": answer}
    return post_entry(invitation, kind, shown, calendar, context)


def post_cancellation(invitation: Invitation, reason: str, *, moved: bool = False) -> Letter:
    """Queue the end of an entry, at the time and place that the guest's calendar shows.

    `moved`: it goes on at another address, which the letter does not tell.
    """
    shown = sent_of(invitation)
    person = invitation.participation.person
    invitation.sequence += 1
    invitation.stamped_at = next_stamp(invitation.stamped_at, clock.now())
    answer = invitation.participation.answer
    entry = replace(
        entry_of(invitation, shown, answer, asks=False),
        title=words.cancelled_title(shown.title, spoken(person.language)),
    )
    calendar = entries.cancel(entry, reason)
    context = {"reason": reason, "moved": moved}
    return post_entry(invitation, LetterKind.CANCEL, shown, calendar, context)


def last_posted_at(invitation: Invitation) -> datetime | None:
    """When the last letter of an invitation was queued."""
    return invitation.letters[-1].letter.queued_at if invitation.letters else None


def drop_unsent(invitation: Invitation) -> None:
    """Take back whatever of an invitation has not left yet."""
    for kind in LetterKind:
        outbox.supersede(lane_of(invitation), letter_kind(kind))


def lane_of(invitation: Invitation) -> str:
    """The lane that keeps an invitation's letters in order."""
    return f"invitation:{invitation.id}"


def letter_kind(kind: LetterKind) -> str:
    """What the outbox calls a letter of that kind."""
    return f"invitation_{kind.value}"


def link_of(invitation: Invitation, shown: Shown) -> LinkSpec:
    """The personal link: good until thirty days after the sitting."""
    return LinkSpec(
        path="/i/{token}",
        purpose=PURPOSE,
        id=invitation.id,
        version=invitation.link_version,
        expires_at=shown.ends_at + LINK_LIFE,
    )


def entry_now(invitation: Invitation, manage_url: str) -> bytes:
    """The entry as it was last sent with the present answer, for the guest to fetch."""
    shown = sent_of(invitation)
    answer = invitation.participation.answer
    entry = entry_of(invitation, shown, answer, asks=answer is Answer.NONE)
    language = spoken(invitation.participation.person.language)
    told = words.description(shown, manage_url, language)
    return entries.request(replace(entry, description=told))


def entry_of(invitation: Invitation, shown: Shown, answer: Answer, *, asks: bool) -> Entry:
    """One version of the guest's calendar entry."""
    participation = invitation.participation
    person = participation.person
    language = spoken(person.language)
    manager = participation.sitting.workshop.engagement.manager
    return Entry(
        uid=invitation.uid,
        sequence=invitation.sequence,
        stamped_at=invitation.stamped_at or clock.now(),
        created_at=invitation.created_at,
        changed_at=invitation.stamped_at or clock.now(),
        starts_at=shown.starts_at,
        ends_at=shown.ends_at,
        timezone=shown.timezone,
        title=words.entry_title(shown, language),
        description=words.description(shown, outbox.placeholder("answer"), language),
        location=words.location(shown, language),
        url=house.page_without_token(),
        join_url=shown.join_url,
        join_label=words.join_label(language),
        organiser=house.organiser(manager.name),
        attendee=Party(person.name, address_of(invitation)),
        required=participation.role is not ParticipantRole.OBSERVER,
        answer=PARTSTAT[echoed(shown, answer)],
        asks=asks,
        tentative=shown.waiting,
    )


def post_entry(
    invitation: Invitation,
    kind: LetterKind,
    shown: Shown,
    calendar: bytes,
    context: dict[str, Any],
) -> Letter:
    """Queue a letter that carries a version of the entry; older unsent ones are dropped."""
    method = Method.CANCEL if kind is LetterKind.CANCEL else Method.REQUEST
    links = {} if kind is LetterKind.CANCEL else {"answer": link_of(invitation, shown)}
    composed = replace(
        draft(invitation, kind, shown, context),
        calendar=calendar,
        calendar_method=method.value,
        links=links,
        supersedes=tuple(letter_kind(each) for each in REPLACED if invitation.letters),
    )
    return post(invitation, kind, composed)


def post(invitation: Invitation, kind: LetterKind, composed: Draft) -> Letter:
    """Queue a letter of an invitation and keep it with the version that stands."""
    attempt = sum(
        1
        for each in invitation.letters
        if each.kind is kind and each.sequence == invitation.sequence
    )
    seed = composed.message_id_seed
    seed = seed or f"{invitation.uid}/{invitation.sequence}/{kind.value}/{attempt}"
    letter = outbox.post(replace(composed, message_id_seed=seed))
    invitation.letters.append(
        InvitationLetter(letter=letter, kind=kind, sequence=invitation.sequence, attempt=attempt)
    )
    db.session.flush()
    return letter


def draft(invitation: Invitation, kind: LetterKind, shown: Shown, context: dict[str, Any]) -> Draft:
    """What every letter of an invitation has: whom it goes to, what it says, its thread."""
    person = invitation.participation.person
    engagement = invitation.participation.sitting.workshop.engagement
    language = spoken(person.language)
    said = {"name": person.name, "manager": engagement.manager}
    return Draft(
        to_address=address_of(invitation),
        to_name=person.name,
        language=language,
        subject=MOVED if context.get("moved") else SUBJECTS[kind],
        subject_params=subject_params(shown, language),
        template=TEMPLATES[kind],
        context={**said_about(shown, language), **said, **context},
        kind=letter_kind(kind),
        lane=lane_of(invitation),
        from_name=engagement.manager.name,
        in_reply_to=_first_message_id(invitation),
        record_kind=Invitation.__tablename__,
        record_id=invitation.id,
        engagement_id=engagement.id,
    )


def _first_message_id(invitation: Invitation) -> str:
    """The Message-ID of the first letter of a thread that may have arrived, else nothing."""
    for each in invitation.letters:
        if each.letter.state not in NEVER_LEFT:
            return each.letter.message_id
    return ""


def subject_params(shown: Shown, language: str) -> dict[str, object]:
    """What fills the places of a subject."""
    return {
        "title": shown.title,
        "when": locale.long_moment(shown.starts_at, shown.timezone, language),
        "city": words.city(shown.timezone, language),
    }


def said_about(shown: Shown, language: str) -> dict[str, object]:
    """What every letter says: what, when, where."""
    return {
        "title": shown.title,
        "purpose": shown.text,
        "when": words.when(shown.starts_at, shown.ends_at, shown.timezone, language),
        "zone": words.zone_in_words(shown.starts_at, shown.timezone, language),
        "where": words.where(shown, language),
        "join_url": shown.join_url,
    }
