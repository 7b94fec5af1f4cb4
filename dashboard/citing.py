"""How to cite the table, or one selection of it: as a sentence, as BibTeX and as RIS, all from the same few facts.

Pages, briefs and files take their citations from here; nothing is queried, and no address is made here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard import datapackage
from dashboard.language import gettext as _
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.slugs import slugify
from dashboard.wording import NAME, date_in_words, describe

LICENCE = f"{datapackage.LICENCE['title']} (CC BY 4.0), {datapackage.LICENCE['path']}"

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's own names of the months, which stand without braces."""

_TEX: Mapping[int, str] = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_"},
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
"""A brace by its name: BibTeX counts braces, whatever stands before them, and a field ends where they are even."""


@dataclass(frozen=True)
class Citation:
    """What is cited: the table's ``version``, the days (ISO 8601) on which it was last updated and was taken.

    ``selection``: in words, '' for the table as such. ``link``: the address at which the same is to be had, or ''.
    """

    version: str
    updated: str
    taken: str
    selection: str = ""
    link: str = ""

    @property
    def text(self) -> str:
        """One or two sentences, with the address at the end where there is one."""
        cited = _("{title} [data set], version {version}, updated {updated}, accessed {taken}.").format(
            title=datapackage.TITLE,
            version=self.version,
            updated=date_in_words(self.updated),
            taken=date_in_words(self.taken),
        )
        return " ".join(filter(None, [cited, self._selection, self.link]))

    @property
    def bibtex(self) -> str:
        """An entry of type misc, which every BibTeX style knows; ``urldate`` and ``version`` are those of biblatex."""
        fields = {
            "author": f"{{{NAME}}}",
            "title": f"{{{_tex(datapackage.TITLE)}}}",
            "year": self._issued[:4],
            "howpublished": f"Data set, version {_tex(self.version)}",
            "version": _tex(self.version),
            "url": self.link,
            "urldate": self.taken,
            "note": _tex(f"{self._updated} {self._selection} Licence: {datapackage.LICENCE['name']}.".strip()),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        month = f"  month = {MONTHS[int(self._issued[5:7]) - 1]},"
        return "\n".join([f"@misc{{{self._key},", *lines, month, "}", ""])

    @property
    def ris(self) -> str:
        """A record of type DATA, for reference managers; lines end as the format asks (CR LF)."""
        notes = [self._updated, self._selection, f"Licence: {LICENCE}"]
        tags = [
            ("TY", "DATA"),
            ("AU", NAME),
            ("TI", datapackage.TITLE),
            ("PY", self._issued[:4]),
            ("DA", self._issued.replace("-", "/")),
            ("ET", f"version {self.version}"),
            ("UR", self.link),
            ("Y2", self.taken.replace("-", "/")),
            *(("N1", note) for note in notes),
        ]
        return "".join(f"{tag}  - {value}\r\n" for tag, value in [*((t, v) for t, v in tags if v), ("ER", "")])

    @property
    def _issued(self) -> str:
        return self.updated or self.taken

    @property
    def _key(self) -> str:
        return f"multilevel-diplomacy-{slugify(self.version)}"

    @property
    def _updated(self) -> str:
        return _("Updated {day}.").format(day=self.updated) if self.updated else ""

    @property
    def _selection(self) -> str:
        return _("Selection: {selection}.").format(selection=self.selection) if self.selection else ""


def cite(published: Published, today: date, address: Address | None = None, link: str = "") -> Citation:
    """The citation of the table, or of what an address selects of it, to be had at ``link``.

    Where its rows are frozen, the link names the snapshot: the same address gives the same rows years later.
    """
    selection = describe(address.selection, published.catalogue) or _("everything") if address else ""
    return Citation(published.version, published.updated, today.isoformat(), selection, lasting(published, link))


def credit_line(published: Published) -> str:
    """The source of a picture or a lean page, in a line: whose, of which day or release, under which licence."""
    if published.snapshot:
        said = _("Source: {name}, snapshot {number}, CC BY 4.0")
        return said.format(name=NAME, number=published.snapshot.number)
    if not published.updated:
        return _("Source: {name}, CC BY 4.0").format(name=NAME)
    return _("Source: {name}, table as of {day}, CC BY 4.0").format(name=NAME, day=date_in_words(published.updated))


def lasting(published: Published, link: str) -> str:
    """The link with the snapshot that holds exactly these rows, where there is one and the link does not name it."""
    frozen = published.frozen_as
    if not link or frozen is None or f"snapshot={frozen.number}" in link:
        return link
    return f"{link}{'&' if '?' in link else '?'}snapshot={frozen.number}"


def _tex(text: str) -> str:
    return text.translate(_TEX)
