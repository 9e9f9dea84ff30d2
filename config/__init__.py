"""The config: YAML in, Settings or every problem at once out."""

from config.json_schema import schema
from config.load import load
from config.starter import starter_files

__all__ = ["load", "schema", "starter_files"]
