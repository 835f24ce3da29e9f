"""Exports of Polis conversations: small ones made for a test, and the real ones where they are."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import ROOT

COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    "1658934589213,Wed Jul 27 22:09:49 WIB 2022,0,7,1,0,1,Breve skal kunne forstås\n"
    '1658934589214,x,1,7,0,0,1,"To linjer,\nog ""citat"" i den ene"\n'
    "1658934589215,x,2,8,0,0,-1,Reklame\n"
    "1658934589216,x,3,9,0,0,0,Ring til folk\n"
)
VOTES = (
    "timestamp,datetime,comment-id,voter-id,vote\n"
    "20,x,0,1,1\n"
    "10,x,0,1,-1\n"
    "10,x,0,2,1\n"
    "10,x,0,3,0\n"
    "10,x,1,1,-1\n"
    "11,x,1,1,1\n"
    "10,x,2,1,1\n"
)
PARTICIPANTS = (
    "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2,3\n"
    "1,,0,0,1,1,0,1,,,\n"
    "2,,1,0,1,1,0,1,,,\n"
    "3,,,0,1,1,0,1,,,\n"
)
SUMMARY = "topic,Breve fra det offentlige\nurl,https://pol.is/x\n"


def write_export(folder: Path, **changed: str | None) -> Path:
    """An export in a folder; `comments="…"` puts another text, None leaves the file out."""
    files = {
        "comments": COMMENTS,
        "votes": VOTES,
        "participants-votes": PARTICIPANTS,
        "summary": SUMMARY,
    }
    folder.mkdir(exist_ok=True)
    for name, text in {**files, **changed}.items():
        path = folder / f"{name}.csv"
        path.unlink(missing_ok=True)
        if text is not None:
            path.write_text(text, encoding="utf-8", newline="")
    return folder


def real_export(name: str) -> Path | None:
    """A real conversation, kept beside the project and never in it; None where it is not."""
    for place in _beside():
        folder = place / "shared" / "data" / "polis" / name
        if folder.is_dir():
            return folder
    return None


def _beside() -> Iterator[Path]:
    """What the project, or the repository that this working tree belongs to, stands in."""
    if "SAMSKAB_BESIDE" in os.environ:
        yield Path(os.environ["SAMSKAB_BESIDE"])
    yield ROOT.parent
    asked = ["git", "-C", str(ROOT), "rev-parse", "--path-format=absolute", "--git-common-dir"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False)
    if found.returncode == 0:
        yield Path(found.stdout.strip()).parent.parent
