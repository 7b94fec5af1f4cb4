"""Settings from the environment: defaults that work, and a wrong value stops the start with one sentence.

The start itself is tried in a process of its own, as a server would.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import settings as settings_module
from dashboard.settings import Settings, SettingsError

ROOT = Path(__file__).parents[1]


def refusal(**environment: str) -> str:
    with pytest.raises(SettingsError) as error:
        Settings.from_env(environment)
    return str(error.value)


class TestValues:
    def test_defaults_need_no_environment(self) -> None:
        settings = Settings.from_env({})
        assert settings.table == ROOT / "data" / "engagements.csv"
        assert settings.engine == "polars"
        assert (settings.host, settings.port) == ("127.0.0.1", 8050)

    def test_an_empty_variable_is_as_good_as_none(self) -> None:
        names = ("DASHBOARD_TABLE", "DASHBOARD_ENGINE", "HOST", "PORT", "WORKERS")
        assert Settings.from_env(dict.fromkeys(names, "")) == Settings.from_env({})

    def test_values_are_taken(self, tmp_path: Path) -> None:
        taken = Settings.from_env(
            {"DASHBOARD_TABLE": str(tmp_path), "DASHBOARD_ENGINE": "pandas", "HOST": "::", "PORT": "80", "WORKERS": "4"}
        )
        assert (taken.table, taken.engine, taken.host, taken.port, taken.workers) == (tmp_path, "pandas", "::", 80, 4)

    def test_of_the_process_are_read_only_where_they_are_given(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DASHBOARD_ENGINE", "nonsense")
        assert Settings.from_env({}).engine == "polars"


class TestRefusals:
    def test_a_table_that_is_not_there(self) -> None:
        sentence = refusal(DASHBOARD_TABLE="/nowhere/table.csv")
        assert "DASHBOARD_TABLE '/nowhere/table.csv' does not exist" in sentence
        assert "CSV or Parquet" in sentence

    def test_an_engine_that_is_none(self) -> None:
        sentence = refusal(DASHBOARD_ENGINE="sqlite")
        assert "DASHBOARD_ENGINE 'sqlite'" in sentence
        assert "polars, pandas, duckdb" in sentence

    def test_an_engine_whose_package_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(settings_module, "find_spec", lambda name: None)
        assert "pip install duckdb" in refusal(DASHBOARD_ENGINE="duckdb")

    @pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "80.0", "８０", "1" * 5_000])
    def test_a_port_that_is_none(self, port: str) -> None:
        assert "PORT" in refusal(PORT=port)
        assert "from 1 to 65535" in refusal(PORT=port)

    @pytest.mark.parametrize("workers", ["0", "two", "1.5", "1000"])
    def test_workers_that_are_no_number(self, workers: str) -> None:
        assert f"WORKERS '{workers}'" in refusal(WORKERS=workers)

    @pytest.mark.parametrize(
        "limit", ["many", "0 per minute", "-5 per minute", "5 per fortnight", "5/minute;9/hour", "9" * 50]
    )
    def test_limits_that_are_none(self, limit: str) -> None:
        sentence = refusal(DASHBOARD_API_LIMIT=limit)
        assert f"DASHBOARD_API_LIMIT '{limit}' is no limit" in sentence
        assert "'600 per minute'" in sentence

    @pytest.mark.parametrize("limit", ["600 per minute", "5/second", "1000 per 2 hours"])
    def test_limits_that_are_taken(self, limit: str) -> None:
        assert Settings.from_env({"DASHBOARD_API_LIMIT": limit}).api_limit == limit

    @pytest.mark.parametrize(
        "frames",
        ["everyone", "news.example.org", "https://", "https://a.example/path", "https://a.example;", "none all", "*"],
    )
    def test_frames_of_what_is_no_site(self, frames: str) -> None:
        sentence = refusal(DASHBOARD_FRAMES=frames)
        assert "DASHBOARD_FRAMES" in sentence
        assert "'none', 'all', or addresses" in sentence

    @pytest.mark.parametrize(
        ("frames", "taken"),
        [
            ("", ()),
            ("none", ()),
            ("all", ("*",)),
            ("https://a.example:8443, https://*.example.gov", ("https://a.example:8443", "https://*.example.gov")),
        ],
    )
    def test_frames_that_are_taken(self, frames: str, taken: tuple[str, ...]) -> None:
        assert Settings.from_env({"DASHBOARD_FRAMES": frames}).frames == taken


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"DASHBOARD_TABLE": "nowhere.csv"}, ["DASHBOARD_TABLE 'nowhere.csv' does not exist"]),
        ({"DASHBOARD_ENGINE": "oracle"}, ["DASHBOARD_ENGINE 'oracle'", "polars, pandas, duckdb"]),
        ({"DASHBOARD_TABLE": "data/states.csv"}, ["states.csv", "columns"]),
    ],
    ids=["no-table", "no-engine", "another-table"],
)
def test_a_wrong_value_stops_the_start_with_one_sentence(environment: dict[str, str], words: list[str]) -> None:
    started = subprocess.run(
        [sys.executable, "-c", "import app"],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert started.returncode == 3
    assert len(started.stderr.strip().splitlines()) == 1
    assert started.stderr.startswith("The dashboard did not start: ")
    assert [part for part in words if part not in started.stderr] == [], started.stderr
    assert started.stdout == ""


def test_gunicorn_gives_up_as_a_whole_on_a_table_it_cannot_read(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    environment = {**os.environ, "DASHBOARD_TABLE": str(table), "PORT": "8059", "WORKERS": "1"}
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "app:server"]
    stopped = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert stopped.returncode == 3
    assert "The dashboard did not start: table.csv has no header" in stopped.stderr
    assert "Traceback" not in stopped.stderr
