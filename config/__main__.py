"""``python -m config FILE`` writes the JSON Schema of a config file, as it is kept in docs/."""

from __future__ import annotations

import sys
from pathlib import Path

from config.json_schema import as_text

if __name__ == "__main__":
    Path(sys.argv[1]).write_text(as_text(), encoding="utf-8")
