"""Every component id of the page, in one place; addresses and tests rely on them.

Plain ids are promises of the interface; pattern ids name a kind and a member of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

URL = "url"
PAGE = "page"
PAGE_TITLE = "page-title"
OVER_TIME = "to-over-time"
THEME = "theme"
GRAMMAR = "grammar"
SUMMARY = "summary"
CHIPS = "chips"
CLEAR_ALL = "clear-all"
NOTICES = "notices"
EMPTY = "empty"
FOLLOWED = "followed"
FOLLOWED_BODY = "followed-body"
FINDINGS = "findings"
PAINT = "paint"
PAINTED = "painted"
WORDS = "words"
REST = "rest"
CANONICAL = "canonical"
EXPORTS = "exports"
EXPORT_MENU = "export"
COPY_LINK = "copy-link"
PRINT = "print-page"
SOURCE = "source-line"
EMBED = "embed"
SWITCH_THEME = "switch-theme"
MENU = "menu"
OPEN_MENU = "open-menu"
OPEN_TOUR = "open-tour"
SEARCH = "search"
SHOW_RESULTS = "show-results"
TABLE = "table"
TABLE_SECTION = "table-section"
FILTER_PANEL = "filters"
TABLE_COLUMNS = "table-columns"
CARD_ORDER = "card-order"
ASKED_SORT = "asked-sort"
ASKED_ENGAGEMENT = "asked-engagement"
ENGAGEMENT = "engagement"
ENGAGEMENT_BODY = "engagement-body"


def nav_of(label: str) -> str:
    """A link of the header."""
    return f"nav-{label.lower()}"


def filter_of(field: str) -> dict[str, str]:
    """The control that edits the clause of a field."""
    return {"filter": field}


def look_of(name: str) -> dict[str, str]:
    """The control of a parameter of the way of looking."""
    return {"look": name}


def start_of(field: str) -> dict[str, str]:
    """A one-click start that begins a new selection with one clause."""
    return {"start": field}


def view_of(name: str) -> dict[str, str]:
    """The graph of a view; the plain name is the id of its wrapper."""
    return {"view": name}


def in_document(pattern: Mapping[str, str]) -> str:
    """How the browser's document spells a pattern id, for labels that point to it."""
    return json.dumps(pattern, sort_keys=True, separators=(",", ":"))
