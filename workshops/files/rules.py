"""What may come in: an allow-list of kinds, each known by its content and not by its name."""

import re
from dataclasses import dataclass
from zipfile import BadZipFile

from workshops.core.errors import Invalid
from workshops.core.text import N_, clean_line
from workshops.core.zips import list_parts

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_PARTS = 5000
MAX_NAME_BYTES = 200
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "csv": "text/csv",
    "txt": "text/plain",
}
ENDINGS = tuple(f".{ending}" for ending in _MEDIA_TYPES)


@dataclass(frozen=True)
class Kind:
    """What a file is: its media type, and whether it is an image, which is stored anew."""

    ending: str
    media_type: str

    @property
    def image(self) -> bool:
        """Whether it is a picture."""
        return self.media_type.startswith("image/")


def safe_name(name: str) -> str:
    """A name to show and to download under: no folders, no device names, no hidden files.

    At most 200 bytes; the ending is kept.
    """
    last = re.split(r"[/\\]", clean_line(name))[-1]
    last = re.sub(r'[<>:"|?*]', "_", last).strip(" .")
    if _DEVICES.match(last):
        last = f"_{last}"
    stem, dot, ending = last.rpartition(".")
    if not dot:
        stem, ending = last, ""
    room = MAX_NAME_BYTES - len(f"{dot}{ending}".encode())
    short = stem.encode()[: max(room, 1)].decode("utf-8", "ignore")
    return f"{short}{dot}{ending}" or "file"


def kind_of(name: str, content: bytes) -> Kind:
    """What an uploaded file is.

    Raises Invalid when it is empty, over 20 MB, of a kind that is not taken in, or when its
    content is not what its name says.
    """
    if not content:
        raise Invalid(N_("The file is empty."), "file")
    if len(content) > MAX_BYTES:
        raise Invalid(N_("The file is larger than 20 MB."), "file")
    ending = name.rpartition(".")[2].lower()
    if ending not in _MEDIA_TYPES:
        raise Invalid(
            N_("Files of this kind are not taken in. Use PDF, DOCX, XLSX, PNG, JPEG, CSV or TXT."),
            "file",
        )
    if not _looks_right(ending, content):
        raise Invalid(N_("The content of the file is not what its name says."), "file")
    return Kind(ending, _MEDIA_TYPES[ending])


def _looks_right(ending: str, content: bytes) -> bool:
    if ending in _OFFICE:
        return _is_office(content, _OFFICE[ending])
    if ending in ("csv", "txt"):
        return _is_text(content)
    heads = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
    return content.startswith(heads["jpg" if ending == "jpeg" else ending])


def _is_office(content: bytes, main: str) -> bool:
    """A zip with the main part, without macros, and of a size that can be unpacked."""
    try:
        parts = list_parts(content)
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    names = {part.filename for part in parts}
    return (
        {main, "[Content_Types].xml"} <= names
        and not any(name.lower().endswith(".bin") and "vba" in name.lower() for name in names)
        and len(parts) <= MAX_PARTS
        and sum(part.file_size for part in parts) <= MAX_UNPACKED_BYTES
    )


def _is_text(content: bytes) -> bool:
    """Text without control characters, in UTF-8, UTF-16 with its mark, or Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", content)
