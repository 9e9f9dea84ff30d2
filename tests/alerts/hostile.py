"""Alerts full of what strangers may write. The inputs themselves are in tests/injections/table.json."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model import Alert, Kind, Step, Told
from tests.alerts.samples import ENGLISH, MENTION


def statement(text: str) -> Alert:
    """An alert with two statements whose every free text is `text`."""
    steps = (Step("cue", text), Step(text, text))
    told = Told(
        statement_id=text,
        words=text,
        kind=Kind.DIRECT,
        cue=text,
        speaker=text,
        surface=f"the {text}",
        capacity=text,
        language=text,
        acts=(text,),
        reason=steps,
    )
    return replace(
        ENGLISH,
        watchlist=text,
        group_name=text,
        article=replace(ENGLISH.article, title=text, outlet=text, outlet_name=text, language=text),
        told=(told, replace(told, kind=Kind.INDIRECT, speaker=f"{text} junior")),
        notes=(text,),
    )


def mention(text: str) -> Alert:
    """An alert without statements whose every free text is `text`."""
    return replace(
        MENTION,
        watchlist=text,
        group_name=text,
        article=replace(MENTION.article, title=text, outlet=text, outlet_name=text, language=text),
        notes=(text,),
        reason=(Step("alias", text),),
        excerpt=text,
    )
