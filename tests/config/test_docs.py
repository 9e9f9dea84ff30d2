"""What is written about the config is true of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from config import schema, starter_files
from config.json_schema import as_text
from config.sections import ConfigFile

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def page() -> str:
    return (DOCS / "config.md").read_text("utf-8")


def sections() -> dict[str, Any]:
    defined: dict[str, Any] = ConfigFile.model_json_schema()["$defs"]
    return defined


def test_every_key_is_documented(page: str) -> None:
    keys = {key for section in sections().values() for key in section["properties"]} | set(ConfigFile.model_fields)
    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []


def test_every_value_of_a_fixed_choice_is_documented(page: str) -> None:
    text = json.dumps(sections())
    choices = {value for found in re.findall(r'"enum": \[([^]]*)\]', text) for value in re.findall(r'"([^"]+)"', found)}
    words = {choice for choice in choices if len(choice) > 2 or "+" in choice}
    assert [word for word in sorted(words) if f"`{word}`" not in page] == []


def test_every_section_of_the_page_is_a_section_of_the_config(page: str) -> None:
    titles = re.findall(r"(?m)^## ([a-z]+)$", page)
    assert sorted(titles) == sorted(ConfigFile.model_fields)


def test_the_examples_of_the_page_make_a_config(page: str, tmp_path: Path) -> None:
    examples = re.findall(r"(?s)```yaml\n(.*?)```", page)
    assert len(examples) == 6
    for example in examples:
        ConfigFile.model_validate(YAML(typ="safe", pure=True).load(without_days(example)))


def without_days(text: str) -> str:
    """YAML's own loader makes dates of days, which the config reads as text."""
    return re.sub(r"(\d{4}-\d\d-\d\d)", r'"\1"', text)


def test_the_json_schema_in_docs_is_up_to_date() -> None:
    kept = (DOCS / "config.schema.json").read_text("utf-8")
    assert kept == as_text(), "write it anew: python -m config docs/config.schema.json"


def test_the_json_schema_is_one_and_takes_the_starter_config() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema())
    for name, text in starter_files().items():
        data = YAML(typ="safe", pure=True).load(without_days(text))
        data = {key: value for key, value in data.items() if value is not None}
        assert [error.message for error in validator.iter_errors(data)] == [], name


@pytest.mark.parametrize(
    "wrong",
    [
        {"outlet": []},
        {"groups": [{"id": "a", "name": "A", "type": "club"}]},
        {"groups": [{"id": "A B", "name": "A", "type": "party"}]},
        {"outlets": [{"id": "a", "name": "A", "country": "IQ", "languages": ["arabic"]}]},
        {"onrecord": {"retry_for": "two days"}},
    ],
)
def test_the_json_schema_shows_an_editor_what_is_wrong(wrong: dict[str, object]) -> None:
    assert not jsonschema.Draft202012Validator(schema()).is_valid(wrong)
