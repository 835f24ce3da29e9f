"""Pages of requests and engagements; the engagement's own page is in the overview."""

from workshops.engagements.views import (
    asking,
    deletion,
    files,
    goals,
    lists,
    people,
    records,
    requests,
    stages,
    tasks,
)
from workshops.engagements.views.blueprint import bp

PAGES = (asking, deletion, files, goals, lists, people, records, requests, stages, tasks)

__all__ = ["PAGES", "bp"]
