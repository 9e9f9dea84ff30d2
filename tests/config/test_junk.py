"""Whatever the file holds: Settings or ConfigError, nothing else."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from config import load
from config.checks import REFERENCES
from config.sections import ConfigFile
from onrecord.errors import ConfigError
from onrecord.model import Settings

SECTIONS = ["onrecord", "outlets", "groups", "persons", "watchlists", "channels"]
KEYS = sorted(
    {*SECTIONS, *(str(part) for pattern, _ in REFERENCES for part in pattern)}
    | {key for model in ConfigFile.model_json_schema()["$defs"].values() for key in model["properties"]}
)
WORDS_TEXT = """front en latin console feed https://a.example/ http://[ env:X ${env:} file:/ ${file:..} 10m 9999-99 2024
    party * a*b direct 0001-01-01 9999-12-31T23:59-14:00 Asia/Baghdad ../../etc ـ 1e999 mailto://u:p@h ١٢m 2024-02-30
    slack:// //"""
WORDS = st.sampled_from([*WORDS_TEXT.split(), "\u202e", "\x1b[31m", "\ud83d"])
SCALARS = st.one_of(WORDS, st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8))
KEY = st.one_of(st.sampled_from(KEYS), st.text(max_size=4))


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEY, inner, max_size=5))


TREES = st.recursive(SCALARS, nested, max_leaves=25)
ITEMS = st.lists(st.dictionaries(st.sampled_from(KEYS), TREES, max_size=8), max_size=3)
LIKELY = st.dictionaries(st.sampled_from(SECTIONS), ITEMS, max_size=4)
YAMLISH = st.text(alphabet=st.sampled_from(list("abi:-#&*!|>%@`'\"{}[],? \n\t~0.1eдع\u200c\x00\ufeff")), max_size=60)


def survives(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "junk.yaml"
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        assert loaded_or_refused(file)


def loaded_or_refused(file: Path) -> bool:
    try:
        loaded = load(file, env={"X": "https://x.example"})
    except ConfigError as error:
        return bool(error.problems)
    return isinstance(loaded, Settings)


@settings(max_examples=150, deadline=None)
@given(YAMLISH)
def test_any_text_gives_settings_or_problems(text: str) -> None:
    survives(text)


@settings(max_examples=100, deadline=None)
@given(st.one_of(LIKELY, TREES))
def test_any_tree_gives_settings_or_problems(tree: object) -> None:
    survives(json.dumps(tree))
