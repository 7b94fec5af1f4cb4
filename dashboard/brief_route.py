"""The address of the briefs: a subject's page, with ``/brief.pdf`` at its end, answers with the subject on paper.

Clauses narrow it as they do the page; but here a bad value answers 400, as in every file that is taken away.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

from cachetools import LRUCache
from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from dashboard.address import parse_address
from dashboard.briefs.content import Occasion, brief_content
from dashboard.briefs.typeset import brief_pdf
from dashboard.catalogue import Catalogue
from dashboard.download_address import base
from dashboard.language import language
from dashboard.profile import profile_of
from dashboard.published import Published
from dashboard.selection import Address, BadRequestError
from dashboard.settings import Settings
from dashboard.slugs import slugify
from dashboard.subjects import KINDS, Subject, near_subjects, spelled_right, subject_at

ENDING = "/brief.pdf"

MOST_KEPT = 16_000_000
"""Bytes of briefs that are kept for who asks again: a hundred or so."""

LONGEST_NAME = 80


def register(server: Flask, current: Callable[[], Published], settings: Settings) -> None:
    """Add the route; ``current`` gives the published table, ``settings`` boundaries and where the dashboard is."""
    kept: LRUCache[tuple[str, ...], bytes] = LRUCache(MOST_KEPT, getsizeof=len)
    lock = threading.Lock()

    def made(published: Published, subject: Subject, address: Address, occasion: Occasion) -> bytes:
        told = (
            subject.path,
            address.selection.to_query(),
            address.look.snapshot,
            published.version,
            occasion.host,
            str(occasion.today),
            language(),
        )
        with lock:
            known = kept.get(told)
        if known is not None:
            return known
        brief = brief_pdf(brief_content(published, profile_of(published, subject, address.in_engagements), occasion))
        with lock:
            if len(brief) <= MOST_KEPT:
                kept[told] = brief
        return brief

    @server.get(f"/<any({','.join(KINDS)}):kind>/<path:key>{ENDING}")
    def brief(kind: str, key: str) -> AnyResponse:
        published, path = current(), f"/{kind}/{key}"
        subject = subject_at(path, published.catalogue)
        if subject is None:
            return _elsewhere(path, published.catalogue)
        address = subject.within(parse_address(request.query_string.decode("utf-8", "replace"), published.catalogue))
        if address.refusals:
            raise BadRequestError(address.refusals)
        occasion = Occasion(datetime.now(UTC).date(), base(settings.url), settings.assets / "geo")
        headers = {"Content-Disposition": f'inline; filename="{file_name(subject, occasion.today)}"'}
        return Response(made(published, subject, address, occasion), mimetype="application/pdf", headers=headers)


def file_name(subject: Subject, today: date) -> str:
    """'brief-texas-2026-11-22.pdf'."""
    name = slugify(subject.name)[:LONGEST_NAME].strip("-")
    return f"brief-{name}-{today.isoformat()}.pdf"


def _elsewhere(path: str, catalogue: Catalogue) -> AnyResponse:
    """The way to the right spelling, else 404 with near addresses."""
    spelling = spelled_right(path, catalogue)
    if spelling:
        query = request.query_string.decode("utf-8", "replace")
        return redirect(f"{spelling}{ENDING}{f'?{query}' if query else ''}", 308)
    near = [f"{subject.path}{ENDING} ({subject.name})" for subject in near_subjects(path, catalogue)]
    hint = f" Near it: {'; '.join(near)}." if near else ""
    return Response(f"There is nothing at {path[:200]}.{hint}\n", 404, mimetype="text/plain")
