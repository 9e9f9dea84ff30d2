"""The config: YAML in, Settings or every problem at once out."""

from config.json_schema import schema
from config.load import load
from config.probes import Probes
from config.starter import starter_files

__all__ = ["Probes", "load", "schema", "starter_files"]
