"""The language of what is said: English in the source, others from the message catalogues in ``locale/``.

Which language a request speaks is decided in ``wiring``; here is what it is at the moment, and how texts follow it.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from contextlib import contextmanager
from contextvars import ContextVar
from csv import DictReader
from datetime import date
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LANGUAGES: Mapping[str, str] = {"en": "English", "es": "Español"}
"""Code → its own name; the first is the language of the source."""

LOCALES: Mapping[str, str] = {"en": "en_US", "es": "es_US"}
"""Language → locale of its numbers and dates: readers are in the United States, where 3,785 is so written in both."""

PSEUDO = "qps"
"""A language for tests, which no address can ask for: every message stands in ⟦brackets⟧."""

CATALOGUES = Path(__file__).parent / "locale"

_spoken: ContextVar[str] = ContextVar("language", default="en")


def language() -> str:
    """The code of the language that is spoken here: 'en'."""
    return _spoken.get()


def speak(code: str) -> None:
    """Speak ``code`` from here on, in this request or thread."""
    _spoken.set(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak ``code`` within."""
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


def gettext(message: str) -> str:
    """The message in the language spoken; as it is, where no catalogue has it. Fill its {places} afterwards."""
    code = _spoken.get()
    if code == "en" or not message:
        return message
    return f"⟦{message}⟧" if code == PSEUDO else str(_catalogue(code).gettext(message))


def ngettext(one: str, many: str, count: float) -> str:
    """The message in the number that ``count`` asks for in the language spoken."""
    code = _spoken.get()
    if code in ("en", PSEUDO):
        return gettext(one if count == 1 else many)
    return str(_catalogue(code).ngettext(one, many, int(count) if count == int(count) else 2))


def pgettext(context: str, message: str) -> str:
    """The message as it is said in a context, where one English word has several others: 'open', a verb or not."""
    code = _spoken.get()
    return gettext(message) if code in ("en", PSEUDO) else str(_catalogue(code).pgettext(context, message))


def N_(message: str) -> str:  # noqa: N802 - what extractors know it by
    """Mark a text of a table for the catalogues; it is translated where it is shown."""
    return message


class Said:
    """A field of a dataclass that is written in English, marked by ``N_``, and read in the language spoken.

    ``label: str = said()`` demands it; ``label: str = said(default="")`` has a default.
    """

    def __init__(self, default: str | None) -> None:
        self.default = default

    def __set_name__(self, owner: type, name: str) -> None:
        self.key = f"_{name}_in_english"

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is not None:
            return gettext(instance.__dict__[self.key])
        if self.default is None:
            raise AttributeError(self.key)
        return self.default

    def __set__(self, instance: Any, value: str) -> None:
        instance.__dict__[self.key] = value


if TYPE_CHECKING:
    from dataclasses import field as said  # so that a checker knows which fields have a default
else:

    def said(*, default: str | None = None) -> Any:
        """A field of a dataclass that follows the language: see ``Said``."""
        return Said(default)


class Spoken(Mapping[str, str]):
    """A mapping whose texts follow the language; ``make`` gives them, once for each language, while it is spoken."""

    def __init__(self, make: Callable[[], Mapping[str, str]]) -> None:
        self._make = make
        self._made: dict[str, Mapping[str, str]] = {}

    @property
    def now(self) -> Mapping[str, str]:
        """The texts in the language spoken."""
        code = _spoken.get()
        if code not in self._made:
            self._made[code] = self._make()
        return self._made[code]

    def __getitem__(self, key: str) -> str:
        return self.now[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.now)

    def __len__(self) -> int:
        return len(self.now)

    def keys(self) -> KeysView[str]:
        """Its codes."""
        return self.now.keys()

    def values(self) -> ValuesView[str]:
        """Its texts."""
        return self.now.values()

    def items(self) -> ItemsView[str, str]:
        """Codes and texts."""
        return self.now.items()


def spoken(texts: Mapping[str, str]) -> Mapping[str, str]:
    """A vocabulary whose labels, marked by ``N_``, follow the language."""
    return Spoken(lambda: {code: gettext(text) for code, text in texts.items()})


def begun(text: str) -> str:
    """The text at the beginning of a line: its first letter or digit a capital, after what may stand before, as '¿'."""
    first = next((at for at, letter in enumerate(text) if letter.isalnum()), 0)
    return f"{text[:first]}{text[first : first + 1].upper()}{text[first + 1 :]}"


def place_names(kind: str) -> Mapping[str, str]:
    """Code → name in the language spoken, of a 'country' or 'state'; empty where the reference tables have it."""
    return _places(_spoken.get()).get(kind, {})


def day_in_words(partial_date: str, short: bool = False) -> str:
    """'October 3, 2019' ('Oct 3, 2019' if ``short``), 'October 2019' or '2019', as precise as the date; '' for ''."""
    return partial_date if len(partial_date) <= 4 else _day(partial_date, short, _spoken.get())


@lru_cache(maxsize=50_000)
def _day(partial_date: str, short: bool, code: str) -> str:
    parts = [int(part) for part in partial_date.split("-")]
    day = date(parts[0], parts[1], parts[2] if len(parts) == 3 else 1)
    spoken_in = _locale(LOCALES.get(code, "en_US"))
    if len(parts) == 3:
        return format_date(day, "medium" if short else "long", spoken_in)
    return format_skeleton("yMMM" if short else "yMMMM", day, locale=spoken_in)


@cache
def _locale(name: str) -> Locale:
    return Locale.parse(name)


@cache
def _places(code: str) -> Mapping[str, Mapping[str, str]]:
    path, found = CATALOGUES / code / "places.csv", dict[str, dict[str, str]]()
    if path.exists():
        with path.open(encoding="utf-8", newline="") as lines:
            for row in DictReader(lines):
                found.setdefault(row["kind"], {})[row["code"]] = row["name"]
    return found


@cache
def _catalogue(code: str) -> NullTranslations:
    """All catalogues of a language, compiled as they are read: no file of them can be older than another."""
    merged = Translations()
    for path in sorted((CATALOGUES / code / "LC_MESSAGES").glob("*.po")):
        compiled = BytesIO()
        with path.open("rb") as lines:
            write_mo(compiled, read_po(lines, locale=code))
        compiled.seek(0)
        merged.merge(Translations(compiled))
    return merged
