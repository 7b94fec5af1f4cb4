"""How gunicorn serves the dashboard: address and workers from the settings, a table of its own in every worker.

No preloading: a process that is forked after Polars was loaded hangs at its first query.
"""

import gc
import os
import shutil
import sys
import tempfile
from typing import Any

from dashboard.logs import configuration
from dashboard.settings import Settings, SettingsError

try:
    settings = Settings.from_env(os.environ)
except SettingsError as error:
    sys.exit(f"The dashboard did not start: {error}")

bind = f"{settings.host}:{settings.port}"
workers = settings.workers
threads = 4
preload_app = False
control_socket_disable = True
limit_request_line = 8190
timeout = 60
graceful_timeout = 10
logconfig_dict = configuration(settings.log)

COUNTS, OURS = "PROMETHEUS_MULTIPROC_DIR", "dashboard-counts-"
if COUNTS not in os.environ:
    # where the workers write what they count, for the one of them that is asked: anew at each start, kept by a reload
    os.environ[COUNTS] = tempfile.mkdtemp(prefix=OURS)


def post_worker_init(worker: Any) -> None:
    """Work out the whole network, the longest answer there is, and take all that stays out of the collector's sight.

    Each of its full rounds stopped a worker for 0.2 s to look through 310,000 objects that never go.
    """
    worker.wsgi.test_client().get("/network.json", environ_overrides={"dashboard.unseen": True})
    gc.collect()
    gc.freeze()


def child_exit(server: Any, worker: Any) -> None:
    """What a worker counted stays; of those that live, it is one no more."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    """Leave nothing in the temporary folder."""
    if os.path.basename(os.environ[COUNTS]).startswith(OURS):
        shutil.rmtree(os.environ[COUNTS], ignore_errors=True)
