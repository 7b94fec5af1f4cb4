"""What Lighthouse says of the explorer and other pages, beside the same two maps drawn by Plotly alone in the same run.

``python -m bench.lighthouse`` needs Node.js; it takes Lighthouse by npx and asks no other host than this machine's.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from flask import Flask
from flask_compress import Compress
from werkzeug.serving import make_server

from bench.serving import serving
from dashboard.address import parse_address
from dashboard.published import publish
from dashboard.settings import ROOT, Settings
from dashboard.theme import THEMES, theme_named
from dashboard.views import NAMED, scene_of

LIGHTHOUSE = "lighthouse@12.8.2"
PAGES = ("/", "/state/TX", "/networks", "/data", "/submit", "/accessibility", "/api/docs")
TIMES = 3
"""Runs of the explorer and the reference: what counts is their median."""

CATEGORIES = ("performance", "accessibility", "best-practices")

REFERENCE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Two maps</title>
<meta name="description" content="Two maps drawn by Plotly alone."><link rel="icon" href="data:,">
<style>
body {{ margin: 0; font-family: sans-serif; }} main {{ display: flex; }} .map {{ width: 50%; height: 460px; }}
</style>
<script src="plotly.min.js"></script></head>
<body><main>
<h1 hidden>Two maps</h1><div class="map" id="state-map"></div><div class="map" id="world-map"></div>
</main>
<script>
const figures = {figures};
for (const [name, figure] of Object.entries(figures)) {{
  Plotly.newPlot(name, figure.data, figure.layout, {{ topojsonURL: "geo/topojson/", displayModeBar: false }});
}}
</script></body></html>
"""


def main() -> None:
    """Print a table of all pages."""
    with serving(None) as address, reference() as maps:
        print("| page | performance | accessibility | best practices | layout shift | what keeps it from 100 |")
        print("| --- | --- | --- | --- | --- | --- |")
        for name, page, times in (
            ("the two maps by Plotly alone", maps, TIMES),
            *((f"`{path}`", f"{address}{path[1:]}", TIMES if path == "/" else 1) for path in PAGES),
        ):
            print(f"| {name} | {' | '.join(row([told(page) for _ in range(times)]))} |", flush=True)


def row(runs: list[Mapping[str, object]]) -> Iterator[str]:
    """Scores of 100, the median of the runs for performance and layout shift, and the audits that failed."""
    for category in CATEGORIES:
        yield f"{median(run[category] for run in runs):.0f}"  # type: ignore[type-var]
    yield f"{median(run['shift'] for run in runs):.3f}"  # type: ignore[type-var]
    yield ", ".join(runs[-1]["failed"]) or "–"  # type: ignore[arg-type]


def told(page: str) -> Mapping[str, object]:
    """The scores of one run, its layout shift, and the failed audits of accessibility and best practices."""
    flags = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [*_lighthouse(), page, "--preset=desktop", "--quiet", f"--chrome-flags={flags}"]
        command += ["--output=json", f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}"]
        environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or os.environ.get("CHROME_PATH", "")}
        subprocess.run(command, check=True, env=environment, timeout=300)
        found = json.loads(report.read_text("utf-8"))
    audits, categories = found["audits"], found["categories"]
    return {
        **{name: 100 * categories[name]["score"] for name in CATEGORIES},
        "shift": audits["cumulative-layout-shift"]["numericValue"],
        "failed": [
            each["id"]
            for name in CATEGORIES[1:]
            for each in categories[name]["auditRefs"]
            if each["weight"] and audits[each["id"]]["score"] not in (None, 1)
        ],
    }


@contextmanager
def reference() -> Iterator[str]:
    """The address of a page that holds nothing but the explorer's two maps and Plotly's own script."""
    published = publish(Settings())
    scene = scene_of(published, parse_address("", published.catalogue), theme_named(next(iter(THEMES))), "/")
    figures = {name: NAMED[name].picture(scene).figure for name in ("state-map", "world-map")}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "index.html").write_text(REFERENCE.format(figures=json.dumps(figures, default=list)), "utf-8")
        shutil.copy(_plotly(), place / "plotly.min.js")
        shutil.copytree(ROOT / "assets" / "geo", place / "geo")
        server = make_server("127.0.0.1", 0, _files(folder), threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.port}/index.html"
        finally:
            server.shutdown()


def _files(folder: str) -> Flask:
    """The files of a folder, compressed as the dashboard's are."""
    app = Flask("reference", static_folder=folder, static_url_path="")
    app.config["COMPRESS_ALGORITHM"] = ["zstd", "br", "gzip"]
    Compress(app)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    return app


def _lighthouse() -> list[str]:
    own = os.environ.get("LIGHTHOUSE")
    return [own] if own else ["npx", "--yes", LIGHTHOUSE]


def _plotly() -> Path:
    found = find_spec("plotly")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "package_data" / "plotly.min.js"


if __name__ == "__main__":
    main()
