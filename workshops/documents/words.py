"""The words that stand around a document's content, in the document's own language."""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

from workshops.core.text import N_

_FOLDER = Path(__file__).resolve().parents[1] / "translations"

WORDS = {
    "engagement": N_("Engagement"),
    "version": N_("Version"),
    "date": N_("Date"),
    "author": N_("Written by"),
    "approver": N_("Approved by"),
    "journal_number": N_("Journal number"),
    "contents": N_("Contents"),
    "table": N_("Table"),
    "figure": N_("Figure"),
    "sources": N_("Sources"),
    "sources_lead": N_("Numbers in square brackets in the text refer to these sources."),
    "trace": N_("Trace table"),
    "trace_caption": N_("What each record is used for"),
    "number": N_("No."),
    "kind": N_("Kind"),
    "record": N_("Record"),
    "used_in": N_("Used in section"),
    "what": N_("What"),
    "number_of": N_("Number"),
    "source": N_("Source"),
    "source_experiment": N_("Experiment"),
    "source_theme": N_("Expectation"),
    "source_note": N_("Note"),
    "source_workshop": N_("Workshop"),
    "source_method": N_("Method"),
    "source_barrier": N_("Barrier"),
    "source_skill_finding": N_("Skill finding"),
    "source_engagement": N_("Engagement"),
}


@cache
def words_in(language: str) -> dict[str, str]:
    """The words in a language; English where it has no catalogue."""
    catalogue: NullTranslations = translation(
        "messages", str(_FOLDER), languages=[language], fallback=True
    )
    return {name: catalogue.gettext(message) for name, message in WORDS.items()}
