"""Which places lie outside what chance explains, and how concentrated engagements are: funnel and Lorenz curve.

The statistics are in ``insights.funnel`` and ``insights.concentration``.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.figures.funnel import funnel_plot
from dashboard.figures.lorenz import lorenz_curve
from dashboard.insights.concentration import DRAWS, SEED
from dashboard.language import N_, spoken
from dashboard.language import gettext as _
from dashboard.pictures.ratings import KINDS, RESIDENTS, SMALLER, SNAPSHOT, Ratings, dots_of, listed, rows_link
from dashboard.pictures.section import Cell, Chart, Column, Name, Section, Sheet, paragraphs
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.theme import Theme

HEIGHT = 440

POSITIONS: Mapping[str, str] = spoken(
    {
        "2": N_("above the 99.8 % limit"),
        "1": N_("above the 95 % limit"),
        "0": N_("within the limits"),
        "-1": N_("below the 95 % limit"),
        "-2": N_("below the 99.8 % limit"),
    }
)

HOW_CHANCE = (
    N_(
        "A ranking compares a place of half a million with one of forty million as if both rates were equally "
        "certain. The funnel instead asks of each: is its rate farther from the rate of all than chance alone would "
        "take a place of its size? Limits = the counts that a Poisson variable with the expected count stays between "
        "in 95 % (dashed) and 99.8 % (solid) of cases, interpolated between whole numbers, divided by residents. "
        "Source: D. J. Spiegelhalter, “Funnel plots for comparing institutional performance”, Statistics in Medicine "
        "24 (2005), 1185–1202, appendix A.1.1. Computed with scipy.stats.poisson."
    ),
    N_(
        "Dispersion = chi-squared ÷ its degrees of freedom (scipy.stats.chisquare): about 1 where places differ by "
        "chance alone. Where it is far above 1 the places do differ, in what they do or in how well they were "
        "searched, and many lie outside: then the limits do not say who is remarkable, only who differs by more than "
        "chance."
    ),
    RESIDENTS,
    SNAPSHOT,
)

HOW_CONCENTRATION = (
    N_(
        "Places are put in order of their rate, lowest first; the curve shows which share of all engagements the "
        "first 10 %, 20 % … of residents have. On the dotted line each share of residents has the same share of "
        "engagements. Source: M. O. Lorenz, “Methods of measuring the concentration of wealth”, Publications of the "
        "American Statistical Association 9 (1905), 209–219."
    ),
    N_(
        "Gini coefficient = twice the area between the curve and the dotted line: 0 where engagements go with "
        "residents, towards 1 where one place has all. Differences within a place are not seen, so cities give a "
        "higher one than states."
    ),
    N_(
        "Its interval: percentile bootstrap over places, {draws} draws by scipy.stats.bootstrap with the fixed seed "
        "{seed}, draws without any engagement left out. Source: B. Efron, R. J. Tibshirani, An Introduction to the "
        "Bootstrap (1993), chapter 13."
    ),
    RESIDENTS,
    SNAPSHOT,
)


def funnel_section(published: Published, address: Address, theme: Theme, ratings: Ratings) -> Section:
    """Who differs by more than chance?"""
    residents = [place.residents for place in ratings.places]
    picture = funnel_plot(dots_of(ratings), residents, ratings.funnel, theme)
    label = _("Rate by residents; dashed: 95 % limits, solid: 99.8 % limits, dotted: rate of all")
    return Section(
        "funnel",
        _("Who differs by more than chance?"),
        _outside(ratings),
        (Chart("funnel-plot", label, picture, HEIGHT),),
        paragraphs((*HOW_CHANCE, SMALLER) if ratings.kind == "city" else HOW_CHANCE),
        (_outside_sheet(address, ratings),),
    )


def _outside(ratings: Ratings) -> str:
    positions = ratings.funnel.positions
    below, above = ([at for at, position in enumerate(positions) if position == side] for side in (-2, 2))
    largest = sorted(below, key=lambda at: -ratings.places[at].residents)
    expected = 0.002 * len(positions)
    if largest:
        sentence = _(
            "{below} of {n} {places} lie below the 99.8 % limit: {names}; {above} lie above. Chance alone would leave "
            "about {expected} outside; the dispersion is {dispersion}, where 1 would be chance alone."
        )
    else:
        sentence = _(
            "{below} of {n} {places} lie below the 99.8 % limit; {above} lie above. Chance alone would leave about "
            "{expected} outside; the dispersion is {dispersion}, where 1 would be chance alone."
        )
    return sentence.format(
        below=f"{len(below):,}",
        n=f"{len(positions):,}",
        places=KINDS[ratings.kind],
        names=listed([ratings.places[at].name for at in largest]),
        above=f"{len(above):,}",
        expected=f"{expected:.1f}",
        dispersion=f"{ratings.funnel.dispersion:,.1f}",
    )


def _outside_sheet(address: Address, ratings: Ratings) -> Sheet:
    positions = ratings.funnel.positions
    order = sorted(
        (at for at, position in enumerate(positions) if position),
        key=lambda at: (positions[at], -ratings.places[at].residents),
    )

    def row(at: int) -> tuple[Cell, ...]:
        place = ratings.places[order[at]]
        expected = ratings.funnel.overall * place.residents / 1e6
        return (
            Name(place.name, place.page),
            rows_link(address, place),
            expected,
            place.residents,
            ratings.rates[order[at]].per_million,
            POSITIONS[f"{positions[order[at]]}"],
        )

    columns = (
        Column(_("Place")),
        Column(_("Engagements"), 0),
        Column(_("Expected at the rate of all"), 1),
        Column(_("Residents"), 0),
        Column(_("Per million"), 1),
        Column(_("Position")),
    )
    return Sheet("outside", _("Places outside the limits, lowest first"), columns, len(order), row, most=60)


def concentration_section(published: Published, address: Address, theme: Theme, ratings: Ratings) -> Section:
    """How concentrated are engagements?"""
    found = ratings.concentration
    finding = _(
        "The half of residents in the {places} with the lowest rates has {half} of the engagements; Gini coefficient "
        "{gini} (95 % interval {low} to {high})."
    ).format(
        places=KINDS[ratings.kind],
        half=f"{found.half:.0%}",
        gini=f"{found.gini:.2f}",
        low=f"{found.low:.2f}",
        high=f"{found.high:.2f}",
    )
    label = _("Cumulative share of engagements over residents")
    chart = Chart("lorenz", label, lorenz_curve(found, dots_of(ratings), theme), HEIGHT)
    texts = (*HOW_CONCENTRATION, SMALLER) if ratings.kind == "city" else HOW_CONCENTRATION
    how, sheet = paragraphs(texts, draws=f"{DRAWS:,}", seed=str(SEED)), _lorenz_sheet(address, ratings)
    return Section("concentration", _("How concentrated are engagements?"), finding, (chart,), how, (sheet,))


def _lorenz_sheet(address: Address, ratings: Ratings) -> Sheet:
    found = ratings.concentration

    def row(at: int) -> tuple[Cell, ...]:
        place = ratings.places[found.order[at]]
        return (
            Name(place.name, place.page),
            rows_link(address, place),
            place.residents,
            100 * found.residents[at + 1],
            100 * found.engagements[at + 1],
        )

    columns = (
        Column(_("Place, lowest rate first")),
        Column(_("Engagements"), 0),
        Column(_("Residents"), 0),
        Column(_("Residents up to here, %"), 1),
        Column(_("Engagements up to here, %"), 1),
    )
    return Sheet("concentration", _("The points of the curve"), columns, len(found.order), row, most=60)
