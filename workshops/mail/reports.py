"""What mail systems say about our letters: RFC 3464 reports, and those that only look like one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import HeaderParser
from enum import StrEnum

from workshops.core.text import clean_line
from workshops.mail import structure
from workshops.mail.failures import Failure, why
from workshops.mail.human import without_tags
from workshops.mail.structure import Part

LIMIT_SAID = 500
LIMIT_WORDS = 4000
SUBJECT_HINT = re.compile(
    r"undeliver|delivery (?:status|fail|has failed|report|notification|problem)|failure notice|"
    r"returned mail|mail delivery|non.?delivery|ikke leveres|ikke leveret|afvist|"
    r"delayed mail|warning: (?:message|could not)",
    re.I,
)
_STILL_TRYING = re.compile(
    r"will (?:be retried|keep trying|continue to|try again)|still (?:being retried|trying)|"
    r"do not need to (?:re)?send|delayed|forsinket",
    re.I,
)
_DAEMON = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|mdaemon|administrator)@|^$", re.I)
_OWN = re.compile(r"(?<![\w.+-])(b\.[a-z2-7]{16}@[a-z0-9.-]{1,253})", re.I)
_MESSAGE_ID = re.compile(
    r"^[> \t]*(?:(?:X-Original-)?Message-ID|In-Reply-To):\s*(<[^<>\s]{3,250}>)", re.I | re.M
)
_CODE = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_TELLING = re.compile(
    r"\b[45]\d\d[ -]|\b[45]\.\d{1,3}\.\d{1,3}\b|^<?[^\s<>@]+@[^\s<>]+>?:? \S|^[^\s@]+@\S+ .{0,20}\("
)
_COPY = re.compile(
    r"^(?:-+ ?(?:below this line|this is a copy|original message|the header|the body|the following)"
    r"|(?:received|return-path):)",
    re.I | re.M,
)


class Fate(StrEnum):
    """What a report says became of a letter."""

    FAILED = "failed"
    DELAYED = "delayed"
    OTHER = "other"


@dataclass(frozen=True)
class DeliveryReport:
    """What a mail system reports.

    `returned_to` are the addresses of the form b.<letter>@… that name the letter it is about,
    `message_ids` the Message-IDs of the letters in it. `said` are the mail server's own words.
    """

    fate: Fate
    failure: Failure
    status: str
    said: str
    returned_to: tuple[str, ...]
    message_ids: tuple[str, ...]


def read_report(whole: Part, parts: list[Part], sender: str) -> DeliveryReport | None:
    """The report that a message is, or None when it is something else."""
    blocks = [block for part in parts for block in _status_blocks(part)]
    words = _before_copy(_words(parts))
    if blocks:
        fate, status, said = _by_blocks(blocks)
    elif _looks_like_report(whole, sender):
        fate, status, said = _by_words(whole, words)
    else:
        return None
    failure = why(status, said)
    if fate is Fate.FAILED and failure is Failure.TEMPORARY:
        failure = Failure.EXPIRED
    own_id = structure.header(whole, "Message-ID")
    named = "\n".join([*map(_lines, [whole, *blocks]), *map(_quoted, parts), _words(parts)])
    return DeliveryReport(
        fate=fate,
        failure=why("", words) if failure is Failure.UNKNOWN else failure,
        status=status,
        said=said[:LIMIT_SAID],
        returned_to=tuple(sorted({found.lower() for found in _OWN.findall(named)})),
        message_ids=tuple(sorted(set(_MESSAGE_ID.findall(named)) - {own_id})),
    )


def _status_blocks(part: Part) -> Iterator[Part]:
    """The groups of fields of a delivery-status part: one for the message, one a recipient."""
    if not part.get_content_type().endswith("delivery-status"):
        return
    groups = [_lines(each) for each in structure.children(part)] or [structure.text(part)]
    for text in re.split(r"\n\s*\n", "\n\n".join(groups)):
        yield HeaderParser().parsestr(text.strip())


def _lines(part: Part) -> str:
    """A part's headers as text, and behind an empty line what was not read as headers."""
    body = "" if part.is_multipart() else structure.text(part)
    return f"{structure.head(part)}\n\n{body}"


def _by_blocks(blocks: list[Part]) -> tuple[Fate, str, str]:
    """Fate, status code and the server's words of the recipient that fared worst."""
    found = [_one_recipient(block) for block in blocks if block["Action"] or block["Status"]]
    order = list(Fate)
    return min(found, key=lambda each: order.index(each[0]), default=(Fate.OTHER, "", ""))


def _one_recipient(block: Part) -> tuple[Fate, str, str]:
    action = structure.header(block, "Action").lower()
    status = next(iter(_CODE.findall(structure.header(block, "Status"))), "")
    said = structure.header(block, "Diagnostic-Code")
    said = re.sub(r"^(?:x-)?[a-z0-9-]{1,20} ?; ?", "", said, flags=re.I)
    if action in ("failed", "delayed"):
        return Fate(action), status, said
    if action or not status:
        return Fate.OTHER, status, said
    return {"5": Fate.FAILED, "4": Fate.DELAYED}.get(status[0], Fate.OTHER), status, said


def _looks_like_report(whole: Part, sender: str) -> bool:
    """A notice from a mail system that knows no standard."""
    if structure.header(whole, "X-Failed-Recipients"):
        return True
    subject = structure.header(whole, "Subject")
    return bool(_DAEMON.match(sender) and SUBJECT_HINT.search(subject))


def _by_words(whole: Part, words: str) -> tuple[Fate, str, str]:
    """The same from a notice in free text."""
    told = [" ".join(each.split()) for each in re.split(r"\n\s*\n", words)]
    said = next((each for each in told if _TELLING.search(each)), "")
    status = next(iter(_CODE.findall(said)), "")
    subject = structure.header(whole, "Subject")
    trying = _STILL_TRYING.search(f"{subject}\n{words}") and not status.startswith("5")
    return Fate.DELAYED if trying else Fate.FAILED, status, clean_line(said)


def _words(parts: list[Part]) -> str:
    """What the notice says to a reader."""
    shown = [part for part in parts if part.get_content_maintype() == "text"]
    plain = [part for part in shown if part.get_content_subtype() != "html"]
    return "\n".join(structure.text(part) for part in plain) or "\n".join(
        without_tags(structure.text(part)) for part in shown
    )


def _before_copy(words: str) -> str:
    """The notice without the copy of our letter below it."""
    return _COPY.split(words, maxsplit=1)[0][:LIMIT_WORDS]


def _quoted(part: Part) -> str:
    """The headers of our letter in the report."""
    if part.get_content_type() not in structure.NESTED:
        return ""
    inside = structure.children(part)
    return "\n".join(map(structure.head, inside)) if inside else structure.text(part)
