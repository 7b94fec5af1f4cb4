"""What simulated visitors do: whole visits as a browser makes them, with time to think between; run by locust.

Which selections they click is drawn by how often each value stands in the table. ``bench.users`` starts it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from locust import FastHttpUser, events, task

MEAN_PAUSE, LONGEST_PAUSE = 7.0, 70.0
"""Seconds between two actions: negative exponential, as TPC-W (2002, clause 5.3.1.1) has its visitors think."""

FIELDS = ("state", "country", "issue", "type", "network")
WORDS = ("austin", "sister", "tokyo", "climate", "texas", "mexico", "trade", "c40", "water", "berlin")
PAGES = ("/networks", "/compare", "/opportunities", "/disparities", "/data", "/data/coverage", "/over-time")
LINKED = re.compile(r'(?:src|href)="(/(?:_dash-component-suites|assets|bootstrap)/[^"]+)"')
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Encoding": "gzip, deflate, br, zstd"}
LATER = (
    "/_dash-component-suites/dash/dcc/async-graph.js",
    "/_dash-component-suites/dash_ag_grid/async-community.js",
    "/assets/geo/states.json",
    "/assets/geo/countries.json",
)
"""What the page's scripts fetch themselves."""

values: dict[str, tuple[list[str], list[int]]] = {}


@events.test_start.add_listener
def ask_what_there_is(environment: Any, **_: Any) -> None:
    """Every value of the fields that are clicked, and how often it stands in the table."""
    import requests

    for field in FIELDS:
        found = requests.get(f"{environment.host}/api/v1/counts/{field}", timeout=60).json()["counts"]
        values[field] = [each["value"] for each in found], [each["count"] for each in found]


def pause() -> float:
    """Seconds that a visitor thinks."""
    return min(random.expovariate(1 / MEAN_PAUSE), LONGEST_PAUSE)


def any_of(field: str) -> str:
    """A value of a field, as likely as it is common."""
    return random.choices(*values[field])[0]


def prop(name: str, prop: str, value: Any = None) -> dict[str, Any]:
    """A property of a component as Dash's renderer names it."""
    return {"id": name, "property": prop} if value is None else {"id": name, "property": prop, "value": value}


def callback(
    outputs: list[tuple[str, str]], inputs: list[dict[str, Any]], state: list[dict[str, Any]]
) -> dict[str, Any]:
    """A call of a callback as Dash's renderer posts it."""
    changed = [f"{inputs[0]['id']}.{inputs[0]['property']}"]
    return {
        "output": f"..{'...'.join(f'{name}.{prop}' for name, prop in outputs)}..",
        "outputs": [prop(name, which) for name, which in outputs],
        "inputs": inputs,
        "changedPropIds": changed,
        "parsedChangedPropsIds": changed,
        "state": state,
    }


class Visitor(FastHttpUser):
    """One visitor after another, in one seat: each new one has an empty cache in two of five cases."""

    network_timeout = connection_timeout = 60.0
    default_headers = BROWSER

    def wait_time(self) -> float:
        """Between two visits, too."""
        return pause()

    def think(self) -> None:
        """Read what is on screen."""
        self.wait()

    def fetch(self, path: str, name: str) -> Any:
        """Ask for an address."""
        return self.client.get(path, name=name)

    def post(self, posted: dict[str, Any], name: str) -> None:
        """Call a callback; an answer without anything to draw is an error."""
        with self.client.post("/_dash-update-component", json=posted, name=name, catch_response=True) as answer:
            if answer.status_code != 200:
                answer.failure(f"{name}: {answer.status_code}")

    def open_page(self, path: str, name: str, search: str = "", has_rows: bool = True) -> None:
        """Load a page as a browser does: document, scripts and styles if they are new to it, layout, page, rows."""
        document = self.fetch(f"{path}{search}", "document")
        if random.random() < 0.4:
            for address in [*dict.fromkeys(LINKED.findall(document.text or "")), *LATER]:
                self.fetch(address, "static")
        self.fetch(f"/_dash-layout?{search.removeprefix('?')}", "layout")
        self.fetch("/_dash-dependencies", "layout")
        inputs = [prop("url", "pathname", path)]
        state = [prop("url", "search", search), prop("theme", "data", "light")]
        self.post(callback([("page", "children"), ("page-title", "data")], inputs, state), name)
        if has_rows:
            self.rows(search)

    def rows(self, search: str, start: int = 0) -> None:
        """A page of the table."""
        self.fetch(f"/rows{search}{'&' if search else '?'}start={start}&length=100", "table")

    def click(self, path: str, search: str) -> None:
        """Choose something: every view is drawn, and the table filled anew."""
        self.fetch(f"/drawings/light/parts{path}{search}", "click")
        self.rows(search)

    def clicks(self, path: str, most: int, fields: tuple[str, ...] = FIELDS) -> str:
        """Some clicks, one after the other, each adding, changing or removing a choice; what is chosen at last."""
        chosen: dict[str, str] = {}
        search = ""
        for _ in range(random.randint(1, most)):
            before = search
            while search == before:
                search = changed(chosen, fields)
            self.click(path, search)
            self.think()
        return search

    def type_words(self) -> None:
        """Type a name into the search box: a question for each second letter."""
        word = random.choice(WORDS)
        for end in range(2, len(word) + 1, 2):
            self.fetch(f"/search?q={word[:end]}", "search")

    @task(12)
    def explore(self) -> None:
        """Open the explorer, click about, scroll the table, search, perhaps take the rows away."""
        self.open_page("/", "page: explore")
        self.think()
        search = self.clicks("/", 7)
        for chance, action in self.further(search):
            if random.random() < chance:
                action()
                self.think()

    def further(self, search: str) -> list[tuple[float, Callable[[], None]]]:
        """What a visitor may do after some clicks, and how likely."""
        return [
            (0.3, lambda: self.rows(search, 100)),
            (0.25, self.type_words),
            (0.1, lambda: self.take(search)),
        ]

    def take(self, search: str) -> None:
        """Download the rows."""
        self.fetch(f"/engagements.{random.choice(('csv', 'csv', 'xlsx', 'json'))}{search}", "export")

    @task(4)
    def look_up(self) -> None:
        """Come from a search engine to a state or country, narrow it once or twice."""
        field = random.choice(("state", "country"))
        path = f"/{field}/{any_of(field)}"
        self.open_page(path, "page: state, country")
        self.think()
        self.clicks(path, 2, ("issue", "type"))

    @task(2)
    def analyse(self) -> None:
        """Read a page of analysis."""
        self.open_page(random.choice(PAGES), "page: analysis", has_rows=False)

    @task(2)
    def ask_api(self) -> None:
        """A script that reads the API."""
        for _ in range(random.randint(2, 5)):
            search = urlencode({"state": any_of("state"), "limit": 50})
            self.fetch(f"/api/v1/engagements?{search}", "API")
            self.fetch(f"/api/v1/counts/issue?country={any_of('country')}", "API")
            self.think()


def changed(chosen: dict[str, str], fields: tuple[str, ...]) -> str:
    """Add, replace or drop a choice in ``chosen``; its address."""
    if chosen and random.random() < 0.2:
        chosen.clear() if random.random() < 0.3 else chosen.pop(random.choice(list(chosen)))
    else:
        field = random.choices(fields, [5, 4, 3, 2, 1] if fields == FIELDS else None)[0]
        chosen[field] = any_of(field)
    canonical = sorted(chosen, key=("issue", "type", "state", "country", "network").index)
    query = urlencode({name: chosen[name] for name in canonical})
    return f"?{query}" if query else ""
