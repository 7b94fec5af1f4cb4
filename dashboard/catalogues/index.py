"""Dash's index with a head of its own for every page, written into the served HTML.

What a head says comes from whoever is asked for it: ``desk`` in ``serving``.
"""

from __future__ import annotations

import re
from typing import Any

from dash import Dash
from dash.fingerprint import check_fingerprint
from flask import request
from markupsafe import Markup

from dashboard.browser_words import words_script
from dashboard.callbacks import PAGES
from dashboard.carrying import is_viewed
from dashboard.catalogues import markup
from dashboard.catalogues.heads import Head
from dashboard.catalogues.serving import Desk
from dashboard.framing import is_lean
from dashboard.language import language
from dashboard.statics import PLOTLY, Statics
from dashboard.theme import on_paper

HEAD, PLAIN = "{%head%}", "{%plain%}"
ROOT, WORDS = "{%root%}", "{%words%}"
"""Places in the index: the head's tags, what stands where scripts do not run, the root's attributes, what scripts say.
"""


SHAPES = ("/assets/geo/states.json", "/assets/geo/countries.json")

FOLDERS = "assets|bootstrap|_dash-component-suites"
ICON = "/_favicon.ico"
ADDRESSED = re.compile(
    rf'(?:(?<= src=")|(?<= href=")|(?<= data-late="))(?P<address>/(?:{FOLDERS})/[^"?]+|{ICON})(?:\?[^"]*)?(?=")'
)
"""An address of a file in an attribute of HTML, with whatever query somebody else put behind it."""


GRID = re.compile(r'<script src="([^"]+/dash_ag_grid\.[^"]*js)"></script>')
LATER = r'<script src="/assets/first/grid.js" data-late="\1"></script>'
"""The table's package, and what stands in for it until there is time for it."""


class DashWithHeads(Dash):
    """Dash whose index has the head of the page that is asked for, and asks for scripts by addresses with digests."""

    desk: Desk
    statics: Statics

    def interpolate_index(self, **parts: Any) -> str:
        """The index as a string; text put in is never looked through for places again."""
        head = self.desk.head(request.path)
        filled = {
            HEAD: f"{markup.title_tag(head)}\n{self.desk.tags(head)}{_fetched_early(head)}",
            PLAIN: str(markup.without_scripts(head)),
            ROOT: str(self._root()),
            WORDS: words_script(),
        }
        index: str = super().interpolate_index(**parts)
        whole = re.sub("|".join(map(re.escape, filled)), lambda place: filled[place[0]], index)
        return ADDRESSED.sub(
            lambda found: self.statics.hashed(check_fingerprint(found["address"])[0]), GRID.sub(LATER, whole)
        )

    def _config(self) -> dict[str, Any]:
        """What Dash's renderer is told, and where our plotly.js is: it looks there only where not all is local."""
        config: dict[str, Any] = super()._config()
        return {**config, "serve_locally": False, "plotlyjs_url": self.statics.hashed(PLOTLY)}

    def _root(self) -> Markup:
        """Attributes of the root: the language, whether the page is a lean one, who may show lean pages in frames."""
        desk = self.desk
        lean = Markup(" data-embed") if is_lean(desk.current().catalogue) else ""
        frames = " ".join(desk.publication.settings.frames) or "none"
        paper = " ".join(f"{dark}:{light}" for dark, light in on_paper().items())
        return Markup('lang="{}" data-frames="{}" data-paper="{}"{}').format(language(), frames, paper, lean)


def _fetched_early(head: Head) -> Markup:
    """What drawings need, told to the browser at once: Dash asks for it only when the page stands."""
    is_there = bool(head.path)
    if not is_there or not is_viewed(request.path) or _is_text(request.path):
        return Markup("")
    script = Markup('\n<link rel="preload" as="script" fetchpriority="low" href="{}">').format(PLOTLY)
    shapes = SHAPES if request.path == "/" else ()
    fetched = Markup('\n<link rel="preload" as="fetch" crossorigin="anonymous" fetchpriority="low" href="{}">')
    return script + Markup("").join(fetched.format(each) for each in shapes)


def _is_text(path: str) -> bool:
    return path in PAGES or path.startswith("/engagement/")
