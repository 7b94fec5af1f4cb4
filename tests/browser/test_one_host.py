"""Nothing leaves the host: no page asks any other, and with all others out of reach both maps are painted.

Requests are recorded by the explorer in every other journey too.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from conftest import ROOT, Open
from explorer import Explorer
from playwright.sync_api import Route


@pytest.fixture
def cut_off(new_explorer: Open) -> Explorer:
    """An explorer for which every other host is out of reach."""
    explorer = new_explorer()

    def pass_own(route: Route) -> None:
        if route.request.url.startswith(explorer.base):
            route.continue_()
        else:
            route.abort("internetdisconnected")

    explorer.page.context.route("**/*", pass_own)
    return explorer


def test_maps_are_painted_without_any_other_host(cut_off: Explorer) -> None:
    cut_off.open()
    painted = "view => document.querySelectorAll(`#${view} .choroplethlayer path`).length"
    assert cut_off.page.evaluate(painted, "state-map") >= 50
    assert cut_off.page.evaluate(painted, "world-map") >= 200
    paths = [urlsplit(request.url).path for request in cut_off.requests]
    for name in ("assets/geo/states.json", "assets/geo/countries.json", "assets/plotly/plotly.min.js"):
        assert len({path for path in paths if path.endswith(name)}) == 1, name
    assert len([path for path in paths if "plotly" in path]) == 1
    for control in ("per", "dots", "arcs"):
        cut_off.page.locator(f"""[id='{{"look":"{control}"}}'] input""").click()
    cut_off.drawn("?per=capita&dots=1&arcs=1")
    assert cut_off.foreign == []


@pytest.mark.parametrize("path", ["/data", "/about", "/api/docs"])
def test_other_pages_stay_on_the_host(cut_off: Explorer, path: str) -> None:
    cut_off.visit(path)
    assert cut_off.foreign == []
    assert cut_off.complaints == []


def test_plotly_is_ours_and_the_table_comes_last(cut_off: Explorer) -> None:
    """Its traces are those named at the top of the file; the grid is asked for when all views are painted."""
    cut_off.page.add_init_script("""
        window.painted = () => document.querySelectorAll(".js-plotly-plot .main-svg").length > 0;
        new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach((node) => {
            if (node.src?.includes("dash_ag_grid.min")) window.gridAsked = window.painted();
        }))).observe(document, { childList: true, subtree: true });
    """)
    cut_off.open()
    bundle = cut_off.page.evaluate("[Plotly.version, Object.keys(Plotly.PlotSchema.get().traces).sort()]")
    said = (ROOT / "assets" / "plotly" / "plotly.min.js").read_text("utf-8").splitlines()[0]
    assert f"plotly.js v{bundle[0]}, with the traces {', '.join(bundle[1])}." in said
    cut_off.page.locator("#table .ag-center-cols-container .ag-row").nth(5).wait_for()
    assert cut_off.page.evaluate("window.gridAsked") is True
