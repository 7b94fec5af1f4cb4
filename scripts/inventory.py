"""What the dashboard is made of: every locked package and what comes inside packages, with licences; as page and SBOM.

Run ``python scripts/inventory.py licences`` (writes ``docs/licences.md``) or ``sbom OUT`` (CycloneDX 1.6, JSON).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "deploy" / "requirements.txt"
PAGE = ROOT / "docs" / "licences.md"
NAME = "multilevel-diplomacy-dashboard"

ALIKE = {
    "Apache 2": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "2-clause BSD": "BSD-2-Clause",
    "PSFL": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
"""What packages write who know no SPDX → SPDX."""

READ = {"brotlicffi": "MIT", "waitress": "ZPL-2.1", "feedgenerator": "BSD-3-Clause", "polars": "MIT"}
"""Read by hand: packages for other systems, and those that give a whole text."""


@dataclass(frozen=True)
class Part:
    """Something the dashboard is made of. ``within``: the package that brings it, '' for a package of its own."""

    name: str
    licence: str
    version: str = ""
    within: str = ""
    hashes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inside:
    """What comes inside a package, or inside our own: where its version stands."""

    name: str
    licence: str
    within: str
    file: str = ""
    pattern: str = ""

    def part(self) -> Part:
        """The part, with the version that is here; raise ValueError where it does not stand there any more."""
        if not self.file:
            return Part(self.name, self.licence, within=self.within)
        is_ours = self.within == NAME
        place = ROOT / self.file if is_ours else Path(str(distribution(self.within).locate_file(self.file)))
        found = re.search(self.pattern, place.read_text(encoding="utf-8", errors="replace")[:20_000])
        if not found:
            raise ValueError(f"{self.file} of {self.within} does not say its version as '{self.pattern}' any more.")
        return Part(self.name, self.licence, found[1], self.within)


INSIDE = (
    Inside("plotly.js", "MIT", NAME, "assets/plotly/plotly.min.js", r"plotly\.js v([\d.]+)"),
    Inside("React", "MIT", "dash", "dash/deps/react@18.3.1.min.js", r'version="(18[\d.]+)"'),
    Inside(
        "AG Grid Community", "MIT", "dash-ag-grid", "dash_ag_grid/package-info.json", r'grid-community": "([\d.]+)"'
    ),
    Inside(
        "Bootstrap",
        "MIT",
        "bootstrap-flask",
        "flask_bootstrap/static/bootstrap5/css/bootstrap.min.css",
        r"Bootstrap\s+v([\d.]+)",
    ),
    Inside("Swagger UI", "Apache-2.0", "flask-swagger-ui", "flask_swagger_ui/dist/VERSION", r"v([\d.]+)"),
    Inside("Libertinus (typeface of briefs and cards)", "OFL-1.1", "typst"),
    Inside("GeoNames (coordinates, populations)", "CC-BY-4.0", NAME),
    Inside("Natural Earth and U.S. Census Bureau (boundaries)", "LicenseRef-public-domain", NAME),
    Inside("Compilation of engagements", "CC-BY-4.0", NAME),
)
"""Scripts, styles and typefaces that packages bring, and data that we bring."""


def parts(lock: Path = LOCK) -> list[Part]:
    """Everything that a server of the dashboard has, packages first, each in the order of names."""
    return [*packages(lock.read_text(encoding="utf-8")), *(each.part() for each in INSIDE)]


def packages(lock: str) -> list[Part]:
    """The packages of a lock file, one for each name and version."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in lock.replace("\\\n", " ").splitlines():
        if pinned := re.match(r"([a-z0-9._-]+)==([^\s;]+)", line):
            found.setdefault((pinned[1], pinned[2]), []).extend(re.findall(r"sha256:([0-9a-f]{64})", line))
    return [
        Part(name, licence_of(name), version, hashes=tuple(dict.fromkeys(hashes)))
        for (name, version), hashes in found.items()
    ]


def licence_of(name: str) -> str:
    """The licence of a package in SPDX, from what is installed; raise LookupError where that does not say it."""
    if name in READ:
        return READ[name]
    try:
        told = distribution(name).metadata
    except PackageNotFoundError:
        raise LookupError(f"{name} is locked but not installed: its licence is not known.") from None
    if expression := told.get("License-Expression"):
        return str(expression)
    kinds = [each.rsplit("::", 1)[-1].strip() for each in told.get_all("Classifier") or () if "License ::" in each]
    texts = [text.strip() for text in (told.get("License") or "", *kinds) if text and len(text) < 60]
    for text in texts:
        if text in ALIKE or re.fullmatch(r"[A-Za-z0-9.+-]+", text):
            return ALIKE.get(text, text)
    raise LookupError(f"{name} says its licence as {texts}: add it to ALIKE or READ in scripts/inventory.py.")


def page(everything: Iterable[Part]) -> str:
    """The licences as Markdown: without versions, so that it changes when what we use changes."""
    known = sorted({(each.within, each.name, each.licence) for each in everything}, key=lambda row: row[1].lower())
    by_package = [f"| {name} | {licence} |" for within, name, licence in known if not within]
    inside = [f"| {name} | {licence} | {within} |" for within, name, licence in known if within]
    return "\n".join(
        [
            "# Licences",
            "",
            "What a server of the dashboard is made of, as `make licences` writes it; `make sbom` has the versions and "
            "hashes. The dashboard's own code: [MIT](../LICENSE).",
            "",
            "| package | licence (SPDX) |",
            "| --- | --- |",
            *by_package,
            "",
            "Scripts, styles, typefaces and data inside them; of what plotly.js itself is made tells "
            "[LICENSES.txt](../assets/plotly/LICENSES.txt):",
            "",
            "| what | licence (SPDX) | within |",
            "| --- | --- | --- |",
            *inside,
            "",
        ]
    )


def sbom(everything: Iterable[Part], lock: str) -> str:
    """The bill of materials, the same text for the same lock: its number comes from the lock, it carries no time."""
    factory, bom = LicenseFactory(), Bom(serial_number=uuid5(NAMESPACE_URL, lock))
    own = Component(name=NAME, type=ComponentType.APPLICATION, bom_ref=NAME, licenses=[factory.make_from_string("MIT")])
    bom.metadata.component = own
    components = [_component(each, factory) for each in everything]
    bom.components.update(components)
    bom.register_dependency(own, components)
    document = json.loads(JsonV1Dot6(bom).output_as_string())
    document["metadata"].pop("timestamp", None)
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _component(part: Part, factory: LicenseFactory) -> Component:
    is_package = not part.within
    return Component(
        name=part.name,
        version=part.version or None,
        type=ComponentType.LIBRARY if is_package or part.version else ComponentType.DATA,
        bom_ref=f"{part.within or 'package'}:{part.name}:{part.version}",
        purl=PackageURL("pypi", None, part.name, part.version) if is_package else None,
        licenses=[factory.make_from_string(part.licence)],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=each) for each in part.hashes],
        description=f"within {part.within}" if part.within else None,
    )


def main(words: Sequence[str]) -> int:
    """Write what is asked for; return 2 where it is not known what."""
    if list(words) == ["licences"]:
        PAGE.write_text(page(parts()), encoding="utf-8")
    elif len(words) == 2 and words[0] == "sbom":
        out = Path(words[1])
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(sbom(parts(), LOCK.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
