"""The pages of the form of engagements: what their templates are given, and the words of pages that refuse.

What is on them was decided before; how they look is in ``templates``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from flask import Response

from dashboard import saying, schema
from dashboard.contribute.checking import Problem, Row
from dashboard.contribute.form import AT_FIRST, EMAIL, MOST_ENGAGEMENTS, OFFICE, TYPED, Entry, Form
from dashboard.contribute.frame import page
from dashboard.contribute.protection import TRAP
from dashboard.contribute.sending import LEAVE, MINE, Planned
from dashboard.contribute.sentences import LABELS
from dashboard.definitions import OF_ISSUES, OF_TYPES
from dashboard.language import N_
from dashboard.language import gettext as _
from dashboard.pages.grid import shown_value
from dashboard.published import Published
from dashboard.subjects import engagement_path
from dashboard.suggestions import in_english
from dashboard.vocabularies import FAMILIES, FAMILY_OF_TYPE
from dashboard.wording import date_in_words

TOO_LARGE = N_(
    "What you sent has more than 12 MB, or one document more than 5. Go back with your browser's Back button: what you "
    "typed is still there. Send a smaller document, or give a link to it."
)
NO_DOCUMENT = N_(
    "Documents that were sent as a source are shown once a reviewer has accepted the engagement they belong to."
)

COLUMNS = {column.name: column for column in schema.COLUMNS}
UNSHOWN = ("id", "collection_track", "accessed")


def form_page(
    form: Form, stamp: str, published: Published, problems: Sequence[Problem], notice: str, status: int
) -> Response:
    """The form as it is filled in."""
    is_correction = any(entry["engagement"] for entry in form.entries)
    title = _("Correct an engagement") if is_correction else _("Submit an engagement")
    values = {**_of_form(form, stamp, problems, notice), **choices(published), "is_correction": is_correction}
    return _kept_by_browser(page("submit.html", title, status, **values))


def review_page(
    form: Form,
    stamp: str,
    published: Published,
    plans: Sequence[Planned],
    problems: Sequence[Problem],
    notice: str,
    status: int,
) -> Response:
    """What would be sent, beside what is alike in the table."""
    shown = [_shown(plan, published) for plan in plans]
    values = {**_of_form(form, stamp, problems, notice), "plans": shown, "MINE": MINE, "LEAVE": LEAVE}
    return _kept_by_browser(page("submit_review.html", _("Look at it before it is sent"), status, **values))


def change_page(
    form: Form,
    published: Published,
    problems: Sequence[Problem],
    notice: str,
    status: int,
    values: Mapping[str, Any],
) -> Response:
    """The form of one engagement that was sent, for its sender to change."""
    given = {**_of_form(form, "", problems, notice), **choices(published), "is_correction": False, **values}
    return page("submit.html", _("Change what you sent"), status, is_private=True, **given)


def words_page(title: str, words: str, status: int) -> Response:
    """A page that says one thing."""
    return page("submit_words.html", title, status, is_private=True, words=words)


def full(until: str) -> str:
    """The sentence for a limit that is reached until a moment (ISO 8601, UTC), '' where none is."""
    if not until:
        return ""
    return _(
        "Much was sent from here in the last hour. It is taken again after {time} UTC. "
        "Nothing is lost: leave the page open, or come back to your draft."
    ).format(time=until[11:16])


def retry_after(response: Response, until: str) -> Response:
    """The response with the seconds after which to try again."""
    seconds = (datetime.fromisoformat(until) - datetime.now(UTC)).total_seconds()
    response.headers["Retry-After"] = str(max(1, round(seconds)))
    return response


def choices(published: Published) -> dict[str, Any]:
    """What the lists of the form offer, and its limits."""
    return {
        "states": published.catalogue.labels["state"],
        "countries": published.catalogue.labels["country"],
        "levels": schema.LEVELS,
        "counterpart_levels": schema.COUNTERPART_LEVELS,
        "types": _types_by_family(),
        "types_in_table": in_english(schema.TYPES),
        "definitions": OF_TYPES,
        "issues": [(code, label, OF_ISSUES[code]) for code, label in schema.ISSUES.items()],
        "statuses": schema.STATUSES,
        "source_kinds": schema.SOURCE_KINDS,
        "longest": {**TYPED, "office": OFFICE, "email": EMAIL},
        "most_engagements": MOST_ENGAGEMENTS,
        "most_issues": schema.MOST_ISSUES,
        "blank": Entry(0, AT_FIRST),
    }


def in_words(row: Mapping[str, str], published: Published, names: Sequence[str] = ()) -> list[tuple[str, str]]:
    """What a row says, as pairs of label and text; ``names``: only these columns, also where they are empty."""
    labels = published.catalogue.labels
    listed = names or [name for name in COLUMNS if name not in UNSHOWN and row.get(name)]
    return [
        (LABELS.get(name, name), shown_value(COLUMNS[name], row.get(name, ""), labels) or _("nothing"))
        for name in listed
        if name in COLUMNS
    ]


def _of_form(form: Form, stamp: str, problems: Sequence[Problem], notice: str) -> dict[str, Any]:
    by_field: dict[str, str] = {}
    for each in problems:
        by_field.setdefault(each.field, each.words)
    return {"form": form, "stamp": stamp, "problems": by_field, "notice": notice, "trap": TRAP}


def _types_by_family() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (family, [(code, label) for code, label in schema.TYPES.items() if FAMILY_OF_TYPE[code] == key])
        for key, family in FAMILIES.items()
    ]


def _shown(plan: Planned, published: Published) -> dict[str, Any]:
    """One engagement of the review. ``changes``: label, text now, text then."""
    return {
        "entry": plan.entry,
        "facts": [] if plan.current else in_words(plan.row, published),
        "current": plan.current,
        "changes": _changes(plan.current or {}, plan.changes, published),
        "candidates": [
            {
                "id": each.row["id"],
                "path": engagement_path(each.row["id"]),
                "name": _called(each.row),
                "title": each.row["title"],
                "reasons": ", ".join(map(saying.in_words, each.likely.reasons)),
                "changes": _changes(each.row, each.changes, published),
            }
            for each in plan.candidates
        ],
    }


def _called(row: Row) -> str:
    """'Austin – Adelaide, 1983': both sides and the year."""
    actor = row["us_city"] if row["us_level"] == "city" and row["us_city"] else row["us_actor"]
    year = date_in_words(row["start_date"][:4])
    return f"{actor} – {row['counterpart']}, {year or _('undated')}"


def _changes(current: Mapping[str, str], changes: Row, published: Published) -> list[tuple[str, str, str]]:
    names = [name for name in changes if name not in UNSHOWN]
    before, after = in_words(current, published, names), in_words(changes, published, names)
    return [(label, old, new) for (label, old), (_label, new) in zip(before, after, strict=True)] if names else []


def _kept_by_browser(response: Response) -> Response:
    """Kept by nobody on the way, but by the browser for its Back button."""
    response.headers["Cache-Control"] = "private, no-cache"
    return response
