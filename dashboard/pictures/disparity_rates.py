"""Who has how much for its residents? Rates with exact intervals, as dots, as a map, and as a table.

The funnel, which says what of it may be chance, is in ``pictures.disparity_chance``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.compared import Place, in_unit
from dashboard.figures.intervals import height_of, intervals
from dashboard.figures.maps import Valued, state_map
from dashboard.figures.picture import Mark
from dashboard.insights.rates import MILLION
from dashboard.language import N_, ngettext
from dashboard.language import gettext as _
from dashboard.pictures.ratings import (
    KINDS,
    RESIDENTS,
    SMALLER,
    SNAPSHOT,
    Ratings,
    dots_of,
    few_mark,
    rate_text,
    rows_link,
)
from dashboard.pictures.section import Cell, Chart, Column, Name, Section, Sheet, paragraphs
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.statics import shapes_address
from dashboard.theme import Theme
from dashboard.units import ENGAGEMENTS

MOST_DRAWN = 60
MAP_HEIGHT = 430

HOW = (
    N_("Rate = engagements ÷ residents × 1,000,000."),
    N_(
        "The interval holds the rates under which a count this small or this large would not be unusual: central 95 % "
        "limits of a Poisson count, exact. A hollow dot and the mark ⚠ stand for fewer than five engagements: one more "
        "or fewer would change such a rate by a fifth or more. Computed by statsmodels (confint_poisson, “exact-c”). "
        "Source: F. Garwood, “Fiducial limits for the Poisson distribution”, Biometrika 28 (1936), 437–442."
    ),
    N_(
        "Steadied = the rate drawn towards the rate of all places, the more the fewer residents there are: what chance "
        "did in small places is not taken for a difference. Global empirical Bayes by moments: with m the rate of all, "
        "s² the variance of the rates weighted by residents, and A = s² − m ÷ mean residents (0 where negative), a "
        "place of n residents and rate r gets m + A ÷ (A + m ÷ n) × (r − m). Source: R. J. Marshall, “Mapping disease "
        "and mortality rates using empirical Bayes estimators”, Applied Statistics 40 (1991), 283–294."
    ),
    RESIDENTS,
    SNAPSHOT,
)


def section(published: Published, address: Address, theme: Theme, ratings: Ratings) -> Section:
    """Who has how much for its residents?"""
    how = paragraphs((*HOW, SMALLER) if ratings.kind == "city" else HOW)
    counts = {} if address.look.counted == ENGAGEMENTS else in_unit(published, address, ratings.kind)
    charts = [_chart(ratings, theme)]
    if ratings.kind == "state":
        follows = counts and address.look.per != "shrunk"
        charts.insert(0, _unit_map(address, theme, ratings, counts) if follows else _map(address, theme, ratings))
    return Section(
        "rates",
        _("Who has how much for its residents?"),
        _finding(ratings),
        tuple(charts),
        how,
        (_sheet(address, ratings, counts),),
    )


def _finding(ratings: Ratings) -> str:
    steady = [at for at, rate in enumerate(ratings.rates) if not rate.is_few]
    few = len(ratings.rates) - len(steady)
    if few:
        mark = ngettext(
            "{few} of {n} have fewer than five engagements, too few to compare",
            "{few} of {n} have fewer than five engagements, too few to compare",
            few,
        ).format(few=f"{few:,}", n=f"{len(ratings.rates):,}")
    else:
        mark = _("each has five or more")
    whole = {"places": KINDS[ratings.kind], "rate": rate_text(ratings.overall), "mark": mark}
    if len(steady) < 2:
        return _("All {places} together have {rate} engagements per million residents; {mark}.").format(**whole)
    by_rate = sorted(steady, key=lambda at: ratings.rates[at].per_million)
    ends = [f"{ratings.places[at].name} {rate_text(ratings.rates[at].per_million)}" for at in (by_rate[-1], by_rate[0])]
    return _(
        "All {places} together have {rate} engagements per million residents; those with five or more range from "
        "{most} down to {least}; {mark}."
    ).format(**whole, most=ends[0], least=ends[1])


def _chart(ratings: Ratings, theme: Theme) -> Chart:
    dots = dots_of(ratings)
    drawn = sorted(range(len(dots)), key=lambda at: -ratings.places[at].residents)[:MOST_DRAWN]
    ordered = sorted((dots[at] for at in drawn), key=lambda dot: (-dot.value, dot.name))
    picture = intervals(ordered, ratings.overall, _("engagements per million residents"), theme, rooted=True)
    which = KINDS[ratings.kind].capitalize()
    if len(ordered) < len(dots):
        which = _("The {n} with most residents of {all} {places}").format(
            n=len(ordered), all=f"{len(dots):,}", places=KINDS[ratings.kind]
        )
    label = _("{places}: engagements per million, 95 % interval; dotted line: all together; hollow: fewer than five")
    return Chart("rate-dots", label.format(places=which), picture, height_of(len(ordered)))


def _map(address: Address, theme: Theme, ratings: Ratings) -> Chart:
    is_steadied = address.look.per == "shrunk"
    chosen = address.selection.values("state")
    values = ratings.steadied if is_steadied else [rate.per_million for rate in ratings.rates]
    marked = []
    for place, rate, value, steady in zip(ratings.places, ratings.rates, values, ratings.steadied, strict=True):
        lines = (
            _("{rate} per million residents, {low} to {high}").format(
                rate=rate_text(rate.per_million), low=rate_text(rate.low), high=rate_text(rate.high)
            ),
            _("steadied {rate}").format(rate=rate_text(steady)),
            *((few_mark(rate),) if rate.is_few else ()),
        )
        mark = Mark(place.code, place.name, rate.count, place.clause, place.code in chosen, lines)
        marked.append(Valued(mark, value))
    picture = state_map(marked, (), theme, shapes_address(), _("engagements per million residents"), decimals=1)
    if is_steadied:
        caption, _nothing, *classes = picture.key
        picture = replace(picture, key=(caption, *classes))
    label = _("Per million residents, steadied towards the rate of all") if is_steadied else _("Per million residents")
    return Chart("rate-map", label, picture, MAP_HEIGHT)


def _unit_map(address: Address, theme: Theme, ratings: Ratings, counts: Mapping[str, float]) -> Chart:
    """The map of rates in another unit than engagements, without intervals: chance is known of events only."""
    unit, chosen, marked = address.look.counted, address.selection.values("state"), []
    for place in ratings.places:
        count = counts.get(place.code, 0)
        rate = count / place.residents * MILLION
        lines = (_("{rate} {units} per million residents").format(rate=rate_text(rate), units=unit.many),)
        mark = Mark(place.code, place.name, count, place.clause, place.code in chosen, lines, unit=unit)
        marked.append(Valued(mark, rate))
    said = _("{units} per million residents")
    picture = state_map(marked, (), theme, shapes_address(), said.format(units=unit.many), decimals=1)
    return Chart("rate-map", said.format(units=unit.many.capitalize()), picture, MAP_HEIGHT)


def _sheet(address: Address, ratings: Ratings, counts: Mapping[str, float]) -> Sheet:
    """Counts and rates, in another unit also beside those of engagements, which have the intervals."""
    unit = address.look.counted
    units = unit.many.capitalize()
    others = [] if unit == ENGAGEMENTS else [units, _("{units} per million").format(units=units)]
    order = sorted(
        range(len(ratings.places)), key=lambda at: (-ratings.rates[at].per_million, -ratings.places[at].residents)
    )

    def row(at: int) -> tuple[Cell, ...]:
        place, rate = ratings.places[order[at]], ratings.rates[order[at]]
        return (
            Name(place.name, place.page),
            rows_link(address, place),
            rate.residents,
            rate.per_million,
            rate.low,
            rate.high,
            ratings.steadied[order[at]],
            few_mark(rate),
            *(in_other_unit(place) if others else ()),
        )

    def in_other_unit(place: Place) -> tuple[Cell, ...]:
        count = counts.get(place.code, 0)
        return rows_link(address, place, unit, count), count / place.residents * MILLION

    columns = (
        Column(_("Place")),
        Column(_("Engagements"), 0),
        Column(_("Residents"), 0),
        Column(_("Per million"), 1),
        Column(_("95 % from"), 1),
        Column(_("95 % to"), 1),
        Column(_("Steadied"), 1),
        Column(_("Warning")),
        *(Column(title, 1 if unit.code == "fractional" or at else 0) for at, title in enumerate(others)),
    )
    caption = _("Engagements per million residents, {places}, by rate").format(places=KINDS[ratings.kind])
    return Sheet("rates", caption, columns, len(order), row, most=MOST_DRAWN)
