"""What is typed into the forms of reviewers, fit to be kept: no signs that cannot be shown, no more than is allowed.

What it means is for the views to say.
"""

from __future__ import annotations

import re

from flask import request

LONGEST = 4_000
"""Characters of one field."""

LARGEST_NUMBER = 2**31 - 1
"""The greatest number of a row of the store."""

UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
"""Control characters, and those that turn the direction of the text around them."""


def typed(name: str, most: int = LONGEST) -> str:
    """A field of the form that was sent, '' where there is none."""
    return clean(request.form.get(name, ""), most)


def asked(name: str, most: int = 200) -> str:
    """A parameter of the address, '' where there is none."""
    return clean(request.args.get(name, ""), most)


def clean(text: str, most: int = LONGEST) -> str:
    """The text without what cannot be shown and without spaces around it, cut where it is too long."""
    return UNSHOWABLE.sub("", text.replace("\r\n", "\n"))[:most].strip()


def number(text: str, otherwise: int = 0) -> int:
    """A number from 0 that the store can hold, ``otherwise`` where the text is none."""
    if text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= LARGEST_NUMBER:
        return int(text)
    return otherwise
