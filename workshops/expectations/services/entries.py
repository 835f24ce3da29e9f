"""What of a theme can be found by searching; every service that changes it calls this."""

from workshops.engagements.models import Stage
from workshops.expectations.models import Theme
from workshops.search.models import EntryKind
from workshops.search.services import Entry, put_entry, remove_entry


def index_theme(theme: Theme) -> None:
    """Let the theme be found as it now is, or not at all while it is deleted or merged away."""
    if theme.deleted_at is not None or theme.merged_into_id is not None:
        remove_entry(EntryKind.THEME, theme.id)
        return
    put_entry(entry_of(theme))


def entry_of(theme: Theme) -> Entry:
    """The theme as the index keeps it: what is expected and what is wanting, never a raw note."""
    engagement = theme.engagement
    return Entry(
        kind=EntryKind.THEME,
        record_id=theme.id,
        public_id=theme.public_id,
        title=theme.statement,
        text="\n\n".join(part for part in (theme.description, theme.gap) if part),
        happened_on=theme.created_at.date(),
        engagement_id=engagement.id,
        organisation_id=engagement.organisation_id,
        level=engagement.organisation.level.value,
        policy_area=engagement.policy_area,
        stage=Stage.ANALYSIS.value,
    )
