"""`onrecord alerts`: list, show, test, preview, retry, mute, mark wrong, and what stayed silent."""

from __future__ import annotations

from onrecord.cli.lazy import Lazy, lazy_typer

COMMANDS = {
    "list": Lazy(
        "onrecord.cli.alert_rows:list_alerts", "List alerts, the latest first, with where their deliveries stand."
    ),
    "show": Lazy(
        "onrecord.cli.alert_rows:show",
        "Show one alert: its statements, the whole reason chain, and every attempt to deliver it.",
    ),
    "silent": Lazy("onrecord.cli.alert_rows:silent", "List tracked statements that raised no alert, and why not."),
    "test": Lazy(
        "onrecord.cli.alert_messages:try_channel",
        "Send a sample alert to one channel and say what came back. Exit code 1 when it was not accepted.",
    ),
    "preview": Lazy("onrecord.cli.alert_messages:preview", "Write every medium's rendering of an alert to files."),
    "retry": Lazy(
        "onrecord.cli.alert_rows:retry", "Send again what was given up. The daemon picks it up within a second."
    ),
    "mute": Lazy(
        "onrecord.cli.alert_rows:mute",
        "Tell nothing of an alert's group, an outlet or a statement for a while. It is still collected and listed.",
    ),
    "wrong": Lazy(
        "onrecord.cli.alert_rows:wrong",
        "Mark an alert as wrong: the case is kept, with your note, to mend the rules by.",
    ),
}

app = lazy_typer(COMMANDS, help="List, show, test, preview, retry, mute and correct alerts.")
