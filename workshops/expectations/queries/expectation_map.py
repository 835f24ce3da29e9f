"""The citizen-expectation map: every theme at its place in the service, those without one too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workshops.core.actor import Actor
from workshops.engagements.models import Engagement
from workshops.expectations.models import Theme
from workshops.expectations.queries.themes import Figures, figures, list_themes


@dataclass
class StageOfMap:
    """One stage of the service with its themes by touchpoint; without a name, what has none."""

    name: str
    touchpoints: dict[str, list[Theme]] = field(default_factory=dict)

    @property
    def themes(self) -> list[Theme]:
        """Every theme of the stage, touchpoint by touchpoint."""
        return [theme for themes in self.touchpoints.values() for theme in themes]


@dataclass(frozen=True)
class ExpectationMap:
    """The stages in the order in which they are first met, the nameless one last."""

    stages: Sequence[StageOfMap]
    touchpoints: Sequence[str]
    figures: Mapping[int, Figures]

    @property
    def themes(self) -> list[Theme]:
        """Every theme, stage by stage."""
        return [theme for stage in self.stages for theme in stage.themes]


def get_map(actor: Actor, engagement: Engagement) -> ExpectationMap:
    """The map of an engagement; no theme is left out. Raises NotFound."""
    themes = list_themes(actor, engagement)
    stages: dict[str, StageOfMap] = {}
    for theme in sorted(themes, key=lambda one: (not one.stage, one.position, one.id)):
        stage = stages.setdefault(theme.stage, StageOfMap(theme.stage))
        stage.touchpoints.setdefault(theme.touchpoint, []).append(theme)
    met = dict.fromkeys(theme.touchpoint for theme in themes)
    touchpoints = sorted(met, key=lambda name: not name)
    return ExpectationMap(list(stages.values()), touchpoints, figures(engagement, themes))
