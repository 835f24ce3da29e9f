"""Looking at one page as a strict reader: axe, the console, a small phone, a finger."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Response

HERE = Path(__file__).resolve().parent
AXE = (HERE.parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
ASKED = (HERE / "look.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})"
NARROW = 320
LEFT = "net::ERR_ABORTED"  # under way when the page was left, which is no fault
DRAFT = ["Unissued draft", "Udkast, ikke udsendt"]


@dataclass
class Looked:
    """One page and everything it complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def open(self, url: str, width: int) -> Response | None:
        """Go there in a window of that width."""
        self.page.set_viewport_size({"width": width, "height": 800})
        return self.page.goto(url, wait_until="load")

    def barriers(self) -> list[str]:
        """What axe finds, one line a rule, with the first places."""
        self.page.evaluate(AXE)
        result: dict[str, Any] = self.page.evaluate(RUN, TAGS)
        return [
            f"{found['id']}: {[node['html'][:120] for node in found['nodes'][:3]]}"
            for found in result["violations"]
        ]

    def ask(self, question: str, *about: Any) -> list[str]:
        """What one of the questions of look.js finds on the page as it stands."""
        found: list[str] = self.page.evaluate(f"about => ({ASKED}).{question}(...about)", about)
        return found

    def faults(self) -> list[str]:
        """What cannot be reached or seen as the page stands, and in a window of 320 px."""
        found = [*self.ask("covered"), *self.ask("unseen"), *self.ask("denied", DRAFT)]
        self.page.set_viewport_size({"width": NARROW, "height": 800})
        narrow = [*self.ask("wide", False), *self.ask("wide", True), *self.ask("unseen")]
        return [*found, *narrow, *self.ask("covered")]


@contextmanager
def looking(context: BrowserContext) -> Iterator[Looked]:
    """The page of a profile, one for all its visits; what it writes to the console is kept."""
    page = context.pages[0] if context.pages else context.new_page()
    looked = Looked(page)
    listeners: dict[Any, Any] = {
        "console": lambda m: looked.complaints.append(m.text) if m.type == "error" else None,
        "pageerror": lambda error: looked.complaints.append(str(error)),
        "requestfailed": lambda r: (
            looked.complaints.append(f"{r.url}: {r.failure}") if r.failure != LEFT else None
        ),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    try:
        yield looked
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        page.goto("about:blank")
