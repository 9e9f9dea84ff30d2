"""A sample alert and a sample digest, to try channels and look at renderings with. Invented names."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from alerts.digest import compose
from onrecord.model import Alert, ArticleRef, Digest, DigestEntry, Kind, Silence, Spread, Step, Told, Trouble


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


def arabic_alert(now: datetime) -> Alert:
    """The same for readers of Arabic script, with one statement in Arabic."""
    first = sample_alert(now)
    ferry = replace(
        first.told[0],
        statement_id="5a3e1e0000000003",
        words="لن تبحر أي عبّارة قبل أن تُدفع أجور البحارة كاملة",
        cue="أكد",
        speaker="سليم الرامي",
        surface="",
        capacity="الناطق باسم اتحاد البحارة",
        language="ar",
        acts=("threat",),
        reason=(
            Step("alias", "«سليم الرامي» names rami"),
            Step("cue", "«أكد»"),
            Step("role", "الناطق باسم اتحاد البحارة"),
            Step("novelty", "nothing like it is known"),
        ),
    )
    return replace(
        first,
        id="5a3e1e000002",
        group_name="اتحاد البحارة",
        article=replace(
            first.article,
            url="https://safina.example/2026/ferries",
            title="اتحاد البحارة: لا إبحار قبل دفع الأجور (تنبيه تجريبي)",
            outlet_name="صحيفة السفينة",
            language="ar",
            published=now - timedelta(hours=2),
        ),
        told=(ferry,),
    )


def sample_digest(now: datetime) -> Digest:
    """A digest with two groups, one of which spoke twice on one occasion, and all that can stand at its end."""
    first = sample_alert(now)
    second = arabic_alert(now)
    more = replace(first.told[1], statement_id="5a3e1e0000000004", words="no convoy would be turned back at night")
    third = replace(first, id="5a3e1e000003", told=(more,))
    again = Silence(
        why="background",
        detail="“last month” puts it earlier",
        words="We shall open the eastern gate to all who come without arms,",
        speaker="Nadir al-Samawi",
        group="sanabil",
        statement_id="5a3e1e0000000009",
    )
    return compose(
        "bundle.sample",
        now.replace(minute=0, second=0, microsecond=0),
        (
            DigestEntry(first, now - timedelta(minutes=2), "speech", (Spread(5, 3), Spread())),
            DigestEntry(second, now - timedelta(hours=1), "ferries", (Spread(2, 2),)),
            DigestEntry(third, now - timedelta(minutes=40), "speech", (Spread(),)),
        ),
        background=(again,),
        troubles=(Trouble("gulfside/feed", "unreachable: connection refused, 4 times in a row"),),
    )
