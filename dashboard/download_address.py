"""What an address of a file asks for: the same parameters as a page, and a few of its own, all taken or refused.

A bad value, and one that means nothing for this file, answers 400; what the file is made of is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from flask import request

from dashboard.address import parse_address
from dashboard.formats.offered import EVERY_FILE, FORMATS, SOME_FILES
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.published import Published
from dashboard.selection import Address, BadRequestError, Refusal
from dashboard.wording import listed


def export_address(query: str, published: Published, also: Sequence[str] = ()) -> Address:
    """The address of an export; raise BadRequestError if anything of it is refused.

    ``also``: those of ``SOME_FILES`` that this file takes; the others are refused with where they belong.
    """
    address = parse_address(query, published.catalogue, also=(*EVERY_FILE, *SOME_FILES))
    refusals = list(address.refusals)
    for name, allowed in {**EVERY_FILE, **SOME_FILES}.items():
        refusals += _one_of(name, allowed) if name in EVERY_FILE or name in also else _foreign(name)
    if refusals:
        raise BadRequestError(refusals)
    if request.args.get("scope") == "all":
        return Address(look=address.look)
    return address


def asked_of(names: Sequence[str]) -> Mapping[str, str]:
    """The parameters among ``names`` that the request has, with their values."""
    return {name: request.args[name] for name in names if name in request.args}


def query() -> str:
    """The query string of the request."""
    return request.query_string.decode("utf-8", "replace")


def base(url: str) -> str:
    """Where the dashboard is found, without '/' at its end: ``url``, or '' for the host of the request."""
    return url or request.host_url.rstrip("/")


def attachment(name: str) -> dict[str, str]:
    """The header by which an answer is a file of this name."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def today() -> date:
    """The day of today, in UTC."""
    return datetime.now(UTC).date()


def _one_of(name: str, allowed: Sequence[str]) -> list[Refusal]:
    asked = request.args.getlist(name)
    if len(set(asked)) > 1:
        return [Refusal(name, asked[-1][:80], _("stands beside another {name}").format(name=name), _("Give it once."))]
    refused = [value for value in asked if value not in allowed]
    advice = _("Allowed: {values}.").format(values=", ".join(allowed))
    return [Refusal(name, value[:80], _("is not known"), advice) for value in refused]


def _foreign(name: str) -> list[Refusal]:
    takers = [each.path for each in FORMATS if name in each.takes]
    where = ngettext(
        "Only {files} takes it: leave it out, or ask for that.",
        "Only {files} take it: leave it out, or ask for that.",
        len(takers),
    ).format(files=listed(takers))
    return [
        Refusal(name, value[:80], _("means nothing for this file"), where)
        for value in dict.fromkeys(request.args.getlist(name))
    ]
