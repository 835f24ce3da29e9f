"""The process that renders: a document as JSON comes in on standard input, files go into a folder.

`python -m workshops.documents.child FOLDER` ends with 0 when every file is whole and on the disk,
else with 3 and a line that names the kind of fault, and nothing of what people wrote.
"""

import json
import os
import sys
from datetime import datetime
from pathlib import Path

from workshops.core.confinement import confine
from workshops.documents.layout import lay_out
from workshops.documents.pdf import write_pdf
from workshops.documents.stored import document_from_json
from workshops.documents.word.drawing import write_docx

FAILED = 3
WRITERS = {"pdf": write_pdf, "docx": write_docx}


def main(folder: Path) -> int:
    """Render what stands on standard input."""
    confine()
    try:
        asked = json.loads(sys.stdin.buffer.read())
        layout = lay_out(document_from_json(asked["document"]))
        made_at = datetime.fromisoformat(asked["made_at"])
        for name in asked["formats"]:
            _write(folder / f"document.{name}", WRITERS[name](layout, made_at))
    except Exception as fault:  # noqa: BLE001 - whatever it was, the parent says that it failed
        sys.stderr.write(f"{type(fault).__name__}\n")
        return FAILED
    return 0


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
