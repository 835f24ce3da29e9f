"""Pages of adoption: an engagement's list, one record, the lab's ledger, the agency's."""

from workshops.adoption.views import engagement, ledger, link, record
from workshops.adoption.views.blueprint import bp

PAGES = (engagement, ledger, link, record)

__all__ = ["PAGES", "bp"]
