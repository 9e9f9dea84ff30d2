"""The commands: thin shells that read options, call the rooms, and print.

Exit codes: 0 fine, 1 found a failure, 2 bad input.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper

from alerts.escape import clean
from onrecord.cli.app import app
from onrecord.errors import OnRecordError


def main() -> None:
    """Entry point of the `onrecord` command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show Arabic gets question marks, not a traceback.
            stream.reconfigure(errors="replace")
    try:
        app(prog_name="onrecord")
    except OnRecordError as error:
        sys.stderr.write(f"onrecord: {clean(str(error))}\n")
        sys.exit(2)
