"""What the agency sees by personal link: each recommendation with one small form."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.adoption import queries
from workshops.adoption.forms import AnswerForm, NewLinkForm, answer_values
from workshops.adoption.models import Adoption, AdoptionAsk
from workshops.adoption.services import answering, asking
from workshops.adoption.views.blueprint import bp, today
from workshops.core import clock
from workshops.core.db import transaction
from workshops.core.errors import Gone, NotFound
from workshops.core.text import N_
from workshops.mail import links
from workshops.web import limits
from workshops.web.access import by_link, public
from workshops.web.language import say, speak

HOUR_SECONDS = 3600
ANSWERS_AN_HOUR, LETTERS_AN_HOUR = 200, 5
Answer = Response | str | tuple[str, int]


@bp.get("/a/<token:token>")
@by_link("adoption")
def recommendations(token: str) -> Answer:
    """Every recommendation with where it stands. However often it is opened, nothing changes."""
    return _page(token, _holder(token))


@bp.post("/a/<token:token>/<id:adoption_id>")
@by_link("adoption")
def answer(token: str, adoption_id: str) -> Response:
    """Answer one recommendation."""
    ask = _holder(token)
    adoption, form = _one(ask, adoption_id), AnswerForm(only=adoption_id)
    with form.saving(lambda: _page(token, ask, form, adoption_id)):
        answering.answer_by_link(
            ask=ask, adoption=adoption, said=form.said(), version=form.version.data
        )
    flash(_("Thank you. Your answer is kept."), "success")
    return redirect(url_for("adoption.recommendations", token=token, _anchor=f"r-{adoption_id}"))


@bp.get("/adoption-link")
@public
def ask_link() -> str:
    """For somebody who has lost the link."""
    return render_template("adoption/new_link.html", form=NewLinkForm(), sent=False)


@bp.post("/adoption-link")
@public
def send_link() -> Answer:
    """Mail the link to the address, if it has one; the answer is always the same."""
    form = NewLinkForm()
    if not form.validate_on_submit():
        return render_template("adoption/new_link.html", form=form, sent=False), 422
    address = str(form.email.data)
    if limits.within(f"adoption-link:{address.strip().lower()}", LETTERS_AN_HOUR, HOUR_SECONDS):
        with transaction():
            asking.send_new_links(address=address)
    return render_template("adoption/new_link.html", form=form, sent=True)


def _holder(token: str) -> AdoptionAsk:
    """Who holds the link; the page speaks their language."""
    claim = links.read(asking.PURPOSE, token, clock.now())
    if request.method == "POST":
        limits.hit(f"adoption:{claim.id}", ANSWERS_AN_HOUR, HOUR_SECONDS)
    ask = queries.get_by_link(claim.id, claim.version)
    speak(ask.language)
    return ask


def _one(ask: AdoptionAsk, public_id: str) -> Adoption:
    found = [one for one in queries.list_for_ask(ask) if one.public_id == public_id]
    if not found:
        raise NotFound(N_("There is no such recommendation."))
    return found[0]


def _page(
    token: str, ask: AdoptionAsk, wrong: AnswerForm | None = None, public_id: str = ""
) -> str:
    adoptions: Sequence[Adoption] = queries.list_for_ask(ask)
    return render_template(
        "adoption/by_link.html",
        token=token,
        ask=ask,
        rows=[
            (one, wrong if wrong and one.public_id == public_id else _form_of(one))
            for one in adoptions
        ],
        form=wrong,
        today=today(),
    )


def _form_of(adoption: Adoption) -> AnswerForm:
    values = answer_values(adoption)
    return AnswerForm(formdata=None, only=adoption.public_id, data=values)


@bp.errorhandler(Gone)
def _gone_page(gone: Gone) -> tuple[str, int]:
    shown = {"form": NewLinkForm(formdata=None), "reason": say(gone)}
    return render_template("adoption/gone.html", **shown), 410
