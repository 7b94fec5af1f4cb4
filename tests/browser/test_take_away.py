"""What a visitor takes away: files with the rows on screen, a link that reproduces the view, and the theme of choice.

Files are compared with the oracle, colours with what is drawn.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

from conftest import Open
from explorer import ALL, Explorer, query
from oracle import ids
from playwright.sync_api import expect

PARAMS = {"issue": ["energy"], "state": ["TX"], "sort": ["us_actor"]}
PLOTTED_INK = "document.querySelector('#issue-bars .js-plotly-plot text').style.fill"
INKS = {"light": "rgb(27, 37, 48)", "dark": "rgb(232, 236, 241)"}


def ids_in(text: str) -> list[str]:
    return [row["id"] for row in csv.DictReader(io.StringIO(text))]


def test_export_menu_gives_the_rows_on_screen(explorer: Explorer) -> None:
    explorer.open("?state=TX")
    header = explorer.page.locator("#table .ag-header-cell[col-id='us_actor']")
    explorer.click_mark("issue-bars", "issue=energy")
    explorer.drawn("?issue=energy&state=TX")
    header.click()
    explorer.drawn(query(PARAMS))
    rows = len(ids(PARAMS))

    entries = explorer.exports()
    assert entries[f"CSV: {rows} engagements"] == f"/engagements.csv{query(PARAMS)}"
    paths = ("engagements.csv", "engagements.xlsx", "engagements.json", "engagements.geojson", "download.zip")
    graphs = ("network.graphml", "network.json")
    assert list(entries.values())[:7] == [f"/{path}{query(PARAMS)}" for path in (*paths, *graphs)]
    assert entries["Feed, Atom: changes to these"] == "/feed.atom?issue=energy&state=TX"
    assert explorer.page.locator("#exports .dropdown-header").first.inner_text() == f"These {rows} engagements"
    whole = [text for text, address in entries.items() if "scope=all" in address]
    assert all(f"{ALL:,} engagements" in text for text in whole)
    assert whole

    explorer.page.locator("#export button").click()
    with explorer.page.expect_download() as taken:
        explorer.page.get_by_role("link", name=f"CSV: {rows} engagements", exact=True).click()
    text = Path(taken.value.path()).read_text("utf-8")
    assert ids_in(text) == ids(PARAMS)
    assert re.fullmatch(r"engagements_\d{4}-\d{2}-\d{2}_energy-texas\.csv", taken.value.suggested_filename)

    [packed] = [address for address in entries.values() if address == f"/download.zip{query(PARAMS)}"]
    with zipfile.ZipFile(io.BytesIO(explorer.download(packed))) as archive:
        assert ids_in(archive.read("engagements.csv").decode()) == ids(PARAMS)
        assert f"Rows: {rows}" in archive.read("about-this-selection.txt").decode()


def test_an_answer_with_other_exports_than_the_page_is_painted(explorer: Explorer) -> None:
    explorer.open("?state=TX")
    paint = """([exports, export_headings]) => dash_clientside.page.paint({
        counts: {}, titles: {}, units: {}, unit: "ties", notes: {}, keys: {}, links: {},
        findings: {}, table: "", exports, export_headings,
    })"""
    links = explorer.page.locator("#exports a")
    for more in (["Rows", "Network", "Whole", "Paper", "More"], ["Rows"]):
        explorer.page.evaluate(paint, [[[name, f"/{name}"] for name in more * 9], more])
        explorer.page.evaluate(paint, [[["Only", "/only"]], more])
        assert links.first.get_attribute("href") == "/only"
        assert explorer.page.locator("#exports .dropdown-header").first.text_content() == "Rows"


def test_copied_link_is_the_canonical_address(new_explorer: Open) -> None:
    explorer = new_explorer(permissions=["clipboard-read", "clipboard-write"])
    explorer.open("?state=TX&issue=energy&state=TX", canonical="?issue=energy&state=TX")
    explorer.page.locator("#copy-link").click()
    expect(explorer.page.locator("#copy-link")).to_have_text("Link copied")
    copied = explorer.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{explorer.base}/?issue=energy&state=TX"


def test_theme_is_switched_kept_and_there_before_the_first_paint(new_explorer: Open) -> None:
    explorer = new_explorer(color_scheme="light")
    explorer.page.add_init_script(
        """new MutationObserver(() => {
            if (document.body) window.themeAtFirst ??= document.documentElement.dataset.bsTheme || "none";
        }).observe(document, {childList: true, subtree: true})"""
    )
    explorer.open("?state=TX")
    assert_theme(explorer, "light")
    explorer.page.locator("#switch-theme").click()
    assert_theme(explorer, "dark")
    fill = explorer.page.evaluate("getComputedStyle(geometry.shapes('state-map', 'TX')[0]).fill")
    explorer.click_mark("issue-bars", "issue=energy")
    explorer.drawn("?issue=energy&state=TX")
    assert_theme(explorer, "dark")
    explorer.page.reload()
    explorer.drawn("?issue=energy&state=TX")
    assert explorer.page.evaluate("window.themeAtFirst") == "dark"
    assert_theme(explorer, "dark")
    explorer.page.locator("#switch-theme").click()
    assert_theme(explorer, "light")
    assert explorer.page.evaluate("getComputedStyle(geometry.shapes('state-map', 'TX')[0]).fill") != fill


def test_first_visit_follows_the_theme_of_the_system(new_explorer: Open) -> None:
    explorer = new_explorer(color_scheme="dark").open()
    assert_theme(explorer, "dark")


def assert_theme(explorer: Explorer, theme: str) -> None:
    """Page and figures are in the theme."""
    explorer.page.wait_for_function(f"() => {PLOTTED_INK} === '{INKS[theme]}'")
    assert explorer.page.locator("html").get_attribute("data-bs-theme") == theme
    explorer.calm()
