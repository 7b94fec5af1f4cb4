"""Requests are counted once for all processes on a store; where that cannot be, each process counts by itself.

Of the API's headers and refusals themselves, see ``test_api``.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, request
from sqlalchemy import text

from dashboard.api import limiting
from dashboard.api.limiting import Limiter
from dashboard.proxies import trust
from dashboard.settings import Settings
from dashboard.store import counters as counters_module
from dashboard.store.counters import Counters
from dashboard.store.database import Store
from dashboard.wiring import create_app

SECRET = "a secret of the tests"

ONE_PROCESS = """
import sys
from dashboard.api.limiting import Limiter
from dashboard.store import counters
from dashboard.store.counters import Counters
from dashboard.store.database import Store
counters.MILLISECONDS_TO_WAIT = 30_000  # on a busy machine, too, they are to wait for each other
limiter = Limiter("100 per hour", Counters(Store(sys.argv[1])), "a secret of the tests")
print(sum(not limiter.take("192.0.2.1").is_over for _ in range(80)))
"""


@pytest.fixture
def counters(store: Store) -> Iterator[Counters]:
    made = Counters(store)
    yield made
    made.close()


class TestCounting:
    def test_goes_up_by_one_until_the_time_is_over(self, counters: Counters, monkeypatch: pytest.MonkeyPatch) -> None:
        clock = [1_000.0]
        monkeypatch.setattr(counters_module.time, "time", lambda: clock[0])
        assert [counters.add("ann", 60) for _ in range(2)] == [(1, 60.0), (2, 60.0)]
        clock[0] += 45
        assert counters.add("ann", 60) == (3, 15.0)
        assert counters.add("bob", 60) == (1, 60.0)
        clock[0] += 16
        assert counters.add("ann", 60) == (1, 60.0)

    def test_begins_anew_where_the_clock_jumped_back(self, counters: Counters, monkeypatch: pytest.MonkeyPatch) -> None:
        clock = [1_000_000.0]
        monkeypatch.setattr(counters_module.time, "time", lambda: clock[0])
        counters.add("ann", 60)
        clock[0] -= 3_600
        assert counters.add("ann", 60) == (1, 60.0)

    def test_what_is_over_is_swept_away(self, counters: Counters, monkeypatch: pytest.MonkeyPatch) -> None:
        clock = [1_000.0]
        monkeypatch.setattr(counters_module.time, "time", lambda: clock[0])
        monkeypatch.setattr(counters_module, "ADDS_BETWEEN_SWEEPS", 10)
        for number in range(9):
            counters.add(f"passer-by {number}", 60)
        clock[0] += 120
        counters.add("ann", 60)
        with counters._open().connect() as connection:
            assert connection.execute(text("SELECT who FROM request_count")).scalars().all() == ["ann"]

    def test_names_nobody(self, store: Store, counters: Counters) -> None:
        Limiter("5 per hour", counters, SECRET).take("192.0.2.1")
        with counters._open().connect() as connection:
            kept = connection.execute(text("SELECT who FROM request_count")).scalar_one()
        assert len(kept) == 64
        assert "192.0.2" not in kept


class TestTogether:
    def test_two_processes_let_through_what_one_would(self, database: str) -> None:
        started = [
            subprocess.Popen([sys.executable, "-c", ONE_PROCESS, database], stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        let_through = [int(process.communicate(timeout=60)[0]) for process in started]
        assert sum(let_through) == 100

    def test_a_writer_to_the_store_holds_up_nobody(self, store: Store, counters: Counters) -> None:
        limiter = Limiter("5 per hour", counters, SECRET)
        with store.writing():
            assert [limiter.take("ann").left for _ in range(3)] == [4, 3, 2]
        assert limiter._alone_until == 0.0


class TestAlone:
    def test_goes_on_by_itself_where_the_counters_are_away(self, tmp_path: Path) -> None:
        store = Store(f"sqlite:///{tmp_path / 'store.db'}")
        (tmp_path / "store.counts").mkdir()  # no database can be opened there
        limiter = Limiter("2 per hour", Counters(store), SECRET)
        assert [limiter.take("ann").is_over for _ in range(3)] == [False, False, True]
        store.close()

    def test_counts_together_again_as_soon_as_it_can(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limiting, "SECONDS_ALONE", 0.0)
        store = Store(f"sqlite:///{tmp_path / 'store.db'}")
        (tmp_path / "store.counts").mkdir()
        counters = Counters(store)
        limiter = Limiter("5 per hour", counters, SECRET)
        limiter.take("ann")
        (tmp_path / "store.counts").rmdir()
        limiter.take("ann")
        other = Counters(store)
        assert Limiter("5 per hour", other, SECRET).take("ann").left == 3
        counters.close()
        other.close()
        store.close()

    def test_counts_that_were_damaged_are_thrown_away(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limiting, "SECONDS_ALONE", 0.0)
        store = Store(f"sqlite:///{tmp_path / 'store.db'}")
        (tmp_path / "store.counts").write_bytes(b"what a power cut left" * 1_000)
        counters = Counters(store)
        limiter = Limiter("5 per hour", counters, SECRET)
        assert [limiter.take("ann").left for _ in range(3)] == [4, 4, 3]
        counters.close()
        store.close()


def asked_by(proxies: tuple[str, ...], peer: str, **headers: str) -> tuple[str, str]:
    """Whose address and which scheme a server sees, of a request from ``peer``."""
    server = Flask("plain")
    trust(server, Settings.from_env({"DASHBOARD_PROXIES": " ".join(proxies)}).proxies)
    server.add_url_rule("/", "who", lambda: {"who": request.remote_addr, "scheme": request.scheme})
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = server.test_client().get("/", environ_base={"REMOTE_ADDR": peer}, headers=told).json
    return answer["who"], answer["scheme"]


class TestProxies:
    def test_nobody_is_believed_unless_named(self) -> None:
        told = {"X_Forwarded_For": "198.51.100.7", "X_Forwarded_Proto": "https"}
        assert asked_by((), "127.0.0.1", **told) == ("127.0.0.1", "http")
        assert asked_by(("10.0.0.0/24",), "127.0.0.1", **told) == ("127.0.0.1", "http")

    @pytest.mark.parametrize("peer", ["10.0.0.9", "::ffff:10.0.0.9"])
    def test_a_proxy_that_is_named_is_believed(self, peer: str) -> None:
        told = {"X_Forwarded_For": "198.51.100.7", "X_Forwarded_Proto": "https"}
        assert asked_by(("10.0.0.0/24",), peer, **told) == ("198.51.100.7", "https")

    def test_only_what_the_proxy_saw_itself_counts(self) -> None:
        seen = asked_by(("127.0.0.1", "::1"), "::1", X_Forwarded_For="203.0.113.1, 198.51.100.7")
        assert seen == ("198.51.100.7", "http")

    def test_an_address_that_is_none_is_not_believed(self) -> None:
        assert asked_by(("127.0.0.1",), "", X_Forwarded_For="198.51.100.7") == ("", "http")

    def test_limits_are_those_of_the_client_behind_it(self, own_settings: Settings, tmp_path: Path) -> None:
        proxies = Settings.from_env({"DASHBOARD_PROXIES": "127.0.0.1"}).proxies
        settings = replace(
            own_settings, database=f"sqlite:///{tmp_path / 'own.db'}", api_limit="1 per hour", proxies=proxies
        )
        client = create_app(settings).server.test_client()
        asked = [("198.51.100.7", 200), ("198.51.100.7", 429), ("198.51.100.8", 200)]
        for who, status in asked:
            with client.get("/api/v1/vocabularies", headers={"X-Forwarded-For": who}) as response:
                assert response.status_code == status
