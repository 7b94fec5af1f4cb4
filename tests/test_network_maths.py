"""The mathematics of networks against published cases: Davis's Southern Women, Zachary's karate club, and by hand.

Whether the page shows the right numbers for the real table is in ``test_networks``.
"""

from __future__ import annotations

from fractions import Fraction

import networkx as nx
import pytest
from scipy.stats import hypergeom

from dashboard.insights.communities import communities
from dashboard.insights.flows import flows
from dashboard.insights.measures import Measures, measures
from dashboard.insights.membership import members_of, overlaps
from dashboard.insights.projection import Pair, Projection, partners_of, projection

# Two-mode normalised degree and betweenness of Davis's women and events, to two decimals, as published in Borgatti and
# Halgin, "Analyzing Affiliation Networks" (The Sage Handbook of Social Network Analysis), after Borgatti and Everett
# 1997.
DAVIS = {
    "E8": (0.78, 0.24),
    "E9": (0.67, 0.23),
    "E7": (0.56, 0.13),
    "Nora Fayette": (0.57, 0.11),
    "Evelyn Jefferson": (0.57, 0.10),
    "Theresa Anderson": (0.57, 0.09),
    "E6": (0.44, 0.07),
    "Sylvia Avondale": (0.50, 0.07),
    "Laura Mandeville": (0.50, 0.05),
    "Brenda Rogers": (0.50, 0.05),
    "E5": (0.44, 0.04),
    "Helen Lloyd": (0.36, 0.04),
    "E3": (0.33, 0.02),
    "Ruth DeSand": (0.29, 0.02),
    "E12": (0.33, 0.02),
    "Eleanor Nye": (0.29, 0.01),
    "Olivia Carleton": (0.14, 0.01),
    "E2": (0.17, 0.00),
    "Dorothy Murchison": (0.14, 0.00),
    "E14": (0.17, 0.00),
}


@pytest.fixture(scope="module")
def southern_women() -> dict[tuple[tuple[str, str], tuple[str, str]], int]:
    graph = nx.davis_southern_women_graph()
    women = {node for node, of in graph.nodes(data="bipartite") if of == 0}
    ties = [(one, other) if one in women else (other, one) for one, other in graph.edges]
    return {(("woman", woman), ("event", event)): 1 for woman, event in ties}


@pytest.fixture(scope="module")
def women_measured(southern_women: dict[tuple[tuple[str, str], tuple[str, str]], int]) -> Measures:
    return measures(southern_women)


@pytest.fixture(scope="module")
def women_projected(southern_women: dict[tuple[tuple[str, str], tuple[str, str]], int]) -> Projection:
    return projection(southern_women)


def pair_of(found: Projection, first: str, second: str) -> Pair:
    return next(pair for pair in found.pairs if {pair.first[1], pair.second[1]} == {first, second})


class TestMeasures:
    @pytest.mark.parametrize("name", DAVIS)
    def test_southern_women_as_published(self, women_measured: Measures, name: str) -> None:
        each = next(each for each in (*women_measured.left, *women_measured.right) if each.node[1] == name)
        share, between = DAVIS[name]
        assert each.share == pytest.approx(share, abs=0.01)
        assert each.betweenness == pytest.approx(between, abs=0.01)

    def test_southern_women_are_18_at_14_events_with_89_attendances(self, women_measured: Measures) -> None:
        assert (len(women_measured.left), len(women_measured.right)) == (18, 14)
        assert sum(each.degree for each in women_measured.left) == 89
        assert sum(each.strength for each in women_measured.right) == 89

    def test_the_middle_of_a_star_has_all_there_is(self) -> None:
        found = measures({(("actor", f"a{number}"), ("country", "X")): number + 1 for number in range(5)})
        assert (found.right[0].degree, found.right[0].strength, found.right[0].betweenness) == (5, 15, 1.0)
        assert [each.betweenness for each in found.left] == [0.0] * 5

    def test_a_planted_broker_stands_out(self) -> None:
        """Two blocks of three actors and two countries; only 'bridge' is tied to both."""
        ties = {
            (("actor", f"{block}{actor}"), ("country", f"{block}-{country}")): 3
            for block in "xy"
            for actor in range(3)
            for country in range(2)
        }
        ties |= {(("actor", "bridge"), ("country", "x-0")): 1, (("actor", "bridge"), ("country", "y-0")): 1}
        found = measures(ties)
        assert max(found.left, key=lambda each: each.betweenness).node == ("actor", "bridge")
        blocks = {each.community for each in found.left if each.node[1].startswith("x")}
        assert len(blocks) == 1
        assert blocks.isdisjoint(each.community for each in found.left if each.node[1].startswith("y"))

    def test_one_tie_and_no_tie(self) -> None:
        [each] = measures({(("actor", "a"), ("country", "X")): 4}).left
        assert (each.degree, each.share, each.strength, each.betweenness, each.community) == (1, 1.0, 4, 0.0, 1)
        assert measures({}) == Measures((), (), 0.0)


class TestCommunities:
    def test_the_karate_club_is_divided_about_as_well_as_is_known(self) -> None:
        """The best modularity known for the unweighted club is 0.4198 (Brandes et al. 2008)."""
        club = nx.karate_club_graph()
        of_member, modularity = communities(dict.fromkeys(club.edges, 1))
        groups = [{member for member, group in of_member.items() if group == each} for each in set(of_member.values())]
        assert modularity == pytest.approx(nx.community.modularity(club, groups, weight=None))
        assert 0.41 < modularity <= 0.4198 + 1e-4
        assert of_member[0] != of_member[33], "Mr. Hi and the officer fell out"

    def test_the_order_of_ties_plays_no_part(self) -> None:
        club = nx.karate_club_graph()
        ties = dict.fromkeys(club.edges, 1)
        assert communities(dict(reversed(ties.items()))) == communities(ties)

    def test_the_largest_is_number_one(self) -> None:
        of_node, _ = communities({("a", "b"): 1, ("c", "d"): 1, ("d", "e"): 1, ("c", "e"): 1})
        assert of_node == {"c": 1, "d": 1, "e": 1, "a": 2, "b": 2}


class TestOverlaps:
    def test_by_hand(self) -> None:
        members = members_of([("a", "N"), ("b", "N"), ("c", "N"), ("b", "M"), ("c", "M"), ("d", "M"), ("z", "O")])
        assert members == {"M": {"b", "c", "d"}, "N": {"a", "b", "c"}, "O": {"z"}}
        [only] = overlaps(members)
        assert (only.first, only.second, only.shared, only.either, only.jaccard) == ("M", "N", 2, 4, 0.5)

    def test_of_the_same_members_is_1(self) -> None:
        [same] = overlaps(members_of([("a", "N"), ("a", "M"), ("a", "M")]))
        assert (same.shared, same.jaccard) == (1, 1.0)


class TestProjection:
    def test_newman_weights_by_hand(self, women_projected: Projection) -> None:
        """Attendance of Davis's events: E1 3, E2 3, E3 6, E5 8, E6 8, E8 14, E9 12, E11 4."""
        pair = pair_of(women_projected, "Evelyn Jefferson", "Laura Mandeville")
        by_hand = sum(Fraction(1, attending - 1) for attending in (3, 3, 6, 8, 8, 14))
        assert (pair.shared, pair.weight) == (6, pytest.approx(float(by_hand)))
        pair = pair_of(women_projected, "Olivia Carleton", "Flora Price")
        assert (pair.shared, pair.weight) == (2, pytest.approx(1 / 11 + 1 / 3))

    def test_chance_by_hand(self) -> None:
        """Of 14 partners two places of two each share both by chance in 1 of 91 cases; nothing else is compared."""
        ties = [(("actor", place), ("country", partner)) for place, partner in ("aX", "aY", "bX", "bY")]
        ties += [(("actor", f"single {number}"), ("country", f"{number}")) for number in range(12)]
        found = projection(ties)
        assert (found.tested, found.pairs[0].expected) == (1, pytest.approx(4 / 14))
        assert found.pairs[0].q == pytest.approx(1 / 91)

    def test_pairs_that_share_nobody_count_as_tests(self, women_projected: Projection) -> None:
        """Women met at 153 pairs; the rarest pair of all is adjusted for each of them (Benjamini and Hochberg)."""
        assert (women_projected.tested, len(women_projected.pairs)) == (153, 139)
        values = sorted(
            float(
                hypergeom.sf(
                    pair.shared - 1, 14, *(len(women_projected.partners[each]) for each in (pair.first, pair.second))
                )
            )
            for pair in women_projected.pairs
        )
        lowest = min(value * 153 / rank for rank, value in enumerate(values, start=1))
        assert women_projected.pairs[0].q == pytest.approx(lowest)

    def test_a_planted_pair_comes_first_though_a_big_place_shares_more(self) -> None:
        """'big' has every partner, so sharing five of them with it says nothing; the twins share a rare five."""
        ties = [(("actor", "big"), ("country", f"c{number}")) for number in range(40)]
        ties += [(("actor", twin), ("country", f"c{number}")) for twin in ("twin-1", "twin-2") for number in range(5)]
        found = projection(ties)
        assert (found.pairs[0].first[1], found.pairs[0].second[1]) == ("twin-1", "twin-2")
        assert found.pairs[0].is_more_than_chance
        assert [pair.q for pair in found.pairs[1:]] == [1.0, 1.0]
        assert found.shared(found.pairs[0]) == [("country", f"c{number}") for number in range(5)]

    def test_places_with_one_partner_are_not_compared_but_count_for_popularity(self) -> None:
        ties = [(("actor", place), ("country", partner)) for place, partner in ("aX", "aY", "bX", "bY", "cX")]
        [pair] = projection(ties).pairs
        assert pair.weight == pytest.approx(1 / 2 + 1)

    @pytest.mark.parametrize("pairs", [[], ["aX"], ["aX", "aY"], ["aX", "aY", "bZ", "bW"]])
    def test_nothing_shared(self, pairs: list[str]) -> None:
        assert projection([(("actor", a), ("country", b)) for a, b in pairs]).pairs == ()

    def test_partners_are_distinct(self) -> None:
        assert partners_of([("a", "X"), ("a", "X"), ("a", "Y")]) == {"a": {"X", "Y"}}


class TestFlows:
    def test_add_up(self) -> None:
        found = flows({("city", "energy"): 3, ("state", "energy"): 2}, {("energy", "EUR"): 4, ("energy", "AF"): 1})
        assert found.total == 5
        assert found.through(0) == {"city": 3, "state": 2}
        assert found.through(1) == {"energy": 5}
        assert found.through(2) == {"EUR": 4, "AF": 1}

    def test_that_do_not_meet_are_an_error(self) -> None:
        with pytest.raises(ValueError, match="middle stage"):
            flows({("city", "energy"): 3}, {("energy", "EUR"): 4})
