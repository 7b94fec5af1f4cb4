"""What can go wrong with a request, and how it is told: problem documents as RFC 9457 describes them.

Which request is wrong is found out elsewhere; here it only gets its words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MEDIA_TYPE = "application/problem+json"

DOCS = "/api/docs"


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its name (the end of its type), status, title, and what to do about it."""

    name: str
    status: int
    title: str
    advice: str

    @property
    def type(self) -> str:
        """Where it is described."""
        return f"{DOCS}#{self.name}"


BAD_PARAMETER = Kind(
    "bad-parameter",
    400,
    "A parameter was refused",
    "Nothing was answered, so that no answer is larger than what was asked for. <code>errors</code> names each "
    "parameter and value, why it was refused, and what is allowed.",
)
CONTRADICTION = Kind(
    "contradiction",
    409,
    "Values that do not go together",
    "Each value is allowed, but not beside the others: <code>from</code> after <code>to</code>; a <code>cursor</code> "
    "of another selection, or of a table that has changed since; a value that a <code>snapshot</code> does not have.",
)
NOT_FOUND = Kind("not-found", 404, "There is nothing here", "The address, or what it names, does not exist.")
WITHDRAWN = Kind(
    "withdrawn",
    410,
    "The engagement was withdrawn",
    "It was in the table and was taken out; <code>detail</code> says when and why.",
)
WRONG_METHOD = Kind(
    "wrong-method", 405, "The method is not allowed", "The API is for reading: GET, HEAD and OPTIONS; see Allow."
)
TOO_MANY = Kind("too-many-requests", 429, "Too many requests", "Wait as many seconds as Retry-After says.")
FAILED = Kind("failed", 500, "The server failed", "It is not your fault, and it was logged. Try again later.")

KINDS: tuple[Kind, ...] = (BAD_PARAMETER, CONTRADICTION, NOT_FOUND, WITHDRAWN, WRONG_METHOD, TOO_MANY, FAILED)


@dataclass(frozen=True)
class BadValue:
    """A value that was refused. ``allowed``: what is, or what is nearest to it; ``vocabulary``: where all are listed.

    ``is_whole``: whether ``allowed`` is all that is allowed.
    """

    parameter: str
    value: str
    reason: str
    allowed: Sequence[str] = ()
    is_whole: bool = True
    vocabulary: str = ""

    def __str__(self) -> str:
        named = f"{self.parameter} '{self.value}' {self.reason}."
        if not self.allowed:
            return named
        return f"{named} {'Allowed' if self.is_whole else 'Nearest'}: {', '.join(self.allowed)}."

    def document(self) -> dict[str, object]:
        """The value as a member of ``errors``."""
        return {
            "parameter": self.parameter,
            "value": self.value,
            "reason": self.reason,
            "allowed": list(self.allowed),
            "allowed_is_complete": self.is_whole,
            "vocabulary": self.vocabulary or None,
        }


@dataclass
class ProblemError(Exception):
    """A request that is answered with a problem; ``headers`` go with the answer."""

    kind: Kind
    detail: str
    values: Sequence[BadValue] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def document(self, instance: str) -> dict[str, object]:
        """The problem as JSON; ``instance``: the address that was asked."""
        return {
            "type": self.kind.type,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            "instance": instance,
            "errors": [value.document() for value in self.values],
        }


def refused(kind: Kind, values: Sequence[BadValue]) -> ProblemError:
    """A problem that lies in these values."""
    return ProblemError(kind, " ".join(map(str, values)), values)
