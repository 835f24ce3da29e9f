"""A guest's own calendar subscriptions, by personal link."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from workshops.core.db import transaction
from workshops.core.errors import Problem
from workshops.invitations.forms.feeds import ALARMS, OwnFeedForm
from workshops.invitations.models import Invitation
from workshops.invitations.queries import feeds as queries
from workshops.invitations.services import feeds as services
from workshops.invitations.services.answers import link_actor
from workshops.invitations.services.feeds import Wish
from workshops.invitations.views.parts import invitation_of, made_address
from workshops.web import limits
from workshops.web.access import by_link
from workshops.web.fields import options

bp = Blueprint("guest_feeds", __name__, url_prefix="/i/<token:token>/calendar")
Answer = tuple[str, int] | str | Response
TAPS_AN_HOUR, HOUR_SECONDS = 30, 3600


@bp.get("")
@by_link("invitation")
def show(token: str) -> Answer:
    """One's own subscriptions, and a new one."""
    return _page(token, invitation_of(token), OwnFeedForm(formdata=None))


@bp.post("")
@by_link("invitation")
def make(token: str) -> Answer:
    """Make a subscription; its address is shown this once."""
    invitation, form = invitation_of(token), _filled(OwnFeedForm())
    limits.hit(f"feed:{invitation.id}", TAPS_AN_HOUR, HOUR_SECONDS)
    with form.saving(lambda: _page(token, invitation, form)):
        alarm = int(form.alarm.data) if form.alarm.data else None
        wish = Wish(with_invited=form.with_invited.data, alarm_minutes=alarm)
        guest = invitation.participation.person
        feed, made = services.make_feed(link_actor(invitation), wish=wish, guest=guest)
    return _page(token, invitation, form, made_address(feed, made))


@bp.post("/<id:feed_id>/renew")
@by_link("invitation")
def renew(token: str, feed_id: str) -> Answer:
    """Another address; the old one stops."""
    invitation, form = invitation_of(token), OwnFeedForm(formdata=None)
    feed = queries.get_of_person(invitation.participation.person_id, feed_id)
    try:
        with transaction():
            made = services.renew_feed(link_actor(invitation), feed=feed)
    except Problem as problem:
        form.put(problem)
        return _page(token, invitation, form), problem.status
    return _page(token, invitation, form, made_address(feed, made))


@bp.post("/<id:feed_id>/revoke")
@by_link("invitation")
def revoke(token: str, feed_id: str) -> Response:
    """End a subscription."""
    invitation = invitation_of(token)
    with transaction():
        feed = queries.get_of_person(invitation.participation.person_id, feed_id)
        services.revoke_feed(link_actor(invitation), feed=feed)
    return redirect(url_for("guest_feeds.show", token=token), 303)


def _filled(form: Any) -> Any:
    form.alarm.choices = options(ALARMS.items())
    return form


def _page(token: str, invitation: Invitation, form: Any, made: str | None = None) -> str:
    return render_template(
        "invitations/feeds/guest.html",
        token=token,
        form=_filled(form),
        made=made,
        feeds=queries.list_of_person(invitation.participation.person_id),
        workshop=invitation.participation.sitting.workshop,
    )
