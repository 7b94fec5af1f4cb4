"""The U.S. side of an engagement, read from the cells of actor, state, level and city together.

A name that no register has is taken as new where its level is clear, and asked about where it is not.
"""

from __future__ import annotations

from typing import NamedTuple

from dashboard.naming.gazetteer import Gazetteer, bare_name
from dashboard.naming.guesses import SURE, UNSURE, Guess, key_of
from dashboard.saying import later
from dashboard.schema import LEVELS
from dashboard.slugs import slugify
from dashboard.survey.fields import read_code
from dashboard.survey.levels import US_WORDS, level_asked, level_by, of_level, stated_level
from dashboard.survey.readings import NEW, Asked, Decisions, Reading, Taken, is_blank, settled, together


class ActorCells(NamedTuple):
    """What a row says of the U.S. side."""

    actor: str = ""
    state: str = ""
    level: str = ""
    city: str = ""


def read_actor(names: Gazetteer, decisions: Decisions, cells: ActorCells) -> Reading:
    """Actor, state, level and city of the U.S. side."""
    level = read_code(names, decisions, "us_level", cells.level)
    state = _state(names, decisions, cells.state)
    name = cells.actor if not is_blank(cells.actor) else cells.city
    if is_blank(name):
        return together([state, level, Reading({"us_actor": "", "us_city": ""})])
    within, stated = state.values["us_state"], stated_level(level, "us_level", LEVELS)
    hinted = stated or level_by(name, US_WORDS) or ("city" if name != cells.actor else "")
    guesses = of_level(names.actors(name, within), stated or (hinted if name != cells.actor else ""))
    decision = decisions.get(("us_actor", key_of(name)), "")
    if decision == NEW or not guesses:
        return together([state, level, _new_actor(name, within, hinted, decisions)])
    written = [Guess(NEW, name, UNSURE, "new", within, note=later("a new actor"))] if not guesses[0].sure else []
    guess, said = settled("us_actor", name, [*guesses, *written], names.actor_names.of_code(decision))
    assert guess is not None
    values = {"us_actor": guess.name, "us_level": guess.level, "us_city": _u_s_city(names, guess, cells.city)}
    place = within if within and not names.state_names.of_code(within) else guess.within
    return together([state, level, Reading({**values, "us_state": place}), said])


def _state(names: Gazetteer, decisions: Decisions, text: str) -> Reading:
    if is_blank(text):
        return Reading({"us_state": ""})
    decided = names.state_names.of_code(decisions.get(("us_state", key_of(text)), ""))
    guess, said = settled("us_state", text, names.states(text), decided)
    return together([Reading({"us_state": guess.code if guess else text}), said])


def _u_s_city(names: Gazetteer, guess: Guess, written: str) -> str:
    if guess.level == "city":
        return names.cities.get(guess.code) or bare_name(guess.name)
    return (names.cities.get(guess.code) or written) if guess.level == "agency" else ""


def _new_actor(name: str, state: str, level: str, decisions: Decisions) -> Reading:
    """An actor as written, whose level is stated or told by its name; else its level is a question."""
    asked: tuple[Asked, ...] = ()
    if not level:
        level = decisions.get(("us_level", key_of(name)), "")
        asked = () if level else (level_asked("us_level", name, ("city", "county", "agency"), LEVELS),)
    bare = bare_name(name)
    full = f"City of {bare}" if level in ("city", "") and bare == name else name
    guess = Guess(f"{slugify(bare)}-{state.lower()}", full, SURE, "new", state, level, later("not in the table yet"))
    values = {"us_actor": full, "us_level": level or "city", "us_city": bare if level in ("city", "") else ""}
    return Reading({**values, "us_state": state}, taken=(Taken("us_actor", name, guess),), asked=asked)
