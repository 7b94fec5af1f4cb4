"""How often one address may ask the API: counted in each process, told in the headers of every answer.

Headers are those of the IETF draft on RateLimit fields, version 10; what a refusal says is in ``problems``.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter


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
    """Counts requests; ``limit``: as '600 per minute'. Raise ValueError where that cannot be read."""

    def __init__(self, limit: str) -> None:
        self._limit = parse(limit)
        self._strategy = FixedWindowRateLimiter(MemoryStorage())

    def take(self, who: str) -> Allowance:
        """Count one request of ``who``."""
        is_taken = self._strategy.hit(self._limit, who)
        stats = self._strategy.get_window_stats(self._limit, who)
        seconds = max(1, math.ceil(stats.reset_time - time.time()))
        return Allowance(
            self._limit.amount, self._limit.get_expiry(), max(0, stats.remaining), seconds, is_over=not is_taken
        )
