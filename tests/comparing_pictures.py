"""Whether two pictures of a page show the same to the eye: same size, and no patch of another colour.

Pictures are compared in patches of 4 by 4 pixels, since two Chromiums smooth the same letters differently and may set
a line one pixel lower; a button that is gone, another colour or a shifted column changes whole patches.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

PATCH = 4
"""Edge of a patch in pixels."""

MOST = 48
"""How far a patch may be off, in any of red, green and blue, of 255: a line of text set one pixel lower."""

SHARE = 0.0005
"""The share of patches that may be off: at 1440 × 1300 pixels 58 of them, half a small button."""


@dataclass(frozen=True)
class Difference:
    """How two pictures differ: ``share`` of patches that are off, the picture of them, and a sentence."""

    share: float
    picture: Image.Image
    sentence: str

    @property
    def is_same(self) -> bool:
        """Whether they may pass for the same."""
        return not self.sentence


def difference(expected: Image.Image, actual: Image.Image) -> Difference:
    """Compare two pictures; in the picture of the difference the patches that are off are red over pale grey."""
    if expected.size != actual.size:
        return Difference(1.0, actual, f"it is {_size(actual)} in place of {_size(expected)} pixels")
    off = np.abs(_patches(expected) - _patches(actual)).max(axis=2) > MOST
    share = float(off.mean())
    sentence = f"{share:.2%} of it look otherwise, {SHARE:.2%} may" if share > SHARE else ""
    return Difference(share, _marked(actual, off), sentence)


def _patches(picture: Image.Image) -> np.ndarray:
    """Mean red, green and blue of each patch, (rows, columns, 3)."""
    size = (max(1, picture.width // PATCH), max(1, picture.height // PATCH))
    return np.asarray(picture.convert("RGB").resize(size, Image.Resampling.BOX), dtype=np.int16)


def _marked(picture: Image.Image, off: np.ndarray) -> Image.Image:
    pale = Image.blend(picture.convert("L").convert("RGB"), Image.new("RGB", picture.size, "white"), 0.6)
    mask = Image.fromarray(off.astype(np.uint8) * 255).resize(picture.size, Image.Resampling.NEAREST)
    pale.paste((214, 39, 40), mask=mask)
    return pale


def _size(picture: Image.Image) -> str:
    return f"{picture.width} × {picture.height}"
