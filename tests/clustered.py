"""A process that asks a cluster, and says when the cluster is amid the work; run by ``test_cluster``.

Lines on standard output: ``amid`` once a part of the work is done and a part is not, then ``answer`` and JSON.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

from dashboard.engines.spark import Spark
from dashboard.query import CountBy, CountIssues, EdgeList, in_order, select
from dashboard.selection import Selection

WORDS = Selection(words="sister")
QUERIES = (CountIssues(), CountBy("us_state"), EdgeList("us_state", "counterpart_country"))


def say(*words: object) -> None:
    print(*words, flush=True)


def tell_when_amid(context: Any) -> None:
    """Wait until a stage has done some tasks and runs others."""
    tracker = context.statusTracker()
    while True:
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        if any(stage and stage.numCompletedTasks and stage.numActiveTasks for stage in stages):
            say("amid")
            return
        time.sleep(0.01)


def main(master: str, table: Path, folder: Path) -> None:
    spark = Spark(master, folder)
    engagements, engine = spark.opened(table), spark.engine
    threading.Thread(target=tell_when_amid, args=[spark.session.sparkContext], daemon=True).start()
    rows = select(engagements, WORDS)
    page = in_order(rows, "title").select("id", "title").head(50)
    answers = engine.collect([*(query.plan(rows) for query in QUERIES), page])
    say("answer", json.dumps([answer.rows() for answer in answers]))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
