"""The library without a question: what there is, by what it is about."""

from flask import render_template

from workshops.adoption.permissions import can_see_ledger
from workshops.library import permissions
from workshops.library.queries import my_engagements
from workshops.library.queries.saved import list_searches
from workshops.library.views.blueprint import bp
from workshops.library.views.outcomes import chart_of
from workshops.library.views.words import facet_views, hit_facts, hit_url, names_for
from workshops.search import queries as search
from workshops.search.queries import Wish
from workshops.web.access import current_actor, needs
from workshops.web.language import language

NEWEST, SHOWN = 6, 12


@bp.get("")
@needs("R", "library")
def index() -> str:
    """Every way in: a question, a kind, an area, an agency, an outcome, a year, a method."""
    actor = current_actor()
    mine = my_engagements(actor)
    counts = search.count_all(actor, mine)
    newest = search.list_newest(actor, mine, language(), NEWEST)
    names = names_for(counts, newest)
    return render_template(
        "library/index.html",
        facets=facet_views(counts, names, {}, SHOWN),
        newest=[(hit, hit_url(hit), hit_facts(hit, names)) for hit in newest],
        chart=chart_of(search.count_outcomes(actor, Wish(engagements=mine))),
        saved=list_searches(actor),
        may_save=permissions.can_save_searches(actor),
        may_see_adoption=can_see_ledger(actor),
    )
