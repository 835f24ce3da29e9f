"""Writing the management sheet."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError

from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, NotAllowed, Stale
from workshops.core.text import N_
from workshops.experiments import permissions
from workshops.experiments.models import Experiment
from workshops.experiments.models.sheet import ManagementSheet
from workshops.experiments.queries.plans import find_sheet
from workshops.experiments.rules import states
from workshops.experiments.services.plans import note

_CHANGED = N_("Somebody else has changed this since you opened it.")


def change_sheet(
    actor: Actor, *, experiment: Experiment, values: Mapping[str, Any], version: int
) -> ManagementSheet:
    """Write on the sheet; version 0 is a sheet that nobody has written on yet.

    Raises NotAllowed, Stale, and Conflict once the experiment has ended.
    """
    if not permissions.can_edit_experiments(actor, experiment.engagement):
        raise NotAllowed(N_("Only those who work on the engagement can change its experiments."))
    require_there(experiment)
    if experiment.state not in states.PLANNABLE:
        raise Conflict(N_("The experiment has ended, and its sheet is not changed any more."))
    sheet = find_sheet(experiment)
    if (sheet.version if sheet else 0) != version:
        raise Stale(_CHANGED)
    if sheet is None:
        sheet = _first(experiment)
    changed = [name for name, value in values.items() if getattr(sheet, name) != value]
    for name in changed:
        setattr(sheet, name, values[name])
    db.session.flush()
    if changed:
        note(actor, "sheet_changed", experiment, fields=changed)
    return sheet


def _first(experiment: Experiment) -> ManagementSheet:
    """The experiment's empty sheet. Raises Stale when somebody else begins it too."""
    sheet = ManagementSheet(experiment_id=experiment.id)
    try:
        with db.session.begin_nested():
            db.session.add(sheet)
    except IntegrityError as race:
        raise Stale(_CHANGED) from race
    return sheet
