"""Subjects: every value of the table has one page, wrong addresses lead to near ones, no clause widens a page."""

from __future__ import annotations

import pytest
from oracle import engagements

from dashboard.address import parse_address
from dashboard.catalogue import Catalogue
from dashboard.published import publish
from dashboard.settings import Settings
from dashboard.subjects import (
    all_subjects,
    engagement_path,
    near_subjects,
    path_of,
    spelled_right,
    subject_at,
    tie_path,
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return publish(Settings()).catalogue


@pytest.mark.parametrize(
    ("path", "name", "query"),
    [
        ("/state/TX", "Texas", "state=TX"),
        ("/place/austin-tx", "City of Austin, TX", "actor=austin-tx"),
        ("/country/XKX", "Kosovo", "country=XKX"),
        ("/counterpart/adelaide-aus", "Adelaide, Australia", "counterpart=adelaide-aus"),
        ("/network/c40-cities", "C40 Cities", "network=c40-cities"),
        (
            "/tie/austin-tx/adelaide-aus",
            "City of Austin, TX – Adelaide, Australia",
            "actor=austin-tx&counterpart=adelaide-aus",
        ),
        ("/tie/austin-tx/c40-cities", "City of Austin, TX – C40 Cities", "actor=austin-tx&network=c40-cities"),
    ],
)
def test_an_address_names_its_subject(catalogue: Catalogue, path: str, name: str, query: str) -> None:
    subject = subject_at(path, catalogue)
    assert subject is not None
    assert (subject.name, subject.base.to_query(), subject.path) == (name, query, path)


def test_addresses_are_written_in_one_place() -> None:
    assert path_of("actor", "austin-tx") == "/place/austin-tx"
    assert tie_path("austin-tx", "c40-cities") == "/tie/austin-tx/c40-cities"
    assert engagement_path("E0001") == "/engagement/E0001"


def test_every_subject_is_found_under_its_address(catalogue: Catalogue) -> None:
    for subject in all_subjects(catalogue):
        assert subject_at(subject.path, catalogue) == subject


def test_every_value_of_the_table_has_a_page(catalogue: Catalogue) -> None:
    table = engagements()
    paths = {subject.path for subject in all_subjects(catalogue)}
    assert {f"/state/{code}" for code in table["us_state"]} <= paths
    assert {f"/country/{code}" for code in table["counterpart_country"] if code} <= paths


@pytest.mark.parametrize(
    "path", ["/state/ZZ", "/place/", "/tie/austin-tx", "/tie/austin-tx/nowhere", "/", "/nothing/TX"]
)
def test_other_addresses_have_none(catalogue: Catalogue, path: str) -> None:
    assert subject_at(path, catalogue) is None


def test_capitals_are_put_right(catalogue: Catalogue) -> None:
    assert spelled_right("/state/tx", catalogue) == "/state/TX"
    assert spelled_right("/PLACE/Austin-TX", catalogue) == "/place/austin-tx"
    assert spelled_right("/state/TX", catalogue) == ""
    assert spelled_right("/state/zz", catalogue) == ""


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/country/japan", "/country/JPN"),
        ("/counterpart/adelade", "/counterpart/adelaide-aus"),
        ("/place/dalas", "/place/dallas-tx"),
    ],
)
def test_a_wrong_address_has_near_ones(catalogue: Catalogue, path: str, near: str) -> None:
    assert near in [subject.path for subject in near_subjects(path, catalogue)]


@pytest.mark.parametrize(
    ("path", "search", "query", "refused"),
    [
        ("/state/TX", "?issue=energy", "issue=energy&state=TX", []),
        ("/state/TX", "?state=CA&issue=energy", "issue=energy&state=TX", ["state"]),
        ("/country/JPN", "?network=c40-cities&state=TX", "state=TX&country=JPN", ["network"]),
        (
            "/tie/austin-tx/c40-cities",
            "?country=JPN&from=2019",
            "actor=austin-tx&network=c40-cities&from=2019",
            ["country"],
        ),
    ],
)
def test_clauses_narrow_a_page_and_never_widen_it(
    catalogue: Catalogue, path: str, search: str, query: str, refused: list[str]
) -> None:
    subject = subject_at(path, catalogue)
    assert subject is not None
    address = subject.within(parse_address(search, catalogue))
    assert address.to_query() == query
    assert [refusal.parameter for refusal in address.refusals] == refused
