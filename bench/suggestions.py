"""How often each way of suggesting countries finds a hidden tie among its first ten, on the published table.

One tie of every actor with two or more is hidden, ten times with fixed seeds; ``docs/suggestions.md`` keeps the table.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.insights.collaborative import bipartite, evaluate
from dashboard.opportunities import facts
from dashboard.published import publish
from dashboard.settings import Settings


def suggestion_hits() -> Iterator[tuple[str, str, str, str]]:
    """A line for each method: name, hit rate at 10, its spread over the runs, mean reciprocal rank."""
    known = bipartite(facts(publish(Settings()))).to_numpy()
    for each in evaluate(known):
        yield each.method, f"{each.hits:.3f}", f"{each.spread:.3f}", f"{each.reciprocal:.3f}"
