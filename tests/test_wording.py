"""The words of a selection: the sentence above everything, its phrases, and the chips that take a value away.

Expected sentences are written out; their numbers are made up where a case is about words, and counted elsewhere.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from oracle import Params, selected, selections

from dashboard.address import parse_address
from dashboard.catalogue import Catalogue
from dashboard.published import Published
from dashboard.wording import Totals, chips, counted, date_in_words, describe, listed, summary


@pytest.fixture(scope="session")
def catalogue(published: Published) -> Catalogue:
    return published.catalogue


def phrase(catalogue: Catalogue, search: str) -> str:
    return describe(parse_address(search, catalogue).selection, catalogue)


class TestSummary:
    def test_the_promised_sentence(self, published: Published, catalogue: Catalogue) -> None:
        chosen = parse_address("issue=energy&state=TX&from=2019&to=2024", catalogue).selection
        sentence = summary(chosen, published.totals(chosen), catalogue)
        assert sentence.startswith(
            "36 of 3,785 engagements: energy, Texas, dated 2019–2024; 5 undated not shown. 2 actors, 30 countries"
        )
        rows = selected({"issue": ["energy"], "state": ["TX"], "from": ["2019"], "to": ["2024"]})
        assert (len(rows), rows["actor"].nunique()) == (36, 2)

    @pytest.mark.parametrize(
        ("search", "totals", "expected"),
        [
            (
                "",
                Totals(3785, 3785, 765, 168, 92, 0),
                "3,785 of 3,785 engagements: everything in the table. "
                "765 actors, 168 countries, 92 networks and bodies.",
            ),
            ("state=TX", Totals(1, 3785, 1, 1, 0, 0), "1 of 3,785 engagements: Texas. 1 actor, 1 country."),
            (
                "state=TX",
                Totals(1, 3785, 1, 0, 1, 0),
                "1 of 3,785 engagements: Texas. 1 actor, 0 countries, 1 network or body.",
            ),
            (
                "state=GA&country=GEO",
                Totals(3, 9, 2, 1, 0, 0),
                "3 of 9 engagements: Georgia (U.S. state), Georgia (country). 2 actors, 1 country.",
            ),
            ("state=TX", Totals(0, 1, 0, 0, 0, 0), "0 of 1 engagement: Texas. 0 actors, 0 countries."),
            (
                "from=2019",
                Totals(1200, 3785, 9, 2, 0, 1096),
                "1,200 of 3,785 engagements: dated since 2019; 1,096 undated not shown. 9 actors, 2 countries.",
            ),
            (
                "from=2019&undated=include",
                Totals(5, 9, 2, 2, 0, 0),
                "5 of 9 engagements: dated since 2019 or undated. 2 actors, 2 countries.",
            ),
        ],
    )
    def test_singular_plural_and_separators(
        self, catalogue: Catalogue, search: str, totals: Totals, expected: str
    ) -> None:
        assert summary(parse_address(search, catalogue).selection, totals, catalogue) == expected

    @given(params=selections())
    def test_always_says_n_of_m_engagements(self, published: Published, params: Params) -> None:
        chosen = parse_address(urlencode(params, doseq=True), published.catalogue).selection
        sentence = summary(chosen, published.totals(chosen), published.catalogue)
        assert sentence.startswith(f"{len(selected(params)):,} of 3,785 engagements")
        assert sentence.endswith(".")


class TestPhrases:
    @pytest.mark.parametrize(
        ("search", "expected"),
        [
            ("", ""),
            ("state=TX", "Texas"),
            ("state=TX&state=OK", "Oklahoma or Texas"),
            ("state=TX&state=OK&state=KS", "Kansas, Oklahoma or Texas"),
            ("state=TX&state=OK&state=KS&state=NE", "Kansas, Nebraska, Oklahoma or Texas"),
            ("state=TX&state=OK&state=KS&state=NE&state=IA", "Iowa, Kansas, Nebraska or 2 more"),
            ("issue=energy", "energy"),
            ("issue=climate_environment&issue=energy", "climate and environment or energy"),
            ("type=sister_agreement", "sister or friendship agreement"),
            ("family=meeting", "meetings"),
            ("formality=informal", "informal"),
            ("level=county", "county"),
            ("bureau=EUR", "European and Eurasian Affairs"),
            ("counterpart_level=city", "counterpart city"),
            ("status=ended", "status ended or suspended"),
            ("source_kind=blog", "source blog"),
            ("country=KEN&network=c40-cities", "Kenya or C40 Cities"),
            (
                "state=TX&country=KEN&counterpart_level=city&network=c40-cities",
                "Texas, Kenya or C40 Cities, counterpart city",
            ),
            ("actor=austin-tx", "City of Austin, TX"),
            ("from=2019&to=2024", "dated 2019–2024"),
            ("from=2019&to=2019", "dated 2019"),
            ("from=2019", "dated since 2019"),
            ("to=2024", "dated until 2024"),
            ("from=2019&to=2024&undated=include", "dated 2019–2024 or undated"),
            ("undated=exclude", "dated"),
            ("q=clean water", "with the words “clean water”"),
            ("issue=energy&state=TX&from=2019&to=2024", "energy, Texas, dated 2019–2024"),
        ],
    )
    def test_cases(self, catalogue: Catalogue, search: str, expected: str) -> None:
        assert phrase(catalogue, search) == expected

    @given(params=selections())
    def test_a_selection_is_never_without_words(self, catalogue: Catalogue, params: Params) -> None:
        chosen = parse_address(urlencode(params, doseq=True), catalogue).selection
        assert bool(describe(chosen, catalogue)) == bool(chosen.to_query())


class TestChips:
    def test_one_for_each_value_with_the_address_without_it(self, catalogue: Catalogue) -> None:
        parsed = parse_address("issue=energy&state=CA&state=TX&from=2019&to=2024&q=clean water&sort=title", catalogue)
        assert [(chip.text, chip.search) for chip in chips(parsed.selection, parsed.look, catalogue)] == [
            ("Issue: Energy", "?state=CA&state=TX&from=2019&to=2024&q=clean+water&sort=title"),
            ("State: California", "?issue=energy&state=TX&from=2019&to=2024&q=clean+water&sort=title"),
            ("State: Texas", "?issue=energy&state=CA&from=2019&to=2024&q=clean+water&sort=title"),
            ("Dated 2019–2024", "?issue=energy&state=CA&state=TX&q=clean+water&sort=title"),
            ("Words: clean water", "?issue=energy&state=CA&state=TX&from=2019&to=2024&sort=title"),
        ]

    @pytest.mark.parametrize(
        ("search", "text"),
        [
            ("from=2019&undated=include", "Dated since 2019 or undated"),
            ("to=2024", "Dated until 2024"),
            ("undated=exclude", "Dated only"),
            ("country=TWN", "Country or area: Taiwan"),
            ("bureau=AF", "Region: African Affairs"),
            ("q=x", "Words: x"),
        ],
    )
    def test_the_last_one_leads_to_everything(self, catalogue: Catalogue, search: str, text: str) -> None:
        parsed = parse_address(search, catalogue)
        [chip] = chips(parsed.selection, parsed.look, catalogue)
        assert (chip.text, chip.search) == (text, "")

    @given(params=selections())
    def test_removing_all_of_them_one_by_one_ends_with_everything(self, catalogue: Catalogue, params: Params) -> None:
        parsed = parse_address(urlencode(params, doseq=True), catalogue)
        pairs = parse_qsl(parsed.to_query())
        years = [pair for pair in pairs if pair[0] in ("from", "to", "undated")]
        expected = len(pairs) - len(years) + bool(years)
        for left in range(expected, 0, -1):
            listed_chips = chips(parsed.selection, parsed.look, catalogue)
            assert len(listed_chips) == left
            parsed = parse_address(listed_chips[0].search, catalogue)
            assert not parsed.refusals
        assert parsed.to_query() == ""


class TestPieces:
    @pytest.mark.parametrize(
        ("count", "words"), [(0, "0 bodies"), (1, "1 body"), (2, "2 bodies"), (1234567, "1,234,567 bodies")]
    )
    def test_counted(self, count: int, words: str) -> None:
        assert counted(count, "body", "bodies") == words

    def test_counted_adds_an_s_where_no_plural_is_given(self) -> None:
        assert (counted(1, "actor"), counted(3, "actor")) == ("1 actor", "3 actors")

    @pytest.mark.parametrize(
        ("names", "words"),
        [
            ([], ""),
            (["Texas"], "Texas"),
            (["Texas", "Ohio"], "Texas and Ohio"),
            (["Texas", "Ohio", "Utah"], "Texas, Ohio and Utah"),
        ],
    )
    def test_listed(self, names: list[str], words: str) -> None:
        assert listed(names) == words

    @pytest.mark.parametrize(
        ("partial", "words"),
        [
            ("", ""),
            ("2019", "2019"),
            ("2019-05", "May 2019"),
            ("2019-05-03", "May 3, 2019"),
            ("1931-12-31", "December 31, 1931"),
        ],
    )
    def test_dates(self, partial: str, words: str) -> None:
        assert date_in_words(partial) == words
