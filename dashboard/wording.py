"""Selections in words: the phrase for each clause, the chips, and the sentence above everything.

One place turns clauses into English, for the screen, the exports and the citation alike; nothing here queries or draws.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dashboard import schema
from dashboard.catalogue import Catalogue
from dashboard.selection import YEARS, Look, Selection, query_string
from dashboard.units import ENGAGEMENTS, Unit

NAME = "Multilevel Diplomacy Dashboard"

NOT_AUTHORITATIVE = (
    "Boundaries and names are not necessarily authoritative and imply no recognition. "
    "A blank place means nothing recorded, never that nothing happens."
)
"""Stands under every map, on screen and on paper."""

MOST_NAMED = 4
"""A clause of more values names the first three and counts the rest."""

KINDS = {"state": "U.S. state", "country": "country"}
"""What is added to a name that a state and a country share: Georgia."""

PROPER = {"state", "actor", "bureau", "country", "counterpart", "network"}


@dataclass(frozen=True)
class Chip:
    """One removable value: its text, and the address (query string) of the view without it."""

    text: str
    search: str


@dataclass(frozen=True)
class Totals:
    """What a selection holds: its rows, the table's rows, distinct actors, countries, networks, undated left out."""

    rows: int
    table: int
    actors: int
    countries: int
    networks: int
    undated_hidden: int


def describe(selection: Selection, catalogue: Catalogue) -> str:
    """The selection as a phrase: 'energy, Texas, dated 2019–2024'; '' where nothing is chosen."""
    return ", ".join(_phrases(selection, catalogue))


def summary(
    selection: Selection, totals: Totals, catalogue: Catalogue, unit: Unit = ENGAGEMENTS, whole: float = 0
) -> str:
    """The sentence: '36 of 3,785 engagements: energy, Texas, dated 2019–2024; 5 undated not shown. 2 actors, …'.

    In another unit with ``whole``, what the selection holds of it: '36 of 3,785 engagements, 24 ties: …'.
    """
    counted = f"{totals.rows:,} of {totals.table:,} {noun(totals.table, 'engagement')}"
    counted += "" if unit == ENGAGEMENTS else f", {unit.counted(whole)}"
    phrase = describe(selection, catalogue) or ("everything in the table" if totals.table else "")
    hidden = f"; {totals.undated_hidden:,} undated not shown" if totals.undated_hidden else ""
    return f"{counted}{f': {phrase}' if phrase else ''}{hidden}. {totals_words(totals)}"


def chips(selection: Selection, look: Look, catalogue: Catalogue) -> list[Chip]:
    """A chip for every chosen value, in canonical order; the years make one."""

    def without(kept: Selection) -> str:
        query = query_string([*kept.pairs(), *look.pairs()])
        return f"?{query}" if query else ""

    listed = [
        Chip(
            f"{schema.CHOICES[name].label}: {catalogue.label(name, value)}",
            without(selection.toggle(name, value, catalogue)),
        )
        for name, values in selection.clauses
        for value in values
    ]
    if selection.has_years:
        listed.append(Chip(years_phrase(selection).capitalize(), without(selection.without(*YEARS))))
    elif selection.undated:
        listed.append(Chip("Dated only", without(selection.without("undated"))))
    if selection.words:
        listed.append(Chip(f"Words: {selection.words}", without(selection.without("q"))))
    return listed


def years_phrase(selection: Selection) -> str:
    """The years in words: 'dated 2019–2024', 'dated since 2019 or undated', 'dated'; '' without such a clause."""
    first, last = selection.year_from, selection.year_to
    if first is None and last is None:
        return "dated" if selection.undated == "exclude" else ""
    if first == last:
        span = f"{first}"
    elif last is None:
        span = f"since {first}"
    else:
        span = f"until {last}" if first is None else f"{first}–{last}"
    return f"dated {span}{' or undated' if selection.undated == 'include' else ''}"


def noun(count: float, singular: str, plural: str = "") -> str:
    """The noun in the number that ``count`` asks for."""
    return singular if count == 1 else plural or f"{singular}s"


def counted(count: float, singular: str, plural: str = "") -> str:
    """The number with separators and its noun: '1,096 engagements'."""
    return f"{count:,} {noun(count, singular, plural)}"


def listed(names: list[str], joint: str = "and") -> str:
    """'Texas', 'Texas and Ohio', 'Texas, Ohio and Utah'."""
    return f" {joint} ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def placeless(count: float, unit: Unit = ENGAGEMENTS) -> str:
    """What of a selection a world map cannot show: '92 engagements with networks … cannot be on this map.'"""
    those = f"{unit.counted(count)} {'that are' if unit.code == 'counterparts' else 'with'}"
    verb = noun(count, "has", "have")
    return f"{those} networks and multilateral bodies {verb} no country and cannot be on this map."


def dated_words(dates: Mapping[str, int], undated: int) -> str:
    """How precisely engagements are dated: 'Dated: 3 to the day, 1 to the year and 2 not at all.'; '' for none.

    ``dates``: partial date → engagements.
    """
    by_length = dict.fromkeys((10, 7, 4), 0)
    for day, count in dates.items():
        by_length[len(day)] += count
    precisions = ("to the day", "to the month", "to the year", "not at all")
    parts = zip([*by_length.values(), undated], precisions, strict=True)
    said = listed([f"{count:,} {precision}" for count, precision in parts if count])
    return f"Dated: {said}." if said else ""


def _phrases(selection: Selection, catalogue: Catalogue) -> Iterator[str]:
    united = [name for name in schema.OTHER_SIDE if selection.values(name)]
    for name, _ in selection.clauses:
        if name not in united:
            yield _clause(selection, (name,), catalogue)
        elif name == united[0]:
            yield _clause(selection, tuple(united), catalogue)
    if years_phrase(selection):
        yield years_phrase(selection)
    if selection.words:
        yield f"with the words “{selection.words}”"


def _clause(selection: Selection, names: tuple[str, ...], catalogue: Catalogue) -> str:
    labels = [_label(name, value, catalogue) for name in names for value in selection.values(name)]
    if len(labels) > MOST_NAMED:
        labels = [*labels[: MOST_NAMED - 1], f"{len(labels) - MOST_NAMED + 1} more"]
    nouns = schema.CHOICES[names[0]].noun
    return f"{nouns} {listed(labels, 'or')}".strip()


def _label(name: str, value: str, catalogue: Catalogue) -> str:
    label = catalogue.label(name, value)
    if name in KINDS and any(label in catalogue.labels[other].values() for other in KINDS if other != name):
        return f"{label} ({KINDS[name]})"
    return label if name in PROPER else label[:1].lower() + label[1:]


def totals_words(totals: Totals) -> str:
    """The sides of a selection: '2 actors, 5 countries, 1 network or body.'"""
    parts = [counted(totals.actors, "actor"), counted(totals.countries, "country", "countries")]
    if totals.networks:
        parts.append(counted(totals.networks, "network or body", "networks and bodies"))
    return f"{', '.join(parts)}."


def date_in_words(partial_date: str, short: bool = False) -> str:
    """'October 3, 2019' ('Oct 3, 2019' if ``short``), 'October 2019' or '2019', as precise as the date; '' for ''."""
    year, _, rest = partial_date.partition("-")
    month, _, day = rest.partition("-")
    if not month:
        return year
    name = (calendar.month_abbr if short else calendar.month_name)[int(month)]
    return f"{name} {int(day)}, {year}" if day else f"{name} {year}"


def shown_value(column: schema.Column, value: str, labels: Mapping[str, Mapping[str, str]], short: bool = False) -> str:
    """A cell in words: labels for codes, dates written out."""
    if column.type == "choices":
        return ", ".join((column.vocabulary or {}).get(code, code) for code in value.split(schema.ISSUE_SEPARATOR))
    if column.type in ("partial_date", "date"):
        return date_in_words(value, short)
    if column.type in ("usps", "iso3"):
        return labels["state" if column.type == "usps" else "country"].get(value, value)
    return (column.vocabulary or {}).get(value, value)
