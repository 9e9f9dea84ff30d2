"""Cases of one's own: what alerts got wrong, as gold for the benchmarks. Pure.

A folder of cases has the form that ``python -m benchmarks.regional`` reads: ``articles.jsonl``, ``watchlist.yaml`` and,
where one article echoes another, ``families.jsonl``. A line of ``articles.jsonl`` is an article and its gold in one:
the scorers of both benchmarks read ``statements`` there, and ``python -m benchmarks.cases`` reads ``corrections`` too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final, TypeAlias

from onrecord.model import Article, Entity, Group
from onrecord.text import derived_id

Line: TypeAlias = dict[str, Any]
"""One JSON object of a file of lines."""
_LATIN: Final = "latin"


class Because(StrEnum):
    """What is wrong with an alert."""

    NOT_SAID = "not-said"
    SPEAKER = "speaker"
    OLD = "old"
    ECHO = "echo"
    WORDS = "words"
    ACT = "act"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Correction:
    """What an analyst says about statements of an alert.

    Attributes:
        statements: ids of those that it is about.
        speaker: who really said it, for `speaker`; empty: nobody whom the article names.
        group: id of whom it counts for, for `speaker`, and counted for, for `echo`; empty: nobody tracked.
        words: the right words as they stand in the article, for `words`.
        of: id of the case of the article that told it first, for `echo`.
        at: when, ISO 8601.
    """

    alert: str
    because: Because
    statements: tuple[str, ...]
    speaker: str = ""
    group: str = ""
    words: str = ""
    of: str = ""
    note: str = ""
    at: str = ""


def case_id(article: Article) -> str:
    """The id of an article's case: the same for all alerts of the same text."""
    return derived_id("case", article.outlet, article.url, article.content_hash, length=12)


def case(article: Article, outlet: str, reports: Sequence[Mapping[str, Any]], told: Iterable[str]) -> Line:
    """An article as a case, with the gold that follows from what was found in it.

    Args:
        article: as stored when the alert was raised.
        outlet: its outlet's name.
        reports: the rows of all tracked statements in it.
        told: ids of those that the analyst was shown: what is not corrected of them is right, the others are neither
            asked for nor held against a prediction.
    """
    known = frozenset(told)
    return {
        "id": case_id(article),
        "url": article.url,
        "outlet": outlet,
        "lang": article.language,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "text": article.text,
        "statements": [_found(report, known) for report in reports],
        "corrections": [],
    }


def filed(known: Line | None, fresh: Line, correction: Correction | None = None) -> Line:
    """A case as it is filed: with what was filed of it before, and one more correction.

    A later correction of the same statements of an alert takes the place of an earlier one.

    Raises:
        ValueError: the right words do not stand in the article.
    """
    before = [_read(each) for each in known["corrections"]] if known else []
    added = [] if correction is None else [correction]
    replaced = {(each.alert, each.statements) for each in added}
    corrections = [each for each in before if (each.alert, each.statements) not in replaced] + added
    checked = {one["statement_id"] for one in (*(known or fresh)["statements"], *fresh["statements"]) if _checked(one)}
    checked.update(statement for each in corrections for statement in each.statements)
    statements = (_gold(one, corrections, checked, fresh["text"]) for one in fresh["statements"])
    return {
        **fresh,
        "statements": [one for one in statements if one is not None],
        "corrections": [_written(each, fresh["statements"]) for each in corrections],
    }


def _checked(gold: Line) -> bool:
    return "optional" not in gold


def _gold(one: Line, corrections: Sequence[Correction], checked: set[str], text: str) -> Line | None:
    gold: Line | None = {k: v for k, v in one.items() if k != "optional"} if one["statement_id"] in checked else one
    for correction in corrections:
        if gold is not None and one["statement_id"] in correction.statements:
            gold = _corrected(gold, correction, text)
    return gold


def _written(correction: Correction, found: Sequence[Line]) -> Line:
    """A correction as a JSON object; `places` are where its statements stood when the alert was raised."""
    places = [one["quote"] for one in found if one["statement_id"] in correction.statements]
    return {name: value for name, value in asdict(correction).items() if value} | {"places": places}


def _read(written: Line) -> Correction:
    values = {name: value for name, value in written.items() if name != "places"}
    return Correction(
        **{**values, "because": Because(values["because"]), "statements": tuple(values.get("statements", ()))}
    )


def family(known: Line | None, first: str, echo: str, group: str) -> Line:
    """Two cases as a family: the second tells nothing that the first has not told."""
    made = known or {
        "family": first,
        "members": [{"id": first, "relation": "first", "new_act": True, "new_words": True}],
        "same_statement": [{"group": group, "ids": [first]}],
    }
    if all(member["id"] != echo for member in made["members"]):
        made["members"].append({"id": echo, "relation": "copy", "new_act": False, "new_words": False})
        made["same_statement"][0]["ids"].append(echo)
    return made


def watchlist(entities: Iterable[Entity]) -> dict[str, list[Line]]:
    """The tracked entities as ``watchlist.yaml`` has them."""
    return {"entities": [_entity(entity) for entity in entities]}


def _entity(entity: Entity) -> Line:
    role = None if isinstance(entity, Group) else next(iter(entity.roles), None)
    above = entity.parent if isinstance(entity, Group) else role and role.group
    aliases: dict[str, list[str]] = {}
    for alias in entity.aliases:
        aliases.setdefault(alias.language or _LATIN, []).append(alias.text)
    made: Line = {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type if isinstance(entity, Group) else "person",
        "aliases": aliases,
        "ambiguous": [alias.text for alias in entity.aliases if alias.ambiguous],
    }
    if role and role.title:
        made["affiliation"] = role.title
    return {**made, "member_of": above} if above else made


def _found(report: Mapping[str, Any], told: frozenset[str]) -> Line:
    gold: Line = {
        "quote": [report["span_start"], report["span_end"]],
        "kind": report["kind"],
        "cue": report["cue"],
        "speaker": report["speaker"],
        "speaker_name": report["speaker_name"],
        "group": report["group_id"] or report["person_id"],
        "when": report["recency"],
        "statement_id": report["statement_id"],
    }
    if len(report["parts"]) > 1:
        gold["quote_parts"] = report["parts"]
    return gold if report["statement_id"] in told else {**gold, "optional": True}


def _corrected(gold: Line, correction: Correction, text: str) -> Line | None:
    """The gold of a statement; None when there is none."""
    match correction.because:
        case Because.NOT_SAID:
            return None
        case Because.OLD:
            return {**gold, "when": "background"}
        case Because.SPEAKER:
            place = _nearest(text, correction.speaker, gold["quote"][0])
            who = {"speaker_name": correction.speaker or None, "group": correction.group or None}
            return {**gold, **who, "speaker": place}
        case Because.WORDS:
            place = _nearest(text, correction.words, gold["quote"][0])
            if place is None:
                raise ValueError(correction.words)
            return {**{name: value for name, value in gold.items() if name != "quote_parts"}, "quote": place}
        case _:
            return gold


def _nearest(text: str, words: str, to: int) -> list[int] | None:
    """Where the words stand that are nearest to a place; None when they stand nowhere."""
    places: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    start = min(places, key=lambda place: abs(place - to), default=None)
    return None if start is None else [start, start + len(words)]
