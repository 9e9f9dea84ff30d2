"""YAML 1.2 in, plain values out, with the line of every key.

ruamel.yaml turns text into events; the values are built here, because what a config file may do is less than what YAML
may do: no tags of one's own, no duplicate keys, no anchors that multiply, no bottomless nesting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from ruamel.yaml.nodes import ScalarNode

from onrecord.errors import Problem

MAX_DEPTH = 30
MAX_VALUES = 500_000
MAX_CHARACTERS = 5_000_000
_STANDARD = "tag:yaml.org,2002:"
_KINDS = frozenset({"str", "int", "float", "bool", "null", "timestamp", "merge", "value", "seq", "map"})

KeyPath: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One config file as plain values.

    Attributes:
        file: path as the user gave it.
        data: mappings, lists, texts, numbers, booleans and None; days and times stay text.
        lines: 1-based line of every key and list item.
    """

    file: str
    data: object
    lines: Mapping[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """The line of the key at `path`, or of the nearest key above it that exists."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1

    def problem(self, path: KeyPath, message: str, hint: str = "") -> Problem:
        """A problem at `path`."""
        return Problem(self.file, self.line(path), printable(key_name(path)), printable(message), printable(hint))


def printable(text: str) -> str:
    """The text without control characters, which would reach the terminal of whoever reads the problem."""
    return "".join(character if character.isprintable() else "�" for character in text)


def key_name(path: KeyPath) -> str:
    """A key path as people read it: ``outlets[3].sources[0].url``."""
    name = ""
    for part in path:
        name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else part
    return name


def parse(text: str, file: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """Read one YAML document.

    Returns:
        The document, or None where the text is not YAML or goes over a limit; and what is wrong with it.
    """
    if len(text) > MAX_CHARACTERS:
        return None, (
            Problem(file, 0, "", f"longer than {MAX_CHARACTERS:,} characters", "split it into several files"),
        )
    builder = _Builder(text)
    try:
        root = builder.root()
        document = _flatten(root, file)
    except _Broken as broken:
        return None, (*builder.problems(file), Problem(file, broken.line, "", broken.message, broken.hint))
    except MarkedYAMLError as error:
        return None, (*builder.problems(file), _syntax_problem(error, file))
    except YAMLError as error:
        return None, (*builder.problems(file), Problem(file, 0, "", f"not YAML: {_first_line(str(error))}"))
    return document, builder.problems(file)


def _syntax_problem(error: MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    said = _first_line(error.problem or error.context or "unreadable")
    hint = (
        "indent with spaces, not tabs" if "\\t" in said else "check indentation, colons and quotes here and just above"
    )
    return Problem(file, mark.line + 1 if mark else 0, "", f"not YAML: {said}", hint)


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0] if text.strip() else "unreadable"


class _Broken(Exception):
    """The document cannot be used at all."""

    def __init__(self, line: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class _Pair:
    line: int
    key: str
    value: _Node


@dataclass(frozen=True, slots=True)
class _Node:
    """A scalar value, or items, or pairs; shared wherever an alias points to it."""

    line: int
    scalar: object = None
    items: list[_Node] | None = None
    pairs: list[_Pair] | None = None


class _Builder:
    """Builds the tree of one document from ruamel.yaml's events."""

    def __init__(self, text: str) -> None:
        yaml = YAML(typ="safe", pure=True)
        self._resolver: Any = yaml.resolver
        self._events: Iterator[Any] = iter(yaml.parse(text))
        self._anchors: dict[str, _Node] = {}
        self._duplicates: list[tuple[int, KeyPath, int]] = []

    def problems(self, file: str) -> tuple[Problem, ...]:
        """What is wrong, though not so wrong that the document could not be read."""
        return tuple(
            Problem(file, line, printable(key_name(path)), "given twice", f"the first one is on line {first}")
            for line, path, first in self._duplicates
        )

    def root(self) -> _Node:
        """The whole document; an empty one is None."""
        root: _Node | None = None
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                if root is not None:
                    raise _Broken(_line(event), "a second document starts here", "remove the line ---")
                root = self._node(next(self._events), ())
            elif isinstance(event, StreamEndEvent):
                break
        return root or _Node(1)

    def _node(self, event: Any, path: KeyPath) -> _Node:
        line = _line(event)
        if len(path) > MAX_DEPTH:
            raise _Broken(line, f"nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, AliasEvent):
            if event.anchor not in self._anchors:
                raise _Broken(line, f"*{event.anchor} has no anchor &{event.anchor} above it")
            return self._anchors[event.anchor]
        node = self._collected(event, line, path)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _collected(self, event: Any, line: int, path: KeyPath) -> _Node:
        if isinstance(event, ScalarEvent):
            return _Node(line, scalar=self._scalar(event, line))
        self._kind(str(event.tag or f"{_STANDARD}map"), line)
        if isinstance(event, SequenceStartEvent):
            return _Node(line, items=self._items(path))
        if isinstance(event, MappingStartEvent):
            return _Node(line, pairs=self._pairs(path))
        raise _Broken(line, "not a value")

    def _items(self, path: KeyPath) -> list[_Node]:
        items: list[_Node] = []
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                break
            items.append(self._node(event, (*path, len(items))))
        return items

    def _pairs(self, path: KeyPath) -> list[_Pair]:
        pairs: dict[str, _Pair] = {}
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                break
            line = _line(event)
            if not isinstance(event, ScalarEvent):
                raise _Broken(line, "a key must be plain text", "put text that starts with [, {, * or & in quotes")
            key = _whole(str(event.value), line)
            value = self._node(next(self._events), (*path, key))
            if key in pairs:
                self._duplicates.append((line, (*path, key), pairs[key].line))
            else:
                pairs[key] = _Pair(line, key, value)
        return list(pairs.values())

    def _scalar(self, event: ScalarEvent, line: int) -> object:
        tag = event.tag or self._resolver.resolve(ScalarNode, event.value, event.implicit)
        return _value(self._kind(str(tag), line), _whole(str(event.value), line))

    def _kind(self, tag: str, line: int) -> str:
        kind = tag.removeprefix(_STANDARD)
        if not tag.startswith(_STANDARD) or kind not in _KINDS:
            raise _Broken(line, f"the tag {tag} means nothing here", "remove it, or put the text in quotes")
        return kind


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _whole(text: str, line: int) -> str:
    """The text with the halves of characters that JSON writes as two escapes put together."""
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise _Broken(line, "holds half a character", "write the character itself instead of an escape") from None


def _value(kind: str, text: str) -> object:
    """The scalar as a Python value. What does not read as its kind, and every day and time, stays text."""
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    try:
        if kind == "int":
            return _whole_number(text.replace("_", ""))
        if kind == "float":
            return float(text.replace("_", "").replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:
        return text
    return text


def _whole_number(text: str) -> int:
    base = {"0x": 16, "0o": 8, "0b": 2}.get(text.lstrip("+-")[:2].lower(), 10)
    return int(text, base)


@dataclass(slots=True)
class _Flattener:
    """Resolves shared nodes into plain values, each with its own path, and counts them."""

    lines: dict[KeyPath, int] = field(default_factory=dict)
    count: int = 0

    def plain(self, node: _Node, path: KeyPath) -> object:
        self.count += 1
        if self.count > MAX_VALUES:
            raise _Broken(node.line, f"holds more than {MAX_VALUES:,} values", "anchors that repeat anchors multiply")
        if node.items is not None:
            return [self._at(item, (*path, index), item.line) for index, item in enumerate(node.items)]
        if node.pairs is not None:
            return {pair.key: self._at(pair.value, (*path, pair.key), pair.line) for pair in node.pairs}
        return node.scalar

    def _at(self, node: _Node, path: KeyPath, line: int) -> object:
        self.lines[path] = line
        return self.plain(node, path)


def _flatten(root: _Node, file: str) -> Document:
    flattener = _Flattener()
    return Document(file, flattener.plain(root, ()), flattener.lines)
