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
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.pictures.leading import Leading, among, in_time, scale_of
from dashboard.published import Asked
from dashboard.query import ByDate, ByYear, CountBy, Dated, Query, Rows, Undated
from dashboard.scene import Scene, count_question, measure_at, read_measured
from dashboard.selection import YEARS, Address
from dashboard.units import ENGAGEMENTS, Unit, adding_up, exact_sum
from dashboard.wording import dated_words, years_phrase


def issue_questions(address: Address) -> list[Asked]:
    """Counts by issue, and how many engagements they are counted over."""
    whole = Rows(measure_at(address, "issue")), address.selection.without("issue")
    return [count_question(address.selection, "issue", address.look.unit), whole]


def issue_picture(scene: Scene) -> Picture:
    """On what? An engagement counts once for each of its issues, or in fractional counting a share for each."""
    counts, unit = scene.counts("issue"), scene.unit
    rows = scene.number(Rows(measure_at(scene.address, "issue")), scene.selection.without("issue"))
    figure = bars(marks_of(scene, "issue"), scene.theme)
    note = _issues_note(unit, sum(counts.values()), rows)
    return Picture(figure, note, unit=unit.many, finding=_finding(scene, "issue"))


def whole_of(scene: Scene, field: str) -> float:
    """What the shares of issues or types are of: everything there is without the field's own clause."""
    if field == "type" and not scene.unit.is_distinct:
        return exact_sum(scene.counts("type").values())
    return scene.number(Rows(measure_at(scene.address, field)), scene.selection.without(field))


def _finding(scene: Scene, field: str) -> str:
    counts, names = scene.counts(field), schema.CHOICES[field].vocabulary or {}
    have = sum(count > 0 for count in counts.values())
    leading = Leading(
        counts, names.__getitem__, scale_of(scene.unit), whole_of(scene, field), scene.selection.values(field)
    )
    return leading.sentence(among(have, len(names), field))


def _issues_note(unit: Unit, total: float, rows: float) -> str:
    if unit.code == "fractional":
        note = _("Each issue of an engagement has an equal share of it: the bars add up to {whole}.")
        return note.format(whole=ENGAGEMENTS.counted(int(rows)))
    if unit.is_distinct:
        return adding_up(unit, _("issues"), total, rows)
    note = _("An engagement can have up to {most} issues: the bars add up to {total}, over {whole}.")
    note = note.format(most=schema.MOST_ISSUES, total=f"{total:,}", whole=unit.counted(rows))
    return note if total != rows else ""


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
    figure = bars(marks_of(scene, "type"), scene.theme, colours)
    notes = [
        adding_up(scene.unit, _("types"), sum(counts.values()), scene.number(*asked))
        for asked in _whole(scene.address, "type")
    ]
    return Picture(figure, " ".join(notes), _families(scene), unit=scene.unit.many, finding=_finding(scene, "type"))


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
    counts, span, totals = years_of(scene)
    notes = []
    if span.earlier:
        older = exact_sum(count for (year, _family), count in counts.items() if year in span.earlier)
        notes.append(_first_bar(unit.number(older if totals is None else totals[span.earlier.start]), span.earlier))
    if totals is not None:
        dated = scene.number(Dated(by), others)
        notes.append(adding_up(unit, _("years and families"), sum(counts.values()), dated))
    notes.append(_undated(unit, scene.number(Undated(by), others)))
    picked = (scene.selection.year_from, scene.selection.year_to)
    figure = timeline(counts, span, picked, scene.theme, unit, totals)
    note, finding = " ".join(filter(None, notes)), _time_finding(scene)
    return Picture(figure, note, _families(scene), unit=unit.many, finding=finding)


def years_of(scene: Scene) -> tuple[Mapping[tuple[int, str], float], Span, Mapping[int, float] | None]:
    """(Year, family) → count, the years of the axis, and of distinct things their number by year, else None."""
    counts = _by_year(scene)
    span = span_of(counts, (scene.selection.year_from, scene.selection.year_to))
    of_axis, totals = _distinct_years(scene, counts, span) if scene.unit.is_distinct else (counts, None)
    return of_axis, span, totals


def _by_year(scene: Scene) -> dict[tuple[int, str], float]:
    answer = scene.answers[ByYear(measure_at(scene.address, *YEARS)), scene.selection.without(*YEARS)]
    keys = zip(answer["year"].to_list(), answer["family"].to_list(), strict=True)
    return dict(zip(keys, answer["count"].to_list(), strict=True))


def _time_finding(scene: Scene) -> str:
    others, by, unit = scene.selection.without(*YEARS), measure_at(scene.address, *YEARS), scene.unit
    picked = years_phrase(scene.selection) if scene.selection.has_years else ""
    if unit.is_distinct:
        years = read_measured(scene.answers[CountBy("year", by), others], "year")
        dated = scene.number(Dated(by), others)
        return in_time({int(year): count for year, count in years.items()}, picked, unit, dated)
    return in_time(_of_years(_by_year(scene)), picked, unit)


def _of_years(counts: Mapping[tuple[int, str], float]) -> dict[int, float]:
    by_year: dict[int, list[float]] = {}
    for (year, _family), count in counts.items():
        by_year.setdefault(year, []).append(count)
    return {year: exact_sum(each) for year, each in by_year.items()}


def _first_bar(number: str, years: range) -> str:
    note = _("The first bar holds the {n} from {first} to {last}.")
    return note.format(n=number, first=years.start, last=years.stop - 1)


def _undated(unit: Unit, undated: float) -> str:
    if not undated:
        return ""
    if unit.is_distinct:
        note = _("Engagements without a date, of {count}, cannot be placed in time.")
        return note.format(count=unit.counted(undated))
    note = ngettext(
        "{count} without a date cannot be placed in time.", "{count} without a date cannot be placed in time.", undated
    )
    return note.format(count=unit.counted(undated))


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
    kept = {key: count for key, count in counts.items() if key[0] not in span.earlier}
    return {**kept, **of_first}, {**totals, first: int(answers[whole][0, 0])}


def dates_questions(address: Address) -> list[Asked]:
    """Counts by partial date and family, and how many have no date."""
    others, by = address.selection.without(*YEARS), measure_at(address, *YEARS)
    return [(query, others) for query in (ByDate(by), ByDate(), Undated())]


def dates_picture(scene: Scene) -> Picture:
    """When, and how precisely known? Every date in the lane of its precision."""
    others = scene.selection.without(*YEARS)
    counts = dates_of(scene)
    undated = int(scene.number(Undated(), others))
    dates = by_date(scene.answers[ByDate(), others].select("date", "count").iter_rows())
    is_unit = scene.unit == ENGAGEMENTS
    note = _("{dated} Each mark is as wide as what is known of its date.")
    note = note if is_unit else _("{dated} These are engagements. Each mark is as wide as what is known of its date.")
    figure = dates_figure(counts, scene.selection.year_from, scene.selection.year_to, scene.theme, scene.unit)
    return Picture(
        figure,
        note.format(dated=dated_words(dates, undated)) if counts else _("Nothing here is dated."),
        _families(scene),
        unit=scene.unit.many,
        finding=_dates_finding(scene, dates),
    )


def _dates_finding(scene: Scene, dates: Mapping[str, int]) -> str:
    """When most began, of engagements: what is distinct cannot be added up over the dates of a year."""
    picked = years_phrase(scene.selection) if scene.selection.has_years else ""
    return in_time(_of_years({(int(day[:4]), day): count for day, count in dates.items()}), picked)


def dates_of(scene: Scene) -> dict[tuple[str, str], float]:
    """(Partial date, family) → count."""
    answer = scene.answers[ByDate(measure_at(scene.address, *YEARS)), scene.selection.without(*YEARS)]
    keys = zip(answer["date"].to_list(), answer["family"].to_list(), strict=True)
    return dict(zip(keys, answer["count"].to_list(), strict=True))


def marks_of(scene: Scene, field: str) -> list[Mark]:
    """The bars of issues or types, in order of the vocabulary."""
    vocabulary, counts = schema.CHOICES[field].vocabulary or {}, scene.counts(field)
    rank, chosen = ranks(counts), scene.chosen(field)
    return [
        Mark(
            code,
            label,
            counts.get(code, 0),
            f"{field}={code}",
            code in chosen,
            (_("{rank} of {n}").format(rank=ordinal(rank[code]), n=len(vocabulary)),) if code in rank else (),
            unit=scene.unit,
        )
        for code, label in vocabulary.items()
    ]


def _families(scene: Scene) -> tuple[KeyEntry, ...]:
    return tuple(KeyEntry(scene.theme.families[family], label) for family, label in schema.FAMILIES.items())
