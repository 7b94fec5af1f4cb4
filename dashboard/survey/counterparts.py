"""The other side of an engagement: counterparts abroad and networks, several of them in one row where it names them.

Which names are known is told by ``naming``; the U.S. side is in ``actors``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from dashboard.naming.gazetteer import Gazetteer, bare_name
from dashboard.naming.guesses import SURE, UNSURE, Guess, key_of
from dashboard.naming.splitting import parted
from dashboard.saying import later
from dashboard.schema import COUNTERPART_LEVELS, COUNTERPART_LEVELS_WITHOUT_COUNTRY
from dashboard.slugs import slugify
from dashboard.survey.fields import read_code
from dashboard.survey.levels import ABROAD_WORDS, level_asked, level_by, of_level, stated_level
from dashboard.survey.readings import NEW, Decisions, Reading, Refused, Taken, is_blank, settled, together

COUNTERPART = ("counterpart", "counterpart_level", "counterpart_country", "counterpart_city")


class CounterpartCells(NamedTuple):
    """What a row says of the other side; each cell may hold several names."""

    counterpart: str = ""
    country: str = ""
    level: str = ""
    city: str = ""
    network: str = ""
    hint: str = ""
    """The level of a counterpart that no register has, where nothing else tells it."""


def read_counterparts(names: Gazetteer, decisions: Decisions, cells: CounterpartCells) -> list[Reading]:
    """One reading for each counterpart that the cells name; one that says what is missing where they name none."""
    other = [*_abroad(names, decisions, cells)]
    networks = [] if is_blank(cells.network) else [*_networks(names, decisions, cells.network, bool(other))]
    nothing = Refused(
        "counterpart", "", later("is empty, and so is the country"), later("name the counterpart or its country")
    )
    return [*other, *networks] or [Reading(dict.fromkeys(COUNTERPART, ""), refused=(nothing,))]


def _abroad(names: Gazetteer, decisions: Decisions, cells: CounterpartCells) -> Iterator[Reading]:
    """Counterparts with a country: those named, else the cities, else the countries themselves."""
    level = read_code(names, decisions, "counterpart_level", cells.level)
    stated = stated_level(level, "counterpart_level", COUNTERPART_LEVELS)
    countries = [] if is_blank(cells.country) else _parts_known(cells.country, names.country_names.exact)
    placed = [_country(names, decisions, text) for text in countries]
    text = next((each for each in (cells.counterpart, cells.city) if not is_blank(each)), "")
    if not text:
        yield from (together([level, reading]) for reading in placed)
        return
    codes = [reading.values["counterpart_country"] for reading in placed]
    known = [code for code in codes if code in names.country_names.names]
    called = _parts_known(text, lambda part: _exact(names, part, known))
    if text == cells.city:
        stated = stated or "city"
    one = cells if len(called) == 1 else cells._replace(city="")
    for place, name in enumerate(called):
        at = placed[place] if len(placed) == len(called) else _own(names, name, placed)
        yield together([level, _counterpart(names, decisions, name, at, stated, one)])


def _parts_known(text: str, exact: Callable[[str], object]) -> list[str]:
    return parted(text, lambda part: bool(exact(part)))


def _exact(names: Gazetteer, part: str, countries: Sequence[str]) -> bool:
    """Whether a piece of a cell is a known name, so that the cell may be parted there."""
    found = [guess for country in countries or [""] for guess in names.counterparts(part, country)]
    return any(guess.score >= SURE and guess.how != "spelling" for guess in found) or bool(
        names.network_names.exact(part)
    )


def _own(names: Gazetteer, name: str, placed: Sequence[Reading]) -> Reading | None:
    """The country among several that a counterpart is known to be in; the only one, if there is one."""
    if len(placed) == 1:
        return placed[0]
    where = [guess.within for guess in names.counterparts(name) if guess.sure]
    return next((each for each in placed if each.values["counterpart_country"] in where), None)


def _country(names: Gazetteer, decisions: Decisions, text: str) -> Reading:
    """A country as counterpart: its national government; a region that stands there instead is asked about."""
    decided = names.country_names.whole.of_code(decisions.get(("counterpart_country", key_of(text)), ""))
    guesses = names.countries(text)
    guess, said = settled("counterpart_country", text, guesses, decided)
    if guess is None:
        why = names.why_no_country(text)
        refused = (Refused("counterpart_country", text, why.values["reason"], why.values["fix"]),) if why else ()
        return Reading({**_national("", text), "counterpart": text}, refused=refused)
    values = _national(guess.name, guess.code)
    if guess.how == "part" and not decided:
        region = next((each for each in names.counterparts(text) if each.within == guess.code), None)
        values |= {"counterpart": region.name, "counterpart_level": region.level} if region else {}
    return together([Reading(values), said])


def _national(name: str, code: str) -> dict[str, str]:
    return dict(zip(COUNTERPART, (name, "national", code, ""), strict=True))


def _counterpart(
    names: Gazetteer, decisions: Decisions, name: str, at: Reading | None, stated: str, cells: CounterpartCells
) -> Reading:
    """A counterpart in a country that was read before, or in that of the register; a network has none."""
    country = at.values["counterpart_country"] if at else ""
    within = country if country in names.country_names.names else ""
    about = Reading(taken=at.taken, asked=at.asked, refused=at.refused) if at else Reading()
    network = [] if within else names.networks(name)
    guesses = (
        network if network and network[0].sure else [*network, *of_level(names.counterparts(name, within), stated)]
    )
    decision = decisions.get(("counterpart", key_of(name)), "")
    decided = names.counterpart_names.of_code(decision) or names.network_names.of_code(decision)
    if decision == NEW or not (guesses or decided):
        return together([about, _new_counterpart(name, country, stated, cells, decisions)])
    written = (
        []
        if guesses and guesses[0].sure
        else [Guess(NEW, name, UNSURE, "new", country, note=later("a new counterpart"))]
    )
    guess, said = settled("counterpart", name, [*guesses, *written], decided)
    assert guess is not None
    place = names.cities.get(guess.code) or (guess.name if guess.level == "city" else "")
    values = (guess.name, guess.level, guess.within, place)
    return together([about, Reading(dict(zip(COUNTERPART, values, strict=True))), said])


def _new_counterpart(name: str, country: str, stated: str, cells: CounterpartCells, decisions: Decisions) -> Reading:
    decided = decisions.get(("counterpart_level", key_of(name)), "")
    level = decided or stated or level_by(name, ABROAD_WORDS) or cells.hint
    asked = (
        () if level else (level_asked("counterpart_level", name, ("city", "region", "national"), COUNTERPART_LEVELS),)
    )
    guess = Guess(
        f"{slugify(name)}-{country.lower()}", name, SURE, "new", country, level, later("not in the table yet")
    )
    if level in COUNTERPART_LEVELS_WITHOUT_COUNTRY:
        country = ""
    place = (bare_name(name) if level in ("city", "") else "") if is_blank(cells.city) else cells.city
    values = dict(zip(COUNTERPART, (name, level or "city", country, place), strict=True))
    return Reading(values, taken=(Taken("counterpart", name, guess),), asked=asked)


def _networks(names: Gazetteer, decisions: Decisions, text: str, beside_others: bool) -> Iterator[Reading]:
    """The networks of a cell; where the row has a counterpart as well, they are memberships of their own."""
    own = {"engagement_type": "network_membership"} if beside_others else {}
    for name in _parts_known(text, names.network_names.exact):
        decision = decisions.get(("counterpart", key_of(name)), "")
        written = Guess(NEW, name, UNSURE, "new", level="network", note=later("a new network"))
        found = names.networks(name)
        guesses = found if found and found[0].sure else [*found, written]
        decided = replace(written, score=100) if decision == NEW else names.network_names.of_code(decision)
        guess, said = settled("counterpart", name, guesses, decided)
        assert guess is not None
        values = (guess.name, guess.level, "", "")
        yield together([Reading({**dict(zip(COUNTERPART, values, strict=True)), **own}), said])
