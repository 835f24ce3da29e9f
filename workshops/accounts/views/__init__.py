"""Pages of accounts; each file adds its views to the one blueprint."""

from workshops.accounts.views import forgotten, profile, users
from workshops.accounts.views.session import bp

__all__ = ["bp", "forgotten", "profile", "users"]
