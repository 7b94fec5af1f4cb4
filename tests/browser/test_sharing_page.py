"""Taking a page elsewhere, in the browser: pictures as files that stand alone, and lean pages in frames of others.

What a lean page holds and which headers are sent is tried without a browser (``test_sharing.py``).
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import GEOMETRY, Open, Server
from explorer import Explorer
from PIL import Image
from playwright.sync_api import Browser, expect

SVG = "{http://www.w3.org/2000/svg}"
FEWEST_COLOURS = 8

# Every part of a picture that is drawn outside of it, by its text or its tag.
OUTSIDE = """(source) => {
    const holder = document.createElement("div");
    holder.innerHTML = source;
    document.body.append(holder);
    const svg = holder.firstElementChild, frame = svg.getBoundingClientRect();
    const outside = [...svg.querySelectorAll("text, rect, circle")].filter((each) => {
        if (each.closest("defs, clipPath")) return false;
        const { left, top, right, bottom } = each.getBoundingClientRect();
        return left < frame.left - 1 || top < frame.top - 1 || right > frame.right + 1 || bottom > frame.bottom + 1;
    });
    holder.remove();
    return outside.map((each) => each.textContent || each.outerHTML.slice(0, 120));
}"""


def saved(explorer: Explorer, view: str, kind: str) -> tuple[str, bytes]:
    """Name and content of the file that the menu of a view gives, worked by keyboard alone."""
    menu = explorer.page.locator(f"#{view} details.save")
    opener = menu.locator("summary")
    opener.focus()
    explorer.page.keyboard.press("Enter")
    button = menu.locator(f"[data-save={kind}]")
    expect(button).to_be_visible()
    button.focus()
    with explorer.page.expect_download() as coming:
        explorer.page.keyboard.press("Enter")
    name = coming.value.suggested_filename
    expect(menu.locator("[role=status]")).to_have_text(f"Saved as {name}")
    expect(button).to_be_focused()
    explorer.page.keyboard.press("Escape")
    expect(button).to_be_hidden()
    expect(opener).to_be_focused()
    return name, Path(coming.value.path()).read_bytes()


def test_a_view_is_saved_whole_with_its_words(new_explorer: Open) -> None:
    explorer = new_explorer(color_scheme="dark")
    explorer.open("?issue=energy&state=TX")
    summary = explorer.summary()
    for view, title, paths in (("world-map", "With whom?", 200), ("issue-bars", "On what issues?", 10)):
        explorer.in_sight(view)
        name, svg = saved(explorer, view, "svg")
        assert re.fullmatch(rf"{title.lower().strip('?').replace(' ', '-')}-energy-texas-\d{{4}}-\d\d-\d\d\.svg", name)
        root = ElementTree.fromstring(svg)
        said = " ".join(text for each in root.findall(f"{SVG}text") if (text := "".join(each.itertext())))
        assert root.findtext(f"{SVG}title") == title
        assert said.startswith(title)
        for words in (
            summary,
            "Source: Multilevel Diplomacy Dashboard, table as of",
            "CC BY 4.0",
            "issue=energy&state=TX",
        ):
            assert words in said
        key = explorer.page.locator(f"#{view} .key li").all_inner_texts()
        assert [entry for entry in key if entry.strip() not in said] == []
        assert ("Boundaries and names" in said) == (view == "world-map")
        shapes = [path for path in root.iter(f"{SVG}path") if len(path.get("d", "")) > 10]
        assert len(shapes) >= paths
        assert explorer.page.evaluate(OUTSIDE, svg.decode()) == []
        assert b"http" not in svg.replace(b"http://www.w3.org/", b"").replace(explorer.base.encode(), b"")
        name, png = saved(explorer, view, "png")
        assert name.endswith(".png")
        picture = Image.open(BytesIO(png)).convert("RGB")
        assert picture.size == (2 * int(root.get("width", "")), 2 * int(root.get("height", "")))
        assert picture.getpixel((0, 0)) == (255, 255, 255), "paper is white, also where the page is dark"
        assert len(picture.resize((400, 300)).getcolors(1 << 20)) > FEWEST_COLOURS
    assert date.today().isoformat()[:4] in name


class Host(BaseHTTPRequestHandler):
    """A page of another site with a frame in it."""

    def __init__(self, frame: str, *args: object) -> None:
        self.frame = frame
        super().__init__(*args)

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>Elsewhere</title>{self.frame}".encode())

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def another_site(frame: str) -> Iterator[str]:
    """The address of a page of another site that shows this HTML."""
    site = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, frame))
    threading.Thread(target=site.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{site.server_address[1]}/"
    finally:
        site.shutdown()
        site.server_close()


@pytest.fixture(scope="module")
def framing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose lean pages anyone may frame."""
    running = Server(tmp_path_factory.mktemp("framing") / "server.log", DASHBOARD_FRAMES="all")
    try:
        running.wait()
        yield running
    finally:
        running.stop()


def code_of(explorer: Explorer) -> str:
    """The code that the dialog gives, opened and left by keyboard."""
    page = explorer.page
    page.locator("#embed").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Show this on another site")
    expect(dialog).to_be_visible()
    dialog.get_by_label("On what issues?").check()
    dialog.get_by_label("Who engages?").uncheck()
    dialog.get_by_role("button", name="Copy the code").click()
    expect(dialog.get_by_role("status")).to_have_text("Code copied")
    code = dialog.locator("textarea").input_value()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator("#embed")).to_be_focused()
    return code


def test_the_code_shows_a_lean_page_where_frames_are_allowed(framing: Server, chromium: Browser) -> None:
    context = chromium.new_context(color_scheme="dark")
    context.add_init_script(GEOMETRY)
    explorer = Explorer(context.new_page(), framing.address)
    explorer.page.goto(f"{framing.address}/?state=TX")
    explorer.drawn("?state=TX")
    code = code_of(explorer)
    assert 'title="How U.S. states, counties and cities engage with the world: 273 of 3,785' in code
    assert 'width="100%"' in code
    with another_site(code) as address:
        explorer.page.goto(address)
        frame = explorer.page.frame_locator("iframe")
        expect(frame.locator("#summary")).to_contain_text("273 of 3,785 engagements: Texas")
        expect(frame.locator("section.view")).to_have_count(2)
        expect(frame.locator("#world-map .choroplethlayer path").first).to_be_attached()
        expect(frame.locator(".header")).to_be_hidden()
        expect(frame.locator("html")).to_have_attribute("data-bs-theme", "dark")
        ink = "g => getComputedStyle(g).fill"
        expect(frame.locator("#issue-bars .ytick text, #issue-bars .textpoint text").first).to_be_attached()
        explorer.page.wait_for_timeout(1500)
        label = frame.locator("#issue-bars text").first
        assert label.evaluate(ink) == "rgb(232, 236, 241)", "figures are of the theme of the frame"
        way = frame.get_by_role("link", name="Open in the dashboard")
        assert way.get_attribute("href") == "/?state=TX"
        frame.locator("#chips .chip").click()
        expect(frame.locator("#summary")).to_contain_text("3,785 of 3,785 engagements")
        expect(frame.get_by_role("link", name="Open in the dashboard")).to_have_attribute("href", "/")
    assert explorer.complaints == []
    context.close()


def test_no_other_site_shows_a_page_by_default(server: Server, chromium: Browser) -> None:
    context = chromium.new_context()
    context.add_init_script(GEOMETRY)
    explorer = Explorer(context.new_page(), server.address)
    explorer.page.goto(f"{server.address}/?state=TX")
    explorer.drawn("?state=TX")
    explorer.page.locator("#embed").click()
    expect(explorer.page.get_by_role("dialog")).to_contain_text("DASHBOARD_FRAMES")
    with another_site(f'<iframe src="{server.address}/?embed=1" width="900" height="600"></iframe>') as address:
        explorer.page.goto(address)
        explorer.page.wait_for_timeout(1500)
        assert explorer.page.frame_locator("iframe").locator("#summary").count() == 0
    assert any("frame-ancestors" in said or "X-Frame-Options" in said for said in explorer.complaints)
    context.close()
