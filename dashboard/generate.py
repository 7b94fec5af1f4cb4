"""Synthetic tables of any size with the skew of the real one, for trying out speed, marked in every row.

Rows are drawn and written here; whether a table is valid is checked in ``data``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from dashboard.reading import TableError, read_table
from dashboard.schema import COLUMN_NAMES, COUNTERPART_LEVELS, TYPES

REAL_TABLE = Path(__file__).resolve().parent.parent / "data" / "engagements.csv"

CHUNK = 100_000
"""Rows made and written at a time."""

SCHEMA = pa.schema([(name, pa.string()) for name in COLUMN_NAMES])
OTHER_SIDE = ["counterpart", "counterpart_country", "counterpart_city"]
SHARE_RECOMBINED = 0.5
"""Share of rows whose counterpart is drawn anew, from all rows of the same counterpart level."""

JITTER_DAYS = 45
"""Dates of month and day precision move by up to this many days, within their year."""

Indices = npt.NDArray[np.int64]


def synthetic(engagements: pa.Table, rows: int, seed: int) -> Iterator[pa.Table]:
    """Yield ``rows`` synthetic engagements in chunks, drawn with replacement from ``engagements``.

    Actors, types, issues, levels, statuses and years keep their shares; half of the rows take the counterpart
    of another row of the same level; dates move within their year, unless there is an end date or the source
    was read in that year. Ids, titles, summaries and sources are made up. The same seed gives the same rows.
    """
    random = np.random.default_rng(seed)
    dates = _Dates(engagements)
    pools = _rows_by_level(engagements)
    for first in range(0, rows, CHUNK):
        drawn = random.integers(0, len(engagements), min(CHUNK, rows - first))
        others = _recombined(drawn, pools, random)
        resampled = engagements.take(drawn)
        columns = {name: resampled[name] for name in COLUMN_NAMES}
        columns |= {name: engagements[name].take(others) for name in OTHER_SIDE}
        columns["start_date"] = dates.moved(drawn, random)
        yield pa.table({**columns, **_made_up(columns, first)}, schema=SCHEMA)


def write_csv(chunks: Iterable[pa.Table], path: Path) -> None:
    """Write ``chunks`` as a CSV file in UTF-8."""
    with pyarrow.csv.CSVWriter(path, SCHEMA) as writer:
        for chunk in chunks:
            writer.write(chunk)


def write_parquet(chunks: Iterable[pa.Table], path: Path) -> None:
    """Write ``chunks`` as a Parquet file, a row group each."""
    with pyarrow.parquet.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
        for chunk in chunks:
            writer.write_table(chunk)


WRITERS = {".csv": write_csv, ".parquet": write_parquet}


@click.command("generate")
@click.option("--rows", type=click.IntRange(min=1), required=True, help="How many engagements.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Same seed, same rows.")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def generate(rows: int, seed: int, out: Path) -> None:
    """Write a synthetic table with the real table's skew to OUT (.csv or .parquet), for trying out speed."""
    writer = WRITERS.get(out.suffix.lower())
    if writer is None:
        raise click.BadParameter(f"{out.name} is not one of {', '.join(WRITERS)}; name it so", param_hint="OUT")
    if out.resolve() == REAL_TABLE:
        raise click.BadParameter(f"{out} is the real table; name another file", param_hint="OUT")
    if not out.resolve().parent.is_dir():
        raise click.BadParameter(f"there is no folder {out.parent}; make it first", param_hint="OUT")
    try:
        real = read_table(REAL_TABLE)
    except TableError as error:
        raise click.ClickException(str(error)) from None
    engagements = pa.Table.from_pandas(real[list(COLUMN_NAMES)], SCHEMA, preserve_index=False)
    writer(synthetic(engagements, rows, seed), out)
    click.echo(f"wrote {rows:,} synthetic engagements to {out}")


class _Dates:
    """The start dates of a table, ready to be moved within their years."""

    def __init__(self, engagements: pa.Table) -> None:
        self.texts = engagements["start_date"].combine_chunks()
        precision = pc.utf8_length(self.texts).to_numpy(zero_copy_only=False)
        year = np.array([text[:4] or "0000" for text in self.texts.to_pylist()])
        read = np.array([text[:4] for text in engagements["accessed"].to_pylist()])
        open_ended = pc.equal(engagements["end_date"], "").to_numpy()
        self.months = precision == len("2019-05")
        self.movable = (precision >= len("2019-05")) & open_ended & (year < read)
        days = [
            (text + "-15")[:10] if movable else "2000-01-01"
            for text, movable in zip(self.texts.to_pylist(), self.movable, strict=True)
        ]
        self.days = np.array(days, dtype="datetime64[D]")

    def moved(self, drawn: Indices, random: np.random.Generator) -> pa.Array:
        """Return the start dates of the rows ``drawn``, moved where they can be."""
        days = self.days[drawn]
        years = days.astype("datetime64[Y]")
        jittered = days + random.integers(-JITTER_DAYS, JITTER_DAYS + 1, len(drawn))
        first = years.astype("datetime64[D]")
        last = (years + 1).astype("datetime64[D]") - 1
        texts = pa.array(np.clip(jittered, first, last)).cast(pa.string())
        texts = pc.if_else(self.months[drawn], pc.utf8_slice_codeunits(texts, 0, 7), texts)
        return pc.if_else(self.movable[drawn], texts, self.texts.take(drawn))


def _rows_by_level(engagements: pa.Table) -> list[Indices]:
    levels = engagements["counterpart_level"].to_numpy()
    return [np.flatnonzero(levels == level) for level in COUNTERPART_LEVELS]


def _recombined(drawn: Indices, pools: list[Indices], random: np.random.Generator) -> Indices:
    """Return for each drawn row the row whose counterpart it takes: its own, or another of the same level."""
    others = drawn.copy()
    recombined = random.random(len(drawn)) < SHARE_RECOMBINED
    for pool in pools:
        places = np.flatnonzero(recombined & np.isin(drawn, pool))
        if len(places):
            others[places] = random.choice(pool, len(places))
    return others


def _made_up(columns: dict[str, pa.Array], first: int) -> dict[str, pa.Array]:
    """Return what marks rows as synthetic: id (counted from ``first``), title, summary and source."""
    numbers = pa.array(np.arange(first + 1, first + 1 + len(columns["id"])))
    ids = pc.binary_join_element_wise("S", pc.utf8_lpad(numbers.cast(pa.string()), 9, "0"), "")
    kinds = _labels(columns["engagement_type"])
    actors, counterparts = columns["us_actor"], columns["counterpart"]
    return {
        "id": ids,
        "title": pc.binary_join_element_wise("Synthetic: ", kinds, ", ", actors, " and ", counterparts, ""),
        "summary": pc.binary_join_element_wise(
            "Synthetic row for trying out speed, drawn from ",
            columns["id"],
            ": ",
            actors,
            " and ",
            counterparts,
            ". Not to be cited.",
            "",
        ),
        "source_url": pc.binary_join_element_wise("https://example.org/synthetic/", ids, ""),
        "source_name": pa.repeat("Synthetic", len(ids)),
    }


def _labels(types: pa.ChunkedArray) -> pa.Array:
    codes = pc.index_in(types, pa.array(list(TYPES)))
    return pa.array(list(TYPES.values())).take(codes)
