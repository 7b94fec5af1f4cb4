"""A request to the API, read: its address by the same code as every page's, and its own parameters.

Anything that is not taken raises a problem here, so that whoever answers has only what is allowed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl

from rapidfuzz import fuzz, process

from dashboard import schema
from dashboard.address import parse_address
from dashboard.api import cursors
from dashboard.api.parameters import LONGEST_SHOWN, USUAL_PAGE, Parameter, in_snapshot
from dashboard.api.problems import BAD_PARAMETER, CONTRADICTION, NOT_FOUND, BadValue, refused
from dashboard.published import Published
from dashboard.selection import Address, query_string

Pairs = Sequence[tuple[str, str]]

SELECTION: tuple[str, ...] = schema.PARAMETERS


@dataclass(frozen=True)
class Question:
    """What is asked. ``path``: the address; ``base``: scheme and host before it; ``at``: the values in the path.

    ``own``: parameter → values, of those that the address of a page does not have.
    """

    published: Published
    path: str
    base: str
    at: Mapping[str, str] = field(default_factory=dict)
    address: Address = field(default_factory=Address)
    own: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def one(self, name: str, otherwise: str = "") -> str:
        """The value of a parameter that stands once."""
        return next(iter(self.own.get(name, ())), otherwise)

    @property
    def length(self) -> int:
        """How many a page holds at most."""
        return int(self.one("limit", str(USUAL_PAGE)))

    def start_in(self, count: int) -> int:
        """How many of a list of ``count`` stand before the page; raise ProblemError for a cursor of no page of it."""
        text = self.one("cursor")
        if not text:
            return 0
        try:
            return cursors.start_of(text, self.published.table.version, self._list, count)
        except cursors.CursorError as error:
            raise refused(CONTRADICTION, [BadValue("cursor", text, str(error))]) from None

    def link(self, **changed: str) -> str:
        """The address of this question with some parameters changed ('' takes one away)."""
        own = {name: values for name, values in self.own.items() if name not in changed}
        kept = [(name, value) for name, values in own.items() for value in values]
        added = [(name, value) for name, value in changed.items() if value]
        query = query_string([*self._pairs, *kept, *added])
        return f"{self.base}{self.path}{f'?{query}' if query else ''}"

    def leading(self, path: str) -> str:
        """The whole address of what belongs to the answer: of the snapshot that is asked, where one is."""
        return f"{self.base}{in_snapshot(path, self.address.look.snapshot)}"

    def next_cursor(self, count: int) -> str:
        """The cursor of the page after this one, '' after the last."""
        following = self.start_in(count) + self.length
        return cursors.cursor(self.published.table.version, self._list, following) if following < count else ""

    @property
    def _pairs(self) -> Pairs:
        return [*self.address.selection.pairs(), *self.address.look.pairs()]

    @property
    def _list(self) -> str:
        """What is listed, and in which order: to this a cursor is bound."""
        return f"{self.path}?{self.address.to_query()}"


def read(
    question: Question, search: str, known: Mapping[str, Parameter], today: Mapping[str, Parameter] | None = None
) -> Question:
    """The question with its query string read; ``known``: the parameters that this address takes, path included.

    ``today``: what they take without a snapshot, where that may be more. Raise ProblemError with everything that is
    wrong at once.
    """
    in_query = {name: parameter for name, parameter in known.items() if parameter.place == "query"}
    pairs = _divided(parse_qsl(search, keep_blank_values=True, errors="replace"), in_query)
    nowhere, wrong = list(_unfit(question.at.items(), known)), list(_in_query(pairs, in_query))
    if nowhere or wrong:
        is_later = today is not None and all(_fits_only(today, known, each) for each in wrong)
        kind = NOT_FOUND if nowhere else CONTRADICTION if is_later else BAD_PARAMETER
        raise refused(kind, [*nowhere, *wrong])
    address = parse_address(search, question.published.catalogue, also=in_query)
    if address.refusals:
        raise refused(
            CONTRADICTION,
            [BadValue(each.parameter, each.value, each.reason, (each.allowed,)) for each in address.refusals],
        )
    own = {name for name in in_query if name not in (*schema.PARAMETERS, *schema.LOOKS)}
    return replace(question, address=address, own={name: _values(pairs, name) for name in in_query if name in own})


def _fits_only(today: Mapping[str, Parameter], then: Mapping[str, Parameter], wrong: BadValue) -> bool:
    """Whether a value that a snapshot does not have is in the table of today."""
    if wrong.parameter not in today or wrong.parameter not in then:
        return False
    return (
        today[wrong.parameter].refusal(wrong.value) is None and then[wrong.parameter].refusal(wrong.value) is not None
    )


def _divided(pairs: Pairs, known: Mapping[str, Parameter]) -> Pairs:
    """The pairs, with values of several taken apart."""
    separators = {name: parameter.separator for name, parameter in known.items() if parameter.separator}
    return [
        (name, part)
        for name, value in pairs
        for part in (value.split(separators[name]) if name in separators else [value])
    ]


def _values(pairs: Pairs, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for parameter, value in pairs if parameter == name))


def _in_query(pairs: Pairs, known: Mapping[str, Parameter]) -> Iterator[BadValue]:
    if len(pairs) > schema.MOST_VALUES:
        yield BadValue("address", f"{len(pairs)} values", "is too long", (f"at most {schema.MOST_VALUES} values",))
        return
    for name, value in dict.fromkeys((name, value) for name, value in pairs if name not in known):
        yield _unknown(name, value, known)
    yield from _unfit([(name, value) for name, value in dict.fromkeys(pairs) if name in known], known)
    names = [name for name, _ in pairs]
    for name in dict.fromkeys(names):
        if name in known and not known[name].is_many and names.count(name) > 1:
            last = [value for parameter, value in pairs if parameter == name][-1]
            yield BadValue(name, last[:LONGEST_SHOWN], "stands beside another of this name", ("one value",))


def _unfit(pairs: Collection[tuple[str, str]], known: Mapping[str, Parameter]) -> Iterator[BadValue]:
    found = (known[name].refusal(value) for name, value in pairs)
    return (each for each in found if each is not None)


def _unknown(name: str, value: str, known: Mapping[str, Parameter]) -> BadValue:
    if name == "snapshot":
        reason = "means nothing here, or there are no snapshots yet: leave it out"
    elif name in schema.LOOKS:
        reason = "says how a page looks and means nothing here: leave it out"
    else:
        meant = process.extractOne(name[:40].lower(), list(known), scorer=fuzz.ratio, score_cutoff=60)
        reason = f"stands for an unknown parameter{f'; perhaps {meant[0]} is meant' if meant else ''}"
    return BadValue(name[:40], value[:LONGEST_SHOWN], reason, tuple(known))
