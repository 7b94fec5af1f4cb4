"""How gunicorn serves the dashboard: address and workers from the settings, a table of its own in every worker.

No preloading: a process that is forked after Polars was loaded hangs at its first query.
"""

import gc
import os
import shutil
import socket
import struct
import sys
import tempfile
import threading
from typing import Any

from gunicorn.workers import gthread

from dashboard.logs import configuration
from dashboard.settings import Settings, SettingsError

MASTER, THIS = "GUNICORN_MASTER", str(os.getpid())
is_reload = os.environ.get(MASTER) == THIS
os.environ[MASTER] = THIS

try:
    settings = Settings.from_env(os.environ, is_table_needed=not is_reload)
except SettingsError as error:
    sys.exit(f"The dashboard did not start: {error}")

bind = f"{settings.host}:{settings.port}"
workers = settings.workers
threads = 4
preload_app = False
forwarded_allow_ips = ""  # whose word is taken is decided in dashboard.proxies alone
control_socket_disable = True
limit_request_line = 8190
timeout = 60
graceful_timeout = 10
logconfig_dict = configuration(settings.log)

COUNTS, OURS = "PROMETHEUS_MULTIPROC_DIR", "dashboard-counts-"
if COUNTS not in os.environ:
    # where the workers write what they count, for the one of them that is asked: anew at each start, kept by a reload
    os.environ[COUNTS] = tempfile.mkdtemp(prefix=OURS)

SECONDS_OF_SILENCE = 10
"""How long a client may leave a request unfinished without a word; it holds one of few threads meanwhile."""

gthread.DEFAULT_WORKER_DATA_TIMEOUT = 0.2
"""Seconds in which a thread waits for a connection to say anything at all; gunicorn's 5 let twenty silent ones hold
every thread for half a minute."""


def when_ready(server: Any) -> None:
    """Have the system end what a client leaves unfinished; connections inherit it from the socket they come in by."""
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", SECONDS_OF_SILENCE, 0))


SECONDS_BETWEEN_SIGNS = 5


def post_fork(_: Any, worker: Any) -> None:
    """Show that a worker lives while it reads its table: a very large one takes longer than ``timeout``.

    One that takes the place of another is told: where table or store are away it must not end the others.
    """
    if worker.age > settings.workers:
        os.environ["GUNICORN_WORKER_RESTARTED"] = "1"
    worker.has_started = threading.Event()

    def tell() -> None:
        while not worker.has_started.wait(SECONDS_BETWEEN_SIGNS):
            worker.notify()

    threading.Thread(target=tell, daemon=True).start()


def post_worker_init(worker: Any) -> None:
    """Answer from now on; what takes longest at its first use is worked out beside the first answers."""
    worker.has_started.set()
    threading.Thread(target=_warm, args=(worker.wsgi,), daemon=True).start()


def _warm(server: Any) -> None:
    """Index names for the search box, work out a small table's whole network, hide what stays from the collector.

    Each of its full rounds stopped a worker for 0.2 s to look through 310,000 objects that never go.
    """
    from dashboard.kept import LARGE, size_of

    client, unseen = server.test_client(), {"dashboard.unseen": True}
    client.get("/search?q=a", environ_overrides=unseen)
    if size_of(settings.table) < LARGE:  # that of a large table is worked out for who asks for it
        client.get("/network.json", environ_overrides=unseen)
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
