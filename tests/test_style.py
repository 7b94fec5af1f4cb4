"""The stylesheets: sizes, spaces and colours come from the scales and variables, directions are those of the text.

What the colours must be fit for is in ``test_palette``; how pages look is asked of a browser.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.theme import THEMES, stylesheet, theme_of

ROOT = Path(__file__).parents[1]
SHEETS = sorted(path for path in (ROOT / "assets").rglob("*.css"))
GENERATED = ROOT / "assets" / "colours.css"

SPACED = re.compile(r"^(padding|margin|gap|row-gap|column-gap)\b")
PHYSICAL = re.compile(r"^(left|right|(margin|padding|border)-(left|right)\b.*)$")
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(", re.IGNORECASE)

EXCEPTIONS = {
    "padding: var(--space-12) var(--space-16) 120px": "room for the deck, which lies over the end of the desk",
    "padding: var(--space-12) var(--space-12) 140px": "the same on a phone, where the deck has two lines",
    "padding: var(--space-12) max(var(--space-16), calc((100vw - 1400px) / 2))": "the deck keeps to the desk's width",
    "@page margin: 10mm": "paper is measured in millimetres",
}
"""Declarations with a literal of their own, and why."""


def declarations(path: Path) -> list[tuple[str, str]]:
    """Property and value of every declaration, without comments and what stands in url(…)."""
    text = re.sub(r"/\*.*?\*/|url\(.*?\"\)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"@page \{[^}]*\}", "", text)
    return [(name, value.strip()) for name, value in re.findall(r"(?<![\w-])([a-z-]+):\s*([^;{}]+?)\s*[;}]", text)]


@pytest.mark.parametrize("path", [path for path in SHEETS if path != GENERATED], ids=lambda path: path.name)
class TestScales:
    def test_every_size_of_text_is_of_the_scale(self, path: Path) -> None:
        for name, value in declarations(path):
            if name == "font-size":
                assert re.fullmatch(r"var\(--text-\d+\)|inherit", value), value
            if name == "font":
                assert not re.search(r"(?<![/\d])\d+px", value.split("/")[0]), value

    def test_every_space_is_of_the_scale(self, path: Path) -> None:
        odd = [f"{name}: {value}" for name, value in declarations(path) if SPACED.match(name) and "px" in value]
        assert set(odd) - EXCEPTIONS.keys() == set()

    def test_every_colour_is_a_variable(self, path: Path) -> None:
        assert [f"{name}: {value}" for name, value in declarations(path) if COLOUR.search(value)] == []

    def test_nothing_is_left_or_right(self, path: Path) -> None:
        """Of a page that is read from right to left, what begins a line stands on the right."""
        assert [name for name, value in declarations(path) if PHYSICAL.match(name)] == []
        aligned = [value for name, value in declarations(path) if name in ("text-align", "float")]
        assert {"left", "right"} & set(aligned) == set()

    def test_every_variable_is_defined_somewhere(self, path: Path) -> None:
        defined = {name for sheet in SHEETS for name in re.findall(r"(--[\w-]+):", sheet.read_text(encoding="utf-8"))}
        set_by_pages = {"--print-width", "--chart-height"}
        used = set(re.findall(r"var\((--[\w-]+)\)", path.read_text(encoding="utf-8")))
        assert used - defined - set_by_pages == set()


def test_the_scales_are_what_they_are_said_to_be() -> None:
    text = (ROOT / "assets" / "style.css").read_text(encoding="utf-8")
    sizes = {int(name): float(rem) * 16 for name, rem in re.findall(r"--text-(\d+): ([\d.]+)rem", text)}
    spaces = {int(name): int(pixels) for name, pixels in re.findall(r"--space-(\d+): (\d+)px", text)}
    assert sizes == {size: size for size in (12, 14, 16, 20, 28)}
    assert spaces == {space: space for space in (2, 4, 8, 12, 16, 24, 40)}


def test_colours_of_page_and_figures_are_from_one_source() -> None:
    assert GENERATED.read_text(encoding="utf-8") == stylesheet(), "run scripts/colours.py"
    for theme in THEMES.values():
        assert theme.variables["ink"] == theme.ink
        assert f"--partnership: {theme.families['partnership'].lower()};" in stylesheet()


@pytest.mark.parametrize(
    ("cookies", "name"),
    [
        ({}, "light"),
        ({"system-theme": "dark"}, "dark"),
        ({"system-theme": "dark", "theme": "light"}, "light"),
        ({"system-theme": "light", "theme": "dark"}, "dark"),
        ({"theme": "pink"}, "light"),
    ],
)
def test_a_choice_goes_before_the_system(cookies: dict[str, str], name: str) -> None:
    assert theme_of(cookies) == name
