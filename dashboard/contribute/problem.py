"""Report a problem: a small form about one engagement, for everyone; nothing but what is wrong must be filled in.

It becomes a proposal of its own kind; reviewers correct, withdraw or keep the engagement.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response as AnyResponse

from dashboard.contribute import away, pages
from dashboard.contribute.form import OFFICE, read_text
from dashboard.contribute.frame import page, sender_address
from dashboard.contribute.protection import BY_ADDRESS, BY_EMAIL, TRAP, Protection, known_key, new_key, protect
from dashboard.contribute.sentences import problem_of_email
from dashboard.language import N_
from dashboard.language import gettext as _
from dashboard.publication import Publication
from dashboard.published import Published
from dashboard.store.limits import Limit
from dashboard.store.submissions import Proposed, Sender, receipt_of, submit
from dashboard.store.trouble import UNAVAILABLE

TEXTS: Mapping[str, int] = {"wrong": 2_000, "office": OFFICE, "email": 254, "key": 64, "engagement": 64}
"""Field → most characters."""

EXPIRED = N_("The page was open in another session of your browser. Nothing is lost: press Send again.")
TRAPPED = N_("A field that nobody sees was filled in, as robots do. It is emptied now: press Send again.")
QUICK = N_("That was quicker than a person is. Look at it once more, then press Send again.")
KEPT = N_("It could not be kept just now. Nothing you typed is lost: it stands below. Press Send again in a moment.")


@dataclass(frozen=True)
class ProblemDesk:
    """Where problems are reported."""

    publication: Publication
    protection: Protection

    def answer(self, engagement: Mapping[str, str]) -> AnyResponse:
        """Answer a posted report."""
        mended: set[str] = set()
        posted = request.form.to_dict(flat=False)
        typed = {name: read_text(posted, name, mended, is_long=name == "wrong") for name in TEXTS}
        typed["key"] = known_key(typed["key"])
        try:
            return self._answered(engagement, typed)
        except UNAVAILABLE as error:
            away.say(error)
            return away.later(self.page(engagement, typed, {}, _(KEPT), 503))

    def _answered(self, engagement: Mapping[str, str], typed: Mapping[str, str]) -> AnyResponse:
        key = hashlib.sha256("\n".join(typed.values()).encode()).hexdigest()
        sent = receipt_of(self.publication.store, key, self.protection.signing)
        if sent:
            return redirect(url_for("submit.status_page", word=sent.word), 303)
        problems, notice = _problems(typed), self._refusal()
        limits = {BY_ADDRESS: sender_address(), **({BY_EMAIL: typed["email"]} if typed["email"] else {})}
        until = "" if problems or notice else self.protection.full_until(limits)
        if until:
            return pages.retry_after(self.page(engagement, typed, {}, pages.full(until), 429), until)
        if problems or notice:
            return self.page(engagement, typed, problems, notice, 400)
        return self._send(engagement["id"], typed, key, limits)

    def page(
        self,
        engagement: Mapping[str, str],
        typed: Mapping[str, str],
        problems: Mapping[str, str] | None = None,
        notice: str = "",
        status: int = 200,
    ) -> Response:
        """The form for an engagement."""
        stamp = self.protection.known_stamp(request.form.get("opened", ""))
        values = {"engagement": engagement, "typed": typed, "problems": problems or {}, "notice": notice}
        title = _("Report a problem")
        return page("submit_problem.html", title, status, True, stamp=stamp, trap=TRAP, longest=TEXTS, **values)

    def _refusal(self) -> str:
        try:
            protect()
        except CSRFError:
            return _(EXPIRED)
        if request.form.get(TRAP):
            return _(TRAPPED)
        return _(QUICK) if self.protection.is_too_quick(request.form.get("opened", "")) else ""

    def _send(self, engagement: str, typed: Mapping[str, str], key: str, limits: Mapping[Limit, str]) -> AnyResponse:
        sender = Sender(typed["office"], typed["email"])
        link = f"{self.publication.settings.address}/submit/status/"
        proposed = [Proposed("problem", {}, engagement, typed["wrong"])]
        receipt = submit(self.publication.store, sender, proposed, key, self.protection.signing, link)
        if receipt.is_new:
            self.protection.count(limits)
        return redirect(url_for("submit.status_page", word=receipt.word), 303)


def add(
    blueprint: Blueprint, publication: Publication, protection: Protection, current: Callable[[], Published]
) -> None:
    """Add the address to the blueprint of forms."""
    desk = ProblemDesk(publication, protection)

    @blueprint.route("/submit/problem", methods=["GET", "POST"])
    def problem() -> AnyResponse:
        identifier = request.values.get("engagement", "")[:64]
        engagement = current().engagement(identifier)
        if engagement is None:
            words = _("There is no engagement “{id}”: it may have been withdrawn.").format(id=identifier)
            return pages.words_page(_("Report a problem"), words, 404)
        if request.method == "POST":
            return desk.answer(engagement)
        return desk.page(engagement, {"key": new_key()})


def _problems(typed: Mapping[str, str]) -> dict[str, str]:
    """Field → what is wrong with it."""
    found = {
        name: _("This has {n} characters; at most {most} can be kept.").format(
            n=f"{len(typed[name]):,}", most=f"{most:,}"
        )
        for name, most in TEXTS.items()
        if len(typed[name]) > most
    }
    if not typed["wrong"]:
        found["wrong"] = _("Say what is wrong, and where one can read what is right.")
    if typed["email"] and (wrong := problem_of_email(typed["email"])):
        found["email"] = wrong
    return found
