"""Five pages at three widths in both themes look as they did when their pictures were last recorded on purpose.

``make pictures`` records them anew. Letters of other fonts fill other lines: where this machine's differ from those of
the pictures, nothing can be said, and the tests are skipped aloud.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from comparing_pictures import difference
from conftest import ROOT, Open, Server, fresh_contexts
from explorer import Explorer
from PIL import Image
from playwright.sync_api import Browser

KEPT = Path(__file__).with_name("pictures")
DIFFERENT = ROOT / "pictures-that-differ"
FONTS = KEPT / "fonts.json"
IS_RECORDING = os.environ.get("RECORD_PICTURES") == "1"

SIZES = {"phone": (390, 1700), "tablet": (768, 1600), "desktop": (1440, 1300)}
PAGES = {"explorer": "/?state=TX", "state": "/state/TX", "networks": "/networks", "data": "/data", "submit": "/submit"}
QUALITY = 55
"""Of WebP: at most 60 KB a picture, and far below what the comparison takes for a difference."""

# One family for everything, so that fontconfig has nothing to choose; nothing moves; nothing tells the day of today.
STEADY = """
* { font-family: "DejaVu Sans", sans-serif !important; caret-color: transparent !important; }
*, *::before, *::after { transition: none !important; animation: none !important; }
.today { visibility: hidden; }
"""
SPECIMEN = "Hamburgefonstiv 0123456789 ÄÖé ◐ ↗ …"


@pytest.fixture(scope="module")
def new_explorer(server: Server, chromium: Browser) -> Iterator[Open]:
    with fresh_contexts(server, chromium) as new:
        yield new


def fonts_of(explorer: Explorer) -> dict[str, object]:
    """What Chromium takes for the letters of a specimen, and how wide it sets it."""
    page = explorer.page
    page.set_content(f"<style>{STEADY}</style><p style='font-size: 16px'><span id='specimen'>{SPECIMEN}</span></p>")
    client = page.context.new_cdp_session(page)
    client.send("DOM.enable")
    client.send("CSS.enable")
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    node = client.send("DOM.querySelector", {"nodeId": root, "selector": "#specimen"})["nodeId"]
    found = client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    width = page.locator("#specimen").evaluate("it => Math.round(it.getBoundingClientRect().width)")
    return {"fonts": sorted(each["familyName"] for each in found), "width": width}


@pytest.fixture(scope="module")
def fonts(new_explorer: Open) -> dict[str, object]:
    """The fonts of this machine; skips where the pictures were recorded with others, or not at all."""
    here = fonts_of(new_explorer())
    if IS_RECORDING:
        return here
    if not FONTS.exists():
        pytest.skip("No pictures are recorded yet: run `make pictures`.")
    recorded = json.loads(FONTS.read_text("utf-8"))
    if recorded != here:
        pytest.skip(f"The pictures were recorded with {recorded}, this machine has {here}: looks cannot be compared.")
    return here


def taken(explorer: Explorer, path: str) -> Image.Image:
    """The picture of a page when it is whole."""
    page = explorer.page
    page.goto(f"{explorer.base}{path}")
    page.add_style_tag(content=STEADY)
    explorer.calm()
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    return Image.open(BytesIO(page.screenshot(animations="disabled")))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_look_as_recorded(new_explorer: Open, fonts: dict[str, object], size: str, theme: str) -> None:
    explorer = new_explorer(*SIZES[size], color_scheme=theme, reduced_motion="reduce")
    wrong = {}
    for name, path in PAGES.items():
        picture, key = taken(explorer, path), f"{name}-{size}-{theme}"
        if IS_RECORDING:
            record(picture, key, fonts)
        elif said := compared(picture, key):
            wrong[key] = said
    assert wrong == {}, f"Look at {DIFFERENT}; if it is meant so, run `make pictures` and commit what it writes."


def record(picture: Image.Image, key: str, fonts: dict[str, object]) -> None:
    KEPT.mkdir(exist_ok=True)
    picture.convert("RGB").save(KEPT / f"{key}.webp", quality=QUALITY, method=6)
    FONTS.write_text(json.dumps(fonts, indent=1, ensure_ascii=False) + "\n", "utf-8")


def compared(picture: Image.Image, key: str) -> str:
    """What is different in a sentence, '' for nothing; pictures of it are written side by side."""
    kept = KEPT / f"{key}.webp"
    if not kept.exists():
        return "was never recorded"
    expected = Image.open(kept)
    found = difference(expected, picture)
    if not found.is_same:
        DIFFERENT.mkdir(exist_ok=True)
        for what, shown in {"expected": expected, "actual": picture, "difference": found.picture}.items():
            shown.convert("RGB").save(DIFFERENT / f"{key}-{what}.png")
    return found.sentence


def test_all_pictures_are_small() -> None:
    kept = list(KEPT.glob("*.webp"))
    if not kept:
        pytest.skip("No pictures are recorded yet: run `make pictures`.")
    assert sorted(each.stem for each in kept) == sorted(
        f"{name}-{size}-{theme}" for name in PAGES for size in SIZES for theme in ("light", "dark")
    )
    assert sum(each.stat().st_size for each in kept) < 3_000_000
