"""The template environment: every template has the same globals, so that importing macros is cheap.

Jinja gives each template a chain of two mappings and compares it with the page's own at each
import, key by key; with one plain dictionary the comparison is a set operation.
"""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment


class Templates(Environment):
    """Flask's environment, but a template without globals of its own has the environment's."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of one template."""
        return super().make_globals(d) if d else self.globals
