"""Finding by a few letters: what one types leads where one expects it, with numbers that the oracle counts alike.

The expected order is a matter of taste that is settled here; the route and the box have tests of their own.
"""

from __future__ import annotations

import re

import pytest
from oracle import engagements, folded, ids

from dashboard.finding import BEST, HEADINGS, MEANT, MOST_HITS, MOST_OF_A_KIND, Finder, Hit, build_finder
from dashboard.published import Published
from dashboard.word_index import index_words

FIELD = {"state": "state", "place": "actor", "country": "country", "counterpart": "counterpart", "network": "network"}


@pytest.fixture(scope="module")
def finder(published: Published) -> Finder:
    return build_finder(published)


def hits(finder: Finder, typed: str) -> list[Hit]:
    return [hit for group in finder.find(typed) for hit in group.hits]


def paths(finder: Finder, typed: str) -> list[str]:
    return [hit.path for hit in hits(finder, typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("j", "/country/JPN"),
        ("paris", "/counterpart/paris-fra"),
        ("PARIS france", "/counterpart/paris-fra"),
        ("texas", "/state/TX"),
        ("tx", "/state/TX"),
        ("austin", "/place/austin-tx"),
        ("austin tx", "/place/austin-tx"),
        ("Austin, Texas", "/place/austin-tx"),
        ("city of austin", "/place/austin-tx"),
        ("state of texas", "/place/state-tx"),
        ("new york", "/state/NY"),
        ("city of new york", "/place/new-york-ny"),
        ("nyc", "/place/new-york-ny"),
        ("washington dc", "/state/DC"),
        ("st petersburg", "/place/st-petersburg-fl"),
        ("Saint Petersburg", "/place/st-petersburg-fl"),
        ("st. petersburg russia", "/counterpart/st-petersburg-rus"),
        ("ft worth", "/place/fort-worth-tx"),
        ("sao paulo", "/counterpart/sao-paulo-bra"),
        ("São Paulo", "/counterpart/sao-paulo-bra"),
        ("saopaulo", "/counterpart/sao-paulo-bra"),
        ("south korea", "/country/KOR"),
        ("republic of korea", "/country/KOR"),
        ("jpn", "/country/JPN"),
        ("uk", "/country/GBR"),
        ("london uk", "/counterpart/london-gbr"),
        ("cote d'ivoire", "/country/CIV"),
        ("ivory coast", "/country/CIV"),
        ("mexico", "/country/MEX"),
        ("mexico city", "/counterpart/mexico-city-mex"),
        ("korea south", "/country/KOR"),
        ("C40", "/network/c40-cities"),
        ("mayors peace", "/network/mayors-for-peace"),
        ("un", "/network/united-nations"),
        ("caricom", "/network/caribbean-community-caricom"),
    ],
)
def test_what_is_called_so_comes_first(finder: Finder, typed: str, first: str) -> None:
    groups = finder.find(typed)
    assert groups[0].heading == BEST
    assert [hit.path for hit in groups[0].hits] == [first]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("adelade", "/counterpart/adelaide-aus"),
        ("dalas", "/place/dallas-tx"),
        ("gremany", "/country/DEU"),
        ("philidelphia", "/place/philadelphia-pa"),
        ("sna francisco", "/place/san-francisco-ca"),
        ("los angelas", "/place/los-angeles-ca"),
        ("lyon frnace", "/counterpart/lyon-fra"),
        ("covenent of mayors", "/network/global-covenant-of-mayors-for-climate-and-energy"),
    ],
)
def test_typing_errors_lead_to_what_was_meant(finder: Finder, typed: str, first: str) -> None:
    [group] = finder.find(typed)
    assert group.heading == MEANT
    assert group.hits[0].path == first


def test_a_right_name_offers_no_similar_ones(finder: Finder) -> None:
    assert MEANT not in [group.heading for group in finder.find("austin")]


def test_both_georgias_are_there_the_busier_first(finder: Finder) -> None:
    found = paths(finder, "georgia")
    assert found[0] == "/state/GA"
    assert "/country/GEO" in found


def test_a_place_alone_does_not_list_all_that_lies_in_it(finder: Finder) -> None:
    assert "/place/austin-tx" not in paths(finder, "texas")
    assert "/place/austin-tx" in paths(finder, "austin texas")


@pytest.mark.parametrize("identifier", ["E00012", "e00012", " E00012 "])
def test_an_identifier_is_its_engagement_alone(finder: Finder, identifier: str) -> None:
    assert paths(finder, identifier) == ["/engagement/E00012"]


def has_words(title: str, beginnings: list[str]) -> bool:
    words = re.findall(r"[^\W_]+", folded(title).replace(".", "").replace("'", ""))
    return all(any(word.startswith(beginning) for word in words) for beginning in beginnings)


@pytest.mark.parametrize("typed", ["hydrogen", "paris air show", "clean energy mou", "cordoba", "gov. mexic"])
def test_engagements_have_every_word_in_their_title_newest_first(finder: Finder, typed: str) -> None:
    wanted = typed.replace(".", "").split()
    titles = engagements().set_index("id")["title"]
    found = [hit for hit in hits(finder, typed) if hit.kind == "engagement"]
    expected = [name for name in ids({}) if has_words(titles[name], wanted)][: len(found)]
    assert found
    assert [hit.path.removeprefix("/engagement/") for hit in found] == expected
    assert [hit.label for hit in found] == list(titles[expected])


@pytest.mark.parametrize("typed", ["a", "s", "ne", "mexico", "new york", "united", "paris", "climate", "sister cities"])
def test_few_hits_in_groups_of_a_stable_order(finder: Finder, typed: str) -> None:
    groups = finder.find(typed)
    headings = [group.heading for group in groups]
    order = [BEST, *HEADINGS.values(), MEANT]
    assert headings == sorted(headings, key=order.index)
    assert len(set(headings)) == len(headings)
    assert 1 <= len(hits(finder, typed)) <= MOST_HITS
    assert len(set(paths(finder, typed))) == len(hits(finder, typed))
    for group in groups[1:]:
        assert group.heading == HEADINGS["engagement"] or len(group.hits) <= MOST_OF_A_KIND
        assert {HEADINGS[hit.kind] for hit in group.hits} == {group.heading}


@pytest.mark.parametrize("typed", ["", "  ", "…", "&", "xyzzyq", "climate declaration paris hydrogen"])
def test_nothing_is_found_for_nothing(finder: Finder, typed: str) -> None:
    assert finder.find(typed) == []


def test_letters_of_an_engagement_are_not_looked_for_alone(finder: Finder) -> None:
    assert "engagement" not in {hit.kind for hit in hits(finder, "uk")}


@pytest.mark.parametrize("typed", ["texas", "mexico", "georgia", "c40", "south korea", "paris", "ne"])
def test_every_number_is_counted_by_the_oracle(finder: Finder, typed: str) -> None:
    named = [hit for hit in hits(finder, typed) if hit.kind in FIELD]
    assert named
    for hit in named:
        counted = len(ids({FIELD[hit.kind]: [hit.path.rsplit("/", 1)[1]]}))
        told = f"{counted:,} engagement{'s' * (counted != 1)}" if counted else "nothing recorded"
        assert hit.detail.endswith(f" · {told}"), hit


@pytest.mark.parametrize(
    ("typed", "detail"),
    [
        ("austin tx", "City in Texas · 24 engagements"),
        ("texas", "U.S. state · 273 engagements"),
        ("guam", "U.S. territory · "),
        ("c40 cities", "Network · 15 engagements"),
        ("african union", "Multilateral body · "),
        ("jalisco", "Region or province in Mexico · "),
        ("bouvet island", "Country or area · nothing recorded"),
    ],
)
def test_the_line_under_a_name_says_what_it_is(finder: Finder, typed: str, detail: str) -> None:
    assert hits(finder, typed)[0].detail.startswith(detail)


def test_every_engine_finds_the_same(finder: Finder, on_engine: Published) -> None:
    other = build_finder(on_engine)
    for typed in ("paris", "adelade", "trade mission", "E00012", "s"):
        assert other.find(typed) == finder.find(typed)


def test_a_table_of_oddities(oddities: Published) -> None:
    finder = build_finder(oddities)
    assert "/place/san-jose-ca" in paths(finder, "san jose")
    assert paths(finder, "smart streets phase 2") != []


class TestWordIndex:
    def test_texts_by_the_beginnings_of_their_words(self) -> None:
        index = index_words(["st. john's", "johnson city", "", "são paulo"])
        assert list(index.beginning("johns")) == [True, True, False, False]
        assert list(index.beginning("city")) == [False, True, False, False]
        assert list(index.beginning("sa")) == [False, False, False, False]
        assert not index.beginning("z").any()

    def test_near_words(self) -> None:
        index = index_words(["adelaide", "dallas", "lima"])
        assert list(index.near("adelade")) == [True, False, False]
        assert list(index.near("dalals")) == [False, True, False]
        assert not index.near("lme").any()
        assert not index.near("qqqqqqq").any()
