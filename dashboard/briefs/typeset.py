"""Typesetting: a brief's content and the template ``brief.typ`` become a tagged PDF (PDF/UA-1) of at most two pages.

Text reaches the template as data, so that no sign in it is taken for markup; what it says is made in ``content``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import orjson
import typst

TEMPLATE = Path(__file__).with_name("brief.typ")

STANDARD: Final = "ua-1"

MOST_PAGES = 2

A_LITTLE_OVER = 1.2
"""A brief this long in pages is set denser, if it then fits on one."""

DENSITIES = (
    {"size": 9.5, "events": 400, "map_width": 1.0},
    {"size": 9.0, "events": 400, "map_width": 0.92},
    {"size": 8.5, "events": 400, "map_width": 0.84},
    {"size": 8.0, "events": 40, "map_width": 0.8},
    {"size": 8.0, "events": 24, "map_width": 0.8},
    {"size": 8.0, "events": 12, "map_width": 0.76},
    {"size": 8.0, "events": 8, "map_width": 0.7},
    {"size": 7.5, "events": 4, "map_width": 0.6},
)
"""From roomy to dense: points of the text, engagements named of a list, the map's share of the width."""

WHOLE = DENSITIES[1:3]
"""Those that leave no engagement out."""

NOT_SHOWN = "[…]"
"""Stands for letters that no font of this machine has: PDF/UA admits no empty boxes."""


def brief_pdf(content: Mapping[str, Any]) -> bytes:
    """The brief as PDF in the roomiest setting that fits; raise TypstError where the template cannot be set.

    Each call has compilers of its own: one that is shared refuses a second thread.
    """
    made = _fitting(_printable(content)).compile(format="pdf", pdf_standards=[STANDARD])
    assert isinstance(made, bytes)
    return made


def _fitting(content: Mapping[str, Any]) -> typst.Compiler:
    """The roomiest setting of at most two pages; of one where little is left over; the densest if none is."""
    roomy = _set(content, DENSITIES[0])
    if 1 < _pages(roomy) <= A_LITTLE_OVER:
        denser = (_set(content, density) for density in WHOLE)
        return next((setting for setting in denser if _pages(setting) <= 1), roomy)
    settings = [_set(content, density) for density in DENSITIES]
    return next((setting for setting in settings if _pages(setting) <= MOST_PAGES), settings[-1])


def _set(content: Mapping[str, Any], density: Mapping[str, float]) -> typst.Compiler:
    inputs = {"data": orjson.dumps({**content, **density}).decode()}
    return typst.Compiler(TEMPLATE, font_paths=fonts(), ignore_system_fonts=True, sys_inputs=inputs)


def _pages(setting: typst.Compiler) -> float:
    """How long the brief is: 1.25 for a page and a quarter. What was set is kept by the compiler for ``compile``."""
    return float(orjson.loads(setting.query("<pages>", field="value", one=True)))


@cache
def fonts() -> typst.Fonts:
    """The fonts of the typst package and, for letters they lack, those of the machine: looked for once."""
    return typst.Fonts()


def _printable(value: Any) -> Any:
    """The same content with letters that no font has replaced."""
    if isinstance(value, str):
        return value if value.isascii() else _shown(value)
    if isinstance(value, Mapping):
        return {key: _printable(each) for key, each in value.items()}
    return [_printable(each) for each in value] if isinstance(value, list) else value


def _shown(text: str) -> str:
    kept = "".join(letter if letter.isascii() or _has_glyph(letter) else "\0" for letter in text)
    return re.sub("\0+", NOT_SHOWN, kept)


@lru_cache(maxsize=5_000)
def _has_glyph(letter: str) -> bool:
    """Whether some font here can print the letter, as the standard asks; the compiler alone knows its own fonts."""
    inputs = {"data": letter}
    source = b'#set document(title: "x")\n#set text(font: "Libertinus Serif")\n#sys.inputs.data'
    compiler = typst.Compiler(source, font_paths=fonts(), ignore_system_fonts=True, sys_inputs=inputs)
    try:
        compiler.compile(source, format="pdf", pdf_standards=[STANDARD])
    except typst.TypstError:
        return False
    return True
