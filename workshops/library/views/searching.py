"""The search page: one field, facets, hits."""

from flask import render_template

from workshops.library import permissions
from workshops.library.forms import SaveForm
from workshops.library.views.asking import Address, asked_here
from workshops.library.views.blueprint import bp
from workshops.library.views.words import facet_views, hit_facts, hit_url, names_for
from workshops.search import queries as search
from workshops.search.queries import Sort
from workshops.web.access import current_actor, needs


@bp.get("/search")
@needs("R", "library")
def search_page() -> str:
    """What is found, and by what it can be narrowed."""
    return page(asked_here(), SaveForm())


def page(address: Address, form: SaveForm) -> str:
    """The search page for an address, with the form that keeps the search."""
    actor = current_actor()
    found = search.search(actor, address.wish)
    names = names_for(found.facets, found.hits)
    return render_template(
        "library/search.html",
        address=address,
        found=found,
        hits=[(hit, hit_url(hit), hit_facts(hit, names)) for hit in found.hits],
        facets=facet_views(found.facets, names, address.wish.filters),
        sorts=list(Sort),
        form=form,
        may_save=permissions.can_save_searches(actor),
        may_export=permissions.can_export(actor),
    )
