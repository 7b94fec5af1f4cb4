"""Slugs: names in ASCII lower case with hyphens, and what is left out of a government's name before that.

Which of several names that share a slug keeps it is settled in ``registers``; nothing here reads a table.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_SPELLED = str.maketrans(
    {
        **dict.fromkeys("'’‘`´′ʹʻʼʾʿ.", ""),
        "&": " and ",
        **{"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "đ": "d", "ħ": "h", "ı": "i", "ĸ": "k"},
        **{"ł": "l", "ŋ": "n", "ø": "o", "ŧ": "t", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y"},
    }
)
"""Letters that do not come apart into an ASCII letter and an accent, and signs that are not word breaks."""

_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
_MUNICIPAL = r"(?:City and County|City|Town|Township|Village|Borough|Municipality) of "
_SOVEREIGN = r"(?:State Government|State|Commonwealth|Territory|Government) of (?:the )?"
_PREFIX = {
    "city": re.compile(f"({_MUNICIPAL}|Government of the )", re.IGNORECASE),
    "county": re.compile(f"({_MUNICIPAL})", re.IGNORECASE),
    "state": re.compile(f"({_SOVEREIGN})", re.IGNORECASE),
    "national": re.compile(r"(Government of (?:the )?)", re.IGNORECASE),
}
_INVERTED = re.compile(r"(?P<kind>County|Parish) of (?P<rest>.+)", re.IGNORECASE)
_STATE_SUFFIX = re.compile(r" (State Government|State|Government)$", re.IGNORECASE)
_QUALIFIER = re.compile(r"(?P<rest>.*\S)\s*\((?P<inside>[^()]*)\)")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,9}")


class Core(NamedTuple):
    """A name taken apart: what is left out before it ("City of"), the rest, whether that is a whole state."""

    prefix: str
    name: str
    whole: bool = False


def slugify(text: str) -> str:
    """Return ``text`` in ASCII lower case, words joined by hyphens; never empty unless ``text`` is.

    Accents go, letters such as ł, ø and ß are spelled out, and letters of other scripts become their code
    points, so that no two different names become one.
    """
    spelled = text.lower().translate(_SPELLED)
    if not spelled.isascii():
        spelled = "".join(map(_ascii, unicodedata.normalize("NFKD", spelled).translate(_SPELLED)))
    words = _BETWEEN_WORDS.sub("-", spelled).strip("-")
    return words or "-".join(f"u{ord(letter):x}" for letter in text)


def _ascii(letter: str) -> str:
    if letter.isascii():
        return letter
    if "\u0300" <= letter <= "\u036f":
        return ""
    return f"u{ord(letter):x}" if unicodedata.category(letter)[0] in "LMN" else " "


def core(name: str, level: str, place: str, place_name: str) -> Core:
    """Take ``name`` apart: "City of Salisbury (MD)" in MD gives ("City of", "Salisbury").

    Left out are the kind of government as fits the level (never for agencies, regions and networks), and a
    qualifier in brackets that only repeats the ``place``, by code or name. "County of X" becomes "X County".
    ``whole`` is set for the government of a state itself, not for one of its bodies.
    """
    qualified = _QUALIFIER.fullmatch(name)
    if place and qualified and slugify(qualified["inside"]) in {slugify(place), slugify(place_name)}:
        name = qualified["rest"]
    inverted = _INVERTED.fullmatch(name)
    if level == "county" and inverted:
        return Core("", f"{inverted['rest']} {inverted['kind']}")
    prefix = _PREFIX[level].match(name) if level in _PREFIX else None
    rest = name[prefix.end() :].strip() if prefix else ""
    found = Core(prefix[1].strip(), rest) if prefix and rest else Core("", name)
    return found._replace(whole=level == "state" and _is_state(found.name, place_name))


def _is_state(name: str, state_name: str) -> bool:
    return slugify(state_name) in {slugify(name), slugify(_STATE_SUFFIX.sub("", name))}


def other_spellings(name: str) -> list[str]:
    """Ways a reader may write ``name`` (a core): itself, St. or Saint, County of X, without or as acronym."""
    spellings = [name]
    for short, full in (("St.", "Saint"), ("Saint", "St.")):
        if name.startswith(f"{short} "):
            spellings.append(full + name.removeprefix(short))
    if name.endswith(" County"):
        spellings.append(f"County of {name.removesuffix(' County')}")
    bracketed = _QUALIFIER.fullmatch(name)
    if bracketed and _ACRONYM.fullmatch(bracketed["inside"]):
        spellings += [bracketed["rest"], bracketed["inside"]]
    return spellings
