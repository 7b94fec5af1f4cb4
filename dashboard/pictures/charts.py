"""The pictures of the charts over one field: issues, types, and the timeline.

Each leaves its own clause out and marks what is chosen; its note says where the numbers add up to something else.
"""

from __future__ import annotations

from dashboard import schema
from dashboard.dates import by_date
from dashboard.figures.bars import bars
from dashboard.figures.dates import dates_figure
from dashboard.figures.picture import KeyEntry, Mark, Picture, ordinal, ranks
from dashboard.figures.time import span_of, timeline
from dashboard.published import Asked
from dashboard.query import ByDate, ByYear, Rows, Undated
from dashboard.scene import Scene, count_question
from dashboard.selection import YEARS, Address
from dashboard.wording import counted, dated_words


def issue_questions(address: Address) -> list[Asked]:
    """Counts by issue, and how many engagements they are counted over."""
    return [count_question(address.selection, "issue"), (Rows(), address.selection.without("issue"))]


def issue_picture(scene: Scene) -> Picture:
    """On what? An engagement counts once for each of its issues."""
    counts = scene.counts("issue")
    rows = int(scene.answers[Rows(), scene.selection.without("issue")][0, 0])
    total = sum(counts.values())
    note = (
        f"An engagement can have up to {schema.MOST_ISSUES} issues: the bars add up to {total:,}, "
        f"over {counted(rows, 'engagement')}."
    )
    return Picture(bars(_marks(scene, "issue", counts), scene.theme), note if total != rows else "")


def type_questions(address: Address) -> list[Asked]:
    """Counts by engagement type."""
    return [count_question(address.selection, "type")]


def type_picture(scene: Scene) -> Picture:
    """In what form? Types in the colours of their families."""
    colours = {code: scene.theme.families[family] for code, family in schema.FAMILY_OF_TYPE.items()}
    figure = bars(_marks(scene, "type", scene.counts("type")), scene.theme, colours)
    return Picture(figure, key=_families(scene))


def time_questions(address: Address) -> list[Asked]:
    """Counts by year and family, and how many have no date."""
    others = address.selection.without(*YEARS)
    return [(ByYear(), others), (Undated(), others)]


def time_picture(scene: Scene) -> Picture:
    """When? Dated engagements by the year in which they started."""
    others = scene.selection.without(*YEARS)
    answer = scene.answers[ByYear(), others]
    keys = zip(answer["year"].to_list(), answer["family"].to_list(), strict=True)
    counts = dict(zip(keys, answer["count"].to_list(), strict=True))
    undated = int(scene.answers[Undated(), others][0, 0])
    picked = (scene.selection.year_from, scene.selection.year_to)
    span = span_of(counts, picked)
    notes = []
    if span.earlier:
        older = sum(count for (year, _), count in counts.items() if year in span.earlier)
        notes.append(f"The first bar holds the {older:,} from {span.earlier.start} to {span.earlier.stop - 1}.")
    if undated:
        notes.append(f"{counted(undated, 'engagement')} without a date cannot be placed in time.")
    return Picture(timeline(counts, span, picked, scene.theme), " ".join(notes), _families(scene))


def dates_questions(address: Address) -> list[Asked]:
    """Counts by partial date and family, and how many have no date."""
    others = address.selection.without(*YEARS)
    return [(ByDate(), others), (Undated(), others)]


def dates_picture(scene: Scene) -> Picture:
    """When, and how precisely known? Every date in the lane of its precision."""
    others = scene.selection.without(*YEARS)
    answer = scene.answers[ByDate(), others]
    keys = zip(answer["date"].to_list(), answer["family"].to_list(), strict=True)
    counts = dict(zip(keys, answer["count"].to_list(), strict=True))
    undated = int(scene.answers[Undated(), others][0, 0])
    dates = by_date((day, count) for (day, _), count in counts.items())
    note = f"{dated_words(dates, undated)} Each mark is as wide as what is known of its date."
    figure = dates_figure(counts, scene.selection.year_from, scene.selection.year_to, scene.theme)
    return Picture(figure, note if counts else "Nothing here is dated.", _families(scene))


def _marks(scene: Scene, field: str, counts: dict[str, int]) -> list[Mark]:
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
        )
        for code, label in vocabulary.items()
    ]


def _families(scene: Scene) -> tuple[KeyEntry, ...]:
    return tuple(KeyEntry(scene.theme.families[family], label) for family, label in schema.FAMILIES.items())
