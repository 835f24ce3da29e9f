"""poppler as a screen reader: what the tags of a PDF say, in their order, and as what."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

SAID = re.compile(r'^\s*"(.*)"$')
ELEMENT = re.compile(r"^\s*(H\d|TH|TD|Table|Caption|TOC|L|LI|Figure|P|BlockQuote)\b")


@dataclass(frozen=True)
class Spoken:
    """A PDF as it is read aloud: its words in order, and the names of its elements."""

    words: str
    elements: list[str]


def read_aloud(content: bytes, folder: Path) -> Spoken:
    """What poppler finds in the structure tree of a PDF."""
    path = folder / "given.pdf"
    path.write_bytes(content)
    told = subprocess.run(
        ["/usr/bin/pdfinfo", "-struct-text", str(path)],
        check=True,
        capture_output=True,
        encoding="utf-8",
        errors="replace",  # it prints names of headings as they are stored
        timeout=60,
    ).stdout.splitlines()
    said = [found[1] for line in told if (found := SAID.match(line))]
    elements = [found[1] for line in told if (found := ELEMENT.match(line))]
    return Spoken("".join(said), elements)
