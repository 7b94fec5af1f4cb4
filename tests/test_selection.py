"""The selection as a value: picking and dropping values, leaving clauses out, and the rule of undated rows.

Addresses are read in ``test_address``; which rows a selection holds is in ``test_query``.
"""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import Params, selections

from dashboard.address import parse_address
from dashboard.catalogue import Catalogue
from dashboard.published import Published
from dashboard.selection import Selection

FIELDS = ("issue", "type", "state", "bureau", "country", "network")
PARAMETERS = (*FIELDS, "from", "to", "undated", "q")


@pytest.fixture(scope="session")
def catalogue(published: Published) -> Catalogue:
    return published.catalogue


def selection(catalogue: Catalogue, search: str) -> Selection:
    parsed = parse_address(search, catalogue)
    assert not parsed.refusals, parsed.refusals
    return parsed.selection


class TestPicking:
    @given(params=selections(), data=st.data())
    def test_picking_twice_changes_nothing(self, catalogue: Catalogue, params: Params, data: st.DataObject) -> None:
        before = selection(catalogue, urlencode(params, doseq=True))
        field = data.draw(st.sampled_from(FIELDS))
        value = data.draw(st.sampled_from(list(catalogue.labels[field])))
        once = before.toggle(field, value, catalogue)
        assert (value in once.values(field)) != (value in before.values(field))
        assert once.toggle(field, value, catalogue) == before

    @pytest.mark.parametrize(
        ("before", "field", "value", "after"),
        [
            ("", "state", "TX", "state=TX"),
            ("state=TX", "state", "TX", ""),
            ("state=TX", "state", "CA", "state=CA&state=TX"),
            ("state=TX&q=water", "issue", "energy", "issue=energy&state=TX&q=water"),
            ("issue=health&from=2019", "issue", "health", "from=2019"),
        ],
    )
    def test_cases(self, catalogue: Catalogue, before: str, field: str, value: str, after: str) -> None:
        assert selection(catalogue, before).toggle(field, value, catalogue).to_query() == after

    def test_a_selection_is_not_changed_by_picking(self, catalogue: Catalogue) -> None:
        before = selection(catalogue, "state=TX")
        before.toggle("state", "CA", catalogue)
        before.without("state")
        assert before.to_query() == "state=TX"

    def test_exactly_these_values(self, catalogue: Catalogue) -> None:
        before = selection(catalogue, "state=TX&issue=energy")
        assert before.with_values("state", ["CA", "AK", "CA"], catalogue).to_query() == (
            "issue=energy&state=AK&state=CA"
        )
        assert before.with_values("state", [], catalogue).to_query() == "issue=energy"


class TestLeavingOut:
    @given(params=selections(), names=st.sets(st.sampled_from(PARAMETERS)))
    def test_leaves_out_these_and_nothing_else(self, catalogue: Catalogue, params: Params, names: set[str]) -> None:
        before = selection(catalogue, urlencode(params, doseq=True))
        after = before.without(*names)
        for name in PARAMETERS:
            if name in names:
                assert after.values(name) == ()
            elif name != "undated":
                assert after.values(name) == before.values(name)

    @pytest.mark.parametrize(
        ("before", "names", "after"),
        [
            ("from=2019&to=2024", ["from"], "to=2024"),
            ("from=2019&to=2024&undated=include", ["from"], "to=2024&undated=include"),
            ("from=2019&undated=include", ["from"], ""),
            ("from=2019&undated=include", ["undated"], "from=2019"),
            ("from=2019&to=2024&undated=include&q=a", ["from", "to", "undated"], "q=a"),
            ("state=TX", ["issue"], "state=TX"),
            ("state=TX", [], "state=TX"),
        ],
    )
    def test_cases(self, catalogue: Catalogue, before: str, names: list[str], after: str) -> None:
        assert selection(catalogue, before).without(*names).to_query() == after


class TestUndated:
    @pytest.mark.parametrize(
        ("search", "kept"),
        [
            ("", True),
            ("state=TX", True),
            ("undated=exclude", False),
            ("undated=include", True),
            ("from=2019", False),
            ("to=2019", False),
            ("from=2019&undated=include", True),
            ("to=2019&undated=exclude", False),
        ],
    )
    def test_are_in_without_a_year_and_out_with_one(self, catalogue: Catalogue, search: str, kept: bool) -> None:
        assert selection(catalogue, search).keeps_undated is kept

    def test_new_years_drop_what_only_repeats_the_default(self) -> None:
        assert Selection().with_years(2019, None, "exclude") == Selection().with_years(2019, None)
        assert Selection().with_years(None, None, "include") == Selection()


def test_values_as_they_stand_in_the_address(catalogue: Catalogue) -> None:
    chosen = selection(catalogue, "issue=energy&from=2019&q=water")
    assert [chosen.values(name) for name in ("issue", "from", "q", "to", "state", "undated")] == [
        *(("energy",), ("2019",), ("water",)),
        *((), (), ()),
    ]
