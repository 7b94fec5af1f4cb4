"""How gunicorn serves the dashboard: address and workers from the settings, a table of its own in every worker.

No preloading: a process that is forked after Polars was loaded hangs at its first query.
"""

import os
import sys

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
