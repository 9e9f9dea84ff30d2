"""Keyword rules that the monitor refuses, told as problems of the config."""

from __future__ import annotations

from monitor.keywords import compile_rule
from onrecord.model import KeywordRule


def rule_fault(rule: KeywordRule) -> str | None:
    """What the monitor has against a rule; None when it takes it.

    The config's own checks refuse the same rules; this is for what they might let pass.
    """
    try:
        compile_rule(rule)
    except ValueError as error:
        return str(error)
    return None
