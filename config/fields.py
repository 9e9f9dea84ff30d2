"""The kinds of values a config file may hold, each with its check, its message and its hint."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, TypeAlias, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from config.codes import LANGUAGE_SLIPS, LANGUAGES, countries, timezones
from config.hints import did_you_mean
from onrecord.text import canonical_url

T = TypeVar("T")

ID_PATTERN = r"^[a-z0-9][a-z0-9_-]*$"
DURATION_PATTERN = r"^\s*(\d+(\.\d+)?\s*[smhdw]\s*)+$"
DAY_PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?$"
FIRST_YEAR, LAST_YEAR = 1900, 2199
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_LONGEST = timedelta(days=3650)


def wrong(message: str, hint: str = "") -> PydanticCustomError:
    """A validation error with our own words. The hint travels in its context."""
    return PydanticCustomError("onrecord", "{message}", {"message": message, "hint": hint})


def _absent_as_empty(value: object) -> object:
    """A key whose whole list is commented out reads as null: that is an empty list, no mistake."""
    return [] if value is None else value


def _text(value: str) -> str:
    stripped = value.strip()
    if not stripped:
        raise wrong("is empty", "write something or remove it")
    if any(unicodedata.category(character) == "Cc" for character in stripped):
        raise wrong("holds a control character", "remove it; one line of plain text is meant")
    return stripped


def _identifier(value: str) -> str:
    if not re.fullmatch(ID_PATTERN, value):
        slug = re.sub(r"[^a-z0-9]+", "_", value.lower()).strip("_")
        hint = f"such as {slug}" if slug else "such as my_group"
        raise wrong(f"an id is lower-case letters, digits, _ and -, not “{value}”", hint)
    return value


def _language(value: str) -> str:
    if value in LANGUAGES:
        return value
    known = LANGUAGE_SLIPS.get(value.lower()) or (value.lower() if value.lower() in LANGUAGES else "")
    hint = f"did you mean {known}?" if known else "two letters of ISO 639-1, such as ar, en, fa, he, ku, tr"
    raise wrong(f"unknown language “{value}”", hint)


def _alias_language(value: str) -> str:
    return value if value == "latin" else _language(value)


def _country(value: str) -> str:
    if value in countries():
        return value
    upper = {"UK": "GB"}.get(value.upper(), value.upper())
    hint = f"did you mean {upper}?" if upper in countries() else "two letters of ISO 3166-1, such as IQ, IR, LB"
    raise wrong(f"unknown country “{value}”", hint)


def _timezone(value: str) -> str:
    if value in timezones():
        return value
    places = {name.rpartition("/")[2]: name for name in timezones()}
    guess = did_you_mean(value, timezones())
    city = re.split(r"[/ ]", value)[-1].title()
    if not guess and city in places:
        guess = f"did you mean {places[city]}?"
    raise wrong(f"unknown time zone “{value}”", guess or "an IANA name such as Asia/Baghdad")


def _duration(value: object) -> timedelta:
    example = "write a number and a unit: 30s, 10m, 2h, 3d, 1w"
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, str) or not re.fullmatch(DURATION_PATTERN, value, re.ASCII):
        hint = f"{example}; {value}m?" if isinstance(value, int) and not isinstance(value, bool) else example
        raise wrong(f"not a duration: “{value}”", hint)
    seconds = sum(float(number) * _UNITS[unit] for number, unit in re.findall(r"([\d.]+)\s*([smhdw])", value))
    if not 0 < seconds <= _LONGEST.total_seconds():
        raise wrong(f"not a duration between a moment and ten years: “{value}”", example)
    return timedelta(seconds=seconds)


def _time_of_day(value: object) -> time:
    if isinstance(value, time):
        return value
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", value.strip(), re.ASCII) if isinstance(value, str) else None
    if not found:
        raise wrong(f"not a time of day: “{value}”", 'write hours and minutes: "07:30", "22:00"')
    return time(int(found[1]), int(found[2]))


def _share_of_day(value: timedelta) -> timedelta:
    if value % timedelta(hours=1) or timedelta(days=1) % value:
        raise wrong(f"a day has no whole number of {written(value)}", "write 1h, 2h, 3h, 4h, 6h, 8h, 12h or 1d")
    return value


def _web_url(value: str) -> str:
    if not re.match(r"(?i)https?://[^\s/]", value) or re.search(r"\s", value) or not _canonical(value):
        hint = f"did you mean https://{value}?" if re.match(r"^[\w-]+(\.[\w-]+)+(/|$)", value) else "https://host/path"
        raise wrong("not a web address", hint)
    return value


def written(value: timedelta) -> str:
    """The duration as one would write it: 600 seconds are 10m."""
    seconds = int(value.total_seconds())
    unit = next(unit for unit in ("w", "d", "h", "m", "s") if seconds % _UNITS[unit] == 0)
    return f"{seconds // _UNITS[unit]}{unit}"


def _canonical(value: str) -> str:
    try:
        return canonical_url(value)
    except ValueError:
        return ""


def _split(value: str) -> Any:
    try:
        parts = urlsplit(value)
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts


def is_private(url: str) -> bool:
    """Whether the URL's host is plainly a loopback or private one. No name is looked up."""
    parts = _split(url)
    host = (parts.hostname or "") if parts else ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_private or address.is_loopback or address.is_link_local


def _day(value: object, *, last: bool) -> date:
    """A day; of a year or a month alone the first or the last one."""
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(DAY_PATTERN, text, re.ASCII):
        raise wrong(f"not a day: “{value}”", "write 2024-05-31, 2024-05 or 2024")
    parts = [int(part) for part in text.split("-")]
    try:
        if len(parts) == 3:
            return _in_range(date(*parts))
        year, month = parts[0], parts[1] if len(parts) == 2 else 12 if last else 1
        first = _in_range(date(year, month, 1))
    except ValueError:
        raise wrong(f"there is no day {text}", "write 2024-05-31, 2024-05 or 2024") from None
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1) if last else first


def _in_range(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(day)
    return day


def _first_day(value: object) -> date:
    return _day(value, last=False)


def _last_day(value: object) -> date:
    return _day(value, last=True)


def _moment(value: object) -> datetime:
    if not isinstance(value, str):
        raise wrong(f"not a time: “{value}”", "write 2026-03-01 or 2026-03-01T06:00")
    try:
        moment = datetime.fromisoformat(value.strip())
        _in_range(moment.date())
    except ValueError:
        raise wrong(f"not a time: “{value}”", "write 2026-03-01 or 2026-03-01T06:00") from None
    return moment


_DAY_SCHEMA = WithJsonSchema({"anyOf": [{"type": "string", "pattern": DAY_PATTERN}, {"type": "integer"}]})

Text: TypeAlias = Annotated[str, AfterValidator(_text)]
Id: TypeAlias = Annotated[str, AfterValidator(_identifier), WithJsonSchema({"type": "string", "pattern": ID_PATTERN})]
Language: TypeAlias = Annotated[
    str, AfterValidator(_language), WithJsonSchema({"type": "string", "enum": sorted(LANGUAGES)})
]
AliasLanguage: TypeAlias = Annotated[
    str, AfterValidator(_alias_language), WithJsonSchema({"type": "string", "enum": ["latin", *sorted(LANGUAGES)]})
]
Country: TypeAlias = Annotated[
    str, AfterValidator(_country), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"})
]
Timezone: TypeAlias = Annotated[str, AfterValidator(_timezone)]
WebUrl: TypeAlias = Annotated[
    str, AfterValidator(_web_url), WithJsonSchema({"type": "string", "pattern": "^https?://"})
]
Duration: TypeAlias = Annotated[
    timedelta, BeforeValidator(_duration), WithJsonSchema({"type": "string", "pattern": DURATION_PATTERN})
]
TimeOfDay: TypeAlias = Annotated[
    time, BeforeValidator(_time_of_day), WithJsonSchema({"type": "string", "pattern": r"^([01]?\d|2[0-3]):[0-5]\d$"})
]
ShareOfDay: TypeAlias = Annotated[Duration, AfterValidator(_share_of_day)]
FirstDay: TypeAlias = Annotated[date, BeforeValidator(_first_day), _DAY_SCHEMA]
LastDay: TypeAlias = Annotated[date, BeforeValidator(_last_day), _DAY_SCHEMA]
Moment: TypeAlias = Annotated[datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string"})]
Many: TypeAlias = Annotated[list[T], BeforeValidator(_absent_as_empty)]
