"""One file against the schema: pydantic's errors as Problems with line, key path and suggestion."""

from __future__ import annotations

import copy
import re
import types
from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from config.hints import suggestion
from config.sections import ConfigFile
from config.yaml import Document, KeyPath
from onrecord.errors import Problem

_NOUNS = {
    "string_type": "text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a number",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}


def validate(document: Document) -> tuple[ConfigFile | None, tuple[Problem, ...]]:
    """The file as a model, or None where it does not fit the schema; and every problem with it."""
    data = {} if document.data is None else document.data
    try:
        return ConfigFile.model_validate(data), ()
    except ValidationError as error:
        first = _details(error)
    # An unknown key keeps pydantic from looking at the section as a whole: look again without it.
    details = {**_again(data, first), **first}
    return None, tuple(_problem(document, path, detail) for (path, _), detail in details.items())


def _details(error: ValidationError) -> dict[tuple[KeyPath, str], ErrorDetails]:
    listed = error.errors(include_url=False)
    return {(_path(detail["loc"]), detail["type"]): detail for detail in listed}


def _path(loc: KeyPath) -> KeyPath:
    return tuple(part for part in loc if part != "[key]")


def _again(data: object, first: Mapping[tuple[KeyPath, str], ErrorDetails]) -> dict[tuple[KeyPath, str], ErrorDetails]:
    unknown = [path for path, kind in first if kind == "extra_forbidden"]
    if not unknown:
        return {}
    trimmed = copy.deepcopy(data)
    for path in unknown:
        parent = value_at(trimmed, path[:-1])
        if isinstance(parent, dict):
            parent.pop(path[-1], None)
    try:
        ConfigFile.model_validate(trimmed)
    except ValidationError as error:
        return _details(error)
    return {}


def value_at(data: object, path: KeyPath) -> object:
    """What stands at `path`, or None."""
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def _problem(document: Document, path: KeyPath, detail: ErrorDetails) -> Problem:
    message, hint = _words(path, detail, value_at(document.data, path))
    return document.problem(path, message, hint)


def _words(path: KeyPath, detail: ErrorDetails, value: object) -> tuple[str, str]:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "onrecord":
        return str(context["message"]), str(context["hint"])
    if kind == "extra_forbidden":
        return "unknown key", suggestion(str(path[-1]), _known_keys(path[:-1]))
    if kind == "literal_error":
        options = [option.strip("' ") for option in str(context["expected"]).replace(" or ", ",").split(",")]
        return f"unknown value {shown(value)}", suggestion(str(value), options)
    if noun := _NOUNS.get(kind):
        return f"should be {noun}, not {shown(value)}", _type_hint(kind, value)
    return _plain_words(path, detail)


def _plain_words(path: KeyPath, detail: ErrorDetails) -> tuple[str, str]:
    if detail["type"] == "missing":
        return "missing", f"add {path[-1]}:"
    if detail["type"] == "too_short":
        return "is empty", "list at least one"
    return f"{detail['msg'][:1].lower()}{detail['msg'][1:]}", ""


def _type_hint(kind: str, value: object) -> str:
    if kind == "string_type" and isinstance(value, int | float):
        return f'put it in quotes: "{str(value).lower()}"'
    if kind == "string_type" and value is None:
        return "write something or remove it"
    if kind == "list_type" and isinstance(value, str):
        return "begin every item with a dash, or put them in [ ]"
    if kind == "list_type" and isinstance(value, dict):
        return "begin every item with a dash"
    if kind in {"model_type", "dict_type"} and isinstance(value, list):
        return "remove the dash"
    return ""


def shown(value: object) -> str:
    """The value for a message: a short word as it is, anything that might be an address or a secret by its kind."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"“{text}”" if re.fullmatch(r"[\w .+'-]{0,30}", text) else "this text"


def _known_keys(path: KeyPath) -> list[str]:
    """The keys of the section at `path`."""
    model: type[BaseModel] | None = ConfigFile
    for part in path:
        if isinstance(part, str) and model is not None and part in model.model_fields:
            model = _section_of(model.model_fields[part].annotation)
    return list(model.model_fields) if model else []


def _section_of(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, BaseModel) else None
    found = (_section_of(inner) for inner in get_args(annotation))
    return next((model for model in found if model), None)
