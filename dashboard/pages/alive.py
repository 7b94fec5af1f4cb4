"""How alive the ties of a subject are: the life-cycle of one tie with its evidence, or the states of many as counts.

The states are worked out in ``insights.lifecycle`` and defined in ``over_time_words``; all rows of the subject count.
"""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.insights.lifecycle import STATES, USUAL_YEARS
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.over_time import history, life_cycles
from dashboard.over_time_words import EVIDENCE, life_cycle, state_counted, state_phrase
from dashboard.pages.woven import woven
from dashboard.periods import PATH
from dashboard.published import Published
from dashboard.subjects import TIE, Subject
from dashboard.wording import date_in_words, listed


def alive(published: Published, subject: Subject) -> Component:
    """For a tie its state in a phrase, which opens to its definition and dates; else a sentence on all ties."""
    return _of_tie(published, subject) if subject.kind == TIE else _of_many(published, subject)


def _of_tie(published: Published, subject: Subject) -> Component:
    state, last, kind, ended = life_cycles(published, subject.base).iloc[0]
    rows = history(published, subject.base)
    defined = life_cycle(USUAL_YEARS, published.updated)[state]
    dates = _(
        "Latest start date on record: {start}. Latest date of a source: {source}. Its sources were last read on {read}."
    ).format(
        start=date_in_words(rows["start_date"].max()) or _("none"),
        source=date_in_words(rows["source_date"].max()) or _("none"),
        read=date_in_words(rows["accessed"].max()),
    )
    return html.Details(
        [
            html.Summary(state_phrase(state, last, kind, ended)),
            html.P(f"{defined.label}: {defined.definition}"),
            html.P(dates),
            html.P(_(EVIDENCE)),
        ],
        className="life-cycle",
    )


def _of_many(published: Published, subject: Subject) -> Component:
    counts = life_cycles(published, subject.base)["state"].value_counts()
    said = listed([state_counted(name, int(counts[name])) for name in STATES if name in counts])
    link = dcc.Link(_("what that means, and change over time"), href=f"{PATH}?{subject.base.to_query()}")
    count = int(counts.sum())
    sentence = woven(
        ngettext("{n} tie: {states} ({link}).", "{n} ties: {states} ({link}).", count),
        n=f"{count:,}",
        states=said,
        link=link,
    )
    return html.P(sentence, className="life-cycle")
