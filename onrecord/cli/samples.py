"""A sample alert, to try channels and look at renderings with. Invented names."""

from __future__ import annotations

from datetime import datetime, timedelta

from onrecord.model import Alert, ArticleRef, Kind, Step, Told


def sample_alert(now: datetime) -> Alert:
    """An alert as a real one looks, with a direct and an indirect statement."""
    quoted = Told(
        statement_id="5a3e1e0000000001",
        words="The work at the harbour will continue until the last grain convoy has left the docks,",
        kind=Kind.DIRECT,
        cue="said",
        speaker="Nadir al-Samawi",
        surface="he",
        capacity="Secretary-General of the Sanabil Movement",
        language="en",
        acts=("announcement",),
        reason=(
            Step("alias", "“Nadir al-Samawi” names samawi"),
            Step("cue", "“said”"),
            Step("speaker", "pronoun “he” → “Nadir al-Samawi”"),
            Step("role", "Secretary-General of the Sanabil Movement"),
            Step("rule", "en.direct.qsv, direct"),
            Step("recency", "nothing in the article puts it earlier"),
            Step("novelty", "nothing like it is known"),
        ),
    )
    reported = Told(
        statement_id="5a3e1e0000000002",
        words="the movement had handed the port authority a list of forty drivers",
        kind=Kind.INDIRECT,
        cue="added",
        speaker="Nadir al-Samawi",
        surface="He",
        capacity="Secretary-General of the Sanabil Movement",
        language="en",
        acts=(),
        reason=(Step("cue", "“added”"), Step("novelty", "nothing like it is known")),
    )
    return Alert(
        id="5a3e1e000001",
        kind="statement",
        watchlist="sample",
        group="sanabil",
        group_name="Sanabil Movement",
        article=ArticleRef(
            url="https://gulfside.example/2026/sanabil-leader-harbour-operations",
            title="Sanabil leader says harbour operations will go on (sample alert)",
            outlet="gulfside",
            outlet_name="Gulfside Wire",
            language="en",
            published=now - timedelta(minutes=9),
            first_seen=now - timedelta(minutes=2),
            origin="page",
        ),
        told=(quoted, reported),
    )
