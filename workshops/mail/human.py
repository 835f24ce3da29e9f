"""What a person wrote: the plain text of a message without the letter it answers."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from workshops.core.text import clean
from workshops.mail.structure import Part, text

LIMIT_CHARS = 5000
HTML_CHARS = 32 * 1024
_NO_TAG = re.compile(r"<(?![^<>]{0,2000}>)")
_BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "table", "ul", "ol", "hr"}
_UNSEEN = {"script", "style", "head", "title", "blockquote", "template"}
_INTRODUCED = re.compile(
    r"^(?:[-_]{2,} ?(?:original message|oprindelig meddelelse|videresendt meddelelse|"
    r"forwarded message|ursprungligt meddelande).*"
    r"|_{20,}"
    r"|(?:on|den|d\.) .{5,200}(?:wrote|skrev):?"
    r"|.{3,200} (?:wrote|skrev|schrieb) .{0,80}:"
    r"|(?:from|fra|från): .+)$",
    re.I,
)
_OUTLOOK_NEXT = re.compile(
    r"^(?:sent|sendt|skickat|date|dato|to|til|till|cc|subject|emne): ?.*$", re.I
)


def human_text(parts: Iterable[Part]) -> str:
    """At most 5,000 characters of what the sender wrote, without the quoted original."""
    shown = [part for part in parts if _is_body(part)]
    plain = [text(part) for part in shown if part.get_content_type() == "text/plain"]
    if any(each.strip() for each in plain):
        return own_words("\n".join(plain))
    html = [text(part) for part in shown if part.get_content_type() == "text/html"]
    return own_words("\n".join(without_tags(each) for each in html))


def own_words(written: str) -> str:
    """`written` up to where an older letter is quoted."""
    kept: list[str] = []
    lines = [line.rstrip() for line in clean(written).split("\n")]
    for number, line in enumerate(lines):
        if _begins_quote(line, lines[number + 1 : number + 3]):
            break
        if not line.lstrip().startswith(">"):
            kept.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()[:LIMIT_CHARS]


def without_tags(html: str) -> str:
    """The text of HTML as a reader sees it; quoted letters in it are left out."""
    reader = _Reader()
    try:
        reader.feed(_NO_TAG.sub("&lt;", html[:HTML_CHARS]))
        reader.close()
    except (AssertionError, ValueError):
        pass
    return clean("".join(reader.pieces))


def _is_body(part: Part) -> bool:
    return part.get_content_disposition() != "attachment"


def _begins_quote(line: str, following: list[str]) -> bool:
    """Whether an older letter begins here; a From line alone may be the writer's own."""
    if not _INTRODUCED.match(line.strip()[:300]):
        return False
    if re.match(r"(?:from|fra|från):", line.strip(), re.I):
        return any(_OUTLOOK_NEXT.match(each.strip()[:300]) for each in following)
    return True


class _Reader(HTMLParser):
    """Collects what is seen."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """A new line where the page has one."""
        if tag == "body":
            self._unseen.clear()
        elif tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """The end of something that is not shown."""
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if not self._unseen:
            self.pieces.append(re.sub(r"\s+", " ", data))
