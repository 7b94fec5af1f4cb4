"""What was accepted is on every page and in every export, at the next look; no request sees two states."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from oracle import ODDITIES

from dashboard.publication import Publication
from dashboard.settings import Settings
from dashboard.store.submissions import Proposed, Sender, submit
from dashboard.store.undoing import undo
from dashboard.watch import SECONDS_BETWEEN_LOOKS
from dashboard.wiring import create_app

ANN = "ann@example.org"
SENDER = Sender("Office of the Mayor", "mayor@example.org")


@pytest.fixture
def client(database: str, tmp_path: Path) -> Iterator[FlaskClient]:
    """An app on the hand-written table and an empty store, of each kind of database in turn."""
    settings = replace(Settings(), table=ODDITIES, database=database, mail=f"file:{tmp_path / 'outbox'}")
    server = create_app(settings).server
    yield server.test_client()
    server.extensions["publication"].close()


@pytest.fixture
def publication(client: FlaskClient) -> Publication:
    return client.application.extensions["publication"]


def accept(publication: Publication, proposed: Proposed) -> int | None:
    receipt = submit(publication.store, SENDER, [proposed], str(proposed), "signing secret", "https://x/")
    number = publication.desk().accept(ANN, receipt.number, 1, note="Confirmed.")
    assert publication.look()
    return number


def a_row(publication: Publication, **fields: str) -> dict[str, str]:
    row = publication.base.engagements.iloc[0].to_dict() | fields
    return {name: value for name, value in row.items() if name != "id"}


def rows(client: FlaskClient, query: str = "") -> list[str]:
    with client.get(f"/engagements.csv?{query or 'scope=all'}") as response:
        return [row["id"] for row in csv.DictReader(io.StringIO(response.text, newline=""))]


def test_an_accepted_row_is_in_table_export_search_and_has_a_page(
    client: FlaskClient, publication: Publication
) -> None:
    before = rows(client)
    accept(publication, Proposed("new", a_row(publication, title="A treaty of friendship", start_date="2026-10-01")))
    assert sorted(rows(client)) == sorted([*before, "S00001"])
    assert client.get("/healthz").json["rows"] == len(before) + 1  # type: ignore[index]
    assert "S00001" in client.get("/search?q=treaty+of+friendship").text
    assert client.get("/engagement/S00001").status_code == 200
    assert rows(client, "q=treaty") == ["S00001"]


def test_a_new_place_has_a_page_and_an_address(client: FlaskClient, publication: Publication) -> None:
    new = {"us_actor": "City of Marfa", "us_level": "city", "us_city": "Marfa", "us_state": "TX"}
    assert client.get("/place/marfa-tx").status_code == 404
    accept(publication, Proposed("new", a_row(publication, **new)))
    assert client.get("/place/marfa-tx").status_code == 200
    assert rows(client, "actor=marfa-tx") == ["S00001"]


def test_a_correction_and_its_undoing(client: FlaskClient, publication: Publication) -> None:
    name = publication.base.engagements["id"].iloc[3]
    number = accept(publication, Proposed("correction", {"title": "Quite another title"}, name))
    assert rows(client, "q=quite+another") == [name]
    assert number is not None
    undo(publication.store, ANN, number, "It was right.")
    publication.look()
    assert rows(client, "q=quite+another") == []
    assert [change.action for change in publication.current.history(name)] == ["corrected", "corrected"]


def test_a_withdrawn_row_is_gone_and_known_to_be(client: FlaskClient, publication: Publication) -> None:
    name = publication.base.engagements["id"].iloc[0]
    accept(publication, Proposed("withdrawal", {}, name))
    assert name not in rows(client)
    assert publication.current.gone == {name}
    assert publication.at(0).gone == frozenset()
    assert name in set(publication.at(0).table.engagements["id"])


def test_other_processes_take_it_up_by_themselves(client: FlaskClient, publication: Publication) -> None:
    other = Publication(publication.settings, publication.store)
    receipt = submit(
        other.store, SENDER, [Proposed("new", a_row(other, title="Seen from afar"))], "k", "s", "https://x/"
    )
    other.desk().accept(ANN, receipt.number, 1)
    waited = threading.Event()
    for _ in range(60):
        if publication.version == 1:
            break
        waited.wait(SECONDS_BETWEEN_LOOKS)
    assert rows(client, "q=seen+from+afar") == ["S00001"]


def test_a_request_sees_one_state_from_beginning_to_end(client: FlaskClient, publication: Publication) -> None:
    published = client.application.extensions["published"]
    with client.application.test_request_context("/"):
        before = published()
        accept(publication, Proposed("new", a_row(publication)))
        assert published() is before
    with client.application.test_request_context("/"):
        assert published() is publication.current is not before


def test_letters_leave_by_themselves(client: FlaskClient, publication: Publication) -> None:
    accept(publication, Proposed("new", a_row(publication)))
    outbox = Path(publication.settings.mail.removeprefix("file:"))
    waited = threading.Event()
    for _ in range(60):
        if outbox.exists() and len(list(outbox.glob("*.eml"))) == 2:
            break
        waited.wait(SECONDS_BETWEEN_LOOKS)
    assert len(list(outbox.glob("*.eml"))) == 2
