"""The nine points of the code for top managers that a management sheet can touch, in our words."""

from collections.abc import Mapping

from workshops.core.text import N_

CODE_POINTS: Mapping[int, str] = {
    1: N_("Agree your room for manoeuvre with the political leadership"),
    2: N_("See political aims carried through to the front line"),
    3: N_("Keep the organisation listening, and heard, beyond its walls"),
    4: N_("Act as one part of a joined-up public sector"),
    5: N_("Ask for results and effects, not activity"),
    6: N_("Hold a long view and keep renewing how the work is done"),
    7: N_("Take the lead: it is both mandate and obligation"),
    8: N_("Stand by what is right, as a person and as a professional"),
    9: N_("Guard public trust and the democratic ground rules"),
}
READINESS: Mapping[str, str] = {
    "mandate": N_("Mandate"),
    "time": N_("Time"),
    "skill": N_("Skill"),
    "data": N_("Data"),
    "line": N_("Support in the line"),
}
DEGREES = (N_("not there"), N_("a beginning"), N_("for the most part"), N_("in place"))
