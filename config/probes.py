"""What only those know who will use a part of the config: whether the senders take an address, the monitor a rule.

They are handed in, since the config knows neither; so their problems come with all others, with file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from pydantic import ValidationError

from config import addresses, convert_telling
from config.checks import EACH, Found, find
from config.sections import ChannelSection, KeywordSection, Section
from config.yaml import Document, KeyPath
from onrecord.errors import Problem
from onrecord.model import Channel, KeywordRule

_RULES: Final[tuple[KeyPath, ...]] = (
    ("watchlists", EACH, "conditions", "keywords", EACH),
    ("watchlists", EACH, "urgent", "keywords", EACH),
    ("watchlists", EACH, "routes", EACH, "when", "keywords", EACH),
)

SectionT = TypeVar("SectionT", bound=Section)


def content(_: object) -> None:
    """Finds nothing wrong."""


@dataclass(frozen=True, slots=True)
class Probes:
    """Each says what is wrong, in words and without secrets, or nothing.

    Attributes:
        channel: asked about every channel whose address could be resolved and fits its kind.
        rule: asked about every keyword rule that fits the schema.
    """

    channel: Callable[[Channel], str | None] = content
    rule: Callable[[KeywordRule], str | None] = content


def probe(documents: Sequence[Document], secrets: Mapping[str, str], probes: Probes) -> Iterator[Problem]:
    """What the probes find. Sections with a mistake of their own were told of already and are left out.

    Args:
        documents: all files that could be read.
        secrets: addresses as written → what they come to.
        probes: whom to ask.
    """
    for found in find(documents, ("channels", EACH)):
        section = _valid(ChannelSection, found)
        address = section and section.url and secrets.get(section.url)
        if not (section and address and addresses.fits_channel(section.kind, address)):
            continue
        if fault := probes.channel(convert_telling.channel(section, secrets)):
            yield Found(found.document, (*found.path, "url"), address).problem(fault)
    for found in (rule for path in _RULES for rule in find(documents, path)):
        rule = _valid(KeywordSection, found)
        if rule and (fault := probes.rule(convert_telling.keyword_rule(rule))):
            yield found.problem(fault)


def _valid(kind: type[SectionT], found: Found) -> SectionT | None:
    try:
        return kind.model_validate(found.value)
    except ValidationError:
        return None
