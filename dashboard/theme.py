"""The colours of the figures, for the light and the dark theme, and the one small Plotly template made of them.

The same colours stand in ``assets/style.css`` as variables (a test holds the two together); no figure is drawn here.
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
    """

    name: str
    ink: str
    muted: str
    paper: str
    line: str
    accent: str
    nothing: str
    outside: str
    sequence: tuple[str, ...]
    families: Mapping[str, str]
    sides: tuple[str, ...]

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
    sequence=("#cfe2f2", "#a3c9e6", "#6fabd6", "#3f88c0", "#1b64a5", "#083c77"),
    families={"partnership": "#0072B2", "meeting": "#D55E00", "network": "#009E73"},
    sides=("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#1b2530"),
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
    sequence=("#1f4a72", "#2a669b", "#3f84bd", "#65a4d6", "#98c5e8", "#d3e8f8"),
    families={"partnership": "#58aee6", "meeting": "#f2935c", "network": "#42c79d"},
    sides=("#58aee6", "#f2935c", "#42c79d", "#e79bc4", "#e8ecf1"),
)


def on_paper() -> Mapping[str, str]:
    """Each colour of the dark theme → that of the light one in its place: pictures are for paper."""
    return dict(zip(_colours(DARK), _colours(LIGHT), strict=True))


def _colours(theme: Theme) -> tuple[str, ...]:
    alone = (theme.ink, theme.muted, theme.paper, theme.line, theme.accent, theme.nothing, theme.outside)
    return (*alone, *theme.sequence, *theme.families.values(), *theme.sides)


THEMES: Mapping[str, Theme] = {theme.name: theme for theme in (LIGHT, DARK)}


def theme_named(name: str | None) -> Theme:
    """The theme of that name, light where there is none such."""
    return THEMES.get(name or "", LIGHT)
