"""The units that can be counted: what each is called beside a number, how its numbers are printed, what it means.

How rows are counted in a unit is said in ``counting``; nothing is queried here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from dashboard import schema
from dashboard.language import N_, said
from dashboard.language import gettext as _


@dataclass(frozen=True)
class Unit:
    """``one`` and ``many`` are its nouns. ``is_distinct``: the same thing can stand in several bars, and counts once.

    ``definition``: what one of it is, in a sentence or two for the screen.
    """

    code: str
    one: str = said()
    many: str = said()
    definition: str = said()
    is_distinct: bool = False

    @property
    def label(self) -> str:
        """Its name in the control."""
        return schema.UNITS[self.code]

    def number(self, value: float) -> str:
        """The number in print: whole numbers whole, others with one decimal, below one with two."""
        rounded = round(value, 1 if value > 1 else 2)
        return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,}"

    def noun(self, value: float) -> str:
        """The noun in the number that ``value`` asks for."""
        return self.one if value == 1 else self.many

    def counted(self, value: float) -> str:
        """The number with its noun: '12 ties'."""
        return f"{self.number(value)} {self.noun(value)}"


UNITS: Mapping[str, Unit] = {
    unit.code: unit
    for unit in (
        Unit(
            "engagements",
            N_("engagement"),
            N_("engagements"),
            N_(
                "Every row of the table counts one: an agreement, a meeting or a membership between a U.S. actor and a "
                "counterpart."
            ),
        ),
        Unit(
            "ties",
            N_("tie"),
            N_("ties"),
            N_(
                "An actor and a counterpart that have any of these engagements together count one, however many they "
                "have. An actor is a name with its state, a counterpart a name with its country, or a network or body."
            ),
            is_distinct=True,
        ),
        Unit(
            "counterparts",
            N_("counterpart"),
            N_("counterparts"),
            N_(
                "Every foreign government, region or city, network or body counts one, however many actors it is tied "
                "to and however many engagements they have."
            ),
            is_distinct=True,
        ),
        Unit(
            "fractional",
            N_("engagement by share"),
            N_("engagements by share"),
            N_(
                "Every engagement weighs one, shared equally among its issues: of three issues each has a third of "
                "it, so the bars of issues add up to the engagements. Where issues are chosen, numbers add up the "
                "shares of the chosen ones only; where none is chosen, all shares of an engagement make one, as "
                "without this unit."
            ),
        ),
    )
}

ENGAGEMENTS = UNITS["engagements"]


def exact_sum(counts: Iterable[float]) -> float:
    """The sum, which is whole where all are, and else does not depend on their order."""
    listed = list(counts)
    return fsum(listed) if any(isinstance(count, float) for count in listed) else sum(listed)


def adding_up(unit: Unit, within: str, total: float, over: float) -> str:
    """A sentence that says why the numbers of a view add up to more than there is, '' where they do not.

    ``within``: in what one thing can count several times, as 'types'; ``total``: the sum shown; ``over``: the whole.
    """
    if not unit.is_distinct or unit.number(total) == unit.number(over):
        return ""
    sentence = _("A {unit} can have several {within}: the bars add up to {total}, over {whole}.")
    return sentence.format(unit=unit.one, within=within, total=f"{total:,}", whole=unit.counted(over))
