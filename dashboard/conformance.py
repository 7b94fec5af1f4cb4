"""What the conformance statement says: each criterion of WCAG 2.2, A and AA, with how far it is met and why.

Revised Section 508 and EN 301 549 are in ``conformance_508``; how it is laid out is the affair of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.language import N_, said, spoken

DAY = "2026-11-23"
"""When the statement was last held against the product."""

MET, PARTLY, NOT_MET, NOT_THERE = "supports", "partially", "does_not", "not_applicable"

LEVELS: Mapping[str, str] = spoken(
    {
        MET: N_("Supports"),
        PARTLY: N_("Partially supports"),
        NOT_MET: N_("Does not support"),
        NOT_THERE: N_("Not applicable"),
    }
)
"""How far a criterion is met, in the words of the VPAT."""


@dataclass(frozen=True)
class Criterion:
    """A criterion: its number, its level ('A' or 'AA'), its name, how far it is met, and what there is to say."""

    number: str
    level: str
    name: str = said()
    met: str = MET
    remark: str = said(default="")


NO_MEDIA = N_("There is no sound and no video.")

CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        "1.1.1",
        "A",
        N_("Non-text Content"),
        MET,
        N_("Each map and chart is described by a sentence that is computed from the selection; a table has the same."),
    ),
    Criterion("1.2.1", "A", N_("Audio-only and Video-only (Prerecorded)"), NOT_THERE, NO_MEDIA),
    Criterion("1.2.2", "A", N_("Captions (Prerecorded)"), NOT_THERE, NO_MEDIA),
    Criterion("1.2.3", "A", N_("Audio Description or Media Alternative (Prerecorded)"), NOT_THERE, NO_MEDIA),
    Criterion("1.2.4", "AA", N_("Captions (Live)"), NOT_THERE, NO_MEDIA),
    Criterion("1.2.5", "AA", N_("Audio Description (Prerecorded)"), NOT_THERE, NO_MEDIA),
    Criterion(
        "1.3.1",
        "A",
        N_("Info and Relationships"),
        MET,
        N_("Headings in order, landmarks, labels, groups and tables with captions and headers, tested on every page."),
    ),
    Criterion("1.3.2", "A", N_("Meaningful Sequence")),
    Criterion("1.3.3", "A", N_("Sensory Characteristics")),
    Criterion("1.3.4", "AA", N_("Orientation")),
    Criterion(
        "1.3.5", "AA", N_("Identify Input Purpose"), MET, N_("Office, e-mail address and password say what they are.")
    ),
    Criterion(
        "1.4.1",
        "A",
        N_("Use of Color"),
        MET,
        N_("Chosen places have an outline, series have names, and every value stands in a table as well."),
    ),
    Criterion("1.4.2", "A", N_("Audio Control"), NOT_THERE, NO_MEDIA),
    Criterion(
        "1.4.3", "AA", N_("Contrast (Minimum)"), MET, N_("Tested on every page in the light and the dark theme.")
    ),
    Criterion("1.4.4", "AA", N_("Resize Text"), MET, N_("Tested at 200 %.")),
    Criterion("1.4.5", "AA", N_("Images of Text"), MET, N_("The text of charts is text.")),
    Criterion(
        "1.4.10",
        "AA",
        N_("Reflow"),
        MET,
        N_("Tested at 320 by 256 pixels: only tables, maps and charts may scroll within themselves."),
    ),
    Criterion(
        "1.4.11",
        "AA",
        N_("Non-text Contrast"),
        PARTLY,
        N_(
            "Neighbouring shades of a map differ by less than 3 to 1; the table beside it and the spoken labels do not."
        ),
    ),
    Criterion(
        "1.4.12",
        "AA",
        N_("Text Spacing"),
        PARTLY,
        N_("Rows of the table of engagements have a fixed height: long titles are cut there, and whole in the record."),
    ),
    Criterion(
        "1.4.13",
        "AA",
        N_("Content on Hover or Focus"),
        PARTLY,
        N_("Labels at the mouse in charts cannot be pointed at; the table and the spoken labels say the same."),
    ),
    Criterion(
        "2.1.1",
        "A",
        N_("Keyboard"),
        MET,
        N_("Each map, network and chart is one stop; arrow keys lead from mark to mark, Enter chooses."),
    ),
    Criterion("2.1.2", "A", N_("No Keyboard Trap")),
    Criterion(
        "2.1.4",
        "A",
        N_("Character Key Shortcuts"),
        PARTLY,
        N_("“/” for the search and single letters on the pages of reviewers cannot be turned off."),
    ),
    Criterion(
        "2.2.1",
        "A",
        N_("Timing Adjustable"),
        PARTLY,
        N_("Reading and sending have no limit. Reviewers are signed out after two hours without a request, unwarned."),
    ),
    Criterion("2.2.2", "A", N_("Pause, Stop, Hide"), MET, N_("Nothing moves by itself.")),
    Criterion("2.3.1", "A", N_("Three Flashes or Below Threshold")),
    Criterion("2.4.1", "A", N_("Bypass Blocks"), MET, N_("The first stop of every page leads past the header.")),
    Criterion("2.4.2", "A", N_("Page Titled")),
    Criterion(
        "2.4.3",
        "A",
        N_("Focus Order"),
        MET,
        N_("The focus returns to where a record, a menu or the filters were opened."),
    ),
    Criterion("2.4.4", "A", N_("Link Purpose (In Context)")),
    Criterion("2.4.5", "AA", N_("Multiple Ways"), MET, N_("Navigation, search, links among pages and a site map.")),
    Criterion("2.4.6", "AA", N_("Headings and Labels")),
    Criterion("2.4.7", "AA", N_("Focus Visible")),
    Criterion("2.4.11", "AA", N_("Focus Not Obscured (Minimum)")),
    Criterion("2.5.1", "A", N_("Pointer Gestures"), MET, N_("Maps have buttons for what two fingers do.")),
    Criterion("2.5.2", "A", N_("Pointer Cancellation")),
    Criterion("2.5.3", "A", N_("Label in Name")),
    Criterion("2.5.4", "A", N_("Motion Actuation"), NOT_THERE, N_("Nothing is worked by moving the device.")),
    Criterion(
        "2.5.7",
        "AA",
        N_("Dragging Movements"),
        PARTLY,
        N_("Years can be typed in place of dragging; columns of the table are made wider only by dragging or by keys."),
    ),
    Criterion(
        "2.5.8",
        "AA",
        N_("Target Size (Minimum)"),
        MET,
        N_("Small places on maps are chosen in the filters, by keyboard or in the table as well."),
    ),
    Criterion("3.1.1", "A", N_("Language of Page")),
    Criterion(
        "3.1.2",
        "AA",
        N_("Language of Parts"),
        PARTLY,
        N_("On pages in Spanish, titles and summaries of engagements are in English and not marked as such."),
    ),
    Criterion("3.2.1", "A", N_("On Focus")),
    Criterion("3.2.2", "A", N_("On Input"), MET, N_("A filter changes what is shown; the focus stays where it is.")),
    Criterion("3.2.3", "AA", N_("Consistent Navigation")),
    Criterion("3.2.4", "AA", N_("Consistent Identification")),
    Criterion("3.2.6", "A", N_("Consistent Help"), MET, N_("The same links stand at the end of every page.")),
    Criterion(
        "3.3.1", "A", N_("Error Identification"), MET, N_("What is wrong stands beside its field and at the top.")
    ),
    Criterion("3.3.2", "A", N_("Labels or Instructions")),
    Criterion("3.3.3", "AA", N_("Error Suggestion"), MET, N_("Wrong values come back with the nearest right ones.")),
    Criterion(
        "3.3.4",
        "AA",
        N_("Error Prevention (Legal, Financial, Data)"),
        MET,
        N_("What is sent is shown once more before, can be changed and taken back after, and is reviewed."),
    ),
    Criterion("3.3.7", "A", N_("Redundant Entry"), MET, N_("A further engagement takes over what was typed before.")),
    Criterion(
        "3.3.8",
        "AA",
        N_("Accessible Authentication (Minimum)"),
        MET,
        N_("Passwords can be pasted; there is no puzzle."),
    ),
    Criterion(
        "4.1.2",
        "A",
        N_("Name, Role, Value"),
        MET,
        N_("Tested on every page, also those of the API, whose own markup is mended by a script."),
    ),
    Criterion("4.1.3", "AA", N_("Status Messages"), MET, N_("Each new number of engagements is said once.")),
)
"""All criteria of WCAG 2.2 of levels A and AA, which leaves out 4.1.1 (obsolete and removed)."""

LIMITS: tuple[str, ...] = (
    N_("No person with a disability and nobody with a screen reader has tested it yet: all tests are by machine."),
    N_("The page of the API is made by Swagger UI, whose markup and colours are mended here, not by its makers."),
    N_("Briefs as PDF are tagged by Typst as PDF/UA-1; no checker of PDF/UA and no reader was tried on them."),
    N_("Pictures of charts that you take away carry their title and source, but no text for screen readers."),
)
"""What is known to be missing."""
