"""What several pages of invitations need: the trail of links, previews, people to choose from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app, render_template, url_for
from flask_babel import force_locale, gettext

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.errors import Gone, NotFound
from workshops.engagements.models import Engagement
from workshops.invitations import queries
from workshops.invitations.calendar import house, words
from workshops.invitations.forms import NewLinkForm
from workshops.invitations.models import Feed, Invitation, LetterKind
from workshops.invitations.queries.pasting import list_unknown
from workshops.invitations.rules.letters import spoken
from workshops.invitations.rules.pasted import Pasted, read_guests
from workshops.invitations.rules.versions import Shown
from workshops.invitations.services import letters
from workshops.mail import links
from workshops.people import queries as people
from workshops.people.models import Person
from workshops.planning.models import Answer, Seat, Workshop
from workshops.web.language import in_language, language, say, speak

MOST_FOUND = 25


@dataclass(frozen=True)
class Preview:
    """What a guest of one language will read."""

    language: str
    subject: str
    text: str
    title: str
    when: str
    where: str
    description: str


def read_pasted(text: str) -> Pasted:
    """A pasted list, with the organisations and disciplines in it that nobody knows."""
    pasted = read_guests(text)
    return replace(pasted, left_out=(*pasted.left_out, *list_unknown(pasted.guests)))


def trail(workshop: Workshop, *here: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way from the engagement to this page, for the breadcrumb."""
    above: list[tuple[Engagement | Workshop, str, str]] = [
        (workshop.engagement, workshop.engagement.name, "overview.engagement"),
        (workshop, workshop.name, "overview.workshop"),
    ]
    found: list[tuple[str, str | None]] = []
    for record, name, endpoint in above:
        if endpoint in current_app.view_functions:
            ids: dict[str, Any] = {f"{endpoint.rpartition('.')[2]}_id": record.public_id}
            found.append((in_language(name, record), url_for(endpoint, **ids)))
    return [*found, *here]


def people_to_choose(actor: Actor, text: str, chosen: Iterable[str]) -> list[Person]:
    """Who is chosen already and who fits a search, with an address; the chosen first."""
    kept = []
    for public_id in chosen:
        try:
            kept.append(people.get_person(actor, public_id))
        except NotFound:
            continue
    found = people.search_people(actor, text, limit=MOST_FOUND) if text else []
    more = [person for person in found if person.email]
    return list({person.id: person for person in [*kept, *more]}.values())


def previews(workshop: Workshop, languages: Sequence[str], seat: Seat) -> list[Preview]:
    """The first letter in each language, as it will be; nothing is written."""
    shown = queries.shown_at(workshop.sittings[0], workshop, seat)
    return [_preview(workshop, shown, language) for language in languages]


def _preview(workshop: Workshop, shown: Shown, language: str) -> Preview:
    with force_locale(language):
        link = gettext("[the guest's own link]")
        subject = gettext(
            letters.SUBJECTS[LetterKind.INVITE], **letters.subject_params(shown, language)
        )
        text = render_template(
            "invitations/mail/invite.txt",
            **letters.said_about(shown, language),
            name=gettext("[name]"),
            manager=workshop.engagement.manager,
            lab_name=current_app.config["SETTINGS"].lab_name,
            language=language,
            subject=subject,
            links={"answer": link},
            asks=True,
            older=None,
            changed=[],
            answer=Answer.NONE,
        )
    when = words.when(shown.starts_at, shown.ends_at, shown.timezone, language)
    return Preview(
        language=language,
        subject=subject,
        text=text.strip(),
        title=shown.title,
        when=when,
        where=words.location(shown, language),
        description=words.description(shown, link, language),
    )


def what_changed(changed: Sequence[str]) -> str:
    """The names of changed things in the reader's language."""
    return ", ".join(words.what_changed(changed, language()))


def made_address(feed: Feed, token: str) -> str:
    """The address of a subscription that was just made or renewed."""
    return house.feed_url(feed.kind.value, token)


def invitation_of(token: str, purpose: str = letters.PURPOSE) -> Invitation:
    """The invitation behind a personal link; the page speaks its guest's language.

    Raises NotFound, and Gone when the link has expired or was revoked.
    """
    claim = links.read(purpose, token, clock.now())
    invitation = queries.get_by_link(claim.id, claim.version)
    speak(spoken(invitation.participation.person.language))
    return invitation


def gone_page(gone: Gone) -> tuple[str, int]:
    """A personal link that has expired or was replaced: why, and how to have a new one mailed."""
    form = NewLinkForm(formdata=None)
    return render_template("invitations/gone.html", form=form, reason=say(gone)), gone.status
