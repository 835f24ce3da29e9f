"""What a guest sees by personal link: every day with three buttons, one tap a day."""

from flask import render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.actor import Actor, ActorKind
from workshops.invitations.calendar import words
from workshops.invitations.forms import VoteForm
from workshops.invitations.rules.letters import spoken
from workshops.invitations.services import polling
from workshops.invitations.views.polls.blueprint import bp
from workshops.mail import links
from workshops.planning.models.polls import DatePoll, PollGuest, PollSlot, PollState, Vote
from workshops.planning.queries import polls as queries
from workshops.planning.queries.polls import Tally
from workshops.planning.services import voting
from workshops.web import limits
from workshops.web.access import by_link
from workshops.web.language import language, speak

TAPS_AN_HOUR, HOUR_SECONDS = 240, 3600


@bp.get("/p/<token:token>")
@by_link("poll")
def vote_page(token: str) -> str:
    """The days. However often it is opened, nothing changes."""
    return _page(token, _guest(token), VoteForm())


@bp.post("/p/<token:token>")
@by_link("poll")
def vote(token: str) -> Response:
    """One tap: what the guest says about one day."""
    guest, form = _guest(token), VoteForm()
    with form.saving(lambda: _page(token, guest, form)):
        slot = queries.get_slot(guest.poll, form.slot.data or "")
        voting.vote(
            Actor(ActorKind.LINK, guest.id, guest.person.name),
            guest=guest,
            slot=slot,
            vote=Vote(str(form.vote.data)),
            now=clock.now(),
        )
    here = f"day-{form.slot.data}"
    return redirect(url_for("polls.vote_page", token=token, _anchor=here), 303)


def _guest(token: str) -> PollGuest:
    """The guest behind a token; the page speaks their language."""
    claim = links.read(polling.PURPOSE, token, clock.now())
    if request.method == "POST":
        limits.hit(f"poll:{claim.id}", TAPS_AN_HOUR, HOUR_SECONDS)
    guest = queries.get_by_link(claim.id, claim.version)
    speak(spoken(guest.person.language))
    return guest


def _page(token: str, guest: PollGuest, form: VoteForm) -> str:
    poll = guest.poll
    votes = queries.votes_of(guest)
    tallies = {tally.slot: tally for tally in queries.tallies(poll)}
    answered = sum(1 for slot in poll.slots if slot.id in votes)
    lines, zone = words.day_lines(
        [(slot.starts_at, slot.ends_at) for slot in poll.slots], poll.timezone, language()
    )
    return render_template(
        "invitations/polls/vote.html",
        token=token,
        poll=poll,
        workshop=poll.workshop,
        person=guest.person,
        days=[
            {**_day(guest, slot, votes, tallies[slot.id]), "when": line}
            for slot, line in zip(poll.slots, lines, strict=True)
        ],
        answered=answered,
        zone=zone,
        open_=queries.voting_obstacle(poll, clock.now()) is None,
        chosen_when=_when_chosen(poll),
        ended=poll.state is not PollState.OPEN,
        last_day=queries.last_day(poll),
        form=form,
    )


def _day(
    guest: PollGuest, slot: PollSlot, votes: dict[int, Vote], tally: Tally
) -> dict[str, object]:
    """One day as the guest reads it; what others said only once the guest has said something."""
    poll, own = guest.poll, guest.person.timezone
    return {
        "id": slot.public_id,
        "own": _own_time(slot, poll.timezone, own),
        "vote": votes.get(slot.id),
        "chosen": slot.chosen_at is not None,
        "noted": slot.id in queries.noted_of(guest),
        "coming": slot.starts_at > clock.now(),
        "tally": tally if votes else None,
    }


def _when_chosen(poll: DatePoll) -> str:
    """The day that was chosen, from start to end; nothing as long as none is."""
    chosen = poll.chosen
    if chosen is None:
        return ""
    return words.when(chosen.starts_at, chosen.ends_at, poll.timezone, language())


def _own_time(slot: PollSlot, zone: str, own: str) -> str:
    """The same day where the reader is, when clocks differ there."""
    said = words.when(slot.starts_at, slot.ends_at, own, language())
    if said == words.when(slot.starts_at, slot.ends_at, zone, language()):
        return ""
    return f"{said} ({words.city(own, language())})"
