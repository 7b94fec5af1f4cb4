"""Colours by computation: told apart with any colour vision, ordered where they stand for an order, readable.

Deficiencies are simulated after Brettel, Viénot and Mollon (1997) for tritanopia and Viénot, Brettel and Mollon (1999)
for the others, differences are CIEDE2000 (Sharma, Wu and Dalal 2005), contrasts WCAG 2.2: all by coloraide.
"""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from coloraide import Color

from dashboard.figures.classes import Class, edge_on, ink_on, tints
from dashboard.figures.maps import Valued, state_map
from dashboard.figures.picture import Mark
from dashboard.theme import THEMES, Theme

VISIONS = (None, "protan", "deutan", "tritan")

APART = 10
"""The least CIEDE2000 between colours that stand for different things: seen as different at a glance, where 1 is just
noticeable side by side (Mokrzycki and Tatol 2011 call 5 and more 'two different colours'; twice that is asked for)."""

TEXTS = {
    "ink": ("paper", "wash", "tint", "warn-tint", "wrong-tint"),
    "muted": ("paper", "wash"),
    "accent": ("paper", "wash", "warn-tint"),
    "on-accent": ("accent",),
    "warn": ("paper", "warn-tint"),
    "wrong": ("paper", "wrong-tint"),
    "right": ("paper", "wash"),
}
"""Colour of text → what it stands on, wherever in the stylesheets."""

SHAPES = {
    "focus": ("paper", "wash", "tint"),
    "field": ("paper", "wash"),
    "accent": ("paper", "wash"),
    "edge": ("paper", "nothing"),
}
"""Colour of rings, outlines and borders that say something → what they stand on."""


def seen(colour: str, vision: str | None) -> Color:
    return Color(colour).filter(vision) if vision else Color(colour)


def contrast(one: str, other: str) -> float:
    return Color(one).contrast(other, method="wcag21")


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
class TestPalettes:
    @pytest.mark.parametrize("vision", VISIONS)
    def test_different_things_are_told_apart(self, theme: Theme, vision: str | None) -> None:
        for colours in (tuple(theme.families.values()), theme.sides):
            for one, other in combinations(colours, 2):
                assert seen(one, vision).delta_e(seen(other, vision), method="2000") >= APART, (one, other)

    @pytest.mark.parametrize("vision", VISIONS)
    @pytest.mark.parametrize("count", range(1, 7))
    def test_classes_keep_their_order(self, theme: Theme, count: int, vision: str | None) -> None:
        colours = tints([Class(value, value) for value in range(1, count + 1)], theme)
        shades = [seen(colour, vision).convert("lab-d65") for colour in colours]
        away = [abs(shade["lightness"] - Color(theme.paper).convert("lab-d65")["lightness"]) for shade in shades]
        assert away == sorted(away)
        assert min(second - first for first, second in pairwise(away)) >= 5
        for one, other in pairwise(shades):
            assert one.delta_e(other, method="2000") >= 5

    def test_every_place_has_an_outline_that_is_seen_on_it(self, theme: Theme) -> None:
        """Neighbours in classes of nearly the same shade are parted by a line: WCAG 2.2, 1.4.11, asks for 3 to 1."""
        marks = [Mark(code, code, number, "") for number, code in enumerate(("TX", "CA", "NY", "FL", "WA", "OH", "ME"))]
        places = [Valued(mark, mark.count) for mark in marks]
        drawn = state_map(places, [], theme, "/assets/", "engagements").figure["data"][0]
        colours = [theme.nothing, *theme.sequence]
        assert drawn["z"] == list(range(7))
        for colour, edge in zip(colours, drawn["marker"]["line"]["color"], strict=True):
            assert contrast(colour, edge) >= 3, (colour, edge)
        assert contrast(theme.outside, edge_on(theme.outside, theme)) >= 3

    def test_numbers_on_classes_can_be_read(self, theme: Theme) -> None:
        for count in range(1, 7):
            classes = [Class(value, value) for value in range(1, count + 1)]
            for number, colour in enumerate(tints(classes, theme)):
                assert contrast(ink_on(number, classes, theme), colour) >= 4.5, colour

    @pytest.mark.parametrize(("text", "grounds"), TEXTS.items(), ids=list(TEXTS))
    def test_text_can_be_read_on_what_it_stands_on(self, theme: Theme, text: str, grounds: tuple[str, ...]) -> None:
        for ground in grounds:
            assert contrast(theme.variables[text], theme.variables[ground]) >= 4.5, ground

    @pytest.mark.parametrize(("shape", "grounds"), SHAPES.items(), ids=list(SHAPES))
    def test_rings_and_borders_are_seen(self, theme: Theme, shape: str, grounds: tuple[str, ...]) -> None:
        for ground in grounds:
            assert contrast(theme.variables[shape], theme.variables[ground]) >= 3, ground

    def test_marks_are_seen_on_the_paper(self, theme: Theme) -> None:
        for colour in (theme.accent, *theme.families.values(), *theme.sides):
            assert contrast(colour, theme.paper) >= 3
