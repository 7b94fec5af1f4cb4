"""The commands of ``python -m dashboard``: one line of COMMANDS each.

What a command does is in the module named there, imported only when the command is called.
"""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "backup": ("dashboard.backup:backup", "Copy store, table and snapshots into one file, while the dashboard runs."),
    "check": ("dashboard.check:check", "Validate a table: every problem with row, column, value and fix."),
    "codebook": ("dashboard.codebook:codebook", "Generate codebook, data package and registers anew."),
    "import": ("dashboard.importer:import_file", "Put a survey file into the review queue."),
    "generate": ("dashboard.generate:generate", "Write a synthetic table with the real one's skew."),
    "restore": ("dashboard.restore:restore", "Put a backup back: all of it or nothing."),
    "reviewer": ("dashboard.reviewer:reviewer", "Make, list and close accounts of reviewers."),
    "serve": ("dashboard.serve:serve", "Serve the dashboard with the settings of the environment."),
    "snapshot": ("dashboard.freezing:snapshot", "Freeze the table as a numbered release that never changes."),
    "table": ("dashboard.table_at:table", "Write the table as it was after any of its changes."),
}
"""Name → where the click command is (module:attribute), and what it does in a sentence."""


class Commands(click.Group):
    """A group that knows its commands from COMMANDS and imports only the one it runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command of this name, None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, purpose) for name, (_, purpose) in COMMANDS.items()])


@click.command(cls=Commands, name="python -m dashboard")
def commands() -> None:
    """Multilevel Diplomacy Dashboard: work on its tables from the command line."""


if __name__ == "__main__":
    commands(prog_name="python -m dashboard")
