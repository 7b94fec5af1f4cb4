"""Reading an address: what is taken, in which canonical form it is written back, and what is refused with a way out.

Parameters, their order and their rules are those of the interface; encodings are those of browsers' URLSearchParams.
"""

from __future__ import annotations

import random
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import Params, selections

from dashboard.address import parse_address
from dashboard.catalogue import Catalogue
from dashboard.published import Published
from dashboard.selection import Address, query_string

PROMISED = (
    "issue family type formality state level actor bureau country counterpart counterpart_level network status track "
    "source_kind from to undated q sort per dots ties matrix arcs"
)
"""The interface's canonical order of parameters, as far as they exist."""

EVERYTHING = (
    "issue=energy&issue=health&family=partnership&type=sister_agreement&formality=formal&state=CA&state=TX&level=city"
    "&actor=austin-tx&bureau=AF&bureau=IO&country=JPN&country=KEN&counterpart=osaka-jpn&counterpart_level=national"
    "&counterpart_level=city&network=c40-cities&status=reported&track=manual&source_kind=official&from=2019&to=2024"
    "&undated=include&q=water&sort=title&per=capita&dots=1&ties=actor-network&matrix=issue-bureau&arcs=1"
)

READERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
FRAGMENTS = st.sampled_from(["state=TX", "&", "=", "?", "%", "from=", "2019", "q=", "issue=energy", "+", ";", "sort="])


@pytest.fixture(scope="session")
def catalogue(published: Published) -> Catalogue:
    return published.catalogue


def canonical(catalogue: Catalogue, search: str) -> str:
    parsed = parse_address(search, catalogue)
    assert not parsed.refusals, parsed.refusals
    return parsed.to_query()


class TestCanonicalForm:
    def test_every_parameter_in_the_promised_order(self, catalogue: Catalogue) -> None:
        assert canonical(catalogue, EVERYTHING) == EVERYTHING
        assert " ".join(dict.fromkeys(name for name, _ in parse_qsl(EVERYTHING))) == PROMISED

    @pytest.mark.parametrize("seed", range(5))
    def test_order_and_repetition_do_not_matter(self, catalogue: Catalogue, seed: int) -> None:
        pairs = parse_qsl(EVERYTHING) * 2
        random.Random(seed).shuffle(pairs)
        assert canonical(catalogue, urlencode(pairs)) == EVERYTHING

    @given(params=selections(), shuffler=st.randoms(use_true_random=False))
    def test_equal_selections_have_equal_addresses(
        self, catalogue: Catalogue, params: Params, shuffler: random.Random
    ) -> None:
        pairs = [(name, value) for name, values in params.items() for value in values]
        mixed = [*pairs, *shuffler.sample(pairs, len(pairs) // 2)]
        shuffler.shuffle(mixed)
        assert canonical(catalogue, urlencode(mixed)) == canonical(catalogue, urlencode(pairs))

    @given(params=selections())
    def test_reading_what_was_written_changes_nothing(self, catalogue: Catalogue, params: Params) -> None:
        once = parse_address(urlencode(params, doseq=True), catalogue)
        again = parse_address(once.to_query(), catalogue)
        assert (again.selection, again.look, again.refusals) == (once.selection, once.look, ())

    @pytest.mark.parametrize(
        ("search", "expected"),
        [
            ("", ""),
            ("?", ""),
            ("?state=TX", "state=TX"),
            ("state=TX&state=AK&state=CA", "state=AK&state=CA&state=TX"),
            ("issue=health&issue=energy", "issue=energy&issue=health"),
            ("issue=general_ties&issue=agriculture_food", "issue=agriculture_food&issue=general_ties"),
            ("bureau=IO&bureau=WHA&bureau=AF", "bureau=AF&bureau=WHA&bureau=IO"),
            ("level=agency&level=state", "level=state&level=agency"),
            ("status=ended&status=announced", "status=announced&status=ended"),
            ("country=XKX&country=AFG", "country=AFG&country=XKX"),
            ("network=c40-cities&network=african-union", "network=african-union&network=c40-cities"),
            ("from=2019&from=2019", "from=2019"),
            ("from=+2019+", "from=2019"),
            ("from=2019&to=2019", "from=2019&to=2019"),
            ("q=++clean+++water++", "q=clean+water"),
            ("q=", ""),
            ("q=+", ""),
            ("sort=-start_date", ""),
            ("sort=start_date", "sort=start_date"),
            ("ties=state-country&matrix=state-country", ""),
            ("undated=include", ""),
            ("undated=exclude", "undated=exclude"),
            ("from=2019&undated=exclude", "from=2019"),
            ("from=2019&undated=include", "from=2019&undated=include"),
            ("to=2019&undated=include", "to=2019&undated=include"),
        ],
    )
    def test_cases(self, catalogue: Catalogue, search: str, expected: str) -> None:
        assert canonical(catalogue, search) == expected

    def test_as_a_link_part(self, catalogue: Catalogue) -> None:
        assert parse_address("?state=TX", catalogue).search() == "?state=TX"
        assert parse_address("?", catalogue).search() == ""


class TestEncoding:
    @pytest.mark.parametrize(
        ("text", "encoded"),
        [
            ("clean water", "clean+water"),
            ("a+b", "a%2Bb"),
            ("*-._", "*-._"),
            ("~", "%7E"),
            ("Coeur d'Alene", "Coeur+d%27Alene"),
            ("(a)!", "%28a%29%21"),
            ('"a"', "%22a%22"),
            ("R&D=x", "R%26D%3Dx"),
            ("100%", "100%25"),
            ("a/b?c#d", "a%2Fb%3Fc%23d"),
            ("a:b;c,d@e$", "a%3Ab%3Bc%2Cd%40e%24"),
            ("São José", "S%C3%A3o+Jos%C3%A9"),
            ("“x”", "%E2%80%9Cx%E2%80%9D"),
            ("東京 🗼", "%E6%9D%B1%E4%BA%AC+%F0%9F%97%BC"),
            ("[]{}|\\^`<>", "%5B%5D%7B%7D%7C%5C%5E%60%3C%3E"),
        ],
    )
    def test_as_browsers_write_it_and_back(self, catalogue: Catalogue, text: str, encoded: str) -> None:
        assert query_string([("q", text)]) == f"q={encoded}"
        assert parse_address(f"q={encoded}", catalogue).selection.words == text

    @given(text=READERS)
    def test_any_text_is_read_back(self, catalogue: Catalogue, text: str) -> None:
        parsed = parse_address(query_string([("q", text)]), catalogue)
        words = parsed.selection.words
        if [refusal.reason for refusal in parsed.refusals] == ["has a character that cannot be shown"]:
            assert not text.isprintable()
            return
        assert words == " ".join(text.replace("\x00", "").split())
        assert parse_address(query_string([("q", words)]), catalogue).selection.words == words

    @given(search=st.lists(st.one_of(FRAGMENTS, READERS), max_size=8).map("".join))
    def test_no_text_at_all_breaks_the_page(self, catalogue: Catalogue, search: str) -> None:
        parsed = parse_address(search, catalogue)
        again = parse_address(parsed.to_query(), catalogue)
        assert (again.selection, again.look, again.refusals) == (parsed.selection, parsed.look, ())


def only_refusal(address: Address) -> str:
    [refusal] = address.refusals
    return str(refusal)


class TestRefusals:
    @pytest.mark.parametrize(
        ("search", "words"),
        [
            ("state=tx", ["state 'tx'", "CA", "TX", "Did you mean 'TX' (Texas)?"]),
            ("state=Texas", ["state 'Texas'", "Did you mean 'TX' (Texas)?"]),
            ("state=", ["state ''", "Allowed: "]),
            ("country=Japan", ["country 'Japan'", "Did you mean 'JPN' (Japan)?"]),
            ("country=jpn", ["country 'jpn'", "Did you mean 'JPN' (Japan)?"]),
            ("country=ZZZZZZ", ["country 'ZZZZZZ'", "Allowed: "]),
            ("issue=climate", ["issue 'climate'", "Did you mean 'climate_environment'"]),
            ("type=memorandom", ["type 'memorandom'", "Did you mean 'memorandum'"]),
            ("bureau=EURO", ["bureau 'EURO'", "AF, EAP, EUR, NEA, SCA, WHA, IO", "Did you mean 'EUR'"]),
            ("country=Turkey", ["country 'Turkey'", "Did you mean 'TUR' (Türkiye)?"]),
            ("type=mou", ["type 'mou'", "Did you mean 'memorandum'"]),
            ("network=c40", ["network 'c40'", "Did you mean 'c40-cities'"]),
            ("actor=austin", ["actor 'austin'", "Did you mean 'austin-tx'"]),
            ("level=town", ["level 'town'", "state, county, city, agency"]),
            ("status=done", ["status 'done'", "reported, announced, ended"]),
            ("from=19", ["from '19'", "Allowed: 1776 to 2100"]),
            ("from=20190", ["from '20190'"]),
            ("from=1775", ["from '1775'", "1776"]),
            ("to=2101", ["to '2101'", "2100"]),
            ("to=-2019", ["to '-2019'"]),
            ("to=2019.0", ["to '2019.0'"]),
            ("to=２０１９", ["to '２０１９'"]),
            ("to=", ["to ''"]),
            ("from=2024&to=2019", ["from '2024'", "2019", "Swap the two years."]),
            ("from=2019&from=2020", ["from '2020'", "2019", "Give it once."]),
            ("undated=yes", ["undated 'yes'", "include, exclude"]),
            ("q=a&q=b", ["q 'b'", "Give it once."]),
            ("q=%01a", ["q '\N{REPLACEMENT CHARACTER}a'", "has a character that cannot be shown", "Delete it."]),
            ("q=%EF%BF%BF", ["has a character that cannot be shown"]),
            (f"q={'x' * 201}", ["q 'x", "At most 200 characters."]),
            ("sort=colour", ["sort 'colour'", "-start_date"]),
            ("sort=--title", ["sort '--title'"]),
            ("per=mile", ["per 'mile'", "capita"]),
            ("ties=a-b", ["ties 'a-b'", "state-network"]),
            ("dots=2", ["dots '2'"]),
            ("arcs=yes", ["arcs 'yes'", "Allowed: 1."]),
            ("countries=JPN", ["countries 'JPN'", "unknown parameter", "Did you mean 'country'?"]),
            ("State=TX", ["State 'TX'", "unknown parameter", "Did you mean 'state'?"]),
            ("utm_source=x", ["utm_source 'x'", "unknown parameter", "Allowed: issue, family, type"]),
            ("embed=yes", ["embed 'yes'", "Allowed: 1."]),
            ("views=maps", ["views 'maps'", "state-map, world-map"]),
            ("views=dates", ["views 'dates'", "means nothing without embed=1", "Add embed=1"]),
            ("snapshot=2026-01", ["snapshot '2026-01'", "There are none yet"]),
        ],
    )
    def test_say_what_why_and_what_is_allowed(self, catalogue: Catalogue, search: str, words: list[str]) -> None:
        parsed = parse_address(search, catalogue)
        sentence = only_refusal(parsed)
        assert [part for part in words if part not in sentence] == [], sentence
        assert parsed.to_query() == ""

    def test_good_values_beside_a_bad_one_are_kept(self, catalogue: Catalogue) -> None:
        parsed = parse_address("state=TX&state=XX&issue=energy&nonsense=1&to=soon", catalogue)
        assert parsed.to_query() == "issue=energy&state=TX"
        assert [refusal.parameter for refusal in parsed.refusals] == ["nonsense", "state", "to"]

    def test_a_long_bad_value_is_not_repeated_in_full(self, catalogue: Catalogue) -> None:
        assert len(only_refusal(parse_address(f"state={'x' * 5_000}", catalogue))) < 600

    def test_too_many_values(self, catalogue: Catalogue) -> None:
        actors = list(catalogue.labels["actor"])
        kept = urlencode([("actor", slug) for slug in actors[:400]])
        assert not parse_address(kept, catalogue).refusals
        assert "At most 400" in only_refusal(parse_address(f"{kept}&actor={actors[400]}", catalogue))

    def test_longest_words_are_taken(self, catalogue: Catalogue) -> None:
        assert parse_address(f"q={'x' * 200}", catalogue).selection.words == "x" * 200

    def test_a_page_names_the_nearest_of_many_and_its_filter(self, catalogue: Catalogue) -> None:
        [refusal] = parse_address("state=Texass", catalogue).refusals
        assert refusal.on_screen == (
            "state 'Texass' is not a known state. Did you mean 'TX' (Texas)? See its filter for all 56."
        )
        assert "AL, AK, " in str(refusal)
        [refusal] = parse_address("level=town", catalogue).refusals
        assert refusal.on_screen == str(refusal)

    def test_parameters_read_by_others_are_no_refusal(self, catalogue: Catalogue) -> None:
        assert not parse_address("scope=all", catalogue, also=("scope",)).refusals
