"""What a guess at a sent name offers to take instead, with one click: every field that it fills in.

An actor or counterpart brings its level and place along; how guesses are made is in ``naming``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.importing import names_of
from dashboard.language import gettext as _
from dashboard.naming.gazetteer import Gazetteer, bare_name
from dashboard.proposal_words import Guess
from dashboard.published import Published
from dashboard.schema import ISSUE_SEPARATOR
from dashboard.store.changes import Row

AS_WRITTEN = "new"
"""The code of a guess that takes the text as it was written."""

SIDES: Mapping[str, tuple[str, str, str, str]] = {
    "us_actor": ("us_actor", "us_level", "us_state", "us_city"),
    "counterpart": ("counterpart", "counterpart_level", "counterpart_country", "counterpart_city"),
}


@dataclass(frozen=True)
class Choice:
    """Something to take. ``fills``: column → text."""

    code: str
    label: str
    fills: Mapping[str, str]


def choices_of(guess: Guess, row: Row, published: Published) -> tuple[Choice, ...]:
    """What a guess offers, for a row as it stands."""
    if guess.column == "id":
        return tuple(Choice(code, name, {}) for code, name in guess.offered if code != AS_WRITTEN)
    return tuple(_choice(guess, code, name, row, published) for code, name in guess.offered)


def _choice(guess: Guess, code: str, name: str, row: Row, published: Published) -> Choice:
    column = guess.column
    if code == AS_WRITTEN:
        return Choice(code, _("“{said}” as written").format(said=guess.said), {column: guess.said})
    if column in SIDES:
        return _side(column, code, name, names_of(published), published)
    if column == "issues":
        codes = dict.fromkeys([*filter(None, row.get(column, "").split(ISSUE_SEPARATOR)), code])
        return Choice(code, name, {column: ISSUE_SEPARATOR.join(codes)})
    return Choice(code, name, {column: code})


def _side(column: str, code: str, name: str, names: Gazetteer, published: Published) -> Choice:
    lexicons = (names.actor_names,) if column == "us_actor" else (names.counterpart_names, names.network_names)
    known = next((found for lexicon in lexicons if (found := lexicon.of_code(code))), None)
    if known is None:
        return Choice(code, name, {column: name})
    city = names.cities.get(code) or (bare_name(known.name) if known.level == "city" else "")
    values = (known.name, known.level, known.within, city)
    where = published.catalogue.labels["country"].get(known.within, known.within)
    label = known.name if where in ("", known.name) else f"{known.name}, {where}"
    return Choice(code, label, dict(zip(SIDES[column], values, strict=True)))
