"""The statistics of disparities on published worked examples and on cases worked by hand.

That the page shows them for the right places and rows is in ``test_disparities``.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pytest
from scipy import stats

from dashboard.insights.concentration import concentration
from dashboard.insights.funnel import count_limit, funnel
from dashboard.insights.groups import groups
from dashboard.insights.rates import rates, share_interval, steadied
from dashboard.insights.under_served import unrecorded

MILLION = 1_000_000


class TestRates:
    @pytest.mark.parametrize(
        ("count", "low", "high"),
        [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390), (100, 81.364, 121.627)],
    )
    def test_intervals_are_those_of_the_published_table(self, count: int, low: float, high: float) -> None:
        """K. Ulm, American Journal of Epidemiology 131 (1990), 373-375, after Garwood (1936)."""
        [rate] = rates([count], [MILLION])
        assert (rate.low, rate.high) == (pytest.approx(low, abs=6e-4), pytest.approx(high, abs=6e-4))

    def test_are_per_million_residents(self) -> None:
        [rate] = rates([10], [4 * MILLION])
        assert rate.per_million == 2.5
        assert (rate.low, rate.high) == (pytest.approx(4.795 / 4, abs=1e-3), pytest.approx(18.390 / 4, abs=1e-3))

    def test_warn_below_five(self) -> None:
        assert [rate.is_few for rate in rates([0, 4, 5], [MILLION] * 3)] == [True, True, False]

    def test_of_no_places_are_none(self) -> None:
        assert rates([], []) == steadied([], []) == ()

    def test_shares_have_exact_limits(self) -> None:
        """None of ten: the upper limit is 1 - 0.025 ** (1 / 10); ten of ten is its mirror image."""
        assert share_interval(0, 10) == (0, pytest.approx(1 - 0.025**0.1))
        assert share_interval(10, 10) == (pytest.approx(0.025**0.1), 1)


class TestSteadied:
    def test_as_worked_by_hand(self) -> None:
        """Three places of 1, 2 and 1 million residents with 2, 8 and 14 engagements.

        m = 24 / 4 = 6; s² = (1·(2−6)² + 2·(4−6)² + 1·(14−6)²) / 4 = (16 + 8 + 64) / 4 = 22;
        A = 22 − 6 / (4/3) = 17.5; weights 17.5 / (17.5 + 6/n) = 35/47, 35/41, 35/47.
        """
        expected = [6 - 4 * 35 / 47, 6 - 2 * 35 / 41, 6 + 8 * 35 / 47]
        # In rates per million, m and s² scale alike: one resident in a million is taken as the unit.
        found = [value / MILLION for value in steadied([2, 8, 14], [1, 2, 1])]
        assert found == pytest.approx(expected)

    def test_equal_rates_stay_and_chance_alone_is_flattened(self) -> None:
        assert steadied([5, 10], [MILLION, 2 * MILLION]) == pytest.approx((5, 5))
        assert steadied([4, 6], [MILLION, MILLION]) == pytest.approx((5, 5))

    def test_nothing_is_nothing(self) -> None:
        assert steadied([0, 0], [1, 2]) == (0, 0)

    def test_small_places_move_more(self) -> None:
        small, large, _ = steadied([20, 2000, 1000], [100_000, 10 * MILLION, 20 * MILLION])
        assert abs(small - 200) > abs(large - 200)


class TestFunnel:
    @pytest.mark.parametrize("chance", [0.001, 0.025, 0.975, 0.999])
    @pytest.mark.parametrize("mean", [3.0, 10.0, 250.0])
    def test_limits_are_interpolated_as_published(self, mean: float, chance: float) -> None:
        """Spiegelhalter (2005), A.1.1: r is the least count with P(X ≤ r) ≥ p; the limit lies by α below it."""
        r = next(count for count in range(2000) if stats.poisson.cdf(count, mean) >= chance)
        below = stats.poisson.cdf(r - 1, mean) if r else 0.0
        alpha = (stats.poisson.cdf(r, mean) - chance) / (stats.poisson.cdf(r, mean) - below)
        assert count_limit(np.array([mean]), chance) == pytest.approx(max(r - alpha, 0))

    def test_large_means_come_near_the_normal_limits(self) -> None:
        assert count_limit(np.array([10_000.0]), 0.975) == pytest.approx(10_000 + 1.96 * 100, abs=2)

    def test_positions(self) -> None:
        """At an expected 100 each the 95 % limits are about 81 and 120, those of 99.8 % about 71 and 132."""
        found = funnel([100, 122, 78, 140, 60], [MILLION] * 5)
        assert found.overall == 100
        assert found.positions == (0, 1, -1, 2, -2)
        assert found.dispersion == pytest.approx((22**2 + 22**2 + 40**2 + 40**2) / 100 / 4)

    def test_even_counts_are_all_within(self) -> None:
        assert set(funnel([9, 10, 11], [MILLION] * 3).positions) == {0}


class TestConcentration:
    def test_gini_as_published(self) -> None:
        """C. Damgaard, J. Weiner, Ecology 81 (2000), 1139-1142: Σ(2i − n − 1)x / (n Σx); for 1 to 5 it is 20 / 75."""
        found = concentration([3, 1, 5, 2, 4], [1] * 5)
        assert found.gini == pytest.approx(20 / 75)
        assert found.engagements == pytest.approx((0, 1 / 15, 3 / 15, 6 / 15, 10 / 15, 1))
        assert [found.order[0], found.order[-1]] == [1, 2]

    def test_gini_over_unequal_residents_by_hand(self) -> None:
        """A quarter of residents has nothing, the rest all: the area under the curve is ¾ · 1 / 2, Gini ¼."""
        found = concentration([0, 7], [1, 3])
        assert found.gini == pytest.approx(0.25)
        assert found.half == pytest.approx(1 / 3)

    def test_equal_rates_give_nought_with_a_narrow_interval(self) -> None:
        found = concentration([1, 2, 3], [10, 20, 30])
        assert (found.gini, found.low, found.high) == pytest.approx((0, 0, 0), abs=1e-12)

    def test_the_interval_is_repeatable_and_holds_the_coefficient(self) -> None:
        counts, people = list(range(60)), [100 + 7 * (at % 9) for at in range(60)]
        one, other = concentration(counts, people), concentration(counts, people)
        assert one == other
        assert one.low < one.gini < one.high
        assert one.high - one.low < 0.2

    def test_one_engagement_among_many_places_has_an_interval(self) -> None:
        found = concentration([0] * 55 + [1], [1] * 56)
        assert found.gini == pytest.approx(55 / 56)
        assert found.low <= found.gini


def test_groups_add_up() -> None:
    [some, none] = groups({"some": [(2, MILLION), (0, MILLION), (8, 2 * MILLION)], "none": [(0, 5)], "empty": []})
    assert (some.places, some.engaged, some.rate.count, some.rate.residents) == (3, 2, 10, 4 * MILLION)
    assert some.rate.high == pytest.approx(18.390 / 4, abs=1e-3)
    assert (none.engaged, none.low) == (0, 0)


class TestUnderServed:
    LARGE: ClassVar = {("Plenty", "TX"): 300_000, ("Forgotten", "TX"): 200_000, ("Unseen", "OH"): 400_000}
    LOG: ClassVar = {("Forgotten", "TX"): "2026-11-22", ("Plenty", "TX"): "2026-11-22"}

    def test_names_places_without_a_row_largest_first_and_what_is_known_of_searches(self) -> None:
        rows = {("Plenty", "TX"): 3}
        found = unrecorded(self.LARGE, rows, rows, self.LOG)
        assert [(each.place[0], each.search) for each in found] == [
            ("Unseen", "not known whether searched"),
            ("Forgotten", "searched 22 Nov 2026, nothing found"),
        ]

    def test_a_place_with_rows_outside_the_selection_was_not_searched_in_vain(self) -> None:
        found = unrecorded(self.LARGE, {}, {("Plenty", "TX"): 3}, self.LOG)
        assert {each.place[0]: (each.elsewhere, bool(each.searched)) for each in found} == {
            "Plenty": (3, False),
            "Forgotten": (0, True),
            "Unseen": (0, False),
        }
