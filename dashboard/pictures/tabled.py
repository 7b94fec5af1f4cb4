"""The tables of the views: what each drawing shows, as rows with rank and share, made from the same answers.

They are worked out only when somebody looks at one; how a table is laid out is in ``pages.tabled``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dashboard import schema
from dashboard.carrying import carried, travelling
from dashboard.figures.maps import Valued
from dashboard.figures.picture import Mark, ranks
from dashboard.figures.time import groups_of
from dashboard.language import N_, begun, spoken
from dashboard.language import gettext as _
from dashboard.pictures.arcs import name_of_tie
from dashboard.pictures.cells import cells_of
from dashboard.pictures.charts import dates_of, marks_of, whole_of, years_of
from dashboard.pictures.connected import ties_of
from dashboard.pictures.maps import country_places, rated, state_places, whole_question
from dashboard.pictures.section import Cell, Column, Name, Sheet, in_unit
from dashboard.pictures.sources import behind_places, is_shown
from dashboard.pictures.ties import edges_of
from dashboard.scene import Scene
from dashboard.selection import Selection
from dashboard.subjects import KIND_OF, path_of, tie_path
from dashboard.units import ENGAGEMENTS, exact_sum
from dashboard.wording import date_in_words

PRECISIONS = spoken({"day": N_("day"), "month": N_("month"), "year": N_("year")})
MAPS = {"state": "state-map", "country": "world-map"}
LENGTHS = {10: "day", 7: "month", 4: "year"}


def state_sheet(scene: Scene) -> Sheet:
    """Every state and territory, as coloured on its map."""
    places = state_places(scene)
    if is_shown(scene.address):
        return _source_sheet(scene, "state", places)
    if not scene.address.look.per:
        return _place_sheet(scene, "state", places, scene.number(*whole_question(scene.address, "state")))
    residents = scene.published.reference.residents
    rate = rated(scene)
    columns = (
        *_ranked("state"),
        Column(begun(rate), 1),
        in_unit(scene.unit),
        Column(_("Residents (2020 census)"), 0),
    )
    return _sheet(
        "state-map",
        columns,
        _rows(scene, "state", places, lambda place: (place.value, place.mark.count, residents[place.mark.code])),
    )


def country_sheet(scene: Scene) -> Sheet:
    """Every country and area, as coloured on the world map."""
    places = country_places(scene)
    if is_shown(scene.address):
        return _source_sheet(scene, "country", places)
    whole = scene.number(*whole_question(scene.address, *schema.OTHER_SIDE))
    return _place_sheet(scene, "country", places, whole)


def issue_sheet(scene: Scene) -> Sheet:
    """Every issue."""
    return _bar_sheet(scene, "issue", ())


def type_sheet(scene: Scene) -> Sheet:
    """Every type, with its family, whose colour its bar has."""
    return _bar_sheet(scene, "type", (Column(_("Family")),))


def network_sheet(scene: Scene) -> Sheet:
    """Every two that are tied, strongest first, drawn or not."""
    left, right, edges = edges_of(scene)
    fields = (left.field, right.field)
    ordered = sorted(edges, key=lambda ends: (-edges[ends], ends))
    columns = (*(Column(schema.CHOICES[field].label) for field in fields), in_unit(scene.unit), _share())
    rows: list[tuple[Cell, ...]] = [
        (*(_page(scene, field, code) for field, code in zip(fields, ends, strict=True)), *_part(scene, edges[ends]))
        for ends in ordered
    ]
    return replace(_sheet("network", columns, rows), heads=2)


def matrix_sheet(scene: Scene) -> Sheet:
    """The matrix as it is drawn: a row for each of its rows, a column for each of its columns."""
    rows, columns, counts = cells_of(scene)
    fields = [row.clause.partition("=")[0] for row in rows[:1]]
    heads = (*(Column(schema.CHOICES[field].label) for field in fields), *(_count(scene, mark) for mark in columns))
    cells: list[tuple[Cell, ...]] = [
        (_linked(scene, row), *(counts.get((row.code, column.code), 0) for column in columns)) for row in rows
    ]
    return _sheet("matrix", heads, cells)


def time_sheet(scene: Scene) -> Sheet:
    """Every bar of the timeline, the latest first: its years, the parts by family, and all."""
    counts, span, totals = years_of(scene)

    def row(years: range) -> tuple[Cell, ...]:
        parts = [exact_sum(counts.get((year, family), 0) for year in years) for family in schema.FAMILIES]
        first, last = years.start, years.stop - 1
        whole = exact_sum(parts) if totals is None else totals.get(first, 0)
        name = f"{first}" if first == last else f"{first}–{last}"
        return _chosen(scene, name, scene.own.selection.with_years(first, last)), *parts, whole

    families = [Column(label, 0, unit=scene.unit) for label in schema.FAMILIES.values()]
    columns = (Column(_("Year")), *families, Column(_("All"), 0, unit=scene.unit))
    bars = [row(years) for years in reversed(groups_of(span))]
    return _sheet("timeline", columns, [bar for bar in bars if bar[-1]])


def dates_sheet(scene: Scene) -> Sheet:
    """Every date, the latest first, with what is known of it and its parts by family."""
    counts = dates_of(scene)
    days = sorted({day for day, _family in counts}, reverse=True)
    families = [Column(label, 0, unit=scene.unit) for label in schema.FAMILIES.values()]
    columns = (Column(_("Date")), Column(_("Known to the")), *families)
    rows: list[tuple[Cell, ...]] = [
        (
            date_in_words(day),
            PRECISIONS[LENGTHS[len(day)]],
            *(counts.get((day, family), 0) for family in schema.FAMILIES),
        )
        for day in days
    ]
    return _sheet("dates", columns, rows)


def ties_sheet(scene: Scene) -> Sheet:
    """Every tie of the selection, strongest first, drawn or not: an arc is as wide as its engagements."""
    ties = ties_of(scene)
    ordered = sorted(ties, key=lambda ends: (-sum(ties[ends].values()), ends))
    families = [Column(label, 0) for label in schema.FAMILIES.values()]
    columns = (Column(_("Tie")), *families, in_unit(ENGAGEMENTS))
    rows: list[tuple[Cell, ...]] = [
        (
            Name(name_of_tie(scene.published, *ends), _carried(scene, tie_path(*ends))),
            *(ties[ends].get(family, 0) for family in schema.FAMILIES),
            sum(ties[ends].values()),
        )
        for ends in ordered
    ]
    return _sheet("connections-map", columns, rows)


def _sheet(name: str, columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]]) -> Sheet:
    return Sheet(name, "", tuple(columns), len(rows), rows.__getitem__)


def _place_sheet(scene: Scene, field: str, places: Sequence[Valued], whole: float) -> Sheet:
    columns = (*_ranked(field), in_unit(scene.unit), _share())
    return _sheet(
        MAPS[field], columns, _rows(scene, field, places, lambda place: _part(scene, place.mark.count, whole))
    )


def _source_sheet(scene: Scene, field: str, places: Sequence[Valued]) -> Sheet:
    behind = behind_places(scene, field)
    columns = (*_ranked(field), Column(_("Distinct sources"), 0), Column(_("Publishers"), 0), in_unit(scene.unit))

    def numbers(place: Valued) -> tuple[Cell, ...]:
        found = behind.get(place.mark.code)
        return place.value, found.publishers if found else 0, place.mark.count

    return _sheet(MAPS[field], columns, _rows(scene, field, places, numbers))


def _bar_sheet(scene: Scene, field: str, further: tuple[Column, ...]) -> Sheet:
    whole, catalogue = whole_of(scene, field), scene.published.catalogue
    marks = [Valued(mark, mark.count) for mark in marks_of(scene, field)]
    columns = (*_ranked(field), in_unit(scene.unit), _share(), *further)

    def numbers(place: Valued) -> tuple[Cell, ...]:
        family = [schema.FAMILIES[schema.FAMILY_OF_TYPE[place.mark.code]]] if further else []
        return (*_part(scene, place.mark.count, whole), *family)

    def named(place: Valued) -> Name:
        toggled = scene.own.selection.toggle(field, place.mark.code, catalogue)
        return _chosen(scene, place.mark.name, toggled)

    return _sheet(f"{field}-bars", columns, _rows(scene, field, marks, numbers, named))


def _ranked(field: str) -> tuple[Column, Column]:
    return Column(schema.CHOICES[field].label), Column(_("Rank"), 0)


def _rows(
    scene: Scene,
    field: str,
    places: Sequence[Valued],
    numbers: Callable[[Valued], tuple[Cell, ...]],
    named: Callable[[Valued], Name] | None = None,
) -> list[tuple[Cell, ...]]:
    """A row for each place: name, rank and numbers, highest value first, equal ones by name; none where all are 0."""
    rank = ranks({place.mark.code: place.value for place in places})
    if not rank:
        return []
    ordered = sorted(places, key=lambda place: (-place.value, place.mark.name))
    name = named or (lambda place: _page(scene, field, place.mark.code))
    return [(name(place), rank.get(place.mark.code, "–"), *numbers(place)) for place in ordered]


def _share() -> Column:
    return Column(_("Share of all, %"), 1)


def _part(scene: Scene, count: float, whole: float | None = None) -> tuple[Cell, ...]:
    of = scene.counted if whole is None else whole
    return count, 100 * count / of if of else 0.0


def _count(scene: Scene, mark: Mark) -> Column:
    return Column(mark.name, 0, unit=scene.unit)


def _linked(scene: Scene, mark: Mark) -> Name:
    field, _equals, code = mark.clause.partition("=")
    return replace(_page(scene, field, code), text=mark.name)


def _page(scene: Scene, field: str, code: str) -> Name:
    """A name with the address of its page; an issue has none."""
    href = _carried(scene, path_of(field, code)) if field in KIND_OF else ""
    return Name(scene.label(field, code), href)


def _carried(scene: Scene, path: str) -> str:
    return carried(path, travelling(scene.address.look))


def _chosen(scene: Scene, text: str, selection: Selection) -> Name:
    """A name that leads to what a click on its bar shows."""
    return Name(text, f"{scene.path}{replace(scene.own, selection=selection).search()}")
