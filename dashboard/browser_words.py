"""What scripts in the browser say by themselves, in the language spoken, as a script that stands before them.

A script reads ``window.dashboardWords[code]``; where a text has {places}, the script fills them.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256

from markupsafe import Markup

from dashboard.language import N_, language, spoken
from dashboard.wording import NOT_AUTHORITATIVE

WORDS: Mapping[str, str] = spoken(
    {
        "tour_count": N_("Step {n} of {all}"),
        "tour_sentence": N_("What is shown, in a sentence"),
        "tour_sentence_text": N_(
            "It always says how many engagements you see and which. What you choose stands under it; a click on × "
            "takes it out."
        ),
        "tour_maps": N_("Two maps: who, and with whom"),
        "tour_maps_text": N_(
            "Click a state, a country, a bar or a tie: everything else shows the rest under that choice. A second "
            "click takes it back."
        ),
        "tour_filters": N_("Everything that can be chosen"),
        "tour_filters_text": N_("Issues, types, places, years and words. Beside each is what choosing it would leave."),
        "tour_take": N_("Take it with you"),
        "tour_take_text": N_("Download exactly these rows, or copy the link: it leads anyone to this same view."),
        "tour_next": N_("Next"),
        "tour_back": N_("Back"),
        "tour_done": N_("Done"),
        "tour_skip": N_("Skip the tour"),
        "try_again": N_("Try again"),
        "no_answer": N_("The server does not answer."),
        "request_number": N_("If it does not help, quote this number to those who run the dashboard: {number}"),
        "nothing_lost": N_("What you see is what was asked before. Nothing that you chose is lost."),
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
        "printed": N_("Multilevel Diplomacy Dashboard, printed {day} from {address}"),
        "drawing": N_("Drawing the picture …"),
        "saved": N_("Saved as {file}"),
        "not_saved": N_("The picture could not be drawn. Reload the page and try again."),
        "beside": N_("What is chosen in this view stands out; its alternatives are counted under the other choices."),
        "boundaries": NOT_AUTHORITATIVE,
        "embed_title": N_("Show this on another site"),
        "embed_lead": N_(
            "The code shows a lean page with this selection in a frame: title, numbers in words, the views you choose, "
            "source, and a link to the dashboard. Its numbers follow the table."
        ),
        "embed_views": N_("Views"),
        "embed_code": N_("Code for the page"),
        "copy_code": N_("Copy the code"),
        "code_copied": N_("Code copied"),
        "code_by_hand": N_("The code is selected: copy it with the keyboard"),
        "preview": N_("Preview"),
        "close": N_("Close"),
        "frames_all": N_("Any site may show it."),
        "frames_some": N_("These sites may show it: {sites}"),
        "frames_none": N_(
            "This server lets no other site show its pages in frames. Whoever runs it changes that by the setting "
            "DASHBOARD_FRAMES: “all”, or the addresses of the sites that may."
        ),
        # the forms
        "away": N_("Could not be sent: the server does not answer. Everything is kept here."),
        "document_kept": N_("{name} is kept with your draft; choose another one to replace it."),
        "document_large": N_("The document has {size} MB; at most 5. Choose a smaller one, or give a link."),
        "draft": N_("Your draft of {when} is here."),
        "discard": N_("Discard"),
        "engagement": N_("Engagement"),
        "engagement_of": N_("Engagement {number}"),
        "suggestions": N_("Suggestions"),
        "suggested": N_("{n} suggested. Arrow down leads to them."),
        "nothing_like_it": N_("Nothing like it is in the list."),
        "not_in_list": N_("Not in the list? Say what it is"),
        "chosen": N_("{n} chosen"),
        "with_one_edit": N_("{label} with 1 edit"),
        "with_edits": N_("{label} with {n} edits"),
        "trying_again": N_("The server does not answer; trying again."),
        "keys_how": N_("Arrow keys move from point to point"),
        "keys_hint_map": N_(
            "Arrows: nearest place · letters: a name · Home, End, Page Down: by rank · Enter: select · "
            "+ − 0: zoom · Esc: leave"
        ),
        "keys_hint_chart": N_(
            "Arrows: next mark · letters: a name · Home, End, Page Down: by rank · Enter: select · Esc: leave"
        ),
        "keys_hint_ties": N_(
            "Left, right: along a tie · up, down: next node or tie · letters: a name · Enter: select · Esc: leave"
        ),
        "keys_hint_years": N_(
            "Left, right: year · Shift with them: several years · digits: a year · Enter: select · Esc: leave"
        ),
        "keys_select": N_("Enter selects"),
        "keys_unselect": N_("Enter removes it from the selection"),
        "keys_open": N_("Enter opens its page"),
        "keys_range": N_("{first} to {last}, Enter selects these years"),
        "keys_edge": N_("Nothing further this way"),
        "keys_none": N_("No name begins with {letters}"),
        "keys_zoom_in": N_("Zoom in"),
        "keys_zoom_out": N_("Zoom out"),
        "keys_zoom_reset": N_("Show the whole map"),
        "keys_empty": N_("Nothing is drawn here"),
    }
)
"""Code → text."""


def words_script() -> Markup:
    """The script element; nothing in it can end the element."""
    return Markup(f"<script>{_script()}</script>")


def words_source() -> str:
    """The script as a Content-Security-Policy allows it: by the digest of its text, for a page that bars others."""
    return _source(language())


@cache
def _source(_language: str) -> str:
    return f"'sha256-{b64encode(sha256(_script().encode()).digest()).decode()}'"


def _script() -> str:
    texts = json.dumps(dict(WORDS), ensure_ascii=False).replace("<", "\\u003c")
    return f"window.dashboardWords = {texts};"
