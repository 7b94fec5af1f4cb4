"""Suggesting countries from who works with whom: popularity, item-based cosine and EASE, and their evaluation.

All take a 0/1 matrix of actors by countries and give a score for every pair; which is shown is decided by the
evaluation in ``docs/suggestions.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Matrix = npt.NDArray[np.float64]
Method = Callable[[Matrix], Matrix]

TOP = 10
SEED = 20_260_101
RUNS = 10
"""How often the evaluation hides another tie of every actor."""


@dataclass(frozen=True)
class Evaluation:
    """``hits``: share of hidden ties among the first ten; ``spread``: standard deviation over the runs;
    ``reciprocal``: mean reciprocal rank.
    """

    method: str
    hits: float
    spread: float
    reciprocal: float


def bipartite(engagements: pd.DataFrame) -> pd.DataFrame:
    """Actors (rows) by countries (columns), 1 where there is an engagement; ``engagements``: actor,
    counterpart_country.
    """
    ties = engagements[engagements["counterpart_country"] != ""]
    rows, actors = pd.factorize(ties["actor"], sort=True)
    columns, countries = pd.factorize(ties["counterpart_country"], sort=True)
    matrix = np.zeros((len(actors), len(countries)))
    matrix[rows, columns] = 1
    return pd.DataFrame(matrix, index=actors, columns=countries)


def popularity(known: Matrix) -> Matrix:
    """The same for everyone: how many actors have the country."""
    return np.tile(known.sum(axis=0), (len(known), 1))


def item_cosine(known: Matrix) -> Matrix:
    """Sum of the cosine similarities of a country to those the actor has.

    B. Sarwar, G. Karypis, J. Konstan, J. Riedl, "Item-based collaborative filtering recommendation algorithms",
    WWW 2001, pp. 285-295.
    """
    length = np.sqrt(known.sum(axis=0))
    similarity = (known.T @ known) / np.maximum(np.outer(length, length), 1e-12)
    np.fill_diagonal(similarity, 0)
    return known @ similarity


def ease(penalty: float) -> Method:
    """Linear autoencoder with a zero diagonal, in closed form.

    H. Steck, "Embarrassingly shallow autoencoders for sparse data", WWW 2019, pp. 3251-3257; ``penalty`` is its
    lambda.
    """

    def score(known: Matrix) -> Matrix:
        gram = known.T @ known + penalty * np.eye(known.shape[1])
        inverse = np.linalg.inv(gram)
        weights = inverse / -np.diag(inverse)
        np.fill_diagonal(weights, 0)
        return np.asarray(known @ weights)

    return score


METHODS: Mapping[str, Method] = {
    "popularity": popularity,
    "item-based cosine": item_cosine,
    **{f"EASE, lambda {penalty}": ease(penalty) for penalty in (20, 100, 500)},
}
"""Name → method, as compared in the evaluation."""


def ranked(scores: Matrix, known: Matrix) -> npt.NDArray[np.intp]:
    """Per actor the columns it does not have, best first, the others behind; equal scores in order of the columns."""
    return np.argsort(np.where(known > 0, np.inf, -scores), axis=1, kind="stable")


def hidden_ties(known: Matrix, seed: int) -> list[tuple[int, int]]:
    """One tie (row, column) of every actor that has two or more, drawn at random."""
    chance = np.random.default_rng(seed)
    rows = np.flatnonzero(known.sum(axis=1) >= 2)
    return [(int(row), int(chance.choice(np.flatnonzero(known[row])))) for row in rows]


def places_of_hidden(method: Method, known: Matrix, hidden: Sequence[tuple[int, int]]) -> npt.NDArray[np.float64]:
    """The place (from 1) of each hidden tie among the countries its actor is not known to have.

    A tie of scores has the middle of the places it takes, so that no order of the columns favours a method.
    """
    seen = known.copy()
    rows, columns = np.array(hidden).T
    seen[rows, columns] = 0
    scores = np.where(seen > 0, -np.inf, method(seen))[rows]
    own = scores[np.arange(len(rows)), columns][:, None]
    return np.asarray((scores > own).sum(axis=1) + ((scores == own).sum(axis=1) + 1) / 2)


def evaluate(known: Matrix, methods: Mapping[str, Method] = METHODS, runs: int = RUNS) -> list[Evaluation]:
    """Leave-one-out: hide a tie of every actor with two or more, ``runs`` times with fixed seeds, and look for it."""
    draws = [hidden_ties(known, SEED + run) for run in range(runs)]
    found = []
    for name, method in methods.items():
        places = [places_of_hidden(method, known, hidden) for hidden in draws]
        hits = [float((each <= TOP).mean()) for each in places]
        reciprocal = float(np.mean([(1 / each).mean() for each in places]))
        found.append(Evaluation(name, float(np.mean(hits)), float(np.std(hits)), reciprocal))
    return found
