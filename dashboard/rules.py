"""What a good value is, for each type of column in the schema: a check, and words for what fails it.

Rules that compare columns or rows are in ``row_rules``; checking a table against both is done in ``data``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.dates import is_day, is_partial_date, likely_dates, likely_days
from dashboard.reference import Reference
from dashboard.saying import Later, later
from dashboard.schema import COLUMNS, FIRST_YEAR, ISSUE_SEPARATOR, LAST_YEAR, MOST_ISSUES, Column
from dashboard.suggestions import in_english, named_otherwise, nearest, places_otherwise, question

Words = tuple[str, str]
"""The reason why a value is bad, and what to do about it, to be said by ``in_words``."""

WEB_ADDRESS = r"[hH][tT][tT][pP][sS]?://[^\s/?#:@.]+(\.[^\s/?#:@.]+)+\.?(:[0-9]{1,5})?([/?#]\S*)?"
CONTROL_CHARACTER = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"

NOT_A_DATE = later(
    "is not a date such as 2019, 2019-05 or 2019-05-31 from {first} to {last}", first=FIRST_YEAR, last=LAST_YEAR
)
"""The reason why a partial date is bad."""

OTHER_STATE_NAMES = {"washington dc": "DC", "cnmi": "MP"}
OTHER_COUNTRY_NAMES = {
    "britain": "GBR",
    "cape verde": "CPV",
    "czech republic": "CZE",
    "east timor": "TLS",
    "england": "GBR",
    "great britain": "GBR",
    "holland": "NLD",
    "ivory coast": "CIV",
    "northern ireland": "GBR",
    "palestine": "PSE",
    "prc": "CHN",
    "republic of korea": "KOR",
    "scotland": "GBR",
    "swaziland": "SWZ",
    "viet nam": "VNM",
    "wales": "GBR",
}
"""Names that people write and that likeness alone would misread, folded, with their codes."""


@dataclass(frozen=True)
class ValueRule:
    """A rule over one column: ``holds`` says which values are good, ``explain`` what is wrong with one."""

    column: str
    holds: Callable[[pd.Series], pd.Series]
    explain: Callable[[str], Words]


def value_rules(reference: Reference) -> Iterator[ValueRule]:
    """Yield the rules of every column: required cells first, then those of its type."""
    for column in COLUMNS:
        if column.required:
            yield ValueRule(
                column.name, lambda values: values.ne(""), lambda _: (later("is empty"), later("fill it in"))
            )
        yield from RULES_OF_TYPE[column.type](column, reference)


def each(good: Callable[[str], bool]) -> Callable[[pd.Series], pd.Series]:
    """Turn a test of one value into a check of a column, once for each distinct value; empty ones pass."""

    def check(values: pd.Series) -> pd.Series:
        return values.isin([value for value in values.unique() if value == "" or good(value)])

    return check


def _text(column: Column, _: Reference) -> Iterator[ValueRule]:
    yield ValueRule(
        column.name,
        lambda values: ~values.str.contains(CONTROL_CHARACTER),
        lambda _: (
            later("has a control character that cannot be shown"),
            later("delete it or type the text anew"),
        ),
    )


def _choice(column: Column, _: Reference) -> Iterator[ValueRule]:
    labels = column.vocabulary or {}
    yield ValueRule(
        column.name,
        each(labels.__contains__),
        lambda value: (
            later("is not one of [{codes}]", codes=", ".join(labels)),
            _ask(_nearest(value, labels), later("write one of them")),
        ),
    )


def _choices(column: Column, _: Reference) -> Iterator[ValueRule]:
    labels = column.vocabulary or {}

    def known(value: str) -> bool:
        return all(code in labels for code in value.split(ISSUE_SEPARATOR))

    def unknown(value: str) -> Words:
        wrong = ", ".join(repr(code) for code in value.split(ISSUE_SEPARATOR) if code not in labels)
        reason = later("has {wrong}, not of [{codes}]", wrong=wrong, codes=", ".join(labels))
        return reason, _ask(_mended(value, labels), later("write some of them"))

    yield ValueRule(column.name, each(known), unknown)
    yield ValueRule(
        column.name,
        each(lambda value: len(value.split(ISSUE_SEPARATOR)) <= MOST_ISSUES),
        lambda value: (
            later("has {n} codes where {most} are allowed", n=len(value.split(ISSUE_SEPARATOR)), most=MOST_ISSUES),
            later("keep the {most} that matter most", most=MOST_ISSUES),
        ),
    )
    yield ValueRule(
        column.name,
        each(lambda value: len(set(value.split(ISSUE_SEPARATOR))) == len(value.split(ISSUE_SEPARATOR))),
        lambda value: (
            later("names a code twice"),
            question([ISSUE_SEPARATOR.join(dict.fromkeys(value.split(ISSUE_SEPARATOR)))]),
        ),
    )


def _mended(value: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return ``value`` with the likeliest code for each part, whatever separates them, if all have one."""
    parts = [part.strip() for part in value.replace(",", "|").replace(";", "|").split(ISSUE_SEPARATOR)]
    found = [part if part in labels else next(iter(_nearest(part, labels)), "") for part in parts if part]
    return (ISSUE_SEPARATOR.join(dict.fromkeys(found)),) if found and all(found) else ()


def _usps(column: Column, reference: Reference) -> Iterator[ValueRule]:
    names = reference.state_names
    others = places_otherwise("state", names) | OTHER_STATE_NAMES
    yield ValueRule(
        column.name,
        each(names.__contains__),
        lambda value: (
            later("is not the USPS code of a state, district or territory"),
            _ask(nearest(value, names, others), later("look it up in states.csv"), names),
        ),
    )


def _iso3(column: Column, reference: Reference) -> Iterator[ValueRule]:
    names = reference.country_names
    two_letters = reference.countries["iso2"].str.lower()
    others = (
        places_otherwise("country", names)
        | OTHER_COUNTRY_NAMES
        | dict(zip(two_letters, reference.countries["iso3"], strict=True))
    )
    yield ValueRule(
        column.name,
        each(names.__contains__),
        lambda value: (
            later("is not an ISO 3166-1 alpha-3 code"),
            _ask(nearest(value, names, others), later("look it up in countries.csv"), names),
        ),
    )


def _partial_date(column: Column, _: Reference) -> Iterator[ValueRule]:
    yield ValueRule(
        column.name,
        each(is_partial_date),
        lambda value: (
            NOT_A_DATE,
            _ask(likely_dates(value), later("write it so, or leave it empty if it is not known")),
        ),
    )


def _date(column: Column, _: Reference) -> Iterator[ValueRule]:
    yield ValueRule(
        column.name,
        each(is_day),
        lambda value: (
            later("is not a day such as 2019-05-31 from {first} to {last}", first=FIRST_YEAR, last=LAST_YEAR),
            _ask(likely_days(value), later("write year, month and day")),
        ),
    )


def _url(column: Column, _: Reference) -> Iterator[ValueRule]:
    def explain(value: str) -> Words:
        guess = f"https://{value.partition('://')[2] or value}"
        mended = pd.Series([guess]).str.fullmatch(WEB_ADDRESS).any() and ":" not in guess[len("https://") :]
        return (
            later("is not a web address of http or https with a host"),
            _ask((guess,) * bool(mended), later("give the address of the page, such as https://example.org/page")),
        )

    yield ValueRule(column.name, lambda values: values.eq("") | values.str.fullmatch(WEB_ADDRESS), explain)


RULES_OF_TYPE: Mapping[str, Callable[[Column, Reference], Iterator[ValueRule]]] = {
    "text": _text,
    "choice": _choice,
    "choices": _choices,
    "usps": _usps,
    "iso3": _iso3,
    "partial_date": _partial_date,
    "date": _date,
    "url": _url,
}


def _nearest(value: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    """By the labels of the table's language, and by those of others where they are written in full."""
    return nearest(value, in_english(labels), named_otherwise(labels))


def _ask(codes: tuple[str, ...], otherwise: Later, labels: Mapping[str, str] | None = None) -> Later:
    return question(codes, labels) if codes else otherwise
