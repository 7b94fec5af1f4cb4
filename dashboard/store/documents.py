"""Documents that were sent as a source: each content is kept once, and is public once a published change rests on it.

What may be sent, and how it is given out, is not decided here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from dashboard.store.database import Store, moment
from dashboard.store.tables import changes, documents, proposals


def keep_document(store: Store, name: str, kind: str, content: bytes) -> str:
    """Keep a document and return its digest (SHA-256); the same content is kept once."""
    digest = hashlib.sha256(content).hexdigest()
    with store.writing() as connection:
        if connection.execute(select(documents.c.digest).where(documents.c.digest == digest)).scalar() is None:
            kept = {"digest": digest, "name": name, "kind": kind, "content": content, "at": moment()}
            connection.execute(insert(documents).values(kept))
    return digest


def document(connection: Connection, digest: str) -> Mapping[str, Any] | None:
    """A document with ``name``, ``kind``, ``content`` and ``is_public``: whether a published change rests on it."""
    found = connection.execute(select(documents).where(documents.c.digest == digest)).mappings().one_or_none()
    if found is None:
        return None
    resting = (
        select(changes.c.number)
        .join(proposals, changes.c.proposal == proposals.c.id)
        .where(proposals.c.document == digest)
    )
    return {**found, "is_public": connection.execute(resting.limit(1)).scalar() is not None}
