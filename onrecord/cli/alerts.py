"""`onrecord alerts`: list, show, test, preview, retry, mute, unmute, mark wrong, and what stayed silent."""

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
    "preview": Lazy(
        "onrecord.cli.alert_messages:preview",
        "Write every medium's rendering of an alert to files; without an id, of a sample alert and a sample digest.",
    ),
    "retry": Lazy(
        "onrecord.cli.alert_rows:retry",
        "Send again what did not arrive; what arrived is left alone. `onrecord run` picks it up within a second.",
    ),
    "mute": Lazy(
        "onrecord.cli.mutes:mute",
        "Tell nothing of a group, an outlet or a statement for a while. It is still collected and listed.",
    ),
    "mutes": Lazy("onrecord.cli.mutes:mutes", "List what is muted, and until when, the first to end first."),
    "unmute": Lazy("onrecord.cli.mutes:unmute", "Lift a mute before its end."),
    "wrong": Lazy(
        "onrecord.cli.alert_wrong:wrong",
        "Mark an alert as wrong, and file its article as a case: gold for `python -m benchmarks.cases FOLDER`.",
    ),
}

app = lazy_typer(COMMANDS, help="List, show, test, preview, retry, mute and correct alerts.")
