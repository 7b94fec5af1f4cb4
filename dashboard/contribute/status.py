"""What became of a submission: the page behind the private link, where its sender follows, answers and takes back.

Who has the link is the sender; reviewers are named nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response as AnyResponse

from dashboard.contribute import pages
from dashboard.contribute.checking import Problem, Rules, check_form, differences
from dashboard.contribute.form import CARRIED, TYPED, Entry, Form, read_form, read_text
from dashboard.contribute.frame import page
from dashboard.contribute.protection import protect
from dashboard.language import N_, spoken
from dashboard.language import gettext as _
from dashboard.publication import Publication
from dashboard.published import Published
from dashboard.store.submissions import KINDS, OPEN, answer, retract, status
from dashboard.subjects import engagement_path
from dashboard.wording import date_in_words

STATES: Mapping[str, str] = spoken(
    {
        "waiting": N_("Waits for a reviewer"),
        "asked": N_("A reviewer has a question for you"),
        "approved": N_("One reviewer agrees; a second one looks at it"),
        "accepted": N_("Accepted and published"),
        "merged": N_("It was in the table already; what you added is there now"),
        "rejected": N_("Not accepted"),
        "retracted": N_("You took it back"),
    }
)
"""State → what its sender is told."""

STEPS: Mapping[str, str] = spoken(
    {
        "asked": N_("A reviewer asked"),
        "answered": N_("You answered"),
        "accepted": N_("A reviewer accepted it"),
        "merged": N_("A reviewer merged it"),
        "rejected": N_("A reviewer did not accept it"),
        "retracted": N_("You took it back"),
    }
)
"""Step that its sender is told of → what is said."""

LONGEST_ANSWER = 2_000

CHANGED = N_("Changed by the sender.")
"""What is kept as the answer of somebody who changed what was sent and wrote nothing."""

UNKNOWN = N_(
    "No submission has this link. Look whether the whole of it was copied: it ends with 32 letters and digits. It "
    "was shown after sending, and sent to your work e-mail."
)
WITHOUT_WORD = N_(
    "Every submission has a private link. It was shown after sending, and sent to your work e-mail with the receipt: "
    "open that one. Who has lost it can answer the letter."
)
OVERTAKEN = N_("It was decided meanwhile. What you see is how it stands now; nothing of yours was written.")
EXPIRED = N_("The page was open in another session of your browser. Press the button again.")
EMPTY = N_("Write an answer first.")


@dataclass(frozen=True)
class StatusDesk:
    """Where senders follow what they sent."""

    publication: Publication
    rules: Callable[[], Rules]
    current: Callable[[], Published]

    def found(self, word: str) -> Mapping[str, Any] | None:
        """The submission of a private word, None if there is none."""
        with self.publication.store.reading() as connection:
            return status(connection, word)

    def page(self, word: str, notice: str = "", status: int = 200, typed: Mapping[int, str] | None = None) -> Response:
        """The page of a submission; ``typed``: answers that were not taken, by proposal."""
        submission = self.found(word)
        if submission is None:
            return pages.words_page(_("There is no such submission"), _(UNKNOWN), 404)
        shown = [self._shown(each) for each in submission["proposals"]]
        link = f"{self.publication.settings.address}/submit/status/{word}"
        values = {"link": link, "word": word, "submission": submission, "proposals": shown, "typed": typed or {}}
        title = _("Submission {number}").format(number=submission["id"])
        day = date_in_words(submission["at"][:10])
        return page("status.html", title, status, True, notice=notice, day=day, longest=LONGEST_ANSWER, **values)

    def act(self, word: str) -> AnyResponse:
        """Answer or take back, as posted."""
        number = request.form.get("proposal", type=int)
        text = read_text(request.form.to_dict(flat=False), "answer", set(), is_long=True)[:LONGEST_ANSWER]
        is_answer = request.form.get("do") == "answer"
        notice = _refusal() or (_(EMPTY) if is_answer and not text else "")
        if notice or not isinstance(number, int):
            return self.page(word, notice or _(EMPTY), 400, {number: text} if isinstance(number, int) else {})
        done = (answer if is_answer else retract)(self.publication.store, word, number, text)
        if not done:
            return self.page(word, _(OVERTAKEN) if self.found(word) else "", 409)
        return redirect(url_for("submit.status_page", word=word, _anchor=f"proposal-{number}"), 303)

    def change(self, word: str, number: int) -> AnyResponse:
        """The page on which what was sent is changed, or what is posted by it."""
        submission = self.found(word)
        its = next((each for each in (submission or {}).get("proposals", ()) if each["id"] == number), None)
        if submission is None or its is None or its["kind"] not in ("new", "correction"):
            return pages.words_page(_("There is no such submission"), _(UNKNOWN), 404)
        if its["state"] not in OPEN:
            return self.page(word, _(OVERTAKEN), 409)
        if request.method == "GET":
            return self._change_page(self._form_of(submission, its), word, number)
        return self._changed(word, submission, its)

    def _changed(self, word: str, submission: Mapping[str, Any], its: Mapping[str, Any]) -> AnyResponse:
        posted = request.form.to_dict(flat=False)
        text = read_text(posted, "answer", set(), is_long=True)[:LONGEST_ANSWER]
        first = read_form(posted).entries[0]
        kept = self._form_of(submission, its).entries[0]
        entry = Entry(0, {**first.values, **{name: kept[name] for name in (*CARRIED, "reason")}})
        checked = check_form(_form(submission, entry), self.rules())
        notice = _refusal()
        problems = tuple(each for each in checked.problems if each.field not in ("office", "email"))
        if problems or notice:
            return self._change_page(checked.form, word, its["id"], problems, text, notice)
        row = checked.rows[0]
        before = self.rules().known.row(its["engagement"]) if its["kind"] == "correction" else None
        fields = differences(before, row) if before else {name: row[name] for name in row if name != "id"}
        if not answer(self.publication.store, word, its["id"], text or CHANGED, fields):
            return self.page(word, _(OVERTAKEN), 409)
        return redirect(url_for("submit.status_page", word=word, _anchor=f"proposal-{its['id']}"), 303)

    def _change_page(
        self,
        form: Form,
        word: str,
        number: int,
        problems: tuple[Problem, ...] = (),
        text: str = "",
        notice: str = "",
    ) -> Response:
        back = url_for("submit.status_page", word=word)
        status = 400 if problems or notice else 200
        values = {"back": back, "answer": text, "number": number, "is_change": True, "longest_answer": LONGEST_ANSWER}
        return pages.change_page(form, self.current(), problems, notice, status, values)

    def _form_of(self, submission: Mapping[str, Any], its: Mapping[str, Any]) -> Form:
        current = self.rules().known.row(its["engagement"]) if its["engagement"] else None
        names = {name: text for name, text in {**(current or {}), **its["fields"]}.items() if name in TYPED}
        beside = {"engagement": its["engagement"] or "", "reason": its["note"] if its["engagement"] else ""}
        sent = (
            {"document": its["document"] or "", "document_name": _("the document you sent")} if its["document"] else {}
        )
        return _form(submission, Entry(0, {**names, **beside, **sent}))

    def _shown(self, its: Mapping[str, Any]) -> dict[str, Any]:
        """A proposal in words: what it is, how far, what was said, where it is published."""
        published = self.current()
        row = published.engagement(its["engagement"]) if its["engagement"] else None
        identifier = its["published_as"] or its["engagement"] or ""
        is_there = bool(identifier and published.engagement(identifier))
        title = its["fields"].get("title") or (row or {}).get("title") or identifier
        told = [step for step in its["steps"] if step["action"] in STEPS]
        return {
            **its,
            "kind_words": KINDS[its["kind"]],
            "title_words": title,
            "state_words": STATES[its["state"]],
            "is_open": its["state"] in OPEN,
            "can_change": its["state"] in OPEN and its["kind"] in ("new", "correction"),
            "facts": pages.in_words(its["fields"], published, [name for name in its["fields"] if its["engagement"]]),
            "said": [
                {
                    **step,
                    "words": STEPS[step["action"]],
                    "note": _(CHANGED) if step["note"] == CHANGED else step["note"],
                    "day": date_in_words(step["at"][:10]),
                }
                for step in told
            ],
            "path": engagement_path(identifier) if is_there else "",
            "identifier": identifier,
        }


def add(
    blueprint: Blueprint, publication: Publication, rules: Callable[[], Rules], current: Callable[[], Published]
) -> None:
    """Add the addresses of status pages to the blueprint of forms."""
    desk = StatusDesk(publication, rules, current)

    @blueprint.get("/submit/status")
    def status_without_word() -> Response:
        return pages.words_page(_("Follow a submission"), _(WITHOUT_WORD), 200)

    @blueprint.route("/submit/status/<word>", methods=["GET", "POST"])
    def status_page(word: str) -> AnyResponse:
        return desk.act(word) if request.method == "POST" else desk.page(word)

    @blueprint.route("/submit/status/<word>/change/<int:number>", methods=["GET", "POST"])
    def change(word: str, number: int) -> AnyResponse:
        return desk.change(word, number)


def _form(submission: Mapping[str, Any], entry: Entry) -> Form:
    return Form(submission["office"], submission["email"], "", (entry,))


def _refusal() -> str:
    try:
        protect()
    except CSRFError:
        return _(EXPIRED)
    return ""
