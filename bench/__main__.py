"""`make bench`: CPU and weight of the main pages, as ratios; it asserts no time.

A page and its bare twin are measured in turns, and the middle one of the rounds is what counts, so
that whatever else the machine does weighs on both alike.

`python -m bench library` measures the search in a library of 100,000 entries on both databases,
`python -m bench letters` invitations and answers, `python -m bench feeds` a subscription of
1,000 entries beside plain icalendar; that one is part of the whole too.
"""

import gzip
import re
import sys
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from statistics import median

from bench import feeds, letters, library
from bench.server import Server, serve
from bench.session import flask, sign_in

ROUNDS = 7
TIMES = 40
REACH = 2.5
WEIGHT_KB = 60


class Links(HTMLParser):
    """The stylesheets and scripts that a page loads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what the browser fetches before it can show the page."""
        named = dict(attrs)
        if tag == "link" and named.get("rel") == "stylesheet":
            self.found.append(str(named["href"]))
        if tag == "script" and named.get("src"):
            self.found.append(str(named["src"]))


def main() -> None:
    """Load the demo into a fresh database, start both servers, print one row a page."""
    with tempfile.TemporaryDirectory(prefix="samskab-bench-") as folder:
        environ = {
            "WORKSHOPS_ENV": "demo",
            "WORKSHOPS_DATABASE_URL": f"sqlite:///{folder}/bench.db",
        }
        for command in (["db", "upgrade"], ["lab", "demo", "load"]):
            flask(command, environ)
        with serve("wsgi:app", environ) as ours, serve("bench.bare:app", environ) as bare:
            ours.headers["Cookie"] = sign_in(ours)
            _report(ours, bare)
    feeds.main()


def _report(ours: Server, bare: Server) -> None:
    floor = median(bare.cpu_ms("/constant", TIMES * 4) for _ in range(ROUNDS))
    print(f"bare Flask view: {floor:.2f} ms CPU a request; the figures below are ratios")
    print(f"{'page':<12}{'ours/bare view':>16}{'ours/bare page':>16}{'KB':>8}")
    for name, path, twin in _pages(ours):
        rounds = [(ours.cpu_ms(path, TIMES), bare.cpu_ms(twin, TIMES)) for _ in range(ROUNDS)]
        mine, ratio = median(m for m, _ in rounds), median(m / its for m, its in rounds)
        weight = _weight(ours, path)
        late = " *" if ratio > REACH or weight > WEIGHT_KB else ""
        print(f"{name:<12}{mine / floor:>16.1f}{ratio:>16.2f}{weight:>8.1f}{late}")
    print(f"* over the aim: {REACH} times the bare page, {WEIGHT_KB} KB without fonts")


def _pages(ours: Server) -> Iterator[tuple[str, str, str]]:
    """Each page: its name, its path here and the path of its bare twin."""
    yield "home", "/", "/home"
    yield "people", "/lab/people", "/people"
    engagement = _first(ours, "/engagements", r"/engagements/([a-z2-7]{16})\"")
    yield "engagement", f"/engagements/{engagement}", f"/engagement/{engagement}"
    workshop = _first(ours, "/", r"/workshops/([a-z2-7]{16})\"")
    yield "workshop", f"/workshops/{workshop}", f"/workshop/{workshop}"
    yield "agenda", f"/workshops/{workshop}/agenda", f"/agenda/{workshop}"


def _first(ours: Server, path: str, pattern: str) -> str:
    found = re.search(pattern, ours.get(path, ours.connection()).decode())
    assert found, f"{path} has no link like {pattern}"
    return found[1]


def _weight(ours: Server, path: str) -> float:
    """Kilobytes of the page, its styles and its scripts, each compressed; fonts left out."""
    connection = ours.connection()
    page = ours.get(path, connection)
    parts = [page, *(ours.get(link, connection) for link in Links(page.decode()).found)]
    return sum(len(gzip.compress(part, 6)) for part in parts) / 1024


{"library": library.main, "letters": letters.main, "feeds": feeds.main}.get(
    "".join(sys.argv[1:]), main
)()
