"""Settings from the environment: defaults that work, and a wrong value stops the start with one sentence.

The start itself is tried in a process of its own, as a server would.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import engine_settings
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

    @pytest.mark.parametrize(
        "master", ["local[2]", "local[*]", "local-cluster[2, 1, 1024]", "spark://a.example.org:7077,b.example.org:7077"]
    )
    def test_a_cluster_is_taken(self, master: str) -> None:
        assert Settings.from_env({"DASHBOARD_SPARK": master}).spark == master.replace(" ", "")

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
        assert "polars, pandas, duckdb, pyspark" in sentence

    def test_a_cluster_that_has_no_java(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(engine_settings, "which", lambda name: None)
        monkeypatch.setattr(engine_settings, "find_spec", lambda name: True)
        assert "Java 17" in refusal(DASHBOARD_ENGINE="pyspark")

    @pytest.mark.parametrize(
        "master",
        ["local", "local[0]", "local[two]", "local-cluster[2,1]", "spark://", "spark://host", "yarn", "k8s://x"],
    )
    def test_a_cluster_that_is_none(self, master: str) -> None:
        sentence = refusal(DASHBOARD_SPARK=master)
        assert f"DASHBOARD_SPARK '{master}'" in sentence
        assert "spark://host:7077" in sentence

    @pytest.mark.parametrize("memory", ["2", "GB", "-1GB", "1 TB; drop", "2gigabytes"])
    def test_a_limit_of_memory_that_is_none(self, memory: str) -> None:
        assert f"DASHBOARD_MEMORY '{memory}' is no size" in refusal(DASHBOARD_MEMORY=memory)

    def test_an_engine_whose_package_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(engine_settings, "find_spec", lambda name: None)
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


SECRET = "cT9x-Jw2qLz7_mVb4RkY0pHs"
PUBLIC = {"DASHBOARD_URL": "https://diplomacy.example.org", "DASHBOARD_SECRET_KEY": SECRET}


class TestProduction:
    def test_a_laptop_needs_nothing(self) -> None:
        assert not Settings.from_env({}).is_production
        assert not Settings.from_env({"DASHBOARD_URL": "http://map.example.org"}).is_production

    @pytest.mark.parametrize("mode", [{}, {"DASHBOARD_MODE": "production"}])
    def test_secret_and_address_are_enough(self, mode: dict[str, str]) -> None:
        settings = Settings.from_env({**PUBLIC, **mode})
        assert (settings.is_production, settings.secret_key) == (True, SECRET)

    @pytest.mark.parametrize("given", ["DASHBOARD_URL", "DASHBOARD_MODE"])
    def test_a_missing_secret_stops_the_start_and_says_how_to_make_one(self, given: str) -> None:
        sentence = refusal(**{given: {"DASHBOARD_MODE": "production"}.get(given, PUBLIC["DASHBOARD_URL"])})
        assert "DASHBOARD_SECRET_KEY is missing" in sentence
        assert "secrets.token_urlsafe(32)" in sentence
        assert "DASHBOARD_MODE=laptop" in sentence

    def test_the_way_out_for_a_laptop_works(self) -> None:
        settings = Settings.from_env({"DASHBOARD_URL": PUBLIC["DASHBOARD_URL"], "DASHBOARD_MODE": "laptop"})
        assert (settings.is_production, settings.secret_key) == (False, "")

    @pytest.mark.parametrize("secret", ["x" * 40, "abcabcabcabcabcabc"])
    def test_a_placeholder_is_no_secret(self, secret: str) -> None:
        sentence = refusal(**{**PUBLIC, "DASHBOARD_SECRET_KEY": secret})
        assert "can be guessed" in sentence
        assert secret not in sentence

    @pytest.mark.parametrize("url", ["", "http://diplomacy.example.org"])
    def test_cookies_need_an_https_address(self, url: str) -> None:
        sentence = refusal(DASHBOARD_MODE="production", DASHBOARD_SECRET_KEY=SECRET, DASHBOARD_URL=url)
        assert "is no https address" in sentence

    def test_a_mode_that_is_none(self) -> None:
        assert "DASHBOARD_MODE 'test' is no mode. Allowed: laptop, production." in refusal(DASHBOARD_MODE="test")

    @pytest.mark.parametrize("proxies", ["nginx", "10.0.0.1/24", "1", "all"])
    def test_proxies_that_are_no_addresses(self, proxies: str) -> None:
        assert f"DASHBOARD_PROXIES '{proxies}' is no address or network" in refusal(DASHBOARD_PROXIES=proxies)

    def test_proxies_that_are_taken(self) -> None:
        taken = Settings.from_env({"DASHBOARD_PROXIES": "127.0.0.1, ::1 10.0.0.0/24"}).proxies
        assert [str(each) for each in taken] == ["127.0.0.1/32", "::1/128", "10.0.0.0/24"]


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"DASHBOARD_TABLE": "nowhere.csv"}, ["DASHBOARD_TABLE 'nowhere.csv' does not exist"]),
        ({"DASHBOARD_ENGINE": "oracle"}, ["DASHBOARD_ENGINE 'oracle'", "polars, pandas, duckdb"]),
        ({"DASHBOARD_TABLE": "data/states.csv"}, ["states.csv", "columns"]),
        ({"DASHBOARD_URL": "https://diplomacy.example.org"}, ["DASHBOARD_SECRET_KEY is missing", "token_urlsafe"]),
    ],
    ids=["no-table", "no-engine", "another-table", "no-secret"],
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
