"""The shape of the code: who may import whom, nothing at import, two apps side by side, no host but our own.

These rules keep the core testable without a browser; breaking one on purpose means changing the table below.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from oracle import ODDITIES

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "dashboard"

ORDER = """
exposure engine_settings settings
ids language saying vocabularies looking definitions folding slugs suggestions workbooks
insights.homes
insights.rates insights.groups insights.funnel insights.concentration insights.search_log insights.under_served
insights.survival
insights.membership insights.communities insights.measures insights.projection insights.flows
insights.borders insights.distance insights.seats
insights.collaborative
schema texts
theme reference dates statics
insights.lifecycle insights.renewal
columns insights.tally insights.indicators insights.missions insights.merging insights.peers insights.company
registers reading tables word_index known_gaps
catalogue units selection rules row_rules
address wording browser_words subjects carrying data prepared kept last_good
request_ids logs observing
engine counting query source_queries
engines.stored engines.duck engines.spark engines.offered rollups
store.tables store.trouble store.sqlite_file store.database store.letters store.limits store.counters
store.accounts store.signing store.submissions store.documents store.changes
store.imports store.approvals store.queue store.refusals store.review store.bulk store.undoing
store.migrations.env store.migrations.versions.0001_the_store_as_it_began
codebook_facts codebook_text datapackage codebook generate check serve __main__
other_names other_words date_words
naming.guesses naming.coded naming.demonyms naming.countries naming.governments naming.gazetteer naming.splitting
fingerprints likeness reviewer change_words proposal_words
snapshots
published table_file publication watch table_at freezing backups backup restore between news
citing
named finding
compared
periods over_time_words indicator_words over_time between_ties
scene
figures.picture figures.classes figures.frames figures.circles
events standings profile profile_words
sides comparison comparison_measures comparison_words openings
asking opportunities
figures.bars figures.time figures.dates figures.matrix figures.network figures.arcs figures.maps
figures.squares figures.ranking figures.flow figures.dots figures.multiples figures.missions
figures.intervals figures.funnel figures.lorenz
pictures.section pictures.leading
pictures.sources pictures.charts pictures.arcs pictures.dotted pictures.maps pictures.ties pictures.cells
pictures.connected
pictures.coverage_rows
pictures.twomode pictures.memberships pictures.copartners pictures.standing pictures.passage
pictures.networks
pictures.ratings pictures.disparity_rates pictures.disparity_chance pictures.disparity_groups
pictures.disparity_nothing pictures.disparities
pictures.coverage_sources pictures.coverage_kinds pictures.covered_cities pictures.coverage_cities
pictures.coverage_trials pictures.coverage_survival pictures.coverage
pictures.changed pictures.change_indicators pictures.change_years pictures.change_ties pictures.change_shares
pictures.changes
pictures.tabled
views
exports contact_sheet
formats.cells formats.extract formats.delimited formats.excel formats.jsons formats.lines formats.geojson
formats.network formats.explained formats.archive formats.offered
survey.limits survey.opening survey.header_words survey.mapping survey.readings survey.fields survey.levels
survey.actors survey.counterparts
survey.rows survey.judging survey.report
importing survey_jobs importer
briefs.projections briefs.vector_map briefs.content briefs.typeset
catalogues.offers catalogues.description catalogues.dcat_nodes catalogues.dcat catalogues.schema_org catalogues.sitemap
pages.shell pages.markup pages.woven pages.saving
contribute.frame contribute.protection contribute.away contribute.typed contribute.known_browser contribute.session
contribute.desk_page contribute.queue_address contribute.choices contribute.draft contribute.duplicates
contribute.proposal_page contribute.decide contribute.two_states contribute.change_log
contribute.survey contribute.review
pages.history pages.withdrawn
conformance conformance_508
pages.alive pages.links pages.frozen pages.releases pages.limits pages.downloads
pages.about pages.accessibility pages.data pages.filters pages.grid pages.missing pages.panels pages.units
pages.chosen pages.said
pages.explore pages.profile pages.engagement pages.embed pages.lean
contribute.form contribute.known contribute.sentences contribute.checking contribute.sending
contribute.documents contribute.pages contribute.problem contribute.status contribute.submit
pages.selected pages.analysis pages.tabled pages.networks
pages.picker pages.aligned pages.partners pages.compare
pages.disparities pages.coverage
pages.over_time
pages.chances pages.company pages.joint pages.opportunities
download_address routes download_routes snapshot_routes languages_route feed_route
framing health proxies policy payloads ready_made static_route
api.problems api.cursors api.records api.parameters api.questions api.answers api.tallies api.words api.frozen
api.operations api.shapes api.headers api.document
api.limiting api.conditional api.docs_page api.routes
following
brief_route
search_route view_route drawing_route
callbacks
metrics witness failures kept_answers
catalogues.told catalogues.heads catalogues.markup catalogues.card catalogues.serving catalogues.index
wiring
"""
"""A module imports only from lines above its own, or from modules before it in its line."""

PURE = {
    "selection",
    "subjects",
    "address",
    "wording",
    "query",
    "counting",
    "carrying",
    "units",
    "columns",
    "engine",
    "scene",
    "views",
    "catalogue",
    "published",
    "named",
    "finding",
    "word_index",
    "sides",
    "comparison",
    "comparison_words",
    "openings",
    "compared",
    "source_queries",
    "known_gaps",
    "asking",
    "opportunities",
    "contact_sheet",
    "fingerprints",
    "likeness",
    "definitions",
    "contribute.form",
    "contribute.known",
    "contribute.sentences",
    "contribute.checking",
    "contribute.sending",
    "periods",
    "over_time",
    "over_time_words",
    "indicator_words",
    "catalogues.offers",
    "catalogues.description",
    "catalogues.dcat_nodes",
    "catalogues.dcat",
    "catalogues.schema_org",
    "catalogues.sitemap",
    "statics",
    "ready_made",
    "citing",
    "exports",
    "api.problems",
    "api.cursors",
    "api.records",
    "api.parameters",
    "api.questions",
    "api.answers",
    "api.tallies",
    "api.words",
    "api.frozen",
    "api.operations",
    "api.shapes",
    "api.headers",
    "api.document",
}
PURE_PACKAGES = ("insights", "figures", "pictures", "briefs", "naming", "survey", "formats")
PURE_MEANS_WITHOUT = {"dash", "flask", "dash_bootstrap_components", "dash_ag_grid", "werkzeug"}

LONGEST_MODULE = 250
NAMESPACES = {"http://www.w3.org/2000/svg"}
"""Names of formats, written as addresses and never fetched."""

NEVER_FETCHED = r'<script type="application/ld\+json">.*?</script>|<meta [^>]*>|<link rel="canonical"[^>]*>'
"""What a page says of itself to others, with whole addresses."""


@cache
def modules() -> dict[str, Path]:
    found = {".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in PACKAGE.rglob("*.py")}
    return {name: path for name, path in found.items() if not name.endswith("__init__")}


@cache
def imported(path: Path) -> set[str]:
    """Every module that a file imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return names


def own_imports(name: str) -> set[str]:
    inside = {each.removeprefix("dashboard.") for each in imported(modules()[name]) if each.startswith("dashboard.")}
    return inside & modules().keys()


def in_process(code: str) -> str:
    """What a fresh process prints that runs the code in the repository."""
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


class TestImports:
    def test_every_module_has_its_place_in_the_order(self) -> None:
        assert sorted(ORDER.split()) == sorted(modules())

    @pytest.mark.parametrize("name", sorted(modules()))
    def test_a_module_imports_only_what_comes_before_it(self, name: str) -> None:
        order = ORDER.split()
        before = set(order[: order.index(name)])
        assert own_imports(name) - before == set()

    def test_packages_themselves_hold_nothing(self) -> None:
        assert [path for path in PACKAGE.rglob("__init__.py") if path.read_text(encoding="utf-8").strip()] == []

    @pytest.mark.parametrize("name", sorted(n for n in modules() if n in PURE or n.startswith(PURE_PACKAGES)))
    def test_the_core_knows_neither_dash_nor_flask(self, name: str) -> None:
        reached, waiting = {name}, [name]
        while waiting:
            new = own_imports(waiting.pop()) - reached
            reached |= new
            waiting += new
        roots = {each.split(".", maxsplit=1)[0] for module in reached for each in imported(modules()[module])}
        assert roots & PURE_MEANS_WITHOUT == set()

    def test_the_pure_modules_load_without_dash(self) -> None:
        code = "import sys, dashboard.views, dashboard.address, dashboard.wording; print('dash' in sys.modules)"
        assert in_process(code).strip() == "False"


NOTHING_HAPPENS = f"""
import gc, json, sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import dashboard.wiring
from flask import Flask
ours = [path for path in opened if path.startswith(("{ROOT}/data", "{ROOT}/assets", "data", "assets"))]
apps = sum(isinstance(thing, Flask) for thing in gc.get_objects())
print(json.dumps([ours, apps]))
"""


class TestApps:
    def test_nothing_happens_at_import(self) -> None:
        assert json.loads(in_process(NOTHING_HAPPENS)) == [[], 0]

    def test_two_apps_in_one_process_answer_with_their_own_rows(
        self, client: FlaskClient, odd_client: FlaskClient, server_of: Callable[[Path], Flask]
    ) -> None:
        third = server_of(ODDITIES).test_client()
        for _ in range(2):
            for reader, rows in ((client, 3_785), (odd_client, 18), (third, 18)):
                with reader.get("/healthz") as health, reader.get("/rows?length=1") as page:
                    assert (health.json["rows"], page.json["count"]) == (rows, rows)


class TestSize:
    @pytest.mark.parametrize("name", sorted(modules()))
    def test_no_module_is_long(self, name: str) -> None:
        assert len(modules()[name].read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


class TestHosts:
    @pytest.mark.parametrize(
        "path",
        sorted(
            path
            for ending in ("js", "css")
            for path in (ROOT / "assets").rglob(f"*.{ending}")
            if path.name != "plotly.min.js"  # names hosts that it is told not to ask; the journeys watch that
        ),
        ids=lambda path: path.name,
    )
    def test_scripts_and_styles_name_no_other(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"https?://[^\s'\"`)]+", text)) <= NAMESPACES
        assert re.findall(r"(?:url\(|src=|href=|from |import )['\"]?//", text) == []

    @pytest.mark.parametrize("path", ["/", "/data", "/nothing-here"])
    def test_the_page_names_no_other(self, client: FlaskClient, path: str) -> None:
        with client.get(path) as response:
            fetched = re.sub(NEVER_FETCHED, "", response.text, flags=re.DOTALL)
            assert re.findall(r"https?://[^\s'\"<]+", fetched) == []
            assert re.findall(r"(?:src|href)=['\"]//", fetched) == []
