"""Pages of packs, for the lab: the list, a new one, one with its progress and deliveries."""

from collections.abc import Sequence
from pathlib import Path

from flask import Response, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from workshops.core import clock
from workshops.core.db import transaction
from workshops.core.errors import Problem
from workshops.core.text import N_
from workshops.deliverables import permissions
from workshops.deliverables.forms.packs import PackForm
from workshops.deliverables.models.issued import DeliverableVersion
from workshops.deliverables.models.packs import Pack, PackKind
from workshops.deliverables.queries import packs as queries
from workshops.deliverables.queries.deliveries import files_of, get_file_of, list_deliveries
from workshops.deliverables.services import packs as services
from workshops.deliverables.views.blueprint import bp
from workshops.engagements.models import Engagement
from workshops.engagements.queries import get_engagement
from workshops.engagements.queries.people import find_language
from workshops.files.models import StoredFile
from workshops.files.services import read_whole
from workshops.web import undo
from workshops.web.access import current_actor, needs
from workshops.web.buttons import pressed
from workshops.web.downloads import hand_out
from workshops.web.language import say
from workshops.web.pages import paginate

Answer = BaseResponse | tuple[str, int]
STATES = {
    "queued": N_("Waiting"),
    "running": N_("Being built"),
    "done": N_("Ready"),
    "failed": N_("Failed"),
}


@bp.get("/engagements/<id:engagement_id>/packs")
@needs("R", "pack")
def packs(engagement_id: str) -> str:
    """The packs of an engagement."""
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    return render_template(
        "deliverables/packs.html",
        engagement=engagement,
        page=paginate(queries.packs_of(actor, engagement)),
        states=STATES,
        may_make=permissions.can_make_packs(actor, engagement),
    )


@bp.get("/engagements/<id:engagement_id>/packs/new")
@needs("C", "pack")
def new_pack_form(engagement_id: str) -> str:
    """Choose what goes into a pack."""
    engagement = _own(engagement_id)
    versions = queries.list_current_versions(engagement)
    every = [version.public_id for version in versions]
    form = PackForm(title=engagement.name, language=find_language(engagement), versions=every)
    return _new_page(engagement, _offered(form, versions))


@bp.post("/engagements/<id:engagement_id>/packs/new")
@needs("C", "pack")
def new_pack(engagement_id: str) -> Answer:
    """Have a pack built."""
    engagement = _own(engagement_id)
    form = _offered(PackForm(), queries.list_current_versions(engagement))
    with form.saving(lambda: _new_page(engagement, form)):
        chosen = services.Chosen(
            kind=PackKind(str(form.kind.data)),
            title=str(form.title.data),
            language=str(form.language.data),
            versions=form.versions.data or [],
        )
        made = services.make_pack(current_actor(), engagement=engagement, chosen=chosen)
    return to_pack(made)


@bp.get("/packs/<id:pack_id>")
@needs("R", "pack")
def pack(pack_id: str) -> str:
    """One pack: how far it is, what is in it, who got it."""
    actor = current_actor()
    found = queries.get_pack(actor, pack_id)
    stalled = queries.has_stalled(found)
    return render_template(
        "deliverables/pack.html",
        pack=found,
        engagement=found.engagement,
        state=STATES["failed" if stalled else found.state.value],
        working=found.state.value in ("queued", "running") and not stalled,
        stalled=stalled,
        files=files_of(found),
        flagged=queries.flagged_titles(found),
        deliveries=list_deliveries(actor, found),
        now=clock.now(),
        may=_may(found),
    )


@bp.get("/packs/<id:pack_id>/files/<id:file_id>")
@needs("R", "pack")
def pack_file(pack_id: str, file_id: str) -> Response:
    """The bytes of one of its files, compared with their hash."""
    return serve(get_file_of(queries.get_pack(current_actor(), pack_id), file_id))


@bp.post("/packs/<id:pack_id>/build")
@needs("C", "pack")
def build_pack_again(pack_id: str) -> BaseResponse:
    """Try once more after a failure."""
    found = queries.get_pack(current_actor(), pack_id)
    with pressed(_("The pack is being built.")):
        services.build_again(current_actor(), pack=found)
    return to_pack(found)


@bp.post("/packs/<id:pack_id>/delete")
@needs("D", "pack")
def delete_pack(pack_id: str) -> BaseResponse:
    """Take a pack out of sight."""
    found = queries.get_pack(current_actor(), pack_id)
    try:
        with transaction():
            services.delete_pack(current_actor(), pack=found)
    except Problem as problem:
        if problem.status != 409:
            raise
        flash(say(problem), "error")
        return to_pack(found)
    undo.offer(
        _("The pack was deleted."), url_for("deliverables.restore_pack", pack_id=found.public_id)
    )
    return redirect(url_for("deliverables.packs", engagement_id=found.engagement.public_id))


@bp.post("/packs/<id:pack_id>/restore")
@needs("D", "pack")
def restore_pack(pack_id: str) -> BaseResponse:
    """Bring a deleted pack back."""
    found = queries.get_pack(current_actor(), pack_id, deleted=True)
    with transaction():
        services.restore_pack(current_actor(), pack=found)
    flash(_("The pack is back."), "success")
    return to_pack(found)


def to_pack(found: Pack) -> BaseResponse:
    """To a pack's page."""
    return redirect(url_for("deliverables.pack", pack_id=found.public_id))


def serve(file: StoredFile) -> Response:
    """A stored file as an attachment. Raises NotFound when its bytes are not what was stored."""
    content = read_whole(file, Path(current_app.instance_path) / "files")
    return hand_out(content, file.name, file.media_type)


def _own(engagement_id: str) -> Engagement:
    """An engagement for which the one who asks may make packs."""
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    services.require_make(actor, engagement)
    return engagement


def _offered(form: PackForm, versions: Sequence[DeliverableVersion]) -> PackForm:
    choices = [
        (
            version.public_id,
            _("%(title)s, version %(number)s", title=version.title, number=version.number),
        )
        for version in versions
    ]
    return form.offer(choices, [("da", _("Danish")), ("en", _("English"))])


def _new_page(engagement: Engagement, form: PackForm) -> str:
    return render_template("deliverables/pack_new.html", engagement=engagement, form=form)


def _may(found: Pack) -> dict[str, bool]:
    actor, engagement = current_actor(), found.engagement
    return {
        "build": permissions.can_make_packs(actor, engagement),
        "delete": permissions.can_delete_packs(actor, engagement),
        "deliver": permissions.can_deliver(actor, engagement),
        "see_deliveries": permissions.can_see_deliveries(actor, engagement),
        "revoke": permissions.can_revoke_deliveries(actor, engagement),
    }
