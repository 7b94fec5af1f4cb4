"""What the dashboard is made of is known: every locked package with hash and licence, one bill, one judge of flaws.

The lock files themselves are looked at in ``test_docs`` and ``test_deployment``, the package in ``test_wheel``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from scripts import audit, inventory

ROOT = Path(__file__).parents[1]
LOCK = inventory.LOCK.read_text(encoding="utf-8")

ALLOWED = {
    *("MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "Apache-2.0", "PSF-2.0", "Zlib", "ZPL-2.1"),
    *("Unlicense", "CC0-1.0", "CC-BY-4.0", "OFL-1.1", "LicenseRef-public-domain"),
    *("MPL-2.0", "LGPL-2.1-only", "LGPL-3.0-only"),
}
"""Free to use and pass on beside code under MIT; the last three as long as they are used unchanged, as packages."""


@pytest.fixture(scope="module")
def everything() -> list[inventory.Part]:
    return inventory.parts()


@pytest.fixture(scope="module")
def bill(everything: list[inventory.Part]) -> str:
    return inventory.sbom(everything, LOCK)


class TestLicences:
    def test_the_page_is_what_is_used_now(self, everything: list[inventory.Part]) -> None:
        assert inventory.PAGE.read_text(encoding="utf-8") == inventory.page(everything), "run make licences"

    def test_all_may_be_passed_on_with_the_dashboard(self, everything: list[inventory.Part]) -> None:
        words = {each.name: set(re.findall(r"[\w.-]+", each.licence)) - {"AND", "OR"} for each in everything}
        assert {name: licences - ALLOWED for name, licences in words.items() if licences - ALLOWED} == {}

    def test_what_says_no_licence_is_refused(self) -> None:
        with pytest.raises(LookupError, match="locked but not installed"):
            inventory.licence_of("no-such-package-anywhere")

    def test_a_version_that_cannot_be_found_any_more_is_told(self) -> None:
        gone = inventory.Inside("plotly.js", "MIT", inventory.NAME, "assets/plotly/plotly.min.js", r"plotly v(\d+)")
        with pytest.raises(ValueError, match="does not say its version"):
            gone.part()


class TestBill:
    def test_holds_every_locked_package_with_its_hashes(self, bill: str) -> None:
        listed = {each.get("purl"): each for each in json.loads(bill)["components"]}
        blocks = re.findall(r"^(\S+)==(\S+)(.*?)(?=^\S+==|\Z)", LOCK, re.MULTILINE | re.DOTALL)
        assert len(blocks) > 50
        for name, version, rest in blocks:
            hashes = {each["content"] for each in listed[f"pkg:pypi/{name}@{version}"]["hashes"]}
            assert set(re.findall(r"sha256:(\w{64})", rest)) <= hashes, name

    def test_names_what_comes_inside_packages_and_a_licence_for_all(self, bill: str) -> None:
        components = json.loads(bill)["components"]
        assert {"plotly.js", "React", "AG Grid Community", "Bootstrap", "Swagger UI"} <= {
            each["name"] for each in components if each.get("version")
        }
        assert [each["name"] for each in components if not each["licenses"]] == []

    def test_is_valid_by_the_schema_and_the_same_each_time(self, bill: str, everything: list[inventory.Part]) -> None:
        assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill) is None
        assert inventory.sbom(list(reversed(everything)), LOCK) == bill
        assert inventory.sbom(everything, f"{LOCK}\n") != bill
        assert "timestamp" not in bill

    def test_is_written_by_one_command(self, tmp_path: Path, bill: str) -> None:
        assert inventory.main(["sbom", str(tmp_path / "dist" / "sbom.json")]) == 0
        assert (tmp_path / "dist" / "sbom.json").read_text(encoding="utf-8") == bill
        assert inventory.main(["nonsense"]) == 2


def answer(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": list(packages), "fixes": []})


FINE = {"name": "flask", "version": "3.1.0", "vulns": []}
FLAWED = {"name": "jinja2", "version": "2.0", "vulns": [{"id": "PYSEC-2024-1", "fix_versions": ["3.1.5"]}]}
SKIPPED = {"name": "dash", "skip_reason": "Dependency not found on PyPI and could not be audited: dash (4.4.1)"}


class TestAudit:
    """Of answers as pip-audit gives them; asking the service itself is ``make audit``."""

    @pytest.mark.parametrize(
        ("said", "code", "words"),
        [
            (answer(FINE), audit.FINE, "No known flaws in 1 packages."),
            (answer(FINE, FLAWED), audit.FLAWED, "jinja2 2.0: PYSEC-2024-1, mended in 3.1.5"),
            (answer(SKIPPED, FLAWED), audit.FLAWED, "PYSEC-2024-1"),
            (answer(FINE, SKIPPED), audit.UNKNOWN, "knows nothing of 1 of 2 packages"),
            (answer(), audit.UNKNOWN, "Not audited"),
            ("", audit.UNKNOWN, "could not be asked"),
            ("[]", audit.UNKNOWN, "could not be asked"),
        ],
    )
    def test_is_fine_only_where_all_were_looked_up(self, said: str, code: int, words: str) -> None:
        judged = audit.judged(said)
        assert judged[0] == code
        assert words in judged[1]

    @pytest.mark.parametrize(
        ("said", "strictly", "where_reachable"), [("", 3, 0), (answer(FLAWED), 1, 1), (answer(FINE), 0, 0)]
    )
    def test_out_of_reach_is_no_failure_where_that_is_said(
        self, monkeypatch: pytest.MonkeyPatch, said: str, strictly: int, where_reachable: int
    ) -> None:
        monkeypatch.setattr(audit, "asked", lambda lock: said)
        assert audit.main([]) == strictly
        assert audit.main(["--where-reachable"]) == where_reachable
