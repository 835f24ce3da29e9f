"""How ready a place is, as a management sheet judges it."""

from collections.abc import Mapping

from workshops.core.text import N_

READINESS: Mapping[str, str] = {
    "mandate": N_("Mandate"),
    "time": N_("Time"),
    "skill": N_("Skill"),
    "data": N_("Data"),
    "line": N_("Support in the line"),
}
DEGREES = (N_("not there"), N_("a beginning"), N_("for the most part"), N_("in place"))
