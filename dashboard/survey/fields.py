"""Cells that stand for one column of the table: states, codes, issues, dates, addresses, plain text.

Actors and counterparts, which take several columns together, are in ``actors`` and ``counterparts``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dashboard.date_words import DateGuess, read_dates
from dashboard.naming.gazetteer import Gazetteer
from dashboard.naming.guesses import ALTERNATIVE, SURE, Guess, key_of
from dashboard.naming.splitting import parted
from dashboard.saying import later
from dashboard.schema import ISSUE_SEPARATOR
from dashboard.survey.readings import Asked, Decisions, Reading, Refused, Taken, is_blank, settled, together

WITHOUT_SCHEME = re.compile(r"(www\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?", re.IGNORECASE)
CODED = ("engagement_type", "status", "source_kind")
DATES = ("start_date", "end_date")


def read_code(names: Gazetteer, decisions: Decisions, column: str, text: str) -> Reading:
    """A code of a vocabulary; a text that is none stays, for the rules of the table to refuse."""
    if is_blank(text) and (column, "") not in decisions:
        return Reading({column: ""})
    chosen = decisions.get((column, key_of(text)), "")
    parts = parted(text, lambda part: bool(names.words[column].exact(part)))
    if len(parts) > 1 and not chosen:
        return Reading(
            {column: text},
            refused=(Refused(column, text, later("names {n} things", n=len(parts)), later("write a row for each")),),
        )
    guess, said = settled(column, text, names.codes(column, text), names.words[column].of_code(chosen))
    return together([Reading({column: guess.code if guess else text}), said])


def read_issues(names: Gazetteer, decisions: Decisions, text: str) -> Reading:
    """Codes of issues joined as in the table; an unknown word among them stays, for the rules to refuse."""
    lexicon = names.words["issues"]
    if is_blank(text):
        text = ""
    readings: list[Reading] = []
    codes: dict[str, None] = {}
    for part in parted(text, lambda each: bool(lexicon.exact(each))) or [""]:
        chosen = decisions.get(("issues", key_of(part)), "").split(ISSUE_SEPARATOR)
        if chosen != [""]:
            codes |= dict.fromkeys(chosen)
            continue
        guess, said = settled("issues", part, _issues(names, part), None)
        codes[guess.code if guess else part] = None
        readings.append(said)
    return together([*readings, Reading({"issues": ISSUE_SEPARATOR.join(codes)})])


def _issues(names: Gazetteer, part: str) -> Sequence[Guess]:
    """What an issue may be; of an engagement without any, general ties, to decide on."""
    if part:
        return names.issues(part)
    general = names.words["issues"].of_code("general_ties")
    return [general.capped(75, later("no issue is given"))] if general else []


def read_period(decisions: Decisions, start: str, end: str, serials: bool) -> Reading:
    """Start and end from their cells; where only one cell is given it may say both."""
    first = _date(decisions, "start_date", start, serials)
    last = _date(decisions, "end_date", end, serials)
    values = dict(first.values)
    if last.values.get("end_date"):
        values["end_date"] = last.values["end_date"]
    return together([first, last, Reading(values)])


def _date(decisions: Decisions, column: str, text: str, serials: bool) -> Reading:
    if is_blank(text):
        return Reading({column: ""})
    chosen = decisions.get((column, key_of(text)))
    if chosen is not None:
        return Reading({column: chosen})
    guesses = read_dates(text, serials)
    if not guesses:
        return Reading({column: text})
    best = guesses[0]
    values = (
        {"start_date": best.start, "end_date": best.end} if column == "start_date" else {column: best.end or best.start}
    )
    return together([Reading(values), _said(column, text, guesses)])


def _said(column: str, text: str, dates: Iterable[DateGuess]) -> Reading:
    shown = [
        Guess(
            date.start or date.end,
            " to ".join(filter(None, (date.start, date.end))),
            date.score,
            "spelling",
            note=date.note,
        )
        for date in dates
    ]
    if shown[0].sure:
        return Reading(taken=(Taken(column, text, shown[0]),) if shown[0].score < ALTERNATIVE else ())
    return Reading(asked=(Asked(column, text, tuple(shown), shown[0].note),))


def dates_otherwise(texts: Iterable[str]) -> bool:
    """Whether a column that is no Excel sheet's has dates where it has no bare numbers: its numbers are days then."""
    words = [text for text in texts if text and not re.fullmatch(r"[\d.]+", text)]
    return bool(words) and sum(bool(read_dates(text)) for text in words) > len(words) / 2


def read_address(text: str) -> Reading:
    """A web address; one without its beginning is completed."""
    if is_blank(text):
        return Reading({"source_url": ""})
    if not WITHOUT_SCHEME.fullmatch(text):
        return Reading({"source_url": text})
    guess = Guess(f"https://{text}", f"https://{text}", SURE, "spelling", note=later("https:// put before it"))
    return Reading({"source_url": guess.code}, taken=(Taken("source_url", text, guess),))


def read_text(column: str, texts: Sequence[str]) -> Reading:
    """Plain text, without line breaks; several cells one after the other."""
    return Reading({column: " ".join(" ".join(text.split()) for text in texts if not is_blank(text))})
