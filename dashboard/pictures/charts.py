"""The pictures of the charts over one field: issues, types, and the timeline.

Each leaves its own clause out and marks what is chosen; its note says where the numbers add up to something else.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import schema
from dashboard.dates import by_date
from dashboard.figures.bars import bars
from dashboard.figures.dates import dates_figure
from dashboard.figures.picture import KeyEntry, Mark, Picture, ordinal, ranks
from dashboard.figures.time import Span, span_of, timeline
from dashboard.published import Asked
from dashboard.query import ByDate, ByYear, CountBy, Dated, Query, Rows, Undated
from dashboard.scene import Scene, count_question, measure_at, read_measured
from dashboard.selection import YEARS, Address
from dashboard.units import ENGAGEMENTS, Unit, adding_up, exact_sum
from dashboard.wording import counted, dated_words


def issue_questions(address: Address) -> list[Asked]:
    """Counts by issue, and how many engagements they are counted over."""
    whole = Rows(measure_at(address, "issue")), address.selection.without("issue")
    return [count_question(address.selection, "issue", address.look.unit), whole]


def issue_picture(scene: Scene) -> Picture:
    """On what? An engagement counts once for each of its issues, or in fractional counting a share for each."""
    counts, unit = scene.counts("issue"), scene.unit
    rows = scene.number(Rows(measure_at(scene.address, "issue")), scene.selection.without("issue"))
    figure = bars(_marks(scene, "issue", counts), scene.theme)
    return Picture(figure, _issues_note(unit, sum(counts.values()), rows), unit=unit.many)


def _issues_note(unit: Unit, total: float, rows: float) -> str:
    if unit.code == "fractional":
        whole = counted(int(rows), "engagement")
        return f"Each issue of an engagement has an equal share of it: the bars add up to {whole}."
    if unit.is_distinct:
        return adding_up(unit, "issues", total, rows)
    note = f"An engagement can have up to {schema.MOST_ISSUES} issues: the bars add up to {total:,}, over "
    return f"{note}{unit.counted(rows)}." if total != rows else ""


def type_questions(address: Address) -> list[Asked]:
    """Counts by engagement type, and of distinct things how many there are."""
    return [count_question(address.selection, "type", address.look.unit), *_whole(address, "type")]


def _whole(address: Address, *without: str) -> list[Asked]:
    """Ask how many there are, where bars do not add up to it."""
    whole: Asked = Rows(measure_at(address, *without)), address.selection.without(*without)
    return [whole] if address.look.counted.is_distinct else []


def type_picture(scene: Scene) -> Picture:
    """In what form? Types in the colours of their families."""
    colours = {code: scene.theme.families[family] for code, family in schema.FAMILY_OF_TYPE.items()}
    counts = scene.counts("type")
    figure = bars(_marks(scene, "type", counts), scene.theme, colours)
    notes = [
        adding_up(scene.unit, "types", sum(counts.values()), scene.number(*asked))
        for asked in _whole(scene.address, "type")
    ]
    return Picture(figure, " ".join(notes), _families(scene), unit=scene.unit.many)


def time_questions(address: Address) -> list[Asked]:
    """Counts by year and family, and how many have no date."""
    others, by = address.selection.without(*YEARS), measure_at(address, *YEARS)
    queries: list[Query] = [ByYear(by), Undated(by)]
    if address.look.counted.is_distinct:
        queries += [CountBy("year", by), Dated(by)]
    return [(query, others) for query in queries]


def time_picture(scene: Scene) -> Picture:
    """When? Dated engagements by the year in which they started."""
    others, by, unit = scene.selection.without(*YEARS), measure_at(scene.address, *YEARS), scene.unit
    answer = scene.answers[ByYear(by), others]
    keys = zip(answer["year"].to_list(), answer["family"].to_list(), strict=True)
    counts = dict(zip(keys, answer["count"].to_list(), strict=True))
    picked = (scene.selection.year_from, scene.selection.year_to)
    span = span_of(counts, picked)
    counts, totals = _distinct_years(scene, counts, span) if unit.is_distinct else (counts, None)
    notes = []
    if span.earlier:
        older = exact_sum(count for (year, _), count in counts.items() if year in span.earlier)
        older = older if totals is None else totals[span.earlier.start]
        first = f"The first bar holds the {unit.number(older)} from"
        notes.append(f"{first} {span.earlier.start} to {span.earlier.stop - 1}.")
    if totals is not None:
        notes.append(adding_up(unit, "years and families", sum(counts.values()), scene.number(Dated(by), others)))
    notes.append(_undated(unit, scene.number(Undated(by), others)))
    figure = timeline(counts, span, picked, scene.theme, unit, totals)
    return Picture(figure, " ".join(filter(None, notes)), _families(scene), unit=unit.many)


def _undated(unit: Unit, undated: float) -> str:
    if not undated:
        return ""
    if unit.is_distinct:
        return f"Engagements without a date, of {unit.counted(undated)}, cannot be placed in time."
    return f"{unit.counted(undated)} without a date cannot be placed in time."


def _distinct_years(
    scene: Scene, counts: Mapping[tuple[int, str], float], span: Span
) -> tuple[dict[tuple[int, str], float], dict[int, float]]:
    """Counts by year and family and totals by year, in which what shares the first bar counts once.

    Which years share it follows from the counts, so that these few numbers are asked for only then.
    """
    by, others = measure_at(scene.address, *YEARS), scene.selection.without(*YEARS)
    years = scene.answers[CountBy("year", by), others]
    totals = dict(zip(years["value"].to_list(), years["count"].to_list(), strict=True))
    if not span.earlier:
        return dict(counts), totals
    earlier = others.with_years(None, span.earlier.stop - 1)
    families, whole = (CountBy("family", by), earlier), (Rows(by), earlier)
    answers = scene.published.ask([families, whole])
    first = span.earlier.start
    of_first = {(first, family): count for family, count in read_measured(answers[families], "family").items()}
    kept = {(year, family): count for (year, family), count in counts.items() if year not in span.earlier}
    return {**kept, **of_first}, {**totals, first: int(answers[whole][0, 0])}


def dates_questions(address: Address) -> list[Asked]:
    """Counts by partial date and family, and how many have no date."""
    others, by = address.selection.without(*YEARS), measure_at(address, *YEARS)
    return [(query, others) for query in (ByDate(by), ByDate(), Undated())]


def dates_picture(scene: Scene) -> Picture:
    """When, and how precisely known? Every date in the lane of its precision."""
    others = scene.selection.without(*YEARS)
    answer = scene.answers[ByDate(measure_at(scene.address, *YEARS)), others]
    keys = zip(answer["date"].to_list(), answer["family"].to_list(), strict=True)
    counts = dict(zip(keys, answer["count"].to_list(), strict=True))
    undated = int(scene.number(Undated(), others))
    dates = by_date(scene.answers[ByDate(), others].select("date", "count").iter_rows())
    said = dated_words(dates, undated)
    said = said if scene.unit == ENGAGEMENTS else said.replace("Dated:", "Of the engagements are dated:", 1)
    note = f"{said} Each mark is as wide as what is known of its date."
    figure = dates_figure(counts, scene.selection.year_from, scene.selection.year_to, scene.theme, scene.unit)
    return Picture(figure, note if counts else "Nothing here is dated.", _families(scene), unit=scene.unit.many)


def _marks(scene: Scene, field: str, counts: Mapping[str, float]) -> list[Mark]:
    vocabulary = schema.CHOICES[field].vocabulary or {}
    rank = ranks(counts)
    return [
        Mark(
            code,
            label,
            counts.get(code, 0),
            f"{field}={code}",
            code in scene.chosen(field),
            (f"{ordinal(rank[code])} of {len(vocabulary)}",) if code in rank else (),
            unit=scene.unit,
        )
        for code, label in vocabulary.items()
    ]


def _families(scene: Scene) -> tuple[KeyEntry, ...]:
    return tuple(KeyEntry(scene.theme.families[family], label) for family, label in schema.FAMILIES.items())
