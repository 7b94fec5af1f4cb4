"""The lines that are logged: as JSON, one object a line, or as text for people at a terminal; both masked.

What is worth a line is decided where it happens. ``FIELDS`` of a record become members of the object.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from dashboard.request_ids import request_id

FIELDS = "fields"
"""The attribute of a log record that holds its fields: ``log.info("…", extra={FIELDS: {"rows": 36}})``."""

IN_MESSAGE = ("method", "path", "status")
"""Fields that the message of a request says already."""

MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(/submit/status/)[^/\s'\"?<]+"), r"\1***"),
    (re.compile(r"([a-z][a-z0-9+]*://)[^\s/@:]*:[^\s/@]*@", re.IGNORECASE), r"\1***@"),
    (re.compile(r"[^\s@/'\"<>()=&,;:]+(?:@|%40)[^\s@/'\"<>()=&,;:]+", re.IGNORECASE), "***"),
)
"""What never stands in a line, whoever wrote it: private words of submissions, e-mail addresses, passwords."""

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def masked(text: str) -> str:
    """The text without secrets and personal data."""
    for secret, mask in MASKS:
        text = secret.sub(mask, text)
    return text


def escaped(text: str) -> str:
    """The text in one line, which no terminal obeys: control characters as Python writes them."""
    return CONTROL.sub(lambda sign: sign[0].encode("unicode_escape").decode("ascii"), text)


class _Lines(logging.Formatter):
    def _trace(self, record: logging.LogRecord) -> str:
        return masked(self.formatException(record.exc_info)) if record.exc_info else ""


class JsonLines(_Lines):
    """``time`` (UTC), ``level``, ``from``, ``message``, ``request`` within one, then the fields, and ``trace``."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as an object in one line of ASCII."""
        said: dict[str, Any] = {
            "time": _time(record).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": masked(record.getMessage()),
            "request": request_id(),
            **{name: _plain(value) for name, value in getattr(record, FIELDS, {}).items()},
            "trace": self._trace(record),
        }
        return json.dumps({name: value for name, value in said.items() if value != ""})


class TextLines(_Lines):
    """The same in words. What is indented goes on with the line above it; nothing else begins with a space."""

    def format(self, record: logging.LogRecord) -> str:
        """The record in a line, with its trace indented below."""
        fields = {name: _plain(value) for name, value in getattr(record, FIELDS, {}).items() if name not in IN_MESSAGE}
        words = [
            f"{_time(record):%Y-%m-%d %H:%M:%S}",
            record.levelname,
            f"[{request_id() or record.name}]",
            escaped(masked(record.getMessage())),
            *(f"{name}={escaped(str(value))}" for name, value in fields.items() if value != ""),
        ]
        trace = [f"    {escaped(line)}" for line in self._trace(record).splitlines()]
        return "\n".join([" ".join(words), *trace])


def _time(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float | bool) else masked(str(value))


def configuration(kind: str) -> dict[str, Any]:
    """The set-up of ``logging`` for a process, gunicorn's included: to standard error, its lines as ``kind`` says."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": {"json": JsonLines, "text": TextLines}[kind]}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"level": "WARNING", "handlers": ["lines"]},
        "loggers": {
            "dashboard": {"level": "INFO"},
            "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True},
            "gunicorn.access": {"level": "CRITICAL", "handlers": []},
        },
    }
