"""Dash's index with a head of its own for every page, written into the served HTML.

What a head says comes from whoever is asked for it: ``desk`` in ``serving``.
"""

from __future__ import annotations

import re
from typing import Any

from dash import Dash
from flask import request

from dashboard.browser_words import words_script
from dashboard.catalogues import markup
from dashboard.catalogues.serving import Desk
from dashboard.language import language

HEAD, PLAIN = "{%head%}", "{%plain%}"
LANG, WORDS = "{%lang%}", "{%words%}"
"""Places in the index: the head's tags, what stands where scripts do not run, the language, what scripts say."""


class DashWithHeads(Dash):
    """Dash whose index has the head of the page that is asked for."""

    desk: Desk

    def interpolate_index(self, **parts: Any) -> str:
        """The index as a string; text put in is never looked through for places again."""
        head = self.desk.head(request.path)
        filled = {
            HEAD: f"{markup.title_tag(head)}\n{self.desk.tags(head)}",
            PLAIN: str(markup.without_scripts(head)),
            LANG: language(),
            WORDS: words_script(),
        }
        index: str = super().interpolate_index(**parts)
        return re.sub("|".join(map(re.escape, filled)), lambda place: filled[place[0]], index)
