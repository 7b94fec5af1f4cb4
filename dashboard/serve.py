"""The command that serves the dashboard: gunicorn with our configuration, waitress where there is no gunicorn.

What is served, and with which settings, is in ``app.py`` and ``gunicorn.conf.py``, which an installed package brings.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from dashboard.settings import ROOT, Settings, SettingsError

GIVE_UP = 3
"""The exit code after which nothing should start it again: a setting is wrong."""


@click.command()
def serve() -> None:
    """Serve the dashboard with the settings of the environment, until it is stopped."""
    try:
        settings = Settings.from_env(os.environ)
    except SettingsError as error:
        click.echo(f"The dashboard did not start: {error}", err=True)
        sys.exit(GIVE_UP)
    if os.name == "nt":
        _by_waitress(settings)
    else:
        config = ["--config", str(ROOT / "gunicorn.conf.py"), "--pythonpath", str(ROOT)]
        os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *config, "app:server"])


def _by_waitress(settings: Settings) -> None:
    sys.path.insert(0, str(ROOT))
    import_module("waitress").serve(import_module("app").server, host=settings.host, port=settings.port)
