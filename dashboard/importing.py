"""Survey files from their bytes into the queue: read under a mapping, judged, questions answered, loaded.

How a file is read and judged is in ``survey``; each step can be taken again and adds nothing twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from dashboard.fingerprints import fingerprint_of
from dashboard.language import gettext as _
from dashboard.likeness import known_engagements
from dashboard.naming.gazetteer import Gazetteer, build_gazetteer
from dashboard.naming.guesses import Guess, key_of
from dashboard.published import Published
from dashboard.saying import kept
from dashboard.schema import COLUMN_NAMES, SOURCE_KINDS, TRACKS
from dashboard.store.database import Store
from dashboard.store.imports import load, remember, remembered
from dashboard.store.submissions import Proposed, Sender
from dashboard.survey.judging import DECIDE, READY, STATES, Judged, Known, Outcome, judge
from dashboard.survey.limits import Limits
from dashboard.survey.mapping import Match, chosen, suggest, to_remember
from dashboard.survey.opening import NOTHING, Progress, Sheet, open_survey
from dashboard.survey.rows import Survey

MOST_QUESTIONS = 200
"""Questions that are shown at once, those that most engagements wait for first."""

SECONDS_BETWEEN_SIGNS = 0.5


class SettingsOfFileError(ValueError):
    """What is said of a file as a whole cannot be taken; the message says what and why."""


@dataclass(frozen=True)
class FileSettings:
    """What a person says of a file.

    ``mapping``: header → column, {} for the suggested one. ``decisions``: "column\\ttext" → code. ``undecided``:
    whether engagements that need a decision are loaded, too, for reviewers to decide.
    """

    source_name: str
    source_url: str
    source_kind: str = "organisation"
    source_date: str = ""
    track: str = "survey"
    mapping: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)
    undecided: bool = False

    def __post_init__(self) -> None:
        if not self.source_name.strip():
            raise SettingsOfFileError(_("Name the source: who made the survey, and when."))
        if not self.source_url.startswith(("http://", "https://")):
            raise SettingsOfFileError(
                _("'{address}' is no address of the source; it begins with https://").format(address=self.source_url)
            )
        for value, allowed in ((self.track, TRACKS), (self.source_kind, SOURCE_KINDS)):
            if value not in allowed:
                words = _("'{value}' is not allowed; allowed are {allowed}")
                raise SettingsOfFileError(words.format(value=value, allowed=", ".join(allowed)))

    def as_json(self) -> dict[str, Any]:
        """To be kept with the file."""
        return asdict(self)


@dataclass(frozen=True)
class Judgement:
    """A file as judged: the sheet, the mapping that was taken, and what became of every engagement."""

    sheet: Sheet
    mapping: Mapping[str, str]
    judged: Judged

    @property
    def counts(self) -> dict[str, int]:
        """State → engagements, and ``rows`` of the file."""
        return {**self.judged.counts, "rows": len(self.sheet.rows)}

    @property
    def questions(self) -> list[dict[str, Any]]:
        """Questions to decide, each once: ``column``, ``text``, ``question``, ``times``, ``guesses``."""
        return [
            {
                "column": asked.column,
                "text": asked.text,
                "question": asked.question,
                "question_later": kept(asked.question),
                "times": times,
                "guesses": [_guess(guess) for guess in asked.guesses],
            }
            for asked, times in self.judged.open_questions[:MOST_QUESTIONS]
        ]


def names_of(published: Published) -> Gazetteer:
    """Names and what they mean in the published table, made once for it."""
    return published.study("gazetteer", lambda: build_gazetteer(published.reference, published.registers))


def suggested(sheet: Sheet, published: Published, store: Store) -> list[Match]:
    """What each column of a file may be; what was chosen for earlier files goes first."""
    with store.reading() as connection:
        return suggest(sheet, names_of(published), remembered(connection))


def judge_file(
    name: str,
    content: bytes,
    settings: FileSettings,
    published: Published,
    store: Store,
    progress: Progress = NOTHING,
    limits: Limits | None = None,
) -> Judgement:
    """Read and judge a whole file. Raise TableError where it cannot be opened."""
    sheet = open_survey(name, content, limits, progress)
    mapping = dict(settings.mapping) or chosen(suggested(sheet, published, store))
    survey = Survey(
        source_name=settings.source_name,
        source_url=settings.source_url,
        accessed=datetime.now(UTC).date().isoformat(),
        source_date=settings.source_date,
        kind=settings.source_kind,
        track=settings.track,
    )
    decisions = {_decision(key): code for key, code in settings.decisions.items()}
    known = published.study("known engagements", lambda: _known(published))
    names = names_of(published)
    return Judgement(
        sheet, mapping, judge(sheet, mapping, survey, names, published.reference, known, decisions, progress)
    )


def load_file(judgement: Judgement, settings: FileSettings, digest: str, store: Store) -> int:
    """Put what is ready into the queue and return how many are new; remember the mapping.

    ``digest`` of the file. With ``settings.undecided`` what needs a decision goes there, too.
    """
    wanted = (READY, DECIDE) if settings.undecided else (READY,)
    proposed = [_proposed(outcome) for outcome in judgement.judged.outcomes if outcome.state in wanted]
    added = load(store, Sender(settings.source_name[:200], "", settings.track), f"file {digest}", proposed)
    remember(store, to_remember(judgement.mapping, judgement.sheet.header))
    return added


def told_now_and_then(tell: Progress) -> Progress:
    """Progress that is told at most twice a second, and at the end."""
    last = [0.0]

    def told(done: int, total: int) -> None:
        now = monotonic()
        if now - last[0] >= SECONDS_BETWEEN_SIGNS or done == total:
            last[0] = now
            tell(done, total)

    return told


def decision_key(column: str, text: str) -> str:
    """How a decision on a text of a column is called in ``FileSettings.decisions``."""
    return f"{column}\t{text if column == 'id' else key_of(text)}"


def _decision(key: str) -> tuple[str, str]:
    column, _tab, text = key.partition("\t")
    return column, text


def _known(published: Published) -> Known:
    table = published.table.engagements
    rows = (dict(zip(COLUMN_NAMES, row, strict=True)) for row in table[list(COLUMN_NAMES)].itertuples(False, None))
    prints = {fingerprint_of(row): row["id"] for row in rows}
    return Known(known_engagements(table), prints)


def _proposed(outcome: Outcome) -> Proposed:
    fields = {name: text for name, text in outcome.engagement.items() if name != "id"}
    return Proposed("new", fields, guesses=_guesses(outcome), fingerprint=outcome.fingerprint)


def _guesses(outcome: Outcome) -> dict[str, Any]:
    """Column → what was said and taken, for the reviewer."""
    taken = {each.column: _said(each.text, [each.guess], each.guess.note) for each in outcome.taken}
    asked = {each.column: _said(each.text, each.guesses, each.question, True) for each in outcome.asked}
    return {**taken, **asked}


def _said(text: str, guesses: Sequence[Guess], note: str, is_open: bool = False) -> dict[str, Any]:
    first, others = (guesses[0], guesses[1:]) if guesses else (None, ())
    found = _guess(first) if first else {"code": "", "name": "", "score": 0, "how": ""}
    return {
        "said": text,
        "taken": found["code"],
        "name": found["name"],
        "score": found["score"],
        "how": found["how"],
        "others": [_guess(other) for other in others],
        "note": note,
        "note_later": kept(note),
        "open": is_open,
    }


def _guess(guess: Guess) -> dict[str, Any]:
    its = {"code": guess.code, "name": guess.name, "score": guess.score, "how": guess.how, "note": guess.note}
    return {**its, "note_later": kept(guess.note)} if guess.note else its


__all__ = [
    "STATES",
    "FileSettings",
    "Judgement",
    "SettingsOfFileError",
    "decision_key",
    "judge_file",
    "load_file",
    "names_of",
    "suggested",
    "told_now_and_then",
]
