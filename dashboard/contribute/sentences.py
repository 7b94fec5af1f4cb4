"""The words of the form: what fields are called, and the sentence for everything that can be wrong with one.

When a sentence is due is decided in ``checking``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from email_validator import EmailNotValidError, validate_email

from dashboard.contribute.form import EMAIL
from dashboard.contribute.known import Party
from dashboard.schema import COLUMNS, FIRST_YEAR, LAST_YEAR, TYPES

LABELS: Mapping[str, str] = {
    **{column.name: column.title for column in COLUMNS},
    "us_actor": "U.S. government",
    "counterpart": "Counterpart",
    "source_url": "Link to the source",
    "source_date": "Date of the source",
    "reason": "Reason",
    "office": "Your office",
    "email": "Work e-mail",
    "document": "Document",
}
"""Field → what the page calls it."""

WANTED: Mapping[str, str] = {
    "us_actor": "Name the U.S. government, such as “City of Austin”.",
    "counterpart": "Name the other side: a government, a place or a network.",
    "engagement_type": "Choose the type.",
    "issues": "Tick at least one issue; “General ties” where nothing else is named.",
    "status": "Choose how far it is.",
    "us_level": "Choose the level of the U.S. government.",
    "us_state": "Choose its state or territory.",
    "counterpart_level": "Choose the level of the counterpart.",
    "counterpart_country": "Choose the country or area of the counterpart.",
    "title": "Give it a title.",
    "summary": "Say in a sentence what was agreed or done.",
    "source_url": "Give a link where it can be read, or a document.",
    "source_kind": "Choose what kind of source it is.",
}
"""Field that must be filled → what to do where it is empty."""

SHORT_DATE = "Write it as 2019, May 2019, 5/2019 or 2019-05-03, or leave it empty"

UNSHOWN = "had characters that cannot be shown. They are taken out: look at it and go on."


def problem_of_email(email: str) -> str:
    """What is wrong with an e-mail address, '' for nothing; whether it exists is not asked."""
    if len(email) > EMAIL:
        return f"The e-mail address has {len(email)} characters; at most {EMAIL}."
    try:
        validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        return f"“{email}” is no e-mail address: {str(error)[:1].lower()}{str(error)[1:]}"
    return ""


def suggested_title(row: Mapping[str, str]) -> str:
    """A title from both sides and the type."""
    kind = TYPES.get(row["engagement_type"], "").lower()
    return f"{row['us_actor']} and {row['counterpart']}: {kind}" if kind else ""


def words_for_unknown(name: str, side: str, guesses: Sequence[Party]) -> str:
    """What to do about a name that means nothing for certain."""
    where = "its level and state" if side == "actor" else "its level, and its country unless it is a network"
    if not guesses:
        return f"“{name}” is not in the list yet. Say {where} below it."
    listed = "; ".join(f"{party.name} ({party.where})" for party in guesses[:3])
    return f"“{name}” may mean {listed}. Choose one from the list, or say {where} below it."


def sentence(column: str, words: str, start: str) -> str:
    """What the table's rules say of a column, told to whoever filled in the form; ``start``: as typed."""
    if column in WANTED and words.startswith("is empty"):
        return WANTED[column]
    if column == "id":
        return "This says the same as another engagement of this submission. Take one of them out."
    if column in ("start_date", "end_date", "source_date") and "is not a date" in words:
        return f"{LABELS[column]}: the year must be from {FIRST_YEAR} to {LAST_YEAR}."
    if column == "end_date":
        return f"It ends before it begins ({start}): mend the wrong one of the two dates."
    reason, _, fix = words.partition("; ")
    return f"{LABELS.get(column, column)} {reason}: {fix}."


def label_of(field: str) -> str:
    """What the page calls a field, by its name on the page."""
    return LABELS.get(field.partition("-")[2] or field, field)
