"""The conformance statement in the terms of the Revised Section 508 standards and of EN 301 549.

Both rest on WCAG, criterion by criterion, in ``conformance``; here is what they ask besides.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.conformance import MET, NOT_THERE, PARTLY
from dashboard.language import N_, said


@dataclass(frozen=True)
class Provision:
    """A provision or group of them: its number, what it asks, how far it is met, and what there is to say."""

    number: str
    name: str = said()
    met: str = MET
    remark: str = said(default="")


BY_TABLES = N_("See the criteria of WCAG above.")

FUNCTIONS: tuple[Provision, ...] = (
    Provision(
        "302.1", N_("Without Vision"), PARTLY, N_("Built and tested for it by machine; no screen reader was tried.")
    ),
    Provision("302.2", N_("With Limited Vision"), MET, N_("Read at 400 %, in the dark and in forced colors.")),
    Provision("302.3", N_("Without Perception of Color"), MET, N_("Nothing is said by color alone.")),
    Provision("302.4", N_("Without Hearing"), MET, N_("Nothing is said by sound.")),
    Provision("302.5", N_("With Limited Hearing"), MET, N_("Nothing is said by sound.")),
    Provision("302.6", N_("Without Speech"), MET, N_("No speech is asked for.")),
    Provision(
        "302.7", N_("With Limited Manipulation"), PARTLY, N_("Everything by keyboard; see 2.1.4 and 2.5.7 above.")
    ),
    Provision("302.8", N_("With Limited Reach and Strength"), MET, N_("Everything by keyboard or single taps.")),
    Provision(
        "302.9",
        N_("With Limited Language, Cognitive, and Learning Abilities"),
        PARTLY,
        N_("Plain words, definitions beside numbers and a way out of every error; the matter itself is not simple."),
    ),
)
"""Chapter 3: functional performance criteria."""

SOFTWARE: tuple[Provision, ...] = (
    Provision("501.1", N_("Scope: incorporation of WCAG"), PARTLY, BY_TABLES),
    Provision(
        "502",
        N_("Interoperability with Assistive Technology"),
        NOT_THERE,
        N_("It runs in a browser, which hands over to assistive technology what the pages say."),
    ),
    Provision(
        "503.2", N_("User Preferences"), MET, N_("Theme, contrast, text size and motion follow the system's settings.")
    ),
    Provision("503.3", N_("Alternative User Interfaces"), NOT_THERE, N_("There is one interface for all.")),
    Provision("503.4", N_("User Controls for Captions and Audio Description"), NOT_THERE, N_("There is no video.")),
    Provision("504", N_("Authoring Tools"), NOT_THERE, N_("The forms take facts and make no documents of them.")),
)
"""Chapter 5: software."""

SUPPORT: tuple[Provision, ...] = (
    Provision("602.2", N_("Accessibility and Compatibility Features"), MET, N_("On this page and in the README.")),
    Provision("602.3", N_("Electronic Support Documentation"), PARTLY, N_("It is web pages like the rest.")),
    Provision(
        "602.4", N_("Alternate Formats for Non-Electronic Documentation"), NOT_THERE, N_("There is none on paper.")
    ),
    Provision("603.2", N_("Information on Accessibility and Compatibility Features"), MET, N_("By the address above.")),
    Provision("603.3", N_("Accommodation of Communication Needs"), MET, N_("By e-mail.")),
)
"""Chapter 6: support documentation and services."""

EUROPEAN: tuple[Provision, ...] = (
    Provision("4", N_("Functional performance statements"), PARTLY, N_("As chapter 3 of Section 508 above.")),
    Provision("5", N_("Generic requirements"), NOT_THERE, N_("No closed functionality, biometrics or hardware.")),
    Provision("6, 7", N_("Two-way voice communication and video"), NOT_THERE, N_("There is neither.")),
    Provision("8", N_("Hardware"), NOT_THERE, N_("There is none.")),
    Provision("9", N_("Web"), PARTLY, BY_TABLES),
    Provision("10", N_("Non-web documents"), PARTLY, N_("Briefs are tagged PDF and were not tried with a reader.")),
    Provision("11", N_("Software"), NOT_THERE, N_("It runs in a browser.")),
    Provision("12", N_("Documentation and support services"), PARTLY, N_("As chapter 6 of Section 508 above.")),
)
"""EN 301 549, by chapter."""
