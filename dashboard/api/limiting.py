"""How often one address may ask the API: counted for all processes and nodes, told in the headers of every answer.

Headers are those of the IETF draft on RateLimit fields, version 10; what a refusal says is in ``problems``.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import math
import time
from dataclasses import dataclass

from limits import parse
from limits.storage import MemoryStorage
from sqlalchemy.exc import SQLAlchemyError

from dashboard.store.counters import Counters

log = logging.getLogger(__name__)

SECONDS_ALONE = 5.0
"""How long a process counts by itself after the common counters did not answer, before it asks them again."""


@dataclass(frozen=True)
class Allowance:
    """What is left after a request. ``seconds``: until it begins anew; ``is_over``: the request was one too many."""

    most: int
    window: int
    left: int
    seconds: int
    is_over: bool

    @property
    def headers(self) -> dict[str, str]:
        """The headers that say so."""
        told = {
            "RateLimit-Policy": f'"default";q={self.most};w={self.window}',
            "RateLimit": f'"default";r={self.left};t={self.seconds}',
        }
        return {**told, "Retry-After": str(self.seconds)} if self.is_over else told


class Limiter:
    """Counts requests; ``limit``: as '600 per minute', ``signing``: so that no address is kept as it is.

    Raise ValueError where the limit cannot be read.
    """

    def __init__(self, limit: str, counters: Counters, signing: str) -> None:
        item = parse(limit)
        self._most, self._window = item.amount, item.get_expiry()
        self._counters = counters
        self._signing = signing.encode()
        self._own = MemoryStorage()
        self._alone_until = 0.0

    def take(self, who: str) -> Allowance:
        """Count one request of ``who``."""
        count, left = self._count(self._digest(who))
        seconds = max(1, math.ceil(left))
        return Allowance(self._most, self._window, max(0, self._most - count), seconds, is_over=count > self._most)

    def _count(self, who: str) -> tuple[int, float]:
        """How many, and for how many seconds more: by all processes, or by this one while the counters are away."""
        if time.monotonic() >= self._alone_until:
            try:
                return self._counters.add(who, self._window)
            except (SQLAlchemyError, OSError):
                log.warning("Requests cannot be counted together; for a while each process counts by itself.")
                self._alone_until = time.monotonic() + SECONDS_ALONE
        count = self._own.incr(who, self._window)
        return count, self._own.get_expiry(who) - time.time()

    def _digest(self, who: str) -> str:
        """Who, under this limit: of another limit the count is another."""
        told = f"api:{self._most}/{self._window}:{who}"
        return hmac.new(self._signing, told.encode(), hashlib.sha256).hexdigest()
