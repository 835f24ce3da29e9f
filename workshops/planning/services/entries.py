"""What of a method can be found by searching; every service that changes one calls this."""

from workshops.planning.models import Method, MethodText
from workshops.search.models import EntryKind
from workshops.search.services import Entry, Translation, put_entry, remove_entry


def index_method(method: Method) -> None:
    """Let a method be found as its card now is, or not at all while it is deleted."""
    if method.deleted_at is not None:
        remove_entry(EntryKind.METHOD, method.id)
        return
    put_entry(entry_of(method))


def entry_of(method: Method) -> Entry:
    """The method as the index keeps it, in every language of its card."""
    first, *others = sorted(method.texts, key=lambda words: words.language)
    return Entry(
        kind=EntryKind.METHOD,
        record_id=method.id,
        public_id=method.slug,
        title=first.name,
        text=_text(first),
        language=first.language,
        happened_on=method.created_at.date(),
        stage=method.stage.value,
        methods=(method.slug,),
        translations=tuple(Translation(o.language, o.name, _text(o)) for o in others),
    )


def _text(words: MethodText) -> str:
    return "\n".join(part for part in (words.purpose, *words.steps, words.tips) if part)
