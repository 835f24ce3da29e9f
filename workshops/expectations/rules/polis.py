"""Reading the export of a Polis conversation: four CSV files, not quite alike in each of them.

Columns are found by name; what is not needed may be missing. Every row that breaks a rule is
noted with its file, row, column and value, so that all of them can be said at once.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from workshops.core import clock
from workshops.core.text import N_, clean
from workshops.expectations.rules.personal_data import find_personal_data, has_cpr
from workshops.expectations.rules.standing import Tally

COMMENTS, VOTES, PARTICIPANTS, SUMMARY = (
    "comments.csv",
    "votes.csv",
    "participants-votes.csv",
    "summary.csv",
)
REQUIRED = {
    COMMENTS: ("comment-id", "author-id", "moderated", "comment-body"),
    VOTES: ("comment-id", "voter-id", "vote"),
    PARTICIPANTS: ("participant", "group-id"),
}
AGREE, DISAGREE, PASS = 1, -1, 0
MOST_CHARACTERS = 4000
SHOWN_CHARACTERS = 60
Value = TypeVar("Value")


@dataclass(frozen=True)
class Fault:
    """A row that breaks a rule. `row` counts from 1, the header included, as a spreadsheet does."""

    file: str
    row: int
    column: str
    value: str
    rule: str


@dataclass(frozen=True)
class Statement:
    """A statement; `author` is a number that the export gives, and is not kept."""

    number: int
    author: str
    text: str
    out: bool
    reviewed: bool
    written_at: datetime | None


@dataclass(frozen=True)
class Conversation:
    """What an export holds. `groups` names each voter's group; who is missing belongs to none."""

    name: str
    topic: str
    statements: Sequence[Statement]
    votes: Mapping[int, Mapping[str, int]]
    groups: Mapping[str, str]

    @property
    def sizes(self) -> dict[str, int]:
        """How many belong to each group, by the group's name."""
        return {
            group: list(self.groups.values()).count(group)
            for group in sorted(set(self.groups.values()))
        }

    def tallies(self, number: int) -> dict[str | None, Tally]:
        """How each group voted on a statement; under None those who belong to no group."""
        counted: dict[str | None, Tally] = {}
        for voter, vote in self.votes.get(number, {}).items():
            group = self.groups.get(voter)
            one = Tally(vote == AGREE, vote == DISAGREE, vote == PASS)
            counted[group] = counted.get(group, Tally()) + one
        return counted


@dataclass
class _Rows:
    """The rows of one file, and what is wrong with them."""

    file: str
    faults: list[Fault]
    row: int = 1
    current: Mapping[str, str] = field(default_factory=dict)

    def each(self, text: str) -> Iterator["_Rows"]:
        """One after the other; a missing column is a fault of the header."""
        reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
        columns = reader.fieldnames or ()
        missing = [name for name in REQUIRED[self.file] if name not in columns]
        for name in missing:
            self.fault(name, "", N_("the column is missing"))
        for row in () if missing else reader:
            self.row += 1
            self.current = {k: v or "" for k, v in row.items() if isinstance(k, str)}
            if None in row or None in row.values():
                self.fault("", "", N_("the row has not as many values as the header"))
                continue
            yield self

    def read(
        self, column: str, of: Callable[[str], Value], rule: str, default: Value | None = None
    ) -> Value | None:
        """The value in a column; a fault, and None, when it is not as the rule says."""
        text = self.current.get(column, "").strip()
        if not text and default is not None:
            return default
        try:
            return of(text)
        except (ValueError, KeyError, OverflowError, OSError):
            self.fault(column, text, rule)
            return None

    def fault(self, column: str, value: str, rule: str) -> None:
        """Note a fault of the present row."""
        shown = value if len(value) <= SHOWN_CHARACTERS else value[:SHOWN_CHARACTERS] + "…"
        self.faults.append(Fault(self.file, self.row, column, shown, rule))


def read_conversation(name: str, files: Mapping[str, str]) -> tuple[Conversation, list[Fault]]:
    """The conversation in the texts of the files, by file name, and every fault in them.

    Only comments.csv must be there. With faults, the conversation is not whole.
    """
    faults: list[Fault] = []
    if COMMENTS not in files:
        faults.append(Fault(COMMENTS, 0, "", "", N_("the file is missing")))
    statements = _statements(files.get(COMMENTS), faults)
    known = {statement.number for statement in statements}
    votes = _votes(files.get(VOTES), known, faults)
    groups = _groups(files.get(PARTICIPANTS), faults)
    topic = _topic(files.get(SUMMARY, ""))
    return Conversation(name, topic or name, statements, votes, groups), faults


def group_name(number: str) -> str:
    """The letter by which Polis shows a group: 0 is A. Raises ValueError."""
    place = int(number)
    if not 0 <= place < 26:
        raise ValueError(number)
    return chr(ord("A") + place)


def flagged(statements: Sequence[Statement]) -> int:
    """How many statements that come in seem to hold personal data that may be kept."""
    return sum(bool(find_personal_data(each.text)) for each in statements if not each.out)


def _statements(text: str | None, faults: list[Fault]) -> list[Statement]:
    found: dict[int, Statement] = {}
    rows = _Rows(COMMENTS, faults)
    for row in rows.each(text) if text is not None else ():
        number = row.read("comment-id", _whole, N_("must be a whole number"))
        moderated = row.read("moderated", _moderation, N_("must be 1, 0 or -1"))
        written = row.read("timestamp", _instant, N_("must be milliseconds since 1970"), _NEVER)
        if number is None or moderated is None or written is None:
            continue
        if number in found:
            row.fault("comment-id", str(number), N_("the statement is in the file twice"))
            continue
        body = clean(row.current["comment-body"])
        if moderated >= 0:
            _check_body(row, body)
        found[number] = Statement(
            number=number,
            author=row.current["author-id"].strip(),
            text=body,
            out=moderated < 0,
            reviewed=moderated != 0,
            written_at=written if written != _NEVER else None,
        )
    return list(found.values())


def _check_body(row: _Rows, body: str) -> None:
    if not body:
        row.fault("comment-body", "", N_("the statement is empty"))
    elif len(body) > MOST_CHARACTERS:
        row.fault("comment-body", body, N_("the statement has more than 4,000 characters"))
    elif has_cpr(find_personal_data(body)):
        row.fault("comment-body", "", N_("there is a CPR number in the statement"))


def _votes(text: str | None, known: set[int], faults: list[Fault]) -> dict[int, dict[str, int]]:
    """The last vote of each voter on each statement: by its time, else by its place."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    times: dict[tuple[int, str], int] = {}
    for row in _Rows(VOTES, faults).each(text) if text is not None else ():
        number = row.read("comment-id", _whole, N_("must be a whole number"))
        vote = row.read("vote", _vote, N_("must be 1, 0 or -1"))
        time = row.read("timestamp", _whole, N_("must be a whole number"), 0)
        if number is None or vote is None or time is None:
            continue
        if number not in known:
            row.fault("comment-id", str(number), N_("there is no such statement"))
            continue
        key = (number, row.current["voter-id"].strip())
        if time >= times.get(key, 0):
            times[key] = time
            found[number][key[1]] = vote
    return found


def _groups(text: str | None, faults: list[Fault]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in _Rows(PARTICIPANTS, faults).each(text) if text is not None else ():
        name = row.read("group-id", group_name, N_("must be a whole number below 26"), "")
        if name:
            found[row.current["participant"].strip()] = name
    return found


def _topic(text: str) -> str:
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    facts = {row[0].strip(): row[1] for row in rows if len(row) > 1}
    return clean(facts.get("topic", ""))


_NEVER = clock.FIRST


def _whole(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _vote(text: str) -> int:
    return {"1": AGREE, "-1": DISAGREE, "0": PASS}[text]


def _moderation(text: str) -> int:
    return {"1": 1, "0": 0, "-1": -1}[text]


def _instant(text: str) -> datetime:
    seconds = _whole(text) // 1000
    if seconds >= clock.LAST.timestamp():
        raise ValueError(text)
    return datetime.fromtimestamp(seconds, UTC)
