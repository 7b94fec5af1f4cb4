"""The colours of the figures, for the light and the dark theme, and the one small Plotly template made of them.

The stylesheets have the same colours as variables: ``assets/colours.css`` is what ``variables`` gives
(``scripts/colours.py`` writes it, a test holds the two together). No figure is drawn here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


@dataclass(frozen=True)
class Theme:
    """One theme. ``sequence`` runs from few to many; ``nothing`` is the zero class, ``outside`` what is not counted.

    ``sides``: the colours of up to five things compared, told apart by colour-blind readers (and by SYMBOLS).
    ``edge``: the outline of shapes too near the paper in colour for an outline of paper to be seen. ``page``: colours
    of the page alone, by what they are for.
    """

    name: str
    ink: str
    muted: str
    paper: str
    line: str
    accent: str
    nothing: str
    outside: str
    edge: str
    sequence: tuple[str, ...]
    families: Mapping[str, str]
    sides: tuple[str, ...]
    page: Mapping[str, str]

    @property
    def variables(self) -> dict[str, str]:
        """Name → colour of every variable of the stylesheets."""
        shared = {name: getattr(self, name) for name in ("ink", "muted", "paper", "line", "accent", "nothing", "edge")}
        sides = {f"side-{number}": colour for number, colour in enumerate(self.sides, start=1)}
        return {**shared, **self.page, **self.families, **sides}

    @property
    def template(self) -> dict[str, Any]:
        """Font, hover label and bare axes in the colours of the theme."""
        axis = {"showgrid": False, "zeroline": False, "showline": False, "ticks": "", "fixedrange": True}
        return {
            "layout": {
                "font": {"family": FONT, "size": 12, "color": self.ink},
                "paper_bgcolor": "rgba(0,0,0,0)",
                "plot_bgcolor": "rgba(0,0,0,0)",
                "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
                "hoverlabel": {
                    "bgcolor": self.paper,
                    "bordercolor": self.line,
                    "align": "left",
                    "font": {"family": FONT, "size": 13, "color": self.ink},
                },
                "showlegend": False,
                "xaxis": axis,
                "yaxis": axis,
            }
        }


SYMBOLS: tuple[tuple[str, str], ...] = (
    ("circle", "●"),
    ("square", "■"),
    ("diamond", "◆"),
    ("triangle-up", "▲"),
    ("star", "★"),
)
"""The marks of things compared, as Plotly names them and as text."""


LIGHT = Theme(
    name="light",
    ink="#1b2530",
    muted="#566270",
    paper="#ffffff",
    line="#d5dbe2",
    accent="#0b4f8a",
    nothing="#eef0f2",
    outside="#dcdfe3",
    edge="#465260",
    sequence=("#cfe2f2", "#a3c9e6", "#6fabd6", "#337ab2", "#175a98", "#083c77"),
    families={"partnership": "#0072B2", "meeting": "#D55E00", "network": "#009E73"},
    sides=("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#1b2530"),
    page={
        "wash": "#f5f7f9",
        "on-accent": "#ffffff",
        "tint": "#e6eff7",
        "field": "#76818d",
        "warn": "#7a4b00",
        "warn-tint": "#fdf3dc",
        "wrong": "#a8201a",
        "wrong-tint": "#fdeceb",
        "right": "#00704f",
        "focus": "#b4530a",
        "veil": "rgb(10 16 24 / 0.5)",
        "cast": "rgb(0 0 0 / 0.14)",
    },
)

DARK = Theme(
    name="dark",
    ink="#e8ecf1",
    muted="#a3afbc",
    paper="#1a222c",
    line="#34404d",
    accent="#7db8ea",
    nothing="#29333f",
    outside="#3a4654",
    edge="#b9c4d0",
    sequence=("#1f4a72", "#2a669b", "#4a92cb", "#6fb0e0", "#a3cdec", "#d8ebf9"),
    families={"partnership": "#3993de", "meeting": "#e17540", "network": "#6edea8"},
    sides=("#3993de", "#e17540", "#6edea8", "#e39ec7", "#e8ecf1"),
    page={
        "wash": "#121921",
        "on-accent": "#0d1620",
        "tint": "#22364a",
        "field": "#7f8c9a",
        "warn": "#f3cd84",
        "warn-tint": "#3a2f17",
        "wrong": "#ff9a92",
        "wrong-tint": "#3d2022",
        "right": "#6edea8",
        "focus": "#ffb45e",
        "veil": "rgb(10 16 24 / 0.5)",
        "cast": "rgb(0 0 0 / 0.4)",
    },
)


def on_paper() -> Mapping[str, str]:
    """Each colour of the dark theme → that of the light one in its place: pictures are for paper."""
    return dict(zip(_colours(DARK), _colours(LIGHT), strict=True))


def _colours(theme: Theme) -> tuple[str, ...]:
    alone = (theme.ink, theme.muted, theme.paper, theme.line, theme.accent, theme.nothing, theme.outside)
    return (*alone, *theme.sequence, *theme.families.values(), *theme.sides)


THEMES: Mapping[str, Theme] = {theme.name: theme for theme in (LIGHT, DARK)}


def theme_of(cookies: Mapping[str, str]) -> str:
    """The name of the theme that a request's page is in: the chosen one, else the system's, as first/theme.js says."""
    told = (cookies.get(name, "") for name in ("theme", "system-theme"))
    return next((name for name in told if name in THEMES), LIGHT.name)


def stylesheet() -> str:
    """The whole of ``assets/colours.css``."""
    blocks = [":root {", *_lines(LIGHT), "}", '[data-bs-theme="dark"] {', *_lines(DARK), "}"]
    return "\n".join(["/* Written by scripts/colours.py from dashboard/theme.py: edit there. */", *blocks, ""])


def _lines(theme: Theme) -> list[str]:
    colours = [f"  --{name}: {colour.lower()};" for name, colour in theme.variables.items()]
    return [*colours, f"  color-scheme: {theme.name};"]


def theme_named(name: str | None) -> Theme:
    """The theme of that name, light where there is none such."""
    return THEMES.get(name or "", LIGHT)
