"""The commands ``reviewer add``, ``reviewer list`` and ``reviewer close``: accounts of those who decide on submissions.

Passwords are asked for, never taken from the command line, where others could read them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from dashboard.settings import Settings, SettingsError
from dashboard.store.accounts import SHORTEST_PASSWORD, AccountError, add_reviewer, all_reviewers, close_account
from dashboard.store.database import Store, StoreError


@click.group("reviewer")
def reviewer() -> None:
    """Accounts of reviewers, who decide on what is submitted."""


@reviewer.command("add")
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input, for scripts.")
def add(email: str, password_stdin: bool) -> None:
    """Make an account for EMAIL, or give it a new password; sessions under an old one end."""
    with _store() as store:
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else _asked()
        is_new = add_reviewer(store, email, password)
    click.echo(f"{email} can sign in at /review." if is_new else f"{email} has a new password.")


@reviewer.command("list")
def list_accounts() -> None:
    """List all accounts: e-mail address, whether it is open, since when it is there."""
    with _store() as store:
        found = all_reviewers(store)
    for each in found:
        click.echo(f"{each['email']}  {'open' if each['active'] else 'closed'}  since {each['at'][:10]}")
    if not found:
        click.echo("There is no account yet: python -m dashboard reviewer add EMAIL makes one.")


@reviewer.command("close")
@click.argument("email")
def close(email: str) -> None:
    """Close the account of EMAIL and end its sessions; what it decided stays."""
    with _store() as store:
        if not close_account(store, email):
            raise AccountError(f"There is no account '{email}'.")
    click.echo(f"The account of {email} is closed.")


def _asked() -> str:
    return str(
        click.prompt(
            f"Password ({SHORTEST_PASSWORD} characters or more)", hide_input=True, confirmation_prompt="The same again"
        )
    )


@contextmanager
def _store() -> Iterator[Store]:
    """The store that the settings name; every error is one sentence and exit code 2."""
    try:
        store = Store(Settings.from_env(os.environ).database)
        yield store
        store.close()
    except (SettingsError, StoreError, AccountError) as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from None
