"""The server that gunicorn (or waitress) runs: ``app:server``, made from the environment.

Everything is wired in ``dashboard.wiring``; here a wrong setting or table ends the start with one sentence.
A worker that takes the place of one that died goes on with the last good table, and tries again where it cannot start.
"""

import os
import sys
from logging.config import dictConfig
from time import sleep

from dashboard.data import TableError
from dashboard.logs import configuration
from dashboard.settings import Settings, SettingsError
from dashboard.store.database import StoreError
from dashboard.wiring import create_app

GIVE_UP = 3
"""The exit code at which gunicorn stops as a whole, instead of starting the worker again and again."""

TRY_AGAIN = 1
SECONDS_BETWEEN_TRIES = 2
TAKES_A_PLACE = "GUNICORN_WORKER_RESTARTED" in os.environ
"""Whether this is a worker in the place of one that died, as gunicorn.conf.py tells."""

try:
    settings = Settings.from_env(os.environ, is_table_needed=not TAKES_A_PLACE)
    dictConfig(configuration(settings.log))
    server = create_app(settings, TAKES_A_PLACE).server
except (SettingsError, StoreError, TableError) as error:
    print(f"The dashboard did not start: {error}", file=sys.stderr)
    if not TAKES_A_PLACE:
        sys.exit(GIVE_UP)
    sleep(SECONDS_BETWEEN_TRIES)
    sys.exit(TRY_AGAIN)
