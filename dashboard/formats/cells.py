"""Cells of the engagements table in codes and in labels, and whole rows with both beside each other.

Dates stay in ISO 8601 and addresses as they are; what a file looks like is the affair of its own module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import polars as pl

from dashboard import schema
from dashboard.catalogue import Catalogue

LABEL_JOINT = "; "
"""Between the labels of several issues in one cell; codes are joined by ``schema.ISSUE_SEPARATOR``."""

SLUGS: Mapping[str, str] = {"actor": "actor_slug", "counterpart_slug": "counterpart_slug", "network": "network_slug"}
"""Engine column → its name in records: what actor, counterpart and network are called in addresses."""

RECORD_COLUMNS: tuple[str, ...] = (*schema.COLUMN_NAMES, *SLUGS)
"""Columns that ``record`` takes, in its order."""

Row = Sequence[str]
Record = dict[str, str | list[str] | None]


def labels_of(column: schema.Column, catalogue: Catalogue) -> Mapping[str, str]:
    """Code → label of a column that holds codes, {} of any other."""
    if column.type in ("usps", "iso3"):
        return catalogue.labels["state" if column.type == "usps" else "country"]
    return column.vocabulary or {}


def labelled_columns(catalogue: Catalogue) -> tuple[schema.Column, ...]:
    """The columns as they are in a file of labels: every coded one a choice of labels."""
    return tuple(
        replace(
            column,
            type="choices" if column.type == "choices" else "choice",
            vocabulary={label: label for label in labels_of(column, catalogue).values()},
        )
        if labels_of(column, catalogue)
        else column
        for column in schema.COLUMNS
    )


def labeller(catalogue: Catalogue) -> Callable[[Iterable[Row]], list[Row]]:
    """What turns rows (cells in the order of the schema) of codes into rows of labels."""
    coded = {
        number: (labels_of(column, catalogue), column.type == "choices")
        for number, column in enumerate(schema.COLUMNS)
        if labels_of(column, catalogue)
    }

    def label(rows: Iterable[Row]) -> list[Row]:
        return [
            [cell if number not in coded else _label(cell, *coded[number]) for number, cell in enumerate(row)]
            for row in rows
        ]

    return label


def label_frame(catalogue: Catalogue) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """The same for frames of text with the columns of the schema."""
    coded = {
        column.name: (labels_of(column, catalogue), column.type == "choices")
        for column in schema.COLUMNS
        if labels_of(column, catalogue)
    }

    def label(rows: pl.DataFrame) -> pl.DataFrame:
        different = {name: rows[name].unique() for name in coded}
        told = {name: [_label(cell, *coded[name]) for cell in cells] for name, cells in different.items()}
        return rows.with_columns(
            rows[name].replace_strict(cells, told[name], return_dtype=pl.String) for name, cells in different.items()
        )

    return label


def recorder(catalogue: Catalogue) -> Callable[[Row], Record]:
    """What turns a row of ``RECORD_COLUMNS`` into a record: codes under their names, labels under ``…_label``.

    A cell without a value is None; issues, codes and labels alike, are lists.
    """
    columns = [(column.name, column.type, labels_of(column, catalogue)) for column in schema.COLUMNS]

    def record(row: Row) -> Record:
        found: Record = {}
        for (name, kind, labels), cell in zip(columns, row, strict=False):
            if kind == "choices":
                codes = cell.split(schema.ISSUE_SEPARATOR) if cell else []
                found[name] = list(codes)
                found[f"{name}_label"] = [labels.get(code, code) for code in codes]
            else:
                found[name] = cell or None
                if labels:
                    found[f"{name}_label"] = labels.get(cell, cell) or None
        for name, cell in zip(SLUGS.values(), row[len(columns) :], strict=True):
            found[name] = cell or None
        return found

    return record


def _label(cell: str, labels: Mapping[str, str], is_list: bool) -> str:
    if not is_list:
        return labels.get(cell, cell)
    return LABEL_JOINT.join(labels.get(code, code) for code in cell.split(schema.ISSUE_SEPARATOR) if code)
