"""Documents sent as a source: taken by what they are, not by what they are called, never opened, given out as files.

They are public once a published change rests on them; to reviewers they are given before.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from flask import Response
from werkzeug.utils import secure_filename

from dashboard.language import gettext as _
from dashboard.store.database import Store
from dashboard.store.documents import document, keep_document

MOST_BYTES = 5 * 1024 * 1024

KINDS: Mapping[str, tuple[bytes, str]] = {
    "application/pdf": (b"%PDF-", ".pdf"),
    "image/png": (b"\x89PNG\r\n\x1a\n", ".png"),
    "image/jpeg": (b"\xff\xd8\xff", ".jpg"),
}
"""Kind → how its content begins, and the ending of its name."""

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "private, no-cache",
}


def kind_of(content: bytes) -> str:
    """The kind by the first bytes, '' for none that is taken."""
    return next((kind for kind, (begins, _ending) in KINDS.items() if content.startswith(begins)), "")


def refusal_of(content: bytes) -> str:
    """Why a document is not taken, '' where it is."""
    if not content:
        return _("The document is empty. Choose it again, or give a link.")
    if len(content) > MOST_BYTES:
        return _("The document has {size} MB; at most 5. Send a smaller one, or give a link.").format(
            size=f"{len(content) / 1_048_576:.1f}"
        )
    if not kind_of(content):
        return _("The document is no PDF, PNG or JPEG. Save it as a PDF, or give a link.")
    return ""


def keep(store: Store, name: str, content: bytes) -> tuple[str, str]:
    """Keep a document that is not refused; its digest, and the name it is kept under."""
    kind = kind_of(content)
    stem = PurePosixPath(secure_filename(name)).stem[:80] or "document"
    shown = f"{stem}{KINDS[kind][1]}"
    return keep_document(store, shown, kind, content), shown


def is_kept(store: Store, digest: str) -> bool:
    """Whether there is such a document."""
    return _found(store, digest) is not None


def response_for(store: Store, digest: str, to_reviewer: bool = False) -> Response | None:
    """The document as a file to be saved, None where there is none for whoever asks."""
    found = _found(store, digest)
    if found is None or not (found["is_public"] or to_reviewer):
        return None
    response = Response(found["content"], mimetype=found["kind"], headers=dict(HEADERS))
    response.headers.set("Content-Disposition", "attachment", filename=found["name"])
    return response


def _found(store: Store, digest: str) -> Mapping[str, Any] | None:
    with store.reading() as connection:
        return document(connection, digest) if len(digest) == 64 and digest.isalnum() else None
