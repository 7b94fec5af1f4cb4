"""The picture of a page's card: its line and words beside the map of its rows, as PNG, set by Typst as briefs are.

What it says comes from ``heads``; the maps are those of the briefs.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

import orjson
import typst

from dashboard.briefs.typeset import fonts
from dashboard.briefs.vector_map import VectorMap, state_map, world_map
from dashboard.catalogues.heads import Card
from dashboard.language import N_, language
from dashboard.language import gettext as _
from dashboard.published import Published
from dashboard.query import CountBy
from dashboard.scene import read_counts
from dashboard.theme import LIGHT
from dashboard.wording import NAME, date_in_words

TEMPLATE = Path(__file__).with_name("card.typ")

PIXELS_AN_INCH = 72
"""A point of the template is a pixel."""

SIZES = ((60, 56), (95, 46), (150, 38))
"""Longest line, in letters → its size in points."""

LONGEST_LINE, LONGEST_TEXT = 150, 260

SNAPSHOT = N_("A selective snapshot of public sources, as of {day}.")
"""Stands under the key, in English."""

COLUMNS = {"country": "counterpart_country", "state": "us_state"}


def card_png(published: Published, card: Card, geo: Path) -> bytes:
    """Draw the card; ``geo``: folder of the boundaries. Raise TypstError where the template cannot be set."""
    drawn = _map(published, card, geo)
    line = textwrap.shorten(card.headline, LONGEST_LINE, placeholder=" …")
    content = {
        "name": NAME,
        "headline": line,
        "size": next(size for longest, size in SIZES if len(line) <= longest),
        "text": textwrap.shorten(card.beside or card.text, LONGEST_TEXT, placeholder=" …"),
        "svg": drawn.svg if drawn else "",
        "key": [[entry.colour, entry.label] for entry in drawn.key[1:]] if drawn and card.kind == "website" else [],
        "note": _(SNAPSHOT).format(day=date_in_words(published.updated)) if published.updated else "",
        "counts": _("Engagements"),
        "lang": language(),
        "width": 440 if drawn else 1080,
        "colours": {name: getattr(LIGHT, name) for name in ("ink", "muted", "accent", "paper")},
    }
    inputs = {"data": orjson.dumps(content).decode()}
    compiler = typst.Compiler(TEMPLATE, font_paths=fonts(), ignore_system_fonts=True, sys_inputs=inputs)
    made = compiler.compile(format="png", ppi=PIXELS_AN_INCH)
    assert isinstance(made, bytes)
    return made


def _map(published: Published, card: Card, geo: Path) -> VectorMap | None:
    """The map of the card's rows, the other one where they have nothing on it, None where they have no place at all."""
    for field in (card.maps, *(field for field in COLUMNS if field != card.maps)):
        question = CountBy(COLUMNS[field]), card.selection
        counts = read_counts(published.ask([question])[question], field)
        if counts and field == "country":
            return world_map(geo, counts, published.reference.circles)
        if counts:
            return state_map(geo, counts)
    return None
