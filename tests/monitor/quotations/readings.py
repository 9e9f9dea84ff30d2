"""Reads a text with the finders and shows what was found as plain words, for tables of examples."""

from __future__ import annotations

from typing import NamedTuple

from monitor import quotations


class Read(NamedTuple):
    """A report in words: its rule without the language, what is said, who says it."""

    rule: str
    words: str
    speaker: str | None


def read(text: str, language: str) -> list[Read]:
    """All reports in a text; parts of one are joined by " / "."""
    return [
        Read(
            quotation.rule.removeprefix(f"{language}."),
            " / ".join(part.of(text) for part in quotation.parts),
            quotation.speaker.of(text) if quotation.speaker else None,
        )
        for quotation in quotations.find(text, language)
    ]
