"""`onrecord outlets`: show how the sources fare; find and import new ones."""

from __future__ import annotations

from onrecord.cli.lazy import Lazy, lazy_typer
from onrecord.cli.outlets import outlets

COMMANDS = {
    "find": Lazy(
        "onrecord.cli.outlet_find:find",
        "Find an outlet's feeds, sitemaps and Telegram channel, try each, and print config to paste.",
    ),
    "import": Lazy(
        "onrecord.cli.outlet_import:import_opml",
        "Turn an OPML file into config: one outlet per site, with its feeds.",
    ),
}

app = lazy_typer(COMMANDS, by_itself=outlets)
