"""What scripts in the browser say by themselves, in the language spoken, as a script that stands before them.

A script reads ``window.dashboardWords[code]``; where a text has {places}, the script fills them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from markupsafe import Markup

from dashboard.language import N_, spoken

WORDS: Mapping[str, str] = spoken(
    {
        "copy_link": N_("Copy link"),
        "copied": N_("Link copied"),
        "copy_by_hand": N_("Copy it from the address bar"),
        "counts_of": N_("counts: {unit}"),
        "search": N_("Search"),
        "search_what": N_("Search places, countries, networks and engagements"),
        "search_key": N_("Press / to search"),
        "close_search": N_("Close the search"),
        "results": N_("Results"),
        "search_silent": N_("The search does not answer. Try again in a moment."),
        "source": N_("Source"),
        "table_waiting": N_("The table is on its way …"),
        "table_failed": N_("The table could not be fetched."),
        "try_again": N_("Try again"),
        "printed": N_("Multilevel Diplomacy Dashboard, printed {day} from {address}"),
    }
)
"""Code → text."""


def words_script() -> Markup:
    """The script element; nothing in it can end the element."""
    texts = json.dumps(dict(WORDS), ensure_ascii=False).replace("<", "\\u003c")
    return Markup(f"<script>window.dashboardWords = {texts};</script>")
