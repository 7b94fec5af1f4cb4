"""The form of engagements at /submit: filled in, checked, looked at beside likely duplicates, sent. Nothing is lost.

Every step is a posting of the whole form, with or without scripts; what it means is worked out in ``checking``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flask import Blueprint, Flask, Response, jsonify, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from dashboard.contribute import away, documents, pages, problem, status
from dashboard.contribute.checking import Problem, Rules, check_form
from dashboard.contribute.form import Entry, Form, read_form, with_entry, without_entry
from dashboard.contribute.frame import sender_address
from dashboard.contribute.known import KINDS, KnownOfTheMoment, as_suggestion
from dashboard.contribute.protection import (
    BY_ADDRESS,
    BY_EMAIL,
    DOCUMENTS,
    TRAP,
    Protection,
    drain,
    known_key,
    limit_size,
    new_key,
    protect,
)
from dashboard.contribute.sending import Planned, key_of, planned, proposals_of
from dashboard.contribute.session import reviewer
from dashboard.finding import Finder
from dashboard.language import N_
from dashboard.language import gettext as _
from dashboard.publication import Publication
from dashboard.published import Published
from dashboard.schema import LONGEST_WORDS
from dashboard.store.submissions import Sender, receipt_of, submit
from dashboard.store.trouble import UNAVAILABLE

EXPIRED = N_(
    "The page was open in another session of your browser. Nothing is lost: look at it and press the button again."
)
TRAPPED = N_("A field that nobody sees was filled in, as robots do. It is emptied now: press the button again.")
QUICK = N_("That was quicker than a person is. Look at it once more, then press the button again.")

KEPT = N_(
    "It could not be kept just now. Nothing you typed is lost: it stands below. Choose documents again, if you added "
    "any, and press the button again in a moment."
)


@dataclass(frozen=True)
class Counter:
    """Where forms are handed in."""

    publication: Publication
    protection: Protection
    known: KnownOfTheMoment
    current: Callable[[], Published]

    def rules(self) -> Rules:
        """What a form is held to at this moment."""
        today = datetime.now(UTC).date().isoformat()
        return Rules(self.known(), self.publication.check, today, self.publication.settings.address)

    def answer(self) -> AnyResponse:
        """Answer a posted form."""
        form = read_form(request.form.to_dict(flat=False))
        form = replace(form, key=known_key(form.key))
        try:
            return self._answered(form)
        except UNAVAILABLE as error:
            away.say(error)
            return away.later(self.form_page(form, (), _(KEPT), 503))

    def _answered(self, form: Form) -> AnyResponse:
        form, refused = self._with_documents(form)
        notice = self._refusal()
        if notice or refused:
            return self.form_page(form, refused, notice, 400)
        step, _dash, number = request.form.get("do", "check").partition("-")
        if step in STEPS:
            return self.form_page(STEPS[step](form, int(number) if number.isdecimal() else -1))
        return self._checked(form, is_sending=step == "send")

    def form_page(self, form: Form, problems: Sequence[Problem] = (), notice: str = "", status: int = 200) -> Response:
        """The form, with what is wrong with it."""
        return pages.form_page(form, self._stamp(), self.current(), problems, notice, status)

    def _checked(self, form: Form, is_sending: bool) -> AnyResponse:
        sent = receipt_of(self.publication.store, key_of(form), self.protection.signing) if is_sending else None
        if sent:
            return redirect(url_for("submit.status_page", word=sent.word), 303)
        checked = check_form(form, self.rules())
        if checked.problems:
            return self.form_page(checked.form, checked.problems, status=400)
        plans = planned(checked, self.known())
        if not is_sending:
            return self._review(form, checked.form, plans)
        undecided = [
            Problem(plan.entry.at("choice"), _("Say whether it is one of these."))
            for plan in plans
            if not plan.is_decided
        ]
        if undecided:
            return self._review(form, checked.form, plans, undecided, status=400)
        return self._send(form, checked.form, plans)

    def _send(self, form: Form, read: Form, plans: list[Planned]) -> AnyResponse:
        proposed = proposals_of(plans)
        limits = {BY_ADDRESS: sender_address(), BY_EMAIL: form.email}
        if not proposed:
            return self._review(form, read, plans, notice=_("Nothing is left to send: the table says all of it."))
        if self.protection.is_too_quick(request.form.get("opened", "")):
            return self._review(form, read, plans, notice=_(QUICK), status=400)
        if until := self.protection.full_until(limits):
            return pages.retry_after(self._review(form, read, plans, notice=pages.full(until), status=429), until)
        sender = Sender(form.office, form.email)
        link = f"{self.publication.settings.address}/submit/status/"
        key = key_of(form)
        receipt = submit(self.publication.store, sender, proposed, key, self.protection.signing, link)
        if receipt.is_new:
            self.protection.count(limits)
        return redirect(url_for("submit.status_page", word=receipt.word), 303)

    def _review(
        self,
        form: Form,
        read: Form,
        plans: list[Planned],
        problems: Sequence[Problem] = (),
        notice: str = "",
        status: int = 200,
    ) -> Response:
        shown = replace(read, key=form.key)
        return pages.review_page(shown, self._stamp(), self.current(), plans, problems, notice, status)

    def _stamp(self) -> str:
        return self.protection.known_stamp(request.form.get("opened", ""))

    def _refusal(self) -> str:
        """Why this posting is not taken as it is, in words; '' where it is."""
        try:
            protect()
        except CSRFError:
            return _(EXPIRED)
        return _(TRAPPED) if request.form.get(TRAP) else ""

    def _with_documents(self, form: Form) -> tuple[Form, list[Problem]]:
        """The form with the documents that came along kept, and why others were not."""
        problems: list[Problem] = []
        entries = [self._with_document(entry, problems) for entry in form.entries]
        return replace(form, entries=tuple(entries)), problems

    def _with_document(self, entry: Entry, problems: list[Problem]) -> Entry:
        sent = request.files.get(entry.at("file"))
        if sent is None or not sent.filename:
            gone = entry["document"] and not documents.is_kept(self.publication.store, entry["document"])
            return entry.filled({"document": "", "document_name": ""}) if gone else entry
        content = sent.stream.read(documents.MOST_BYTES + 1)
        limits = {DOCUMENTS: sender_address()}
        words = documents.refusal_of(content) or pages.full(self.protection.full_until(limits))
        if words:
            problems.append(Problem(entry.at("source_url"), words))
            return entry
        self.protection.count(limits)
        digest, name = documents.keep(self.publication.store, sent.filename, content)
        return entry.filled({"document": digest, "document_name": name, "source_url": ""})


def _without_document(form: Form, number: int) -> Form:
    emptied = {"document": "", "document_name": ""}
    return replace(form, entries=tuple(e.filled(emptied) if e.number == number else e for e in form.entries))


STEPS: dict[str, Callable[[Form, int], Form]] = {
    "add": lambda form, _number: with_entry(form),
    "copy": with_entry,
    "remove": without_entry,
    "drop": _without_document,
    "edit": lambda form, _number: form,
}
"""What a button of the form does to it, beside checking and sending."""


def register(
    server: Flask,
    publication: Publication,
    current: Callable[[], Published],
    protection: Protection,
    finder: Callable[[], Finder],
) -> None:
    """Add the addresses under /submit, and those of documents, to the server."""
    counter = Counter(publication, protection, KnownOfTheMoment(current), current)
    pages_of_forms = Blueprint("submit", __name__, template_folder="templates")
    pages_of_forms.before_request(limit_size)
    pages_of_forms.teardown_request(lambda error: request.close())

    @pages_of_forms.route("/submit", methods=["GET", "POST"])
    def form() -> AnyResponse:
        if request.method == "POST":
            return counter.answer()
        counter.known.prepare()
        correct = request.args.get("correct", "")
        return _opened(counter, correct) if correct else counter.form_page(Form(key=new_key()))

    @pages_of_forms.get("/submit/suggest")
    def suggest() -> Response | tuple[str, int, dict[str, str]]:
        side, typed = request.args.get("of", ""), " ".join(request.args.get("q", "").split())
        if side not in KINDS or len(typed) > LONGEST_WORDS:
            said = f"Allowed: of={' or '.join(KINDS)}, and q with at most {LONGEST_WORDS} characters.\n"
            return said, 400, {"Content-Type": "text/plain; charset=utf-8"}
        parties = counter.known().suggested(side, typed, finder()) if typed else []
        return jsonify(q=typed, options=[as_suggestion(side, party) for party in parties])

    @pages_of_forms.get("/documents/<digest>")
    def document(digest: str) -> Response:
        found = documents.response_for(publication.store, digest, to_reviewer=bool(reviewer()))
        return found or pages.words_page(_("There is no such document"), _(pages.NO_DOCUMENT), 404)

    @pages_of_forms.errorhandler(RequestEntityTooLarge)
    def refuse_large(error: RequestEntityTooLarge) -> Response:
        drain()
        return pages.words_page(_("Too large to be sent"), _(pages.TOO_LARGE), 413)

    problem.add(pages_of_forms, publication, protection, current)
    status.add(pages_of_forms, publication, counter.rules, current)
    server.register_blueprint(pages_of_forms)


def _opened(counter: Counter, identifier: str) -> Response:
    """The form filled with an engagement that is to be corrected."""
    row = counter.known().row(identifier)
    if row is None:
        gone = _("There is no engagement {id}: it may have been withdrawn. You can submit one anew.")
        return counter.form_page(Form(key=new_key()), notice=gone.format(id=identifier[:64]), status=404)
    return counter.form_page(Form(key=new_key(), entries=(Entry(0, {**row, "engagement": row["id"]}),)))
