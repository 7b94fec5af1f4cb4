"""Selections in words: the phrase for each clause, the chips, and the sentence above everything.

One place turns clauses into words, for the screen, the exports and the citation alike; nothing here queries or draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dashboard import schema
from dashboard.catalogue import Catalogue
from dashboard.language import N_, day_in_words, language, ngettext, spoken
from dashboard.language import gettext as _
from dashboard.selection import YEARS, Look, Selection, query_string
from dashboard.units import ENGAGEMENTS, Unit

NAME = "Multilevel Diplomacy Dashboard"

NOT_AUTHORITATIVE = N_(
    "Boundaries and names are not necessarily authoritative and imply no recognition. "
    "A blank place means nothing recorded, never that nothing happens."
)
"""Stands under every map, on screen and on paper; in English, to be translated where it is shown."""

MOST_NAMED = 4
"""A clause of more values names the first three and counts the rest."""

KINDS: Mapping[str, str] = spoken({"state": N_("U.S. state"), "country": N_("country")})
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
    counted = ngettext("{rows} of {table} engagement", "{rows} of {table} engagements", totals.table)
    counted = counted.format(rows=f"{totals.rows:,}", table=f"{totals.table:,}")
    counted += "" if unit == ENGAGEMENTS else f", {unit.counted(whole)}"
    phrase = describe(selection, catalogue) or (_("everything in the table") if totals.table else "")
    hidden = _hidden(totals.undated_hidden) if totals.undated_hidden else ""
    return f"{counted}{f': {phrase}' if phrase else ''}{hidden}. {totals_words(totals)}"


def _hidden(undated: int) -> str:
    return "; " + ngettext("{n} undated not shown", "{n} undated not shown", undated).format(n=f"{undated:,}")


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
        listed.append(Chip(_("Dated only"), without(selection.without("undated"))))
    if selection.words:
        listed.append(Chip(_("Words: {words}").format(words=selection.words), without(selection.without("q"))))
    return listed


def years_phrase(selection: Selection) -> str:
    """The years in words: 'dated 2019–2024', 'dated since 2019 or undated', 'dated'; '' without such a clause."""
    first, last = selection.year_from, selection.year_to
    if first is None and last is None:
        return _("dated") if selection.undated == "exclude" else ""
    if first == last:
        span = f"{first}"
    elif last is None:
        span = _("since {year}").format(year=first)
    else:
        span = _("until {year}").format(year=last) if first is None else f"{first}–{last}"
    phrase = _("dated {span} or undated") if selection.undated == "include" else _("dated {span}")
    return phrase.format(span=span)


def noun(count: float, singular: str, plural: str = "") -> str:
    """The noun in the number that ``count`` asks for."""
    return singular if count == 1 else plural or f"{singular}s"


def counted(count: float, singular: str, plural: str = "") -> str:
    """The number with separators and its noun: '1,096 engagements'."""
    return f"{count:,} {noun(count, singular, plural)}"


def listed(names: list[str], joint: str = "and") -> str:
    """'Texas', 'Texas and Ohio', 'Texas, Ohio and Utah'; ``joint`` is 'and' or 'or'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {_joint(joint, names[-1])} {names[-1]}"


JOINTS: Mapping[str, str] = spoken({"and": N_("and"), "or": N_("or")})


def _joint(joint: str, following: str) -> str:
    """The word between the last two; Spanish says 'e' before the sound of i, and 'u' before that of o."""
    if language() == "es":
        start = following.casefold().removeprefix("h")[:2]
        if joint == "and" and start[:1] in ("i", "í") and start != "ie":
            return "e"
        if joint == "or" and start[:1] in ("o", "ó"):
            return "u"
    return JOINTS[joint]


def placeless(count: float, unit: Unit = ENGAGEMENTS) -> str:
    """What of a selection a world map cannot show: '92 engagements with networks … cannot be on this map.'"""
    if unit.code == "counterparts":
        sentence = ngettext(
            "{those} that are networks and multilateral bodies has no country and cannot be on this map.",
            "{those} that are networks and multilateral bodies have no country and cannot be on this map.",
            count,
        )
    else:
        sentence = ngettext(
            "{those} with networks and multilateral bodies has no country and cannot be on this map.",
            "{those} with networks and multilateral bodies have no country and cannot be on this map.",
            count,
        )
    return sentence.format(those=unit.counted(count))


def dated_words(dates: Mapping[str, int], undated: int) -> str:
    """How precisely engagements are dated: 'Dated: 3 to the day, 1 to the year and 2 not at all.'; '' for none.

    ``dates``: partial date → engagements.
    """
    by_length = dict.fromkeys((10, 7, 4), 0)
    for day, count in dates.items():
        by_length[len(day)] += count
    counts = [*by_length.values(), undated]
    precisions = (_("{n} to the day"), _("{n} to the month"), _("{n} to the year"), _("{n} not at all"))
    said = [phrase.format(n=f"{count:,}") for count, phrase in zip(counts, precisions, strict=True) if count]
    return _("Dated: {precisions}.").format(precisions=listed(said)) if said else ""


def _phrases(selection: Selection, catalogue: Catalogue) -> Iterator[str]:
    united = [name for name in schema.OTHER_SIDE if selection.values(name)]
    for name, _values in selection.clauses:
        if name not in united:
            yield _clause(selection, (name,), catalogue)
        elif name == united[0]:
            yield _clause(selection, tuple(united), catalogue)
    if years_phrase(selection):
        yield years_phrase(selection)
    if selection.words:
        yield _("with the words “{words}”").format(words=selection.words)


def _clause(selection: Selection, names: tuple[str, ...], catalogue: Catalogue) -> str:
    labels = [_label(name, value, catalogue) for name in names for value in selection.values(name)]
    if len(labels) > MOST_NAMED:
        rest = len(labels) - MOST_NAMED + 1
        labels = [*labels[: MOST_NAMED - 1], _("{n} more").format(n=rest)]
    nouns = schema.CHOICES[names[0]].noun
    return f"{nouns} {listed(labels, 'or')}".strip()


def _label(name: str, value: str, catalogue: Catalogue) -> str:
    label = catalogue.label(name, value)
    if name in KINDS and any(label in catalogue.labels[other].values() for other in KINDS if other != name):
        return f"{label} ({KINDS[name]})"
    return label if name in PROPER else label[:1].lower() + label[1:]


def totals_words(totals: Totals) -> str:
    """The sides of a selection: '2 actors, 5 countries, 1 network or body.'"""
    parts = [actors_counted(totals.actors), countries_counted(totals.countries)]
    if totals.networks:
        parts.append(networks_counted(totals.networks))
    return f"{', '.join(parts)}."


def actors_counted(count: int) -> str:
    """'2 actors'."""
    return ngettext("{n} actor", "{n} actors", count).format(n=f"{count:,}")


def countries_counted(count: int) -> str:
    """'5 countries'."""
    return ngettext("{n} country", "{n} countries", count).format(n=f"{count:,}")


def networks_counted(count: int) -> str:
    """'1 network or body'."""
    return ngettext("{n} network or body", "{n} networks and bodies", count).format(n=f"{count:,}")


def engagements_counted(count: int) -> str:
    """'1,096 engagements'."""
    return ngettext("{n} engagement", "{n} engagements", count).format(n=f"{count:,}")


def date_in_words(partial_date: str, short: bool = False) -> str:
    """'October 3, 2019' ('Oct 3, 2019' if ``short``), 'October 2019' or '2019', as precise as the date; '' for ''."""
    return day_in_words(partial_date, short)


def shown_value(column: schema.Column, value: str, labels: Mapping[str, Mapping[str, str]], short: bool = False) -> str:
    """A cell in words: labels for codes, dates written out."""
    if column.type == "choices":
        return ", ".join((column.vocabulary or {}).get(code, code) for code in value.split(schema.ISSUE_SEPARATOR))
    if column.type in ("partial_date", "date"):
        return date_in_words(value, short)
    if column.type in ("usps", "iso3"):
        return labels["state" if column.type == "usps" else "country"].get(value, value)
    return (column.vocabulary or {}).get(value, value)
