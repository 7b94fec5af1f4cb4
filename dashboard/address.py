"""From a query string to a selection: every parameter is taken or refused with its value, the reason and a way out.

Pages show the refusals and go on, exports answer 400 with them; which of the two is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar
from urllib.parse import parse_qsl

from rapidfuzz import fuzz, process

from dashboard import schema
from dashboard.catalogue import Catalogue
from dashboard.language import LANGUAGES, begun
from dashboard.language import gettext as _
from dashboard.selection import Address, Look, Refusal, Selection
from dashboard.suggestions import did_you_mean, nearest

Pairs = list[tuple[str, str]]
Value = TypeVar("Value")

MOST_LISTED = 20
"""More allowed values than this are not listed on a page that has a filter for them."""

UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
"""Characters that no page, XML file or PDF can hold."""

WITHOUT_FILTER = ("actor", "counterpart")

MOST_HINTS = 5
"""Refused values of one parameter that get a suggestion: looking for one among all counterparts takes a while."""

LOOK_VALUES: Mapping[str, Mapping[str, str]] = {
    "sort": {f"{sign}{column}": column for column in schema.SORTS for sign in ("", "-")},
    "unit": schema.UNITS,
    "per": schema.PER,
    "dots": schema.DOTS,
    "ties": schema.TIES,
    "matrix": schema.MATRICES,
    "nodes": schema.NODES,
    "rank": schema.RANKS,
    "arcs": schema.ARCS,
    "places": schema.PLACES,
    "layer": schema.LAYERS,
    "without": schema.WITHOUT,
    "ranking": schema.RANKINGS,
    "dormant": schema.DORMANT,
    "lang": LANGUAGES,
    "embed": schema.EMBED,
}


def parse_address(search: str, catalogue: Catalogue, also: Iterable[str] = ()) -> Address:
    """Read a query string, with or without '?'; ``also`` names parameters that someone else reads."""
    pairs = pairs_of(search)
    refusals: list[Refusal] = []
    known = {*schema.PARAMETERS, *schema.LOOKS, *also}
    for name, value in pairs:
        if name not in known:
            refusals.append(_unknown(name, value, known))
    if len(pairs) > schema.MOST_VALUES:
        size = _("{n} values").format(n=len(pairs))
        refusals.append(Refusal("address", size, _("is too long"), _("At most {n}.").format(n=schema.MOST_VALUES)))
        pairs = pairs[: schema.MOST_VALUES]
    selection = _choices(pairs, catalogue, refusals)
    selection = _years(selection, pairs, refusals)
    selection = _words(selection, pairs, refusals)
    look = _look(pairs, catalogue, refusals)
    return Address(selection, look, tuple(refusals), search)


def foreign(look: Look, because: str) -> list[Refusal]:
    """Refusals of all that a way of looking says, for an address where it means nothing."""
    advice = _("{because}: leave it out.").format(because=because)
    return [Refusal(name, value, _("means nothing here"), advice) for name, value in look.pairs()]


def pairs_of(search: str) -> Pairs:
    """Parameters and values of a query string, with or without '?', as everyone must read them; blank ones, too."""
    pairs = parse_qsl(search.removeprefix("?"), keep_blank_values=True, errors="replace")
    return [(name, value.replace("\x00", "").strip()) for name, value in pairs]


def _choices(pairs: Pairs, catalogue: Catalogue, refusals: list[Refusal]) -> Selection:
    selection = Selection()
    for name, schema_field in schema.CHOICES.items():
        asked = [value for parameter, value in pairs if parameter == name]
        allowed = catalogue.labels[name]
        refused = [value for value in dict.fromkeys(asked) if value not in allowed]
        refusals.extend(
            _not_allowed(name, schema_field.label, value, allowed, number < MOST_HINTS, name not in WITHOUT_FILTER)
            for number, value in enumerate(refused)
        )
        taken = [value for value in asked if value in allowed]
        if taken:
            selection = selection.with_values(name, taken, catalogue)
    return selection


def _years(selection: Selection, pairs: Pairs, refusals: list[Refusal]) -> Selection:
    year_from = _single(pairs, "from", _year("from"), refusals)
    year_to = _single(pairs, "to", _year("to"), refusals)
    undated = _single(pairs, "undated", _among("undated", schema.UNDATED), refusals)
    if year_from is not None and year_to is not None and year_from > year_to:
        reason = _("is after to '{year}'").format(year=year_to)
        refusals.append(Refusal("from", str(year_from), reason, _("Swap the two years.")))
        year_from = year_to = None
    return selection.with_years(year_from, year_to, undated or "")


def _words(selection: Selection, pairs: Pairs, refusals: list[Refusal]) -> Selection:
    words = _single(pairs, "q", _short_enough, refusals)
    return replace(selection, words=words or "")


def _look(pairs: Pairs, catalogue: Catalogue, refusals: list[Refusal]) -> Look:
    readers: dict[str, Callable[[str], str | int | Refusal]] = {
        **{name: _among(name, allowed) for name, allowed in LOOK_VALUES.items()},
        **{name: _year(name) for name in schema.PERIODS},
        "snapshot": _snapshot(catalogue.snapshots),
    }
    taken = {name: str(_single(pairs, name, read, refusals) or "") for name, read in readers.items()}
    taken["views"] = _views(pairs, taken["embed"], refusals)
    return Look(**{name: value for name, value in taken.items() if value and value != schema.DEFAULT_LOOKS.get(name)})


def _views(pairs: Pairs, embed: str, refusals: list[Refusal]) -> str:
    """The views of a lean page, in canonical order, joined by commas: given several times or joined already."""
    asked = dict.fromkeys(part.strip() for name, value in pairs if name == "views" for part in value.split(","))
    refused = [view for view in asked if view and view not in schema.VIEWS]
    refusals.extend(_not_allowed("views", "views", view, schema.VIEWS) for view in refused[:MOST_HINTS])
    taken = ",".join(view for view in schema.VIEWS if view in asked)
    if taken and not embed:
        refusals.append(Refusal("views", taken, _("means nothing without embed=1"), _("Add embed=1, or leave it out.")))
    return taken if embed else ""


def _single(
    pairs: Pairs, name: str, read: Callable[[str], Value | Refusal | None], refusals: list[Refusal]
) -> Value | None:
    asked = [value for parameter, value in pairs if parameter == name]
    if len(set(asked)) > 1:
        reason = _("stands beside another {name} '{value}'").format(name=name, value=asked[0])
        refusals.append(Refusal(name, asked[-1], reason, _("Give it once.")))
        return None
    taken = read(asked[0]) if asked else None
    if isinstance(taken, Refusal):
        refusals.append(taken)
        return None
    return taken


def _year(name: str) -> Callable[[str], int | Refusal]:
    def read(value: str) -> int | Refusal:
        if len(value) == 4 and value.isascii() and value.isdigit():
            year = int(value)
            if schema.FIRST_YEAR <= year <= schema.LAST_YEAR:
                return year
        allowed = _("Allowed: {first} to {last}.").format(first=schema.FIRST_YEAR, last=schema.LAST_YEAR)
        return Refusal(name, value[:80], _("is not a year"), allowed)

    return read


def _short_enough(value: str) -> str | Refusal:
    if UNSHOWABLE.search(value):
        shown = UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", value)[:40]
        return Refusal("q", shown, _("has a character that cannot be shown"), _("Delete it."))
    words = " ".join(value.split())
    if len(words) <= schema.LONGEST_WORDS:
        return words
    most = _("At most {n} characters.").format(n=schema.LONGEST_WORDS)
    return Refusal("q", words[:40] + "…", _("is too long"), most)


def _among(name: str, allowed: Mapping[str, str]) -> Callable[[str], str | Refusal]:
    return lambda value: value if value in allowed else _not_allowed(name, name, value, allowed)


def _snapshot(known: Mapping[str, str]) -> Callable[[str], str | Refusal]:
    if known:
        return _among("snapshot", known)
    return lambda value: Refusal(
        "snapshot", value[:80], _("is not a known snapshot"), _("There are none yet: leave it out.")
    )


def _not_allowed(
    name: str, label: str, value: str, allowed: Mapping[str, str], hinted: bool = True, has_filter: bool = False
) -> Refusal:
    """``has_filter``: of many values a page names the nearest only, since its filter lists all."""
    shown = ", ".join(allowed)
    if len(allowed) > 60:
        shown = _("{n} values, for instance {value}").format(n=f"{len(allowed):,}", value=next(iter(allowed)))
    meant = nearest(value[:80], allowed) if hinted else ()
    question = begun(did_you_mean(meant, allowed)) if meant else ""
    reason = _("is not a known {thing}").format(thing=label.lower())
    listed = _("Allowed: {values}.").format(values=shown)
    brief = ""
    if has_filter and len(allowed) > MOST_LISTED:
        in_filter = _("See its filter for all {n}.").format(n=len(allowed))
        brief = f"{question} {in_filter}".strip()
    return Refusal(name, value[:80], reason, f"{listed} {question}".strip(), brief)


def _unknown(name: str, value: str, known: set[str]) -> Refusal:
    meant = process.extractOne(name[:40].lower(), sorted(known), scorer=fuzz.ratio, score_cutoff=60)
    hint = " " + _("Did you mean {values}?").format(values=f"'{meant[0]}'") if meant else ""
    ordered = [known_name for known_name in (*schema.PARAMETERS, *schema.LOOKS) if known_name in known]
    others = sorted(known - set(ordered))
    return Refusal(
        name[:40],
        value[:80],
        _("stands for an unknown parameter"),
        _("Allowed: {values}.").format(values=", ".join(ordered + others)) + hint,
    )
