"""Calendar subscriptions: the calendar itself, and the pages where accounts keep theirs."""

import gzip
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from workshops.core.db import transaction
from workshops.core.errors import NotFound, Problem
from workshops.core.text import N_
from workshops.engagements import queries as engagements
from workshops.invitations.forms.feeds import ALARMS, FEED_KINDS, FeedForm, OwnFeedForm
from workshops.invitations.models import FeedKind
from workshops.invitations.queries import feeds as queries
from workshops.invitations.services import feeds as services
from workshops.invitations.services.feeds import Wish
from workshops.invitations.services.publishing import publish
from workshops.invitations.views.parts import made_address
from workshops.mail.links import hash_of
from workshops.planning.queries.rooms import get_room
from workshops.web.access import by_link, current_actor, needs
from workshops.web.conditional import answer_conditionally
from workshops.web.fields import options
from workshops.web.language import in_language

bp = Blueprint("feeds", __name__)
MAX_AGE_SECONDS = 300


class FeedResponse(Response):
    """A response that names both validators when nothing has changed too."""

    def get_wsgi_headers(self, environ: Any) -> Any:
        """The headers as they leave; a 304 would lose Last-Modified."""
        headers = super().get_wsgi_headers(environ)
        if self.status_code == 304 and "Last-Modified" in self.headers:
            headers["Last-Modified"] = self.headers["Last-Modified"]
        return headers


@bp.get("/feed/<slug:kind>/<token:token>.ics")
@by_link("feed")
def calendar(kind: str, token: str) -> Response:
    """The calendar; fetching it leaves no trace."""
    if kind not in list(FeedKind):
        raise NotFound(N_("This link is not known."))
    published = publish(queries.find_feed(FeedKind(kind), hash_of(token)))
    content, tag = published.content, sha256(published.content).hexdigest()
    response = FeedResponse(content_type="text/calendar; charset=utf-8")
    if request.accept_encodings.best_match(["gzip", "identity"], "identity") == "gzip":
        content, tag = gzip.compress(content, 6, mtime=0), f"{tag}-gzip"
        response.headers["Content-Encoding"] = "gzip"
    response.set_data(content)
    response.set_etag(tag)
    response.last_modified = published.changed_at
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = f"private, max-age={MAX_AGE_SECONDS}"
    answer_conditionally(response, request)
    return response


@bp.get("/calendar-subscriptions")
@needs("R", "feed")
def own() -> str:
    """One's own subscriptions, and a new one to one's own days."""
    return _own_page(OwnFeedForm(formdata=None))


@bp.post("/calendar-subscriptions")
@needs("C", "feed")
def make_own() -> str:
    """Make one of one's own days; its address is shown this once."""
    form = _filled(OwnFeedForm())
    return _made(form, _own_page, with_invited=bool(form.with_invited.data))


@bp.post("/calendar-subscriptions/<id:feed_id>/renew")
@needs("U", "feed")
def renew(feed_id: str) -> tuple[str, int] | str:
    """Another address for a subscription, shown this once; the old one stops."""
    actor = current_actor()
    feed = queries.get_of_user(actor, feed_id)
    form = OwnFeedForm(formdata=None)
    try:
        with transaction():
            token = services.renew_feed(actor, feed=feed)
    except Problem as problem:
        form.put(problem)
        return _own_page(form), problem.status
    return _own_page(form, made_address(feed, token))


@bp.post("/calendar-subscriptions/<id:feed_id>/revoke")
@needs("D", "feed")
def revoke(feed_id: str) -> BaseResponse:
    """End a subscription."""
    actor = current_actor()
    with transaction():
        services.revoke_feed(actor, feed=queries.get_of_user(actor, feed_id))
    flash(_("The calendar subscription is revoked; its address no longer works."), "success")
    return redirect(url_for("feeds.own"))


@bp.get("/engagements/<id:engagement_id>/calendar-subscription")
@needs("R", "feed")
def team(engagement_id: str) -> str:
    """Subscribe to an engagement's workshops."""
    return _team_page(FeedForm(formdata=None), engagement_id)


@bp.post("/engagements/<id:engagement_id>/calendar-subscription")
@needs("C", "feed")
def make_team(engagement_id: str) -> str:
    """Make such a subscription."""
    engagement = engagements.get_engagement(current_actor(), engagement_id)
    return _made(
        _filled(FeedForm()),
        lambda form, made=None: _team_page(form, engagement_id, made),
        engagement=engagement,
    )


@bp.get("/lab/rooms/<id:room_id>/calendar-subscription")
@needs("R", "feed")
def room(room_id: str) -> str:
    """Subscribe to what stands in a room."""
    return _room_page(FeedForm(formdata=None), room_id)


@bp.post("/lab/rooms/<id:room_id>/calendar-subscription")
@needs("C", "feed")
def make_room(room_id: str) -> str:
    """Make such a subscription."""
    found = get_room(current_actor(), room_id)
    return _made(
        _filled(FeedForm()), lambda form, made=None: _room_page(form, room_id, made), room=found
    )


def _made(form: Any, page: Callable[..., str], **whose: Any) -> str:
    """The page with the new address on it, or with what stood in the way."""
    with form.saving(lambda: page(form)):
        wish = Wish(**whose, alarm_minutes=_alarm(form))
        feed, token = services.make_feed(current_actor(), wish=wish)
    return page(form, made_address(feed, token))


def _own_page(form: Any, made: str | None = None) -> str:
    return render_template(
        "invitations/feeds/own.html",
        form=_filled(form),
        made=made,
        feeds=queries.list_of_user(current_actor().id or 0),
        kinds=FEED_KINDS,
    )


def _team_page(form: Any, engagement_id: str, made: str | None = None) -> str:
    engagement = engagements.get_engagement(current_actor(), engagement_id)
    back = url_for("overview.engagement", engagement_id=engagement_id)
    trail = [
        (_("Engagements"), url_for("engagements.index")),
        (in_language(engagement.name, engagement), back),
    ]
    text = _("Shows every workshop of this engagement that you may see, without its guests.")
    return _page(form, made, in_language(engagement.name, engagement), text, trail)


def _room_page(form: Any, room_id: str, made: str | None = None) -> str:
    found = get_room(current_actor(), room_id)
    back = url_for("planning.room", room_id=room_id)
    trail = [(_("Rooms"), url_for("planning.rooms")), (found.name, back)]
    text = _("Shows every workshop in this room that you may see, without its guests.")
    return _page(form, made, found.name, text, trail)


def _page(form: Any, made: str | None, name: str, text: str, trail: list[tuple[str, str]]) -> str:
    return render_template(
        "invitations/feeds/shared.html",
        form=_filled(form),
        made=made,
        name=name,
        text=text,
        trail=trail,
    )


def _filled(form: Any) -> Any:
    form.alarm.choices = options(ALARMS.items())
    return form


def _alarm(form: FeedForm) -> int | None:
    return int(form.alarm.data) if form.alarm.data else None
