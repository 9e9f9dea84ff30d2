"""Keyword rules that the monitor refuses, told as problems of the config."""

from __future__ import annotations

from pathlib import Path

from monitor.keywords import compile_rule
from onrecord.errors import Problem
from onrecord.model import KeywordRule, Settings


def rule_problems(settings: Settings, config: Path) -> list[Problem]:
    """What is wrong with the keyword rules, each rule's first fault.

    The config's own checks refuse the same rules, with file and line; this is for what they might let pass.
    """
    return [
        Problem(str(config), 0, f"watchlists.{watchlist.id}.conditions.keywords", fault)
        for watchlist in settings.watchlists
        for rule in watchlist.conditions.keywords
        if (fault := _fault(rule))
    ]


def _fault(rule: KeywordRule) -> str:
    try:
        compile_rule(rule)
    except ValueError as error:
        return str(error)
    return ""
