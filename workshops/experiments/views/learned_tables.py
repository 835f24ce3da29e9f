"""Barriers and skill findings as files."""

from flask import Response
from flask_babel import gettext as _

from workshops.core.text import N_
from workshops.experiments import permissions, queries
from workshops.experiments.queries import learning
from workshops.experiments.views.blueprint import bp
from workshops.experiments.views.theme_tables import table_file
from workshops.web.access import current_actor, needs, require

BARRIER_COLUMNS = (
    N_("Barrier"),
    N_("Cause"),
    N_("Taken up in"),
    N_("Role"),
    N_("Unit"),
    N_("How grave"),
    N_("Seen"),
    N_("Observations"),
)
SKILL_COLUMNS = (
    N_("Skill"),
    N_("Role"),
    N_("Task"),
    N_("Level needed"),
    N_("Level seen"),
    N_("People seen"),
)
Table = tuple[list[str], list[list[str]]]


@bp.get("/experiments/<id:experiment_id>/barriers.xlsx")
@needs("R", "barrier")
def barriers_xlsx(experiment_id: str) -> Response:
    """What stood in the way as a workbook."""
    return table_file("barriers", "xlsx", *_barriers(experiment_id))


@bp.get("/experiments/<id:experiment_id>/barriers.csv")
@needs("R", "barrier")
def barriers_csv(experiment_id: str) -> Response:
    """What stood in the way, as Danish Excel opens it."""
    return table_file("barriers", "csv", *_barriers(experiment_id))


@bp.get("/experiments/<id:experiment_id>/skills.xlsx")
@needs("R", "barrier")
def skills_xlsx(experiment_id: str) -> Response:
    """Skills as seen and as needed, as a workbook."""
    return table_file("skills", "xlsx", *_skills(experiment_id))


@bp.get("/experiments/<id:experiment_id>/skills.csv")
@needs("R", "barrier")
def skills_csv(experiment_id: str) -> Response:
    """Skills as seen and as needed, as Danish Excel opens them."""
    return table_file("skills", "csv", *_skills(experiment_id))


def _barriers(experiment_id: str) -> Table:
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    require(permissions.can_see_barriers(actor, experiment.engagement))
    rows = [
        [
            barrier.text,
            str(_(barrier.cause.label)),
            str(_(barrier.cause.cure.label)),
            barrier.role,
            barrier.unit,
            str(barrier.severity),
            str(barrier.frequency),
            str(sum(link.note.usable for link in barrier.links)),
        ]
        for barrier in learning.list_barriers(actor, experiment)
    ]
    return [str(_(column)) for column in BARRIER_COLUMNS], rows


def _skills(experiment_id: str) -> Table:
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    require(permissions.can_see_barriers(actor, experiment.engagement))
    rows = [
        [one.skill, one.role, one.task, *map(str, (one.level_needed, one.level_seen, one.n_seen))]
        for one in learning.list_findings(actor, experiment)
    ]
    return [str(_(column)) for column in SKILL_COLUMNS], rows
