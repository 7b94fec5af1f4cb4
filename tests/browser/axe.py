"""What axe-core finds on a page: the rules of WCAG 2.0 to 2.2, A and AA, and its own best practices beside them.

No rule of WCAG may be broken anywhere; a best practice only where ``ACCEPTED`` says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
PRACTICE = "best-practice"

STEADY = "*, *::before, *::after { transition: none !important; animation: none !important; }"

ACCEPTED: Mapping[str, str] = {}
"""Best practice of axe that is not followed → why."""

MOST_PLACES = 4


@dataclass(frozen=True)
class Finding:
    """A rule that is broken, and where."""

    rule: str
    tags: frozenset[str]
    help: str
    places: tuple[str, ...]
    many: int

    @property
    def is_of_wcag(self) -> bool:
        return bool(self.tags & {*WCAG})

    def __str__(self) -> str:
        kind = "WCAG" if self.is_of_wcag else PRACTICE
        where = "\n    ".join(self.places)
        return f"{kind} {self.rule} ({self.help}), {self.many} times, such as\n    {where}"


def findings(page: Page, part: str = "") -> list[Finding]:
    """Everything that axe finds on the page as it is now, transitions ended; ``part``: only within this selector.

    In forced colours contrast is the system's, and Chromium still tells scripts the page's own text colours beside the
    system's backgrounds, so there that rule would judge pairs that nobody sees.
    """
    page.add_style_tag(content=STEADY)
    rules = {"color-contrast": {"enabled": not page.evaluate("matchMedia('(forced-colors: active)').matches")}}
    options = {"runOnly": {"type": "tag", "values": [*WCAG, PRACTICE]}, "resultTypes": ["violations"], "rules": rules}
    found = Axe().run(page, context=part or None, options=options)
    return [_finding(each) for each in found.response["violations"]]


def not_accepted(found: Sequence[Finding]) -> list[str]:
    """Those of the findings that nobody has given a reason for, in words."""
    return [str(each) for each in found if each.is_of_wcag or each.rule not in ACCEPTED]


def assert_accessible(page: Page) -> None:
    """No rule of WCAG is broken on the page, and no best practice but those that have a reason."""
    assert not_accepted(findings(page)) == []


def _finding(told: Mapping[str, Any]) -> Finding:
    places = tuple(_place(node) for node in told["nodes"][:MOST_PLACES])
    return Finding(told["id"], frozenset(told["tags"]), told["help"], places, len(told["nodes"]))


def _place(node: Mapping[str, Any]) -> str:
    why = " ".join(str(node.get("failureSummary", "")).split())
    return f"{node['target'][-1]}: {node['html'][:140]} ({why[:220]})"
