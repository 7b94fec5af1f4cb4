"""How long a click on a map takes until every view is painted anew, in a real browser against a real server.

Beside it stands the floor: the same figures redrawn in the page by ``Plotly.react`` with ready data, no server.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median, quantiles

from bench.painted import STATES, WARMING, Watched, chromium
from bench.serving import serving
from bench.tables import name_of
from dashboard.views import EXPLORER


def click_times(rows: int | None) -> tuple[str, str, str, str, str]:
    """A line of the table: rows, median and 95th percentile of the clicks, median floor (all ms), ratio of medians.

    Each click picks one state where nothing was picked; between two clicks another takes it back.
    """
    with serving(rows) as address, chromium() as browser:
        page = Watched(browser, address, EXPLORER, EXPLORER)
        for state in WARMING:
            pick(page, state)
        clicks, floors = zip(*((pick(page, state), page.floor()) for state in STATES), strict=True)
    base = median(floors)
    return name_of(rows), *spread(clicks), f"{base:.0f}", f"{median(clicks) / base:.1f}"


def pick(page: Watched, state: str) -> float:
    """Milliseconds of a click on a state, which a second one then takes back."""
    taken = page.click(state)
    page.click(state)
    return taken.last


def spread(values: Sequence[float]) -> tuple[str, str]:
    """Median and 95th percentile, in print."""
    return f"{median(values):.0f}", f"{quantiles(values, n=20)[-1]:.0f}"
