"""The citizen-expectation map: every theme at its place in the service, those without one too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workshops.core.actor import Actor
from workshops.engagements.models import Engagement
from workshops.expectations.models import Theme
from workshops.expectations.queries.journey import list_journey
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
    """The stages in the order of the citizen's journey, the nameless one last."""

    stages: Sequence[StageOfMap]
    touchpoints: Sequence[str]
    figures: Mapping[int, Figures]

    @property
    def named(self) -> int:
        """How many stages have a name, and so a place in the journey."""
        return sum(bool(stage.name) for stage in self.stages)

    @property
    def themes(self) -> list[Theme]:
        """Every theme, stage by stage."""
        return [theme for stage in self.stages for theme in stage.themes]


def get_map(actor: Actor, engagement: Engagement) -> ExpectationMap:
    """The map of an engagement; no theme is left out. Raises NotFound."""
    themes = list_themes(actor, engagement)
    first_made = sorted(themes, key=lambda theme: theme.id)
    names = list_journey(engagement, (theme.stage for theme in first_made))
    stages = {name: StageOfMap(name) for name in names}
    for theme in themes:
        stages[theme.stage].touchpoints.setdefault(theme.touchpoint, []).append(theme)
    met = dict.fromkeys(theme.touchpoint for theme in themes)
    touchpoints = sorted(met, key=lambda name: not name)
    return ExpectationMap(list(stages.values()), touchpoints, figures(engagement, themes))
