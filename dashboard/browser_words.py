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
        "printed": N_("Multilevel Diplomacy Dashboard, printed {day} from {address}"),
        # the forms
        "away": N_("Could not be sent: the server does not answer. Everything is kept here."),
        "document_kept": N_("{name} is kept with your draft; choose another one to replace it."),
        "document_large": N_("The document has {size} MB; at most 5. Choose a smaller one, or give a link."),
        "draft": N_("Your draft of {when} is here."),
        "discard": N_("Discard"),
        "engagement": N_("Engagement"),
        "engagement_of": N_("Engagement {number}"),
        "try_again": N_("Try again"),
        "suggestions": N_("Suggestions"),
        "suggested": N_("{n} suggested. Arrow down leads to them."),
        "nothing_like_it": N_("Nothing like it is in the list."),
        "not_in_list": N_("Not in the list? Say what it is"),
        "chosen": N_("{n} chosen"),
        "with_one_edit": N_("{label} with 1 edit"),
        "with_edits": N_("{label} with {n} edits"),
        "trying_again": N_("The server does not answer; trying again."),
    }
)
"""Code → text."""


def words_script() -> Markup:
    """The script element; nothing in it can end the element."""
    texts = json.dumps(dict(WORDS), ensure_ascii=False).replace("<", "\\u003c")
    return Markup(f"<script>window.dashboardWords = {texts};</script>")
