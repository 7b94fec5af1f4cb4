"""What a form of engagements means, and what keeps it from being sent: rows of the table, problems field by field.

How the texts were posted is in ``form``; nothing is written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.contribute.form import MOST_ENGAGEMENTS, OFFICE, TYPED, Entry, Form
from dashboard.contribute.known import Known
from dashboard.contribute.sentences import (
    LABELS,
    label_of,
    problem_of_email,
    sentence,
    suggested_title,
    words_for_unknown,
)
from dashboard.date_words import DateGuess, read_dates
from dashboard.language import gettext as _
from dashboard.rules import WEB_ADDRESS
from dashboard.schema import COLUMN_NAMES
from dashboard.store.review import Check

Row = dict[str, str]

PERSONAL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}|(?<!\d)(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)", re.I)
"""E-mail addresses and telephone numbers, which no published text is to hold."""

PUBLISHED = ("us_actor", "counterpart", "title", "summary", "source_name")


@dataclass(frozen=True)
class Problem:
    """Why a form cannot be sent as it is. ``field``: the name of the field on the page; ``words``: a whole sentence."""

    field: str
    words: str


@dataclass(frozen=True)
class Checked:
    """A form with what could be filled in, the row of each of its engagements, and its problems in the page's order."""

    form: Form
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Rules:
    """What a form is held to. ``check``: the table's rules; ``today``: ISO 8601; ``address``: of the dashboard."""

    known: Known
    check: Check
    today: str
    address: str


def check_form(form: Form, rules: Rules) -> Checked:
    """Read every engagement and check it, alone and beside the others."""
    problems = [*_of_sender(form), *_of_number(form)]
    entries, rows = [], []
    for entry in form.entries:
        filled, row, found = _read(entry, rules)
        entries.append(filled)
        rows.append(row)
        problems += found
    read = replace(form, entries=tuple(entries))
    problems += [Problem(name, _unshown(name)) for name in sorted(form.mended)]
    problems += _by_the_table(read, rows, rules, {problem.field for problem in problems})
    return Checked(read, tuple(rows), tuple(sorted(problems, key=lambda problem: _place(problem, read))))


def differences(current: Mapping[str, str], row: Mapping[str, str], only_filled: bool = False) -> Row:
    """The columns that a correction changes; ``only_filled``: what the row does not say changes nothing."""
    own = ("id", "collection_track", "accessed")
    changed = {name: row[name] for name in COLUMN_NAMES if name not in own and row[name] != current[name]}
    kept = {name: value for name, value in changed.items() if value or not only_filled}
    return {**kept, "accessed": row["accessed"]} if "source_url" in kept else kept


def _unshown(field: str) -> str:
    return _("{field} had characters that cannot be shown. They are taken out: look at it and go on.").format(
        field=label_of(field)
    )


def _of_sender(form: Form) -> Iterator[Problem]:
    if not form.office:
        yield Problem("office", _("Name the office you write for, such as “Office of the Mayor, Austin”."))
    elif len(form.office) > OFFICE:
        words = _("The name of the office has {n} characters; at most {most}.")
        yield Problem("office", words.format(n=len(form.office), most=OFFICE))
    if not form.email:
        yield Problem("email", _("Give your work e-mail: the receipt and questions go there."))
    elif wrong := problem_of_email(form.email):
        yield Problem("email", wrong)


def _of_number(form: Form) -> Iterator[Problem]:
    if len(form.entries) > MOST_ENGAGEMENTS:
        more = len(form.entries) - MOST_ENGAGEMENTS
        yield Problem(
            form.entries[MOST_ENGAGEMENTS].at("us_actor"),
            _("At most {most} engagements go into one submission: take {more} out and send them after it.").format(
                most=MOST_ENGAGEMENTS, more=more
            ),
        )


def _read(entry: Entry, rules: Rules) -> tuple[Entry, Row, list[Problem]]:
    """The engagement with what could be filled in, as a row of the table, and what is wrong with its fields."""
    problems = [*_too_long(entry), *_not_public(entry)]
    entry = _with_party(entry, "actor", "us_actor", "us_state", rules, problems)
    entry = _with_party(entry, "counterpart", "counterpart", "counterpart_country", rules, problems)
    dates = _dates(entry, problems)
    row = {name: entry[name] for name in COLUMN_NAMES} | dates
    row |= {"id": f"new-{entry.number}", "collection_track": "voluntary", "accessed": rules.today}
    row["source_url"] = _source(entry, rules)
    row["title"] = row["title"] or suggested_title(row)
    current = rules.known.row(entry["engagement"]) if entry["engagement"] else None
    if current:
        row |= {"id": current["id"], "collection_track": current["collection_track"]}
        changed = differences(current, row)
        row["accessed"] = changed.get("accessed", current["accessed"])
        problems += _of_correction(entry, changed)
    elif entry["engagement"]:
        words = _("There is no engagement {id} any more.").format(id=entry["engagement"])
        problems.append(Problem(entry.at("us_actor"), words))
    return entry.filled({"title": row["title"]}), row, problems


def _too_long(entry: Entry) -> Iterator[Problem]:
    for name, most in TYPED.items():
        if len(entry[name]) > most:
            words = _("{field} has {n} characters; at most {most} can be kept.")
            sizes = {"n": f"{len(entry[name]):,}", "most": f"{most:,}"}
            yield Problem(entry.at(name), words.format(field=LABELS[name], **sizes))


def _not_public(entry: Entry) -> Iterator[Problem]:
    for name in PUBLISHED:
        if found := PERSONAL.search(entry[name]):
            yield Problem(
                entry.at(name),
                _("{field} is published: leave out “{found}”. Name only officials in office, no contacts.").format(
                    field=LABELS[name], found=found[0]
                ),
            )


def _with_party(entry: Entry, side: str, name: str, place: str, rules: Rules, problems: list[Problem]) -> Entry:
    """Fill in what a name means where level and place were not said."""
    level = "us_level" if side == "actor" else "counterpart_level"
    needs_place = entry[level] not in ("network", "multilateral")
    if not entry[name] or (entry[level] and (entry[place] or not needs_place)):
        return entry
    meant, guesses = rules.known.meant(side, entry[name], entry[place])
    if meant and entry[level] in ("", meant.level):
        return entry.filled(meant.fills(side))
    problems.append(Problem(entry.at(name), words_for_unknown(entry[name], side, guesses)))
    return entry


def _dates(entry: Entry, problems: list[Problem]) -> Row:
    """Partial dates of what was written; a start such as "2019-2021" says the end, too."""
    guesses = {name: _guess(entry[name]) for name in ("start_date", "end_date", "source_date")}
    for name, guess in guesses.items():
        if entry[name] and not guess:
            words = _(
                "{field}: “{written}” is not read as a date. Write it as 2019, May 2019, 5/2019 or 2019-05-03, or "
                "leave it empty."
            ).format(field=LABELS[name], written=entry[name])
            problems.append(Problem(entry.at(name), words))
    dates = {name: guess.start if guess else "" for name, guess in guesses.items()}
    start = guesses["start_date"]
    return dates if entry["end_date"] or not start else {**dates, "end_date": start.end}


def _guess(written: str) -> DateGuess | None:
    return next(iter(read_dates(written)), None) if written else None


def _source(entry: Entry, rules: Rules) -> str:
    if entry["document"]:
        return f"{rules.address}/documents/{entry['document']}"
    url = entry["source_url"]
    mended = f"https://{url}"
    is_bare = "://" not in url and ":" not in url.split("/", maxsplit=1)[0] and re.fullmatch(WEB_ADDRESS, mended)
    return mended if is_bare else url


def _of_correction(entry: Entry, changed: Row) -> Iterator[Problem]:
    if not changed:
        yield Problem(entry.at("us_actor"), _("Nothing is changed yet. Change what is wrong, then check again."))
    if not entry["reason"]:
        yield Problem(entry.at("reason"), _("Say why it is to be changed: a reviewer reads it beside the source."))


FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "us_level": ("us_actor",),
    "us_state": ("us_actor",),
    "counterpart_level": ("counterpart",),
    "counterpart_country": ("counterpart",),
    "title": ("us_actor", "counterpart", "engagement_type"),
}
"""Field → fields it is filled in from: with these it is mended, too."""


def _by_the_table(form: Form, rows: Sequence[Row], rules: Rules, known: set[str]) -> Iterator[Problem]:
    """What the table's own rules say, of fields that have no problem yet."""
    said = rules.check(rows)
    for position, entry in enumerate(form.entries):
        found: Row = {}
        for words in said.get(position, ()):
            column, _space, rest = words.partition(" ")
            found.setdefault(column, rest)
        wrong = {name for name in TYPED if name in found or entry.at(name) in known}
        for column, rest in found.items():
            field = entry.at(column if column in TYPED else "us_actor")
            if field not in known and not wrong.intersection(FOLLOWS.get(column, ())):
                yield Problem(field, sentence(column, rest, entry["start_date"]))


def _place(problem: Problem, form: Form) -> tuple[int, int]:
    number, _dash, name = problem.field.rpartition("-")
    numbers = [str(entry.number) for entry in form.entries]
    return numbers.index(number) + 1 if number in numbers else 0, [*TYPED].index(name) if name in TYPED else -1
