"""The words of the form: what fields are called, and the sentence for everything that can be wrong with one.

When a sentence is due is decided in ``checking``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from email_validator import EmailNotValidError, validate_email

from dashboard.contribute.form import EMAIL
from dashboard.contribute.known import Party
from dashboard.language import N_, Spoken, language, speaking, spoken
from dashboard.language import gettext as _
from dashboard.rules import NOT_A_DATE
from dashboard.saying import in_words
from dashboard.schema import COLUMNS, FIRST_YEAR, LAST_YEAR, TYPES

LABELS: Mapping[str, str] = Spoken(
    lambda: {
        **{column.name: column.title for column in COLUMNS},
        "us_actor": _("U.S. government"),
        "counterpart": _("Counterpart"),
        "source_url": _("Link to the source"),
        "source_date": _("Date of the source"),
        "reason": _("Reason"),
        "office": _("Your office"),
        "email": _("Work e-mail"),
        "document": _("Document"),
    }
)
"""Field → what the page calls it."""

WANTED: Mapping[str, str] = spoken(
    {
        "us_actor": N_("Name the U.S. government, such as “City of Austin”."),
        "counterpart": N_("Name the other side: a government, a place or a network."),
        "engagement_type": N_("Choose the type."),
        "issues": N_("Tick at least one issue; “General ties” where nothing else is named."),
        "status": N_("Choose how far it is."),
        "us_level": N_("Choose the level of the U.S. government."),
        "us_state": N_("Choose its state or territory."),
        "counterpart_level": N_("Choose the level of the counterpart."),
        "counterpart_country": N_("Choose the country or area of the counterpart."),
        "title": N_("Give it a title."),
        "summary": N_("Say in a sentence what was agreed or done."),
        "source_url": N_("Give a link where it can be read, or a document."),
        "source_kind": N_("Choose what kind of source it is."),
    }
)
"""Field that must be filled → what to do where it is empty."""


def problem_of_email(email: str) -> str:
    """What is wrong with an e-mail address, '' for nothing; whether it exists is not asked."""
    if len(email) > EMAIL:
        return _("The e-mail address has {n} characters; at most {most}.").format(n=len(email), most=EMAIL)
    try:
        validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        if language() != "en":  # the library says why in English alone
            return _("“{email}” is no e-mail address.").format(email=email)
        return f"“{email}” is no e-mail address: {str(error)[:1].lower()}{str(error)[1:]}"
    return ""


def suggested_title(row: Mapping[str, str]) -> str:
    """A title from both sides and the type, in English as all of the table."""
    with speaking("en"):
        kind = TYPES.get(row["engagement_type"], "").lower()
    return f"{row['us_actor']} and {row['counterpart']}: {kind}" if kind else ""


def words_for_unknown(name: str, side: str, guesses: Sequence[Party]) -> str:
    """What to do about a name that means nothing for certain."""
    is_actor, listed = side == "actor", "; ".join(f"{party.name} ({party.where})" for party in guesses[:3])
    if not guesses and is_actor:
        words = _("“{name}” is not in the list yet. Say its level and state below it.")
    elif not guesses:
        words = _("“{name}” is not in the list yet. Say its level, and its country unless it is a network below it.")
    elif is_actor:
        words = _("“{name}” may mean {listed}. Choose one from the list, or say its level and state below it.")
    else:
        words = _(
            "“{name}” may mean {listed}. Choose one from the list, or say its level, and its country unless it is a "
            "network below it."
        )
    return words.format(name=name, listed=listed)


def sentence(column: str, words: str, start: str) -> str:
    """What the table's rules say of a column, told to whoever filled in the form; ``start``: as typed."""
    if column in WANTED and words.startswith(_("is empty")):
        return WANTED[column]
    if column == "id":
        return _("This says the same as another engagement of this submission. Take one of them out.")
    if column in ("start_date", "end_date", "source_date") and words.startswith(in_words(NOT_A_DATE)):
        years = {"first": FIRST_YEAR, "last": LAST_YEAR}
        return _("{field}: the year must be from {first} to {last}.").format(field=LABELS[column], **years)
    if column == "end_date":
        return _("It ends before it begins ({start}): mend the wrong one of the two dates.").format(start=start)
    reason, _mark, fix = words.partition("; ")
    return f"{LABELS.get(column, column)} {reason}: {fix}."


def label_of(field: str) -> str:
    """What the page calls a field, by its name on the page."""
    return LABELS.get(field.partition("-")[2] or field, field)
