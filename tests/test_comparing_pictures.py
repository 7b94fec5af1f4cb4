"""That the comparison of pictures fails where something visible breaks, and only there: on pages drawn by hand."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from comparing_pictures import difference
from PIL import Image, ImageDraw

SIZE = (1440, 1300)
WORDS = "36 of 3,785 engagements: energy, Texas, dated 2019 to 2024; 5 undated not shown. " * 2


def page(ink: str = "#1b2530", paper: str = "#ffffff", down: int = 0, button: str | None = "#0b4f8a") -> Image.Image:
    """A page of lines of text, a map of shades and a button."""
    picture = Image.new("RGB", SIZE, paper)
    draw = ImageDraw.Draw(picture)
    for line in range(30):
        draw.text((40, 40 + 24 * line + down), WORDS, fill=ink)
    for shade in range(10):
        draw.rectangle((40 + 100 * shade, 900, 120 + 100 * shade, 1100), fill=(230 - 20 * shade, 235 - 15 * shade, 245))
    if button:
        draw.rounded_rectangle((1300, 20, 1380, 52), 6, fill=button)
    return picture


def noisy(picture: Image.Image) -> Image.Image:
    """The same with other smoothing of every edge."""
    values = np.asarray(picture, dtype=np.int16)
    noise = np.random.default_rng(1).integers(-12, 13, values.shape)
    return Image.fromarray(np.clip(values + noise, 0, 255).astype(np.uint8))


def packed(picture: Image.Image) -> Image.Image:
    """As it is kept."""
    kept = BytesIO()
    picture.save(kept, "WEBP", quality=60)
    return Image.open(kept)


@pytest.mark.parametrize("actual", [page(), noisy(page()), page(down=1), packed(page())])
def test_what_looks_the_same_passes(actual: Image.Image) -> None:
    assert difference(page(), actual).sentence == ""


@pytest.mark.parametrize(
    "actual",
    [
        page(button=None),
        page(button="#8a4f0b"),
        page(ink="#e8ecf1", paper="#121921"),
        page(down=8),
        page(ink="#ffffff"),
        page().crop((0, 0, 1440, 1299)),
    ],
    ids=["a button is gone", "a button is brown", "the other theme", "lines shifted", "no text", "another height"],
)
def test_what_breaks_fails_and_is_shown(actual: Image.Image) -> None:
    found = difference(page(), actual)
    assert not found.is_same
    assert found.sentence
    reds = np.all(np.asarray(found.picture) == (214, 39, 40), axis=2)
    assert reds.any() or actual.size != SIZE
