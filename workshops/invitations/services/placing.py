"""A guest's place: telling of a seat, the waiting list and an offer, and sitting elsewhere."""

from dataclasses import replace

from workshops.core import clock, locale
from workshops.core.actor import Actor
from workshops.invitations.calendar import entries, words
from workshops.invitations.models import Invitation, LetterKind
from workshops.invitations.queries import list_open_of_participation, sent_of, shown_now
from workshops.invitations.rules.letters import spoken
from workshops.invitations.rules.versions import Shown, next_stamp
from workshops.invitations.services import letters
from workshops.invitations.services.beside import require_beside
from workshops.planning.models import Answer, Participation, Place, Seat
from workshops.planning.queries.seats import position_of
from workshops.planning.services import placing

WAITS = (Place.WAITING, Place.OFFERED)


def tell_place(invitation: Invitation, place: Place) -> None:
    """Bring the guest's entry in step with a new place, and write of an offer.

    Nothing else that has changed since the last letter is told on the way. Who has given a place
    back knows it.
    """
    sent = sent_of(invitation)
    shown = replace(_where_now(invitation, sent), waiting=place in WAITS)
    if place is not Place.NONE and shown.waiting is not sent.waiting:
        _post_entry(invitation, shown)
    if place is Place.OFFERED:
        _post_offer(invitation)


def switch(
    actor: Actor,
    *,
    participation: Participation,
    seat: Seat,
    wait: bool = False,
    seen: str | None = None,
) -> None:
    """Let a guest take part online instead of on site, or the other way round.

    The entry follows, with nothing else that has changed. Raises as `planning.placing.switch`, and
    Stale when time or place is new since `seen`, the version that the button stood beside.
    """
    require_beside([participation], seen)
    placing.switch(actor, participation=participation, seat=seat, now=clock.now(), wait=wait)
    for invitation in list_open_of_participation(participation.id):
        sent = sent_of(invitation)
        shown = _where_now(invitation, sent)
        if shown != sent:
            _post_switch(invitation, shown)


def _where_now(invitation: Invitation, sent: Shown) -> Shown:
    """What was sent, at the place where the guest sits now; another room alone is not told."""
    now = shown_now(invitation.participation)
    if now.online is sent.online:
        return sent
    return replace(sent, online=now.online, venue=now.venue, room=now.room, join_url=now.join_url)


def _post_switch(invitation: Invitation, shown: Shown) -> None:
    invitation.sequence += 1
    invitation.stamped_at = next_stamp(invitation.stamped_at, clock.now())
    invitation.sent = shown.as_json()
    answer = invitation.participation.answer
    asks = answer is Answer.NONE
    language = spoken(invitation.participation.person.language)
    told = {"changed": words.what_changed(["online"], language), "asks": asks, "older": None}
    entry = letters.entry_of(invitation, shown, answer, asks=asks)
    letters.post_entry(
        invitation, LetterKind.UPDATE, shown, entries.request(entry), {**told, "answer": answer}
    )


def _post_entry(invitation: Invitation, shown: Shown) -> None:
    """The entry turned tentative with its prefix, or confirmed without it."""
    invitation.sequence += 1
    invitation.stamped_at = next_stamp(invitation.stamped_at, clock.now())
    invitation.sent = shown.as_json()
    answer = invitation.participation.answer
    entry = letters.entry_of(invitation, shown, answer, asks=answer is Answer.NONE)
    kind = LetterKind.WAITLISTED if shown.waiting else LetterKind.SEATED
    letters.post_entry(invitation, kind, shown, entries.request(entry), _said(invitation))


def _post_offer(invitation: Invitation) -> None:
    shown = sent_of(invitation)
    composed = replace(
        letters.draft(invitation, LetterKind.OFFERED, shown, _said(invitation)),
        links={"answer": letters.link_of(invitation, shown)},
    )
    letters.post(invitation, LetterKind.OFFERED, composed)


def _said(invitation: Invitation) -> dict[str, object]:
    """What the letters about a place say beside the facts."""
    placed = invitation.participation
    language, until = spoken(placed.person.language), placed.offered_until
    return {
        "place": placed.place.value,
        "number": position_of(placed),
        "until": locale.long_moment(until, placed.sitting.timezone, language) if until else "",
        "asks": placed.answer is Answer.NONE,
    }
