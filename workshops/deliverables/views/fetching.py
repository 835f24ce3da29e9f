"""What somebody at the agency sees by personal link: the door, the files, the receipt.

Opening a page changes nothing, however often a mail program does it; files are fetched by a button.
"""

from flask import Response, g, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_babel import refresh
from werkzeug.wrappers import Response as BaseResponse

from workshops.core import clock
from workshops.core.db import transaction
from workshops.core.errors import Gone, Problem
from workshops.core.text import N_
from workshops.deliverables.forms.packs import AddressForm, ReceiptForm
from workshops.deliverables.models.delivery import DeliveryLink
from workshops.deliverables.queries.deliveries import files_of, get_link
from workshops.deliverables.queries.packs import flagged_titles
from workshops.deliverables.rules.delivery import same_address
from workshops.deliverables.services import delivery as services
from workshops.deliverables.views.blueprint import bp
from workshops.deliverables.views.packs import serve
from workshops.web import limits
from workshops.web.access import by_link
from workshops.web.language import say

Answer = str | tuple[str, int] | BaseResponse
OPENED = "delivery"
OPEN_SECONDS = 2 * 60 * 60
FETCHES_AN_HOUR, ASKS_AN_HOUR, HOUR_SECONDS = 200, 5, 60 * 60
WRONG = N_("This is not the address that the link was sent to.")


@bp.get("/d/<token:token>")
@by_link("delivery")
def received(token: str) -> Answer:
    """What it is and who sent it; the files only for who has said the address."""
    link = _link(token)
    try:
        services.require_open(link)
    except Gone as gone:
        return _gone_page(token, link, gone)
    if not _is_open(link):
        return _door(token, link, AddressForm())
    return _files_page(token, link, ReceiptForm())


@bp.post("/d/<token:token>")
@by_link("delivery")
def open_door(token: str) -> Answer:
    """Say the address that the link was sent to."""
    link = _link(token)
    form = AddressForm()
    try:
        services.require_open(link)
    except Gone as gone:
        return _gone_page(token, link, gone)
    if not form.validate_on_submit():
        return _door(token, link, form), 422
    guesses = limits.Guesses("delivery", link.id)
    guesses.check()
    if not same_address(str(form.email.data), link.delivery.address):
        guesses.miss()
        form.email.errors = [_(WRONG)]
        return _door(token, link, form), 422
    with transaction():
        guesses.forgive()
    session[OPENED] = [link.id, int(clock.now().timestamp()) + OPEN_SECONDS]
    return redirect(url_for("deliverables.received", token=token), 303)


@bp.post("/d/<token:token>/files/<id:file_id>")
@by_link("delivery")
def fetch(token: str, file_id: str) -> Answer | Response:
    """One file; who, when and which is written down, unless its bytes are not what was stored."""
    link = _link(token)
    limits.hit(f"delivery-fetch:{link.id}", FETCHES_AN_HOUR, HOUR_SECONDS)
    try:
        services.require_open(link)
        if not _is_open(link):
            return redirect(url_for("deliverables.received", token=token), 303)
        with transaction():
            return serve(services.fetch(link=link, file_id=file_id))
    except Gone as gone:
        return _gone_page(token, link, gone)


@bp.post("/d/<token:token>/receipt")
@by_link("delivery")
def give_receipt(token: str) -> Answer:
    """Say, with name and title, that the agency has it."""
    link = _link(token)
    if not _is_open(link):
        return redirect(url_for("deliverables.received", token=token), 303)
    form = ReceiptForm()
    try:
        services.require_open(link)
        if not form.validate_on_submit():
            return _files_page(token, link, form), 422
        with transaction():
            services.receive(
                link=link,
                name=str(form.name.data),
                title=str(form.title.data),
                journal_number=form.journal_number.data or "",
            )
    except Gone as gone:
        return _gone_page(token, link, gone)
    except Problem as problem:
        form.put(problem)
        return _files_page(token, link, form), problem.status
    return redirect(url_for("deliverables.received", token=token, _anchor="receipt"), 303)


@bp.post("/d/<token:token>/renew")
@by_link("delivery")
def ask_renewal(token: str) -> Answer:
    """A new link, to the registered address and nowhere else; the answer is always the same."""
    link = _link(token)
    form = AddressForm()
    if not form.validate_on_submit():
        return _gone_page(token, link, Gone(N_("This link has expired.")), form)[0], 422
    address = str(form.email.data)
    if limits.within(f"delivery-renewal:{link.id}:{address.lower()}", ASKS_AN_HOUR, HOUR_SECONDS):
        with transaction():
            services.renew_by_address(link=link, typed=address)
    return render_template("deliverables/renewal_asked.html")


def _link(token: str) -> DeliveryLink:
    """The link of a token; the page speaks its recipient's language."""
    link = get_link(token)
    if "language" not in session:
        g.language = link.delivery.language
        refresh()
    return link


def _is_open(link: DeliveryLink) -> bool:
    """Whether this browser has said the address, for this very link, not long ago."""
    number, until = (session.get(OPENED) or [0, 0])[:2]
    return bool(number == link.id and clock.now().timestamp() < until)


def _door(token: str, link: DeliveryLink, form: AddressForm) -> str:
    return render_template(
        "deliverables/door.html", token=token, link=link, delivery=link.delivery, form=form
    )


def _files_page(token: str, link: DeliveryLink, form: ReceiptForm) -> str:
    pack = link.delivery.pack
    return render_template(
        "deliverables/received.html",
        token=token,
        link=link,
        delivery=link.delivery,
        pack=pack,
        files=files_of(pack),
        flagged=flagged_titles(pack),
        form=form,
    )


def _gone_page(
    token: str, link: DeliveryLink, gone: Gone, form: AddressForm | None = None
) -> tuple[str, int]:
    return render_template(
        "deliverables/link_gone.html",
        token=token,
        delivery=link.delivery,
        reason=say(gone),
        form=form or AddressForm(formdata=None),
    ), 410
