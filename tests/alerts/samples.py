"""Alerts as the pipeline would make them, for tests. All invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from onrecord.model import FROM_FEED, Alert, ArticleRef, Channel, ChannelKind, Kind, Secret, Step, Told

NOW = datetime(2026, 11, 22, 18, 16, tzinfo=UTC)

REASON = (
    Step("alias", "“Idris Qawar” names idris-qawar"),
    Step("cue", "“said” (en.direct.sv)"),
    Step("speaker", "pronoun “he” → “Idris Qawar”"),
    Step("role", "spokesman of Northern Front since 2019"),
    Step("recency", "nothing says that it was told before"),
    Step("novelty", "no statement like it in the last 30 days"),
)

ENGLISH = Alert(
    id="5f2c9a1b7d3e4806",
    kind="statement",
    watchlist="northern-front",
    group="northern-front",
    group_name="Northern Front",
    article=ArticleRef(
        url="https://harbour-herald.example/world/2026/11/22/talks?id=7&lang=en",
        title="Northern Front says talks on the river crossing are over",
        outlet="harbour-herald",
        outlet_name="Harbour Herald",
        language="en",
        published=datetime(2026, 11, 22, 18, 2, tzinfo=UTC),
        first_seen=datetime(2026, 11, 22, 18, 15, tzinfo=UTC),
        origin="page",
    ),
    told=(
        Told(
            statement_id="a1",
            words="We will not sit at that table again until the last of the detained fishermen is home.",
            kind=Kind.DIRECT,
            cue="said",
            speaker="Idris Qawar",
            surface="he",
            capacity="spokesman",
            language="en",
            acts=("demand",),
            reason=REASON,
        ),
        Told(
            statement_id="a2",
            words="the crossing would stay shut through the winter",
            kind=Kind.INDIRECT,
            cue="added that",
            speaker="Idris Qawar",
            surface="",
            capacity="spokesman",
            language="en",
            acts=("threat", "announcement"),
            reason=(*REASON[:2], *REASON[3:]),
        ),
    ),
)

ARABIC = Alert(
    id="90be77c1d2a45f3e",
    kind="statement",
    watchlist="northern-front",
    group="northern-front",
    group_name="جبهة الشمال",
    article=ArticleRef(
        url="https://safina.example/اخبار/محادثات-المعبر",
        title="جبهة الشمال تعلن انتهاء محادثات المعبر",
        outlet="safina",
        outlet_name="صحيفة السفينة",
        language="ar",
        published=datetime(2026, 11, 22, 18, 2, tzinfo=UTC),
        first_seen=datetime(2026, 11, 22, 18, 15, tzinfo=UTC),
        origin="feed",
    ),
    told=(
        Told(
            statement_id="b1",
            words="لن نعود إلى تلك الطاولة قبل أن يرجع آخر الصيادين المحتجزين إلى بيته، وهذا موقف لا نقاش فيه",
            kind=Kind.DIRECT,
            cue="أكد",
            speaker="إدريس قوار",
            surface="المتحدث باسم الجبهة",
            capacity="المتحدث الرسمي",
            language="ar",
            acts=("demand",),
            reason=(
                Step("alias", "«جبهة الشمال»"),
                Step("cue", "«أكد» (ar.direct.vs)"),
                Step("speaker", "«المتحدث باسم الجبهة» ← إدريس قوار"),
                Step("role", "northern-front منذ 2019"),
                Step("novelty", "لا تصريح مثله في آخر 30 يومًا"),
            ),
        ),
    ),
    notes=(FROM_FEED,),
)

MENTION = replace(
    ENGLISH,
    id="00aa11bb22cc33dd",
    kind="mention",
    told=(),
    reason=(Step("alias", "“Northern Front” names northern-front"),),
    excerpt="Two boats that belong to the Northern Front were seen near the lighthouse on Friday.",
)

KEYWORD = replace(
    MENTION,
    id="44ee55ff66aa77bb",
    kind="keyword",
    group="",
    group_name="",
    reason=(Step("keyword", "“river crossing” (rule crossing)"),),
)

UNDATED = replace(
    ENGLISH,
    id="deadbeefdeadbeef",
    article=replace(ENGLISH.article, published=None),
    notes=("undated, first seen 22 Nov 2026 18:15 UTC",),
)

ALL = (ENGLISH, ARABIC, MENTION, KEYWORD, UNDATED)


def channel(
    kind: ChannelKind = "console", url: str | None = None, *, language: str = "en", timezone: str = "Asia/Beirut"
) -> Channel:
    """A channel named after its kind."""
    return Channel(kind, kind, Secret(url) if url else None, language, timezone)
