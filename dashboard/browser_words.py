"""What scripts in the browser say by themselves, in the language spoken, as a script that stands before them.

A script reads ``window.dashboardWords[code]``; where a text has {places}, the script fills them.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

from markupsafe import Markup

from dashboard.language import N_, spoken

WORDS: Mapping[str, str] = spoken(
    {
        "copy_link": N_("Copy link"),
        "copied": N_("Link copied"),
        "copy_by_hand": N_("Copy it from the address bar"),
        "printed": N_("Multilevel Diplomacy Dashboard, printed {day} from {address}"),
    }
)
"""Code → text."""


def words_script() -> Markup:
    """The script element; nothing in it can end the element."""
    return Markup(f"<script>{_script()}</script>")


def words_source() -> str:
    """The script as a Content-Security-Policy allows it: by the digest of its text, for a page that bars others."""
    return f"'sha256-{b64encode(sha256(_script().encode()).digest()).decode()}'"


def _script() -> str:
    texts = json.dumps(dict(WORDS), ensure_ascii=False).replace("<", "\\u003c")
    return f"window.dashboardWords = {texts};"
