"""The message catalogues: what of the interface has no translation yet, and bringing a catalogue up to the source.

``python scripts/messages.py missing [PATH …]`` prints what lacks Spanish, as .po entries; ``update`` rewrites the
catalogue in the order of the source, keeps what is translated and drops what nothing says any more.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "dashboard"
KEYWORDS = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "later": None}
METHODS = [("locale/**", "ignore"), ("**.py", "python"), ("**/templates/**.html", "jinja2")]

HEADER = """# What the dashboard says. Translate here; `make messages` brings the file up to the source.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def extracted() -> Catalog:
    """All messages of the source, with where they stand."""
    catalog = Catalog(fuzzy=False)
    found = extract_from_dir(SOURCE, METHODS, keywords=KEYWORDS, comment_tags=["NOTE:"])
    for name, line, message, comments, context in found:
        catalog.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return catalog


def translated(language: str) -> Catalog:
    """All catalogues of a language as one."""
    catalog = Catalog(locale=language, fuzzy=False)
    for path in sorted((SOURCE / "locale" / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as lines:
            for message in read_po(lines, locale=language):
                if message.id:
                    catalog.delete(message.id, context=message.context)
                    catalog.add(message.id, message.string, context=message.context)
    return catalog


def missing(language: str, paths: tuple[str, ...] = ()) -> Iterator[Message]:
    """The messages without a translation; of these paths within the source only, where any are given."""
    known = translated(language)
    for message in extracted():
        here = not paths or any(name.startswith(paths) for name, _ in message.locations)
        entry = known.get(message.id, message.context) if message.id and here else None
        strings = entry.string if entry else ""
        if message.id and here and not all([strings] if isinstance(strings, str) else [*strings]):
            yield message


def _printed(messages: Iterator[Message]) -> str:
    catalog = Catalog(locale="es", fuzzy=False)
    for message in messages:
        empty = ("", "") if isinstance(message.id, tuple) else ""
        catalog.add(message.id, empty, message.locations, context=message.context)
    lines = BytesIO()
    write_po(lines, catalog, omit_header=True, width=120)
    return lines.getvalue().decode("utf-8")


def update(language: str) -> None:
    """Write the one catalogue of a language anew from the source and all that is translated."""
    known, catalog = translated(language), Catalog(locale=language, fuzzy=False)
    for message in extracted():
        if message.id:
            entry = known.get(message.id, message.context)
            files = sorted({(name, 0) for name, _ in message.locations})
            catalog.add(message.id, entry.string if entry else "", files, context=message.context)
    lines = BytesIO()
    write_po(lines, catalog, width=120, include_lineno=False, omit_header=True)
    folder = SOURCE / "locale" / language / "LC_MESSAGES"
    for path in folder.glob("*.po"):
        path.unlink()
    head = HEADER.format(language=language, plurals=catalog.plural_forms)
    (folder / "messages.po").write_text(f"{head}\n{lines.getvalue().decode('utf-8')}", "utf-8")


def main(arguments: list[str]) -> None:
    """Print what is missing, or rewrite the catalogue."""
    if arguments[:1] == ["update"]:
        update("es")
    else:
        paths = tuple(path.removeprefix("dashboard/") for path in arguments[1:])
        print(_printed(missing("es", paths)))


if __name__ == "__main__":
    main(sys.argv[1:])
