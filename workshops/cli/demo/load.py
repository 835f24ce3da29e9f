"""Loads the whole story, once."""

from workshops.accounts.queries import list_staff
from workshops.cli.demo import (
    cast,
    dates,
    days,
    evidence,
    handover,
    ledger,
    papers,
    story,
    trials,
    work,
)
from workshops.core.actor import COMMAND_LINE
from workshops.people import services as people
from workshops.planning.services import methods


def load_story() -> bool:
    """Write the story into the current transaction; False where there are accounts already."""
    if list_staff():
        return False
    people.load_standing_data(COMMAND_LINE)
    methods.load_standing_methods(COMMAND_LINE)
    text = story.read()
    with ledger.noting():
        everybody = cast.write_cast(text)
        work.write_work(text, everybody)
        days.write_days(text, everybody)
        dates.write_polls(text, everybody)
        trials.write_trials(everybody, evidence.write_evidence(everybody))
        papers.write_papers(everybody)
        papers.withdraw_one(everybody)
        handover.leave_to_worker(text, everybody)
    return True
