"""How long a click on a state takes on the same five views built with other frameworks, beside our own page.

All pages stand open in one browser, each with a server process of its own, and are clicked in turn, state by state. The
peers live in an environment of their own, made at the first run, because what they need is at odds with what we need.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from bench.clicks import spread
from bench.painted import COUNTED, STATES, WARMING, Painted, Watched, chromium
from bench.peers.tallies import Tables, read_tables
from bench.serving import free_port, running, serving
from bench.tables import KEPT, name_of, table_of
from dashboard.settings import ROOT
from dashboard.views import EXPLORER

PEERS = Path(__file__).parent / "peers"
REQUIREMENTS = PEERS / "requirements.txt"
ENVIRONMENT = KEPT / "peers-venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")

VIEWS = ("state-map", *COUNTED)

FIVE = f"?embed=1&views={','.join(VIEWS)}"
OURS = "this dashboard, the same five views"
FLOOR = "floor: the five figures by `Plotly.react`, no server"

GUNICORN = ("gunicorn", "--no-control-socket", "--threads", "4", "--log-level", "error", "--bind", "127.0.0.1:{port}")


@dataclass(frozen=True)
class Peer:
    """A framework: its name, its package, what serves its page ({port} to be filled in), and the page's path."""

    name: str
    package: str
    command: tuple[str, ...]
    path: str = "/"


FRAMEWORKS = (
    Peer("textbook Dash", "dash", (*GUNICORN, "bench.peers.textbook_app:server")),
    Peer("Vizro", "vizro", (*GUNICORN, "bench.peers.vizro_app:server")),
    Peer(
        "Streamlit",
        "streamlit",
        (
            *("streamlit", "run", "streamlit_app.py", "--server.port={port}", "--server.address=127.0.0.1"),
            *("--server.headless=true", "--server.enableStaticServing=true", "--server.fileWatcherType=none"),
            *("--browser.gatherUsageStats=false", "--logger.level=error"),
        ),
    ),
    Peer(
        "Panel",
        "panel",
        (
            *("panel", "serve", "panel_app.py", "--port={port}", "--address=127.0.0.1"),
            *("--static-dirs", "geo=static", "--log-level=error"),
        ),
        "/panel_app",
    ),
)


@dataclass
class Open:
    """A page under measurement: its name, the page, its clicks so far, and whether a click has to be taken back."""

    name: str
    page: Watched
    clicks: list[Painted]
    ours: bool = False

    def click(self, state: str, tables: Tables) -> None:
        """Click, keep what it took, and stop where the bars do not add up to the rows of the state."""
        self.clicks.append(self.page.click(state))
        shown, expected = self.page.shown("type-bars"), len(tables.of_state(state).engagements)
        if shown != expected:
            raise ValueError(f"{self.name} shows {shown} engagements of {state}, not {expected}; was it clicked?")
        if self.ours:
            self.page.click(state)


def peer_times(rows: int | None) -> Iterator[tuple[str, ...]]:
    """Lines of the table: page and version, plotly.js, median and 95 % until the last painting, median until every
    view was painted once, kilobytes received, ratios of medians to ours and to the floor.
    """
    tables = read_tables(table_of(rows))
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        pages = [*_ours(stack, rows, browser), *_peers(stack, rows, browser)]
        for state in WARMING:
            for each in pages:
                each.click(state, tables)
        floors = []
        for each in pages:
            each.clicks.clear()
        for state in STATES:
            for each in pages:
                each.click(state, tables)
            floors.append(pages[0].page.floor())
        base, ours = median(floors), _median(pages[0])
        for each in sorted(pages, key=_median):
            yield (
                *(name_of(rows), each.name, each.page.page.evaluate("() => window.Plotly?.version ?? '?'")),
                *spread([click.last for click in each.clicks]),
                f"{median(click.once for click in each.clicks):.0f}",
                f"{median(click.received for click in each.clicks) / 1000:.0f}",
                *(f"{_median(each) / whole:.1f}" for whole in (ours, base)),
            )
        yield name_of(rows), FLOOR, "", *spread(floors), "", "", f"{base / ours:.1f}", "1.0"


def _median(each: Open) -> float:
    return median(click.last for click in each.clicks)


def _ours(stack: ExitStack, rows: int | None, browser: Browser) -> Iterator[Open]:
    """Our page twice, each from a process of its own, so that none profits from what the other worked out."""
    for name, query, views in ((OURS, FIVE, VIEWS), ("this dashboard, the whole explorer (seven views)", "", EXPLORER)):
        address = stack.enter_context(serving(rows)) + query
        yield Open(name, Watched(browser, address, views, views), [], ours=True)


def _peers(stack: ExitStack, rows: int | None, browser: Browser) -> Iterator[Open]:
    """Where a framework lets plotly.js mark the state that was clicked, its map of states is not painted anew."""
    _make_environment()
    for peer in FRAMEWORKS:
        address = stack.enter_context(_serving(peer, rows))
        yield Open(f"{peer.name} {_pinned(peer.package)}", Watched(browser, address, COUNTED, VIEWS), [])


@contextmanager
def _serving(peer: Peer, rows: int | None) -> Iterator[str]:
    port = free_port()
    program, *arguments = (part.format(port=port) for part in peer.command)
    environment = {"DASHBOARD_TABLE": str(table_of(rows)), "PYTHONPATH": str(ROOT)}
    address = f"http://127.0.0.1:{port}{peer.path}"
    with running((str(PROGRAMS / program), *arguments), address, environment, PEERS):
        yield address


def _pinned(package: str) -> str:
    found = re.search(rf"^{package}==(\S+)$", REQUIREMENTS.read_text("utf-8"), re.MULTILINE)
    return found[1] if found else version(package)


def _make_environment() -> None:
    """Install the peers' pinned packages where they are missing or others than those pinned."""
    wanted, stamp = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest(), ENVIRONMENT / "made-from"
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    print("Installing the peers …", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(REQUIREMENTS))
    subprocess.run([str(PROGRAMS / "python"), *install], check=True)
    stamp.write_text(wanted, "utf-8")
