"""The documents say what is there: every setting, parameter, view, command, address and module is in them.

They also name nothing that is gone; whether what they say of it is right, readers judge.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard import schema
from dashboard.__main__ import COMMANDS
from dashboard.engine_settings import ENGINES
from dashboard.formats.offered import EVERY_FILE, FORMATS, SOME_FILES, Format
from dashboard.reference import NATION_2020, load_reference
from dashboard.settings import VARIABLES
from dashboard.views import VIEWS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
THREATS = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

DASH_OWN = ("/_", "/assets", "/bootstrap", "/<")
"""Addresses that serve the page itself."""


@pytest.mark.parametrize("variable", VARIABLES)
def test_every_setting_is_in_the_readme(variable: str) -> None:
    assert f"`{variable}`" in README


def test_every_environment_variable_of_the_code_is_a_documented_setting() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "dashboard").rglob("*.py"))
    read = set(re.findall(r"environ(?:ment)?(?:\.get\(|\[)\"(\w+)\"", code))
    assert read <= set(VARIABLES)


@pytest.mark.parametrize("parameter", [*schema.PARAMETERS, *schema.LOOKS])
def test_every_parameter_is_in_the_readme(parameter: str) -> None:
    assert f"`{parameter}`" in README


@pytest.mark.parametrize(
    "name", ["family", "formality", "level", "bureau", "counterpart_level", "status", "source_kind", "precision"]
)
def test_every_value_of_a_short_vocabulary_is_in_its_line_of_the_readme(name: str) -> None:
    line = next(line for line in README.splitlines() if line.startswith(f"| `{name}` |"))
    for value in schema.CHOICES[name].vocabulary or ():
        assert f"`{value}`" in line


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_is_in_the_readme(engine: str) -> None:
    line = next(line for line in README.splitlines() if "`DASHBOARD_ENGINE`" in line)
    assert f"`{engine}`" in line


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`python -m dashboard {command}" in README


def test_every_make_target_of_the_readme_exists() -> None:
    named = set(re.findall(r"make ([a-z-]+)", README))
    assert named
    assert all(re.search(rf"^{target}:", MAKEFILE, re.MULTILINE) for target in named)


def test_every_address_is_in_the_readme(client: FlaskClient) -> None:
    rules = {rule.rule for rule in client.application.url_map.iter_rules()} - {"/"}
    for rule in sorted(rule for rule in rules if not rule.startswith(DASH_OWN)):
        assert f"`{rule}`" in README, f"{rule} is served but not documented"


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.path)
def test_every_format_has_its_line_in_the_readme_with_what_it_takes(each: Format) -> None:
    line = next((line for line in README.splitlines() if line.startswith(f"| `{each.path}` |")), "")
    assert line, f"{each.path} is offered but not documented"
    assert each.name.split()[0] in line
    assert [name for name in each.takes if f"`{name}`" not in line] == []


@pytest.mark.parametrize("name", [*EVERY_FILE, *SOME_FILES])
def test_every_parameter_of_files_is_in_the_readme_with_its_values(name: str) -> None:
    line = next(line for line in README.splitlines() if line.startswith(f"| `{name}` |"))
    assert [value for value in {**EVERY_FILE, **SOME_FILES}[name] if f"`{value}`" not in line] == []


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_view_has_its_place_on_the_page_and_a_word_in_the_documents(view) -> None:
    word = {"state-map": "map", "world-map": "map", "issue-bars": "issue", "type-bars": "type"}.get(
        view.name, view.name
    )
    assert word in README.lower()


def test_every_module_is_in_the_architecture() -> None:
    packages = {"figures", "pictures", "pages", "insights"}
    modules = {path.stem for path in (ROOT / "dashboard").glob("*.py")} - {"__init__", "__main__"}
    known = set(re.findall(r"\w+", ARCHITECTURE))
    assert not modules - known - {"codebook_facts", "codebook_text", "datapackage", "tables", "workbooks"}
    assert packages <= known


def test_every_file_the_documents_point_to_exists() -> None:
    for name in (
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
    ):
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", text):
            assert ((ROOT / name).parent / target).exists(), f"{name} points to {target}"


def test_every_test_that_the_threats_name_exists() -> None:
    rows = [line for line in THREATS.splitlines() if re.match(r"\| [STRIDE] \|", line)]
    assert {line[2] for line in rows} == set("STRIDE")
    scanned = re.findall(r"^\| .* \| .* \| `test_.*$", THREATS, re.MULTILINE)
    assert len(scanned) > 8
    for line in (*rows, *scanned):
        named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", line)
        assert named, f"no test proves: {line}"
        for name, test in named:
            text = next((ROOT / "tests").rglob(name)).read_text(encoding="utf-8")
            assert re.search(rf"def {test}\(", text), f"docs/threats.md names {name}::{test}, which is not there"


def test_the_changelog_has_the_unreleased_on_top() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## (.+)$", changelog, re.MULTILINE)[1] == "Unreleased"


def test_locks_pin_with_hashes_and_name_no_index() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lock = (ROOT / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in lock
        assert not re.search(r"https?://|--index|--find-links|--extra-index", lock)


def test_states_and_the_district_add_up_to_the_census() -> None:
    states = load_reference(ROOT / "data").states
    nation = states.loc[states["kind"] != "territory", "population_2020"].sum()
    assert nation == NATION_2020
