"""What goes into a pack, under which names, and when one may be built or handed on."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from workshops.core.errors import Conflict, Invalid
from workshops.core.text import N_, fold, in_runs
from workshops.documents.layout import Note

MOST_DOCUMENTS = 40
SUMS = "SHA256SUMS"
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe"})


@dataclass(frozen=True)
class PackedDocument:
    """An issued version as a pack names it; `kind` is a message id, `notes` are its sources."""

    place: int
    kind: str
    title: str
    number: int
    language: str
    sha256: str
    issued_at: datetime
    approved_by: str
    journal_number: str
    about: str
    notes: tuple[Note, ...]

    def file_name(self, ending: str) -> str:
        """Its name in the pack."""
        return f"documents/{self.place:02}-{slug(self.title)}-v{self.number}.{ending}"


@dataclass(frozen=True)
class Traced:
    """A record, and in which documents and sections it is used: ((place, (section, …)), …)."""

    key: str
    kind: str
    label: str
    used: tuple[tuple[int, tuple[int, ...]], ...]

    @property
    def places(self) -> str:
        """Where it is used, in short: "1: 2, 4; 3: 1"."""
        return "; ".join(f"{place}: {', '.join(map(str, nos)) or '–'}" for place, nos in self.used)

    @property
    def printed(self) -> str:
        """The same for people, with runs: "1: 2–5; 3: 1"."""
        return "; ".join(f"{place}: {in_runs(nos) or '–'}" for place, nos in self.used)


def slug(text: str) -> str:
    """A title as a file name that every system can read; at most 60 letters."""
    plain = fold(text).translate(_LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "document"


def trace(documents: Iterable[PackedDocument]) -> tuple[Traced, ...]:
    """Every record that any document rests on, in the order in which they are first named."""
    named: dict[str, Note] = {}
    used: dict[str, list[tuple[int, tuple[int, ...]]]] = {}
    for document in documents:
        for note in document.notes:
            named.setdefault(note.key, note)
            used.setdefault(note.key, []).append((document.place, note.used_in))
    return tuple(
        Traced(key, note.kind, note.label, tuple(used[key])) for key, note in named.items()
    )


def manifest(
    about: Mapping[str, object],
    documents: Iterable[PackedDocument],
    files: Mapping[str, bytes],
) -> bytes:
    """What the pack is, what its documents are, and each file with its size and hash, as JSON."""
    return json_bytes(_manifest(about, documents, files))


def json_bytes(value: object) -> bytes:
    """A value as JSON that a person can read too."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def zipped(files: Mapping[str, bytes], made_at: datetime) -> bytes:
    """Files as a ZIP, in their order; the same bytes each time."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(ZipInfo(name, made_at.timetuple()[:6]), content, ZIP_DEFLATED)
    return whole.getvalue()


def _manifest(
    about: Mapping[str, object], documents: Iterable[PackedDocument], files: Mapping[str, bytes]
) -> dict[str, object]:
    return {
        "pack": dict(about),
        "documents": [
            {
                "place": document.place,
                "title": document.title,
                "version": document.number,
                "language": document.language,
                "issued_at": document.issued_at.isoformat(),
                "approved_by": document.approved_by,
                "journal_number": document.journal_number,
                "about": document.about,
                "sha256": document.sha256,
            }
            for document in documents
        ],
        "files": [
            {"name": name, "size": len(content), "sha256": sha256(content).hexdigest()}
            for name, content in files.items()
        ],
    }


def checksums(files: Mapping[str, bytes]) -> bytes:
    """The checksums as `sha256sum --check` reads them."""
    lines = [f"{sha256(content).hexdigest()}  {name}\n" for name, content in files.items()]
    return "".join(lines).encode()


def check_contents(titles_without_files: Sequence[str], count: int) -> None:
    """Raise Invalid when nothing was chosen, too much, or something whose files are missing."""
    if not count:
        raise Invalid(N_("Choose at least one document."), "versions")
    if count > MOST_DOCUMENTS:
        raise Invalid(N_("Choose at most %(n)s documents."), "versions", n=MOST_DOCUMENTS)
    if titles_without_files:
        raise Invalid(
            N_("The files of “%(title)s” are not made yet."),
            "versions",
            title=titles_without_files[0],
        )


def check_flags(flagged_titles: Sequence[str]) -> None:
    """Raise Conflict when something behind a document was withdrawn after it was issued."""
    if flagged_titles:
        raise Conflict(
            N_(
                "Something that “%(title)s” rests on was withdrawn after it was issued. Issue a "
                "new version and make a new pack."
            ),
            title=flagged_titles[0],
        )
