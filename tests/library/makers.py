"""Records of the library for tests."""

from tests.factories import save
from workshops.accounts.models import User
from workshops.library.models import SavedSearch


def make_saved_search(user: User, name: str = "Ventetid i kommuner") -> SavedSearch:
    """A search that an account keeps."""
    return save(SavedSearch(user=user, name=name, wish={"q": ["ventetid"], "level": ["state"]}))
