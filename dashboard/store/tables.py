"""The tables of the store: what is submitted, how it was decided, and every change to the published table.

Only their shape is here; who writes them is in the modules beside this one, how they come to be in ``migrations``.
Moments are ISO 8601 in UTC as text, so that they read and sort alike on every database.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

tables = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

head = Table(
    "head",
    tables,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
)
"""One row: the number of the last change. Whoever writes a change holds it, so numbers have no gaps and no rivals."""

changes = Table(
    "change",
    tables,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("who", String(200), nullable=False),
    Column("action", String(16), nullable=False),
    Column("engagement", String(64), nullable=False),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Column("reason", Text, nullable=False),
    Column("proposal", Integer, ForeignKey("proposal.id"), nullable=True),
    Column("undoes", Integer, ForeignKey("change.number"), nullable=True),
    UniqueConstraint("proposal"),
    UniqueConstraint("undoes"),
    Index(None, "engagement"),
)
"""Append-only: each change to the published table, with the whole row before and after (null where there is none)."""

submissions = Table(
    "submission",
    tables,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("receipt", String(64), nullable=False),
    Column("track", String(16), nullable=False),
    Column("office", String(200), nullable=False),
    Column("email", String(254), nullable=False),
    Column("at", String(32), nullable=False),
    UniqueConstraint("key"),
    UniqueConstraint("receipt"),
)
"""Who sent something, once for each sending. ``key``: digest of what the sender's page made, so that sending twice
is once.

``receipt``: SHA-256 of the private word in the status link, which itself is kept nowhere.
"""

proposals = Table(
    "proposal",
    tables,
    Column("id", Integer, primary_key=True),
    Column("submission", Integer, ForeignKey("submission.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("engagement", String(64), nullable=True),
    Column("fields", JSON, nullable=False),
    Column("guesses", JSON, nullable=False),
    Column("note", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("document", String(64), ForeignKey("document.digest"), nullable=True),
    Column("fingerprint", String(64), nullable=True),
    UniqueConstraint("fingerprint"),
    Index(None, "state"),
    Index(None, "submission"),
    Index(None, "engagement"),
)
"""One proposed change of one engagement. ``revision`` grows with every step: who decides on an old one is told."""

steps = Table(
    "step",
    tables,
    Column("id", Integer, primary_key=True),
    Column("proposal", Integer, ForeignKey("proposal.id"), nullable=False),
    Column("at", String(32), nullable=False),
    Column("who", String(200), nullable=False),
    Column("action", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("fields", JSON(none_as_null=True)),
    Index(None, "proposal"),
)
"""Append-only: everything done with a proposal."""

documents = Table(
    "document",
    tables,
    Column("digest", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("kind", String(100), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("at", String(32), nullable=False),
)
"""Documents sent as a source, by the SHA-256 of their content."""

reviewers = Table(
    "reviewer",
    tables,
    Column("email", String(254), primary_key=True),
    Column("password", String(200), nullable=False),
    Column("stamp", String(64), nullable=False),
    Column("active", Integer, nullable=False),
    Column("at", String(32), nullable=False),
)
"""Accounts of reviewers. ``stamp`` changes with the password: sessions that carry an old one end."""

attempts = Table(
    "attempt",
    tables,
    Column("id", Integer, primary_key=True),
    Column("what", String(32), nullable=False),
    Column("who", String(254), nullable=False),
    Column("at", String(32), nullable=False),
    Index(None, "what", "who", "at"),
)
"""What is limited in number: failed sign-ins, sendings, uploads; ``who`` is a digest where it would name a person."""

letters = Table(
    "letter",
    tables,
    Column("id", Integer, primary_key=True),
    Column("to", String(254), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("body", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("taken", String(32), nullable=True),
    Column("sent", String(32), nullable=True),
    Column("tries", Integer, nullable=False),
    Index(None, "sent"),
)
"""E-mails, written with the decision they tell of and sent afterwards. ``taken``: until when a process has it."""

mappings = Table(
    "mapping",
    tables,
    Column("header", String(200), primary_key=True),
    Column("column", String(64), nullable=False),
    Column("at", String(32), nullable=False),
)
"""Which column of the schema a survey's column was taken for, by its folded header."""

imports = Table(
    "import",
    tables,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("who", String(200), nullable=False),
    Column("at", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("seen", String(32), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("problem", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("file", LargeBinary, nullable=True),
    Column("report", LargeBinary, nullable=True),
)
"""Survey files being read: how far, with what result. ``seen``: last sign of life of who reads it."""

secrets = Table(
    "secret",
    tables,
    Column("name", String(32), primary_key=True),
    Column("value", String(200), nullable=False),
)
"""What the server signs with where no setting gives it."""
