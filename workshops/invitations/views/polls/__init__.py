"""Pages of date polls: asking, the result, deciding; and what a guest sees by link."""

from workshops.invitations.views.polls import (
    asked,
    asking,
    deciding,
    exporting,
    guest,
    inviting,
    more,
    result,
)
from workshops.invitations.views.polls.blueprint import bp

__all__ = ["asked", "asking", "bp", "deciding", "exporting", "guest", "inviting", "more", "result"]
