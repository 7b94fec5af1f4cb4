"""Dates as people write them, read as partial dates: "May 2019", "5/3/19", "Spring 2019", "2019-2021", Excel's numbers.

No part that is not written is ever made up: what names a year stays a year. ISO 8601 itself is in ``dates``.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from dateutil import parser as dateutil_parser
from openpyxl.utils.datetime import from_excel

from dashboard.dates import is_partial_date
from dashboard.saying import later

EXACT, READ, LIKELY, DOUBTFUL = 100, 97, 92, 80
"""Scores: ISO 8601; written out; one reading of two, or less precise than written; a person decides (below 90)."""

ONGOING = frozenset(
    {"ongoing", "present", "current", "now", "today", "continuing", "active", "to date", "date", "open"}
)
MONTHS = [month.lower() for month in calendar.month_name[1:]]
_MONTH_NAME = re.compile(rf"\b({'|'.join(f'{month[:3]}({month[3:]})?' for month in MONTHS)}|sept)\b\.?")
_LOOSE_WORD = (
    r"(?:spring|summer|fall|autumn|winter|early|late|mid|middle|beginning|start|end|circa|ca|c|about|around|approx"
    r"|approximately|fy|cy|fiscal|calendar|academic|school|year|q[1-4]|[1-4]q|h[12]|first|second|third|fourth|1st|2nd"
    r"|3rd|4th|quarter|half|of|the)[\s.,-]*"
)
_YEAR = r"(?:1[7-9]|20)\d\d"
_LOOSE_YEAR = re.compile(rf"(?:{_LOOSE_WORD})+({_YEAR})|({_YEAR})\s*\(?(?:{_LOOSE_WORD})+\)?")
_BEFORE = re.compile(r"(?:from|since|starting|began|begun|signed|established|est\.?|in|on|as of)\s+")
_BESIDE_A_MONTH = re.compile(
    r"(?<=\d)(?:st|nd|rd|th)\b|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"|\b(?:of|the|in|on)\b|[,.]"
)
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|'?\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[/.](\d{1,2})")
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})")
_YEARS = re.compile(rf"({_YEAR})\s*[-–—/]\s*(\d\d|{_YEAR})(?: (?:school|academic|fiscal) years?)?")
_SERIAL = re.compile(r"\d{4,5}(\.\d+)?")
_TIME = re.compile(r"(?:[t\s]+|,\s*)\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([ap]\.?m\.?)?\s*(z|utc|[+-]\d\d:?\d\d)?$")
_FROM_TO = re.compile(r"\s*(?:\s[-–—]+\s|[–—]+|(?<=\d{4})-(?=[a-z])|\b(?:to|through|thru|until|till)\b)\s*")
_DAYS = re.compile(r"(?P<month>[a-z]+\.?)\s+(?P<first>\d{1,2})\s*[-–—]\s*(?P<last>\d{1,2}),?\s+(?P<year>\d{4})")
_DAYS_BEFORE = re.compile(r"(?P<first>\d{1,2})\s*[-–—]\s*(?P<last>\d{1,2})\s+(?P<month>[a-z]+\.?),?\s+(?P<year>\d{4})")
_MONTH_RANGE = re.compile(r"(?P<first>[a-z]+\.?)\s*[-–—/]\s*(?P<last>[a-z]+\.?),?\s+(?P<year>\d{4})")

DOUBT = later("there was a question mark behind it")
PIVOT = 50
"""A year of two digits below this is of this century."""
SERIALS = (12_000, 73_050)
"""Excel's numbers of days that are taken for dates: 1932 to 2099."""


@dataclass(frozen=True)
class DateGuess:
    """What a text says: partial dates (ISO 8601, "" where not said), ``score`` 0 to 100, and a note for a reader."""

    start: str
    end: str = ""
    score: int = READ
    note: str = ""
    ongoing: bool = False


@lru_cache(100_000)
def read_dates(text: str, serials: bool = False) -> tuple[DateGuess, ...]:
    """What the text may say, the likeliest first; empty where it says no date.

    ``serials``: whether numbers such as 43588 are days as Excel counts them, which only a column of dates is.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split()).strip(" .,;").replace("’", "'").lower()
    if plain.endswith("?"):
        asked = read_dates(plain.rstrip(" ?"), serials)
        return tuple(replace(guess, score=min(guess.score, LIKELY), note=DOUBT) for guess in asked)
    if not plain:
        return ()
    if is_partial_date(plain):
        return (_iso(plain),)
    plain = _BEFORE.sub("", plain) if _BEFORE.match(plain) else plain
    for reading in (_whole, _range):
        if found := tuple(reading(plain, serials)):
            return found
    return ()


def _iso(plain: str) -> DateGuess:
    if len(plain) == len("2010-11") and int(plain[5:]) == int(plain[2:4]) + 1:
        return DateGuess(plain, score=LIKELY, note=_month_or_years(plain))
    return DateGuess(plain, score=EXACT)


def _month_or_years(plain: str) -> str:
    return later("read as a month; it may mean {first} to {last}", first=plain[:4], last=f"{plain[:2]}{plain[5:]}")


def _whole(plain: str, serials: bool) -> Iterator[DateGuess]:
    if plain in ONGOING:
        yield DateGuess("", score=LIKELY, note=later("says no date, only that it goes on"), ongoing=True)
        return
    if serials and _SERIAL.fullmatch(plain) and SERIALS[0] <= float(plain) <= SERIALS[1]:
        day = from_excel(int(float(plain)))
        yield DateGuess(day.date().isoformat(), score=LIKELY, note=later("a number of days as Excel counts them"))
        return
    yield from _one(_TIME.sub("", plain))


def _one(plain: str) -> Iterator[DateGuess]:
    """One date: in digits, with the name of a month, or a year with words."""
    for guess in (*_in_digits(plain), *_with_month(plain), *_year_with_words(plain)):
        if is_partial_date(guess.start):
            yield guess


def _in_digits(plain: str) -> Iterator[DateGuess]:
    if is_partial_date(plain):
        yield DateGuess(plain)
    elif found := _NUMBERS.fullmatch(plain):
        yield from _month_and_day(int(found[1]), int(found[3]), found[4].strip("'"))
    elif found := _YEAR_FIRST.fullmatch(plain):
        yield DateGuess(f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}")
    elif found := _MONTH_YEAR.fullmatch(plain):
        yield DateGuess(f"{found[2]}-{int(found[1]):02}")
    elif found := _YEAR_MONTH.fullmatch(plain):
        yield DateGuess(f"{found[1]}-{int(found[2]):02}")
    elif re.fullmatch(r"\d{8}", plain):
        yield DateGuess(f"{plain[:4]}-{plain[4:6]}-{plain[6:]}")


def _month_and_day(first: int, second: int, year: str) -> Iterator[DateGuess]:
    """Month before day, as in the United States; the other order, too, where both can be months."""
    full = year if len(year) == 4 else _century(year)
    note = "" if len(year) == 4 else later("read as {year}", year=full)
    both = first <= 12 and second <= 12 and first != second
    if first <= 12:
        american = later("month before day; it may be the other way round") if both else note
        yield DateGuess(f"{full}-{first:02}-{second:02}", score=LIKELY if american else READ, note=american)
    if second <= 12 and first != second:
        other = later("day before month") if both else note
        yield DateGuess(f"{full}-{second:02}-{first:02}", score=DOUBTFUL if both else LIKELY, note=other)


def _century(year: str) -> str:
    return f"20{year}" if int(year) < PIVOT else f"19{year}"


def _with_month(plain: str) -> Iterator[DateGuess]:
    """A date with the name of a month, by dateutil: parts that change with its default were not written."""
    if not _MONTH_NAME.search(plain):
        return
    short = re.fullmatch(r"([a-z]+)\.?[\s-]*'?(\d{2})", plain)
    if short and ("'" in plain or "-" in plain):
        yield from _with_month(f"{short[1]} {_century(short[2])}")
        return
    text = " ".join(_BESIDE_A_MONTH.sub(" ", plain).split())
    digits = sorted(map(len, re.findall(r"\d+", text)))
    bare = re.sub(r"\d+", " ", _MONTH_NAME.sub(" ", text, count=1)).replace("-", " ").replace("/", " ")
    if digits not in ([4], [1, 4], [2, 4]) or bare.strip():
        return
    first, second = (_parsed(text, default) for default in (datetime(1804, 1, 1), datetime(1808, 3, 3)))
    if first and second and first.year == second.year and first.month == second.month:
        yield DateGuess(first.date().isoformat() if first.day == second.day else f"{first:%Y-%m}")


def _parsed(text: str, default: datetime) -> datetime | None:
    try:
        return dateutil_parser.parse(text, default=default, ignoretz=True)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None


def _year_with_words(plain: str) -> Iterator[DateGuess]:
    found = _LOOSE_YEAR.fullmatch(plain)
    if found:
        year = next(part for part in found.groups() if part and re.fullmatch(r"\d{4}", part))
        yield DateGuess(year, score=LIKELY, note=later("only the year of '{text}' is kept", text=plain))


def _range(plain: str, _: bool) -> Iterator[DateGuess]:
    """Start and end: of years, of days in a month, of months in a year, of any two dates; "since" and "until"."""
    if found := _YEARS.fullmatch(plain):
        short = len(found[2]) == 2
        last = found[1][:2] + found[2] if short else found[2]
        if not short or last > found[1]:
            yield from _between(found[1], last, LIKELY if short else READ)
        return
    for pattern, written in _IN_A_MONTH:
        if (found := pattern.fullmatch(plain)) and (both := written(found.groupdict())):
            first, last = (next(_one(each), None) for each in both)
            if first and last:
                yield from _between(first.start, last.start, READ)
                return
    yield from _two_dates(plain)


def _days_of(part: dict[str, str]) -> tuple[str, str]:
    return (
        f"{part['month']} {part['first']} {part['year']}",
        f"{part['month']} {part['last']} {part['year']}",
    )


_IN_A_MONTH: tuple[tuple[re.Pattern[str], Callable[[dict[str, str]], tuple[str, str]]], ...] = (
    (_DAYS, _days_of),
    (_DAYS_BEFORE, _days_of),
    (_MONTH_RANGE, lambda part: (f"{part['first']} {part['year']}", f"{part['last']} {part['year']}")),
)


def _two_dates(plain: str) -> Iterator[DateGuess]:
    parts = [part.strip(" ,.;") for part in _FROM_TO.split(plain)]
    if len(parts) == 1 and (tail := re.fullmatch(r"(.*\d)\s*-\s*([a-z ]*)", parts[0])):
        parts = [tail[1], tail[2]]
    if len(parts) != 2:
        return
    first, last = (next(_one(part), None) for part in parts)
    if last and not first and len(last.start) > 4:
        first = next(_one(f"{parts[0]} {last.start[:4]}"), None)
    if first and (parts[1] in ONGOING or not parts[1]):
        yield DateGuess(first.start, score=min(READ, first.score), note=first.note, ongoing=True)
    elif first and last:
        yield from _between(first.start, last.start, min(first.score, last.score), first.note or last.note)
    elif last and not parts[0]:
        yield DateGuess("", last.start, last.score, last.note)


def _between(first: str, last: str, score: int, note: str = "") -> Iterator[DateGuess]:
    if is_partial_date(first) and is_partial_date(last):
        same = later("one date was meant twice: {date}", date=first) if first == last else note
        yield DateGuess(
            first, last, score if first <= last else DOUBTFUL, same if first <= last else later("ends before it begins")
        )
