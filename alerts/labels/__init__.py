"""The words around a quote, one data file per language; and how a language sets its quotation marks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo

from alerts.escape import Direction, direction

FALLBACK: Final = "en"

_MARKS: Final[Mapping[str, tuple[str, str]]] = {
    "ar": ("«", "»"),
    "ckb": ("«", "»"),
    "fa": ("«", "»"),
    "fr": ("« ", " »"),
    "de": ("„", "“"),
    "he": ("”", "”"),
    "ru": ("«", "»"),
    "ur": ("”", "“"),
}
_DEFAULT_MARKS: Final = ("“", "”")


@dataclass(frozen=True, slots=True)
class Labels:
    """One language's words. Each mapping is one table of the data file, by the same name."""

    language: str
    direction: Direction
    subject: Mapping[str, str]
    kind: Mapping[str, str]
    alert: Mapping[str, str]
    word: Mapping[str, str]
    stage: Mapping[str, str]
    act: Mapping[str, str]
    digest: Mapping[str, str]
    this_year: str
    other_year: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]

    def count(self, statements: int) -> str:
        """So many new statements, in words."""
        return self.alert["statement"] if statements == 1 else self.alert["statements"].format(count=statements)

    def act_named(self, name: str) -> str:
        """The word for an act; an act without one shows its own name."""
        return self.act.get(name, name.replace("_", " "))

    def stage_named(self, name: str) -> str:
        """The word for a stage of the reason chain; a stage without one shows its own name."""
        return self.stage.get(name, name.replace("_", " "))

    def moment(self, at: datetime, zone: ZoneInfo, now: datetime) -> str:
        """A time on the reader's clock, with the zone's city; the year only where it is not the present one."""
        local = at.astimezone(zone)
        pattern = self.this_year if local.year == now.astimezone(zone).year else self.other_year
        return pattern.format(
            weekday=self.weekdays[local.weekday()],
            day=local.day,
            month=self.months[local.month - 1],
            year=local.year,
            time=f"{local:%H:%M}",
            zone=zone.key.rpartition("/")[2].replace("_", " "),
        )


def available() -> tuple[str, ...]:
    """The languages that have a data file."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def labels(language: str) -> Labels:
    """The labels in `language`, or in English where there is no data file for it."""
    code = language.partition("-")[0].lower()
    if code not in available():
        code = FALLBACK
    table = tomllib.loads(files(__name__).joinpath(f"{code}.toml").read_text("utf-8"))
    date = table["date"]
    return Labels(
        language=code,
        direction="rtl" if table["direction"] == "rtl" else "ltr",
        subject=table["subject"],
        kind=table["kind"],
        alert=table["alert"],
        word=table["word"],
        stage=table["stage"],
        act=table["act"],
        digest=table["digest"],
        this_year=date["this_year"],
        other_year=date["other_year"],
        weekdays=tuple(date["weekdays"]),
        months=tuple(date["months"]),
    )


def quotation_marks(words: str, language: str) -> tuple[str, str]:
    """The outer quotation marks of the language; where the language is unknown, those of the script's direction."""
    known = _MARKS.get(language.partition("-")[0].lower())
    if known:
        return known
    return _MARKS["ar"] if direction(words, language) == "rtl" else _DEFAULT_MARKS
