"""A process whose DuckDB asks a table larger than the memory it may take; run by ``test_outgrown``.

Lines on standard output: JSON with the answers, rows and characters of an export, and by how many MB the process grew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dashboard.engine import Plan
from dashboard.engines.duck import Duck
from dashboard.query import CountBy, CountIssues, Distinct, EdgeList, in_order, select
from dashboard.selection import Selection

WORDS = Selection(words="sister")
QUERIES = (CountIssues(), CountBy("us_state"), EdgeList("us_state", "counterpart_country"), Distinct("actor"))
EXPORTED = ("id", "title", "summary")


def peak() -> float:
    """The most memory that the process has held, in MB."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1000


def arranged(rows: Plan) -> Plan:
    return in_order(rows, "summary")


def main(table: Path, folder: Path, memory: str) -> None:
    duck = Duck(folder, memory)
    before = peak()
    engagements = duck.opened(table)
    answers = duck.engine.collect([query.plan(select(engagements, WORDS)) for query in QUERIES])
    rows = characters = 0
    for part in duck.engine.parts(engagements, arranged, EXPORTED, 2_000):
        rows += len(part)
        characters += sum(len(cell) for name in EXPORTED for cell in part[name].to_list())
    found = {"answers": [each.rows() for each in answers], "rows": rows, "characters": characters}
    print(json.dumps({**found, "grown": peak() - before}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
