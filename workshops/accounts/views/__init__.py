"""Pages of accounts; each file adds its views to the one blueprint."""

from workshops.accounts.views import profile, users
from workshops.accounts.views.session import bp

__all__ = ["bp", "profile", "users"]
