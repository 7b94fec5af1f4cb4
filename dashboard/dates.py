"""Partial dates: ISO 8601 of year, month or day precision as text, their order, what a wrong one may mean.

No frame is known here; which columns hold dates is said in ``schema``.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import TypeVar

from dashboard.schema import FIRST_YEAR, LAST_YEAR

Count = TypeVar("Count", int, float)

_PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_DAY_FORMATS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%m-%d-%Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%B %d %Y",
    "%b %d %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
)
_MONTH_FORMATS = ("%Y-%m", "%Y/%m", "%Y.%m", "%m/%Y", "%m-%Y", "%B %Y", "%b %Y", "%b-%Y", "%Y %B", "%Y %b")
_NOISE = re.compile(r"(?<=[0-9])(st|nd|rd|th)\b|[,.](?=\s)|(?<=sep)t(?=\W)")
_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")


def is_partial_date(text: str) -> bool:
    """Say whether ``text`` is a real date of year, month or day precision within the schema's years."""
    if not _PARTIAL.fullmatch(text):
        return False
    try:
        day = date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return FIRST_YEAR <= day.year <= LAST_YEAR


def is_day(text: str) -> bool:
    """Say whether ``text`` is a partial date of day precision."""
    return len(text) == len("2019-05-31") and is_partial_date(text)


def is_before(earlier: str, later: str) -> bool:
    """Compare two partial dates at the coarser of their precisions: 2018 is before 2019-05, 2019 is not."""
    return earlier < later and not later.startswith(earlier)


def last_day(partial_date: str) -> str:
    """The last day that a partial date may mean, as ISO 8601: 2019 → 2019-12-31; '' for ''."""
    if len(partial_date) == len("2019"):
        return f"{partial_date}-12-31"
    if len(partial_date) == len("2019-05"):
        year, month = map(int, partial_date.split("-"))
        return f"{partial_date}-{calendar.monthrange(year, month)[1]}"
    return partial_date


def likely_dates(text: str) -> tuple[str, ...]:
    """Return the partial dates that ``text`` may mean, month before day first; empty where none is likely."""
    found = dict.fromkeys(iso for iso in _readings(text) if is_partial_date(iso))
    return tuple(found)


def likely_days(text: str) -> tuple[str, ...]:
    """Return those of ``likely_dates`` that are days."""
    return tuple(day for day in likely_dates(text) if is_day(day))


def by_date(counts: Iterable[tuple[str, Count]]) -> dict[str, Count]:
    """Partial date → the sum of its counts, earliest first, for pairs of date and count in which dates repeat."""
    totals: dict[str, Count] = {}
    for day, count in counts:
        totals[day] = totals[day] + count if day in totals else count
    return dict(sorted(totals.items()))


def _readings(text: str) -> Iterator[str]:
    """Return the readings of the finest precision that has any: days, else months, else the first year."""
    plain = _NOISE.sub("", " ".join(text.split()).lower())
    days = [*_parsed(plain, _DAY_FORMATS, "%Y-%m-%d"), plain[:10]]
    months = [*_parsed(plain, _MONTH_FORMATS, "%Y-%m"), plain[:7]]
    for found in (filter(is_day, days), filter(is_partial_date, months), _YEAR.findall(plain)[:1]):
        readings = list(found)
        if readings:
            return iter(readings)
    return iter(())


def _parsed(text: str, formats: tuple[str, ...], iso: str) -> list[str]:
    found = []
    for pattern in formats:
        with suppress(ValueError):
            found.append(datetime.strptime(text, pattern).strftime(iso))
    return found
