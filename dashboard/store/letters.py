"""E-mails: their words, and how they leave. Each is written in the transaction it tells of and sent after it.

A process that is killed in between loses none; one that is killed while sending may send one twice, never none.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Mapping
from datetime import timedelta
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import Connection, insert, or_, select, update

from dashboard.language import LANGUAGES, N_, gettext, language, ngettext, speaking
from dashboard.store.database import Store, moment
from dashboard.store.tables import letters

TEXTS: Mapping[str, tuple[str, str]] = {
    "receipt": (
        N_("Submission {number} received"),
        N_(
            "Thank you. We received your submission {number} ({engagements}).\n\n"
            "Follow it, answer questions or take it back here:\n{link}\n\n"
            "Whoever has this link can do so: keep it to your office.\n"
        ),
    ),
    "asked": (
        N_("A question about submission {number}"),
        N_("A reviewer asks about your submission {number}:\n\n{note}\n\nAnswer on its page:\n{link}\n"),
    ),
    "accepted": (
        N_("Submission {number}: accepted"),
        N_("An engagement of your submission {number} was accepted and is published:\n{link}\n{note}"),
    ),
    "merged": (
        N_("Submission {number}: merged"),
        N_(
            "An engagement of your submission {number} was in the table already. What you added is there:\n{link}\n"
            "{note}"
        ),
    ),
    "rejected": (
        N_("Submission {number}: not accepted"),
        N_("An engagement of your submission {number} was not accepted:\n\n{note}\n"),
    ),
}
"""Kind of letter → subject and text."""

IN_HAND = timedelta(minutes=5)
MOST_TRIES = 20
SECONDS_TO_SEND = 20

Send = Callable[[EmailMessage], None]


def write(connection: Connection, kind: str, to: str, number: int, **values: Any) -> None:
    """Put a letter in the outbox, in the open transaction: a receipt in the language spoken, others in that of it."""
    with speaking(language() if kind == "receipt" else _language_of(connection, to, number)):
        if "count" in values:
            values["engagements"] = ngettext("{n} engagement", "{n} engagements", values["count"])
            values["engagements"] = values["engagements"].format(n=values["count"])
        subject, text = (gettext(part).format(number=number, **values) for part in TEXTS[kind])
    filled = {"to": to, "subject": subject, "body": text.rstrip() + "\n"}
    connection.execute(insert(letters).values(**filled, at=moment(), tries=0))


def _language_of(connection: Connection, to: str, number: int) -> str:
    """The language in which somebody got the receipt of a submission."""
    of_receipts, _text = TEXTS["receipt"]
    for code in LANGUAGES:
        with speaking(code):
            subject = gettext(of_receipts).format(number=number)
        if connection.execute(select(letters.c.id).where(letters.c.to == to, letters.c.subject == subject)).first():
            return code
    return next(iter(LANGUAGES))


def deliver(store: Store, send: Send, sender: str) -> int:
    """Send what waits in the outbox, one letter at a time, and return how many left; a failure is tried again later."""
    left = 0
    while (letter := _take(store)) is not None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, letter["to"], letter["subject"]
        message["Date"], message["Message-ID"] = formatdate(), make_msgid(f"letter{letter['id']}", "diplomacy.local")
        message.set_content(letter["body"])
        try:
            send(message)
        except (OSError, smtplib.SMTPException):
            continue
        with store.writing() as connection:
            connection.execute(update(letters).where(letters.c.id == letter["id"]).values(sent=moment()))
        left += 1
    return left


def sending(address: str) -> Send:
    """How letters leave: into a folder as files (``file:folder``), or by SMTP (``smtp://user:password@host:port``).

    ``smtps://`` speaks TLS from the start, ``smtp://`` changes to it where the server offers it.
    """
    parts = urlsplit(address)
    if parts.scheme == "file":
        folder = Path(unquote(address.removeprefix("file:")))
        return lambda message: _into_folder(message, folder)
    return lambda message: _by_smtp(message, address)


def _take(store: Store) -> Mapping[str, object] | None:
    """The next letter, in this process's hand for some minutes; None when nothing waits."""
    now = moment()
    with store.writing() as connection:
        # in hand for longer than anyone takes it: the clock was set back since
        free = or_(letters.c.taken.is_(None), letters.c.taken < now, letters.c.taken > moment(2 * IN_HAND))
        waiting = select(letters).where(letters.c.sent.is_(None), free, letters.c.tries < MOST_TRIES)
        if not store.is_sqlite:
            waiting = waiting.with_for_update(skip_locked=True)
        found = connection.execute(waiting.order_by(letters.c.id).limit(1)).mappings().one_or_none()
        if found is not None:
            until = moment(IN_HAND)
            taken = update(letters).where(letters.c.id == found["id"]).values(taken=until, tries=letters.c.tries + 1)
            connection.execute(taken)
        return dict(found) if found is not None else None


def _into_folder(message: EmailMessage, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = str(message["Message-ID"]).strip("<>").replace("/", "-")
    unfinished = folder / f".{name}"
    unfinished.write_bytes(bytes(message))
    unfinished.rename(folder / f"{name}.eml")


def _by_smtp(message: EmailMessage, address: str) -> None:
    parts = urlsplit(address)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname or "localhost", parts.port or 0, timeout=SECONDS_TO_SEND) as server:
        server.ehlo()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)
