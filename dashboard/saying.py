"""Sentences that are made before it is known who reads them: English as they stand, said in another language later.

Rules, guesses and readings are worked out once and kept; what is kept says the same to everyone who reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.language import gettext


class Later(str):
    """A text in English that keeps the ``message`` it was made from and the ``values`` in its {places}."""

    message: str
    values: dict[str, Any]


def later(message: str, **values: object) -> Later:
    """The message with its {places} filled, in English; ``in_words`` says it in the language spoken."""
    text = Later(message.format(**values) if values else message)
    text.message, text.values = message, values
    return text


def in_words(text: str) -> str:
    """What is said, in the language spoken; a plain text is looked up as it is, and stays where nobody knows it."""
    if not isinstance(text, Later):
        return gettext(text)
    filled = {name: in_words(value) if isinstance(value, Later) else value for name, value in text.values.items()}
    return gettext(text.message).format(**filled) if filled else gettext(text.message)


def together(texts: Sequence[str]) -> Later:
    """Several of them as one, parted by commas."""
    values = {f"part_{place}": text for place, text in enumerate(texts)}
    places = ", ".join(f"{{{name}}}" for name in values)
    return later(places, **values)


def kept(text: object) -> Any:
    """What of it can be kept as JSON, so that ``told_again`` makes the same of it."""
    if not isinstance(text, Later):
        return text
    return {"message": text.message, "values": {name: kept(value) for name, value in text.values.items()}}


def told_again(kept_text: Any) -> Any:
    """What was kept; a plain text as it is."""
    if not isinstance(kept_text, Mapping):
        return kept_text
    message, values = kept_text["message"], kept_text["values"]
    return later(message, **{name: told_again(value) for name, value in values.items()})
