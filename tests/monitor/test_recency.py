"""New or told again, as the article itself presents it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from monitor import recency
from onrecord.model import Kind, Quotation, Recency, Span, Speaker, When

PUBLISHED = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)


def judged(marked: str, language: str = "en", speakers: tuple[Speaker, ...] = (), **options: object) -> list[Recency]:
    """Judges a text with marks: ``[speaker]``, ``{cue}``, ``<content>``; a bar ends each quotation."""
    plain, quotations, pending = "", list[Quotation](), dict[str, Span]()
    starts: dict[str, int] = {}
    closing = {"]": "[", "}": "{", ">": "<"}
    for character in [*marked, "|"]:
        if character in closing.values():
            starts[character] = len(plain)
        elif character in closing:
            pending[closing[character]] = Span(starts[closing[character]], len(plain))
        elif character == "|":
            if pending:
                quotations.append(_quotation(pending, plain))
            pending = {}
        else:
            plain += character
    published = options.get("published", PUBLISHED)
    assert published is None or isinstance(published, datetime)
    return list(
        recency.judge(
            plain,
            language,
            quotations,
            published=published,
            timezone=str(options.get("timezone", "UTC")),
            speakers=speakers,
        )
    )


def _quotation(pending: dict[str, Span], plain: str) -> Quotation:
    cue, speaker = pending.get("{"), pending.get("[")
    kind = Kind.DIRECT if plain[pending["<"].start] in "“«" else Kind.INDIRECT
    return Quotation((pending["<"],), cue, speaker, kind, "test", continues=cue is None and speaker is None)


def only(marked: str, language: str = "en", **options: object) -> Recency:
    return judged(marked, language, **options)[-1]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("The port is shut. Ships wait. [Aziz] {said} last month <the port would open>.", "en"),
        ("The port is shut. In an interview on April 3, [Aziz] {said} <the port would open>.", "en"),
        ("The port is shut. [Aziz] {had said} <the port would open>.", "en"),
        ("The port is shut. In a 2019 interview, [Aziz] {said} <the port would open>.", "en"),
        ("The port is shut.\nIn April, [Aziz] {said} <the port would open>.", "en"),
        ("The port is shut. [Aziz] had earlier {warned} that <the port would open>.", "en"),
        ("The port is shut. [Aziz] has repeatedly {said} <the port would open>.", "en"),
        ("The port is shut. Ships wait. [Aziz] has {said} <the port would open>.", "en"),
        ("The port is shut. His remarks came after [Aziz] {announced} <a strike>.", "en"),
        ("The port is shut. “Open it,” [Aziz] {said} three weeks ago, <“Open it”>.", "en"),
        ("The port is shut. Ships wait. It closed hours after [the army] {said} <it would>.", "en"),
        ("The port is shut. On April 3, [Aziz], sitting in his garden, {said} <it would>.", "en"),
        ("أغلق الميناء. السفن تنتظر. أغلق بعد أن {أعلنت} [الحركة] أن <الطريق مغلق>.", "ar"),
        ("أغلق الميناء. وكان [عزيز] قد {قال} إن <الميناء سيفتح>.", "ar"),
        ("أغلق الميناء. وكانت [الحركة] {أعلنت} <فتح الميناء>.", "ar"),
        ("أغلق الميناء. {وقال} [عزيز] الشهر الماضي إن <الميناء سيفتح>.", "ar"),
        ("أغلق الميناء. وقبل أيام، {أكد} [عزيز] أن <الميناء سيفتح>.", "ar"),
        ("أغلق الميناء. جاء ذلك بعد أن {أعلنت} [الحركة] أن <الميناء سيفتح>.", "ar"),
        ("بندر بسته شد. [عزیز] پیش از این {گفته بود} <بندر باز می‌شود>.", "fa"),
        ("بندر بسته شد. [عزیز] ماه گذشته {گفت}: <بندر باز می‌شود>.", "fa"),
        ("Le port est fermé. [Aziz] avait déjà {dit} que <le port ouvrirait>.", "fr"),
    ],
)
def test_the_clause_of_the_cue_puts_it_earlier(marked: str, language: str) -> None:
    verdict = only(marked, language)
    assert verdict.when is When.BACKGROUND
    assert verdict.evidence is not None
    assert verdict.why


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("[Aziz] {said} on Saturday <the port would open>.", "en"),
        ("[Aziz] has {said} <the port would open>.", "en"),
        ("[Aziz] {said} earlier today <the port would open>.", "en"),
        ("[Aziz] {said} on May 13 <the port would open>.", "en"),
        ("[Aziz] {said} <the port had been shut last month>.", "en"),
        ("[Aziz], who was freed in 2019, {said} <the port would open>.", "en"),
        ("Prices rose after [the army] {said} <the port would close>.", "en"),
        ("The port is shut. Ships wait. Founded in 1948 by dockers, [the union] {said} <the port would open>.", "en"),
        ("[Aziz] {said} after talks in Tyre last week <the port would open>.", "en"),
        ("[Aziz] was speaking on the 20th anniversary of the movement. [He] {said} <the port would open>.", "en"),
        ("{قال} [عزيز] السبت إن <الميناء أغلق الشهر الماضي>.", "ar"),
        ("[عزیز] شب گذشته {گفت}: <بندر باز می‌شود>.", "fa"),
    ],
)
def test_news_stays_news(marked: str, language: str) -> None:
    assert only(marked, language).when is When.NEW


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        (
            "Crowds came. [Salma] {said} in 2016 <it would hold>. |At Thursday's feast [she] {said} <it would go>.",
            "en",
        ),
        ("السد قديم. جاء الناس. كانت [سلمى] {قالت} <إنه باق>. |وفي احتفال يوم الخميس {قالت} <إنه سيرمم>.", "ar"),
        ("سد کهنه است. مردم آمدند. [سلما] {گفته بود} <می‌ماند>. |[او] در مراسم روز پنجشنبه {گفت} <مرمت می‌شود>.", "fa"),
    ],
)
def test_what_is_said_at_the_articles_own_time_does_not_go_on_with_what_is_told_again(
    marked: str, language: str
) -> None:
    salma = Speaker("Salma Nasr", person="salma")
    before, now = judged(marked, language, (salma, salma))
    assert (before.when, now.when) == (When.BACKGROUND, When.NEW)
    assert now.why.endswith("the article's own time")


def test_a_dateline_is_the_articles_own_time() -> None:
    dated, later = judged("ARC, April 30 (Wire) - [Aziz] {said} <the port is shut>.| [Aziz] {added} <ships wait>.")
    assert (dated.when, later.when) == (When.NEW, When.NEW)
    assert (
        only("ARC, April 30 (Wire) - Ships wait. [Aziz] {said} on April 3 <the port is shut>.").when is When.BACKGROUND
    )


def test_a_dateline_tells_the_day_of_an_undated_article() -> None:
    text = "ARC, April 30, 2026 (Wire) - [Aziz] {said} <the port is shut>.| Ships wait. [Zayd] {said} on April 3 <no>."
    assert [one.when for one in judged(text, published=None)] == [When.NEW, When.BACKGROUND]


def test_each_item_of_a_live_blog_has_an_opening_of_its_own() -> None:
    text = "14:20 Ships wait.\n\n14:05 The port is shut.\n\n13:50 [Aziz] has {warned} <the port would shut>."
    assert only(text).when is When.NEW
    assert only(text.replace(":", "")).when is When.BACKGROUND


def test_what_is_old_inside_a_quotation_makes_no_other_quotation_old() -> None:
    text = "The port is shut. Ships wait. “We have been saying that since 2019,” Aziz said. Aziz said ships wait."

    def span(words: str, start: int = 0) -> Span:
        at = text.index(words, start)
        return Span(at, at + len(words))

    last = text.rindex("Aziz")
    around = Quotation(
        (span("“We have been saying that since 2019,”"),), span("said"), span("Aziz"), Kind.DIRECT, "test"
    )
    inside = Quotation((span("that since 2019"),), span("saying"), span("We"), Kind.INDIRECT, "test")
    after = Quotation((span("ships wait"),), span("said", last), span("Aziz", last), Kind.INDIRECT, "test")
    judgements = recency.judge(
        text,
        "en",
        (around, inside, after),
        published=PUBLISHED,
        timezone="UTC",
        speakers=(Speaker(name="Aziz"),) * 3,
    )
    assert [one.when for one in judgements] == [When.NEW, When.BACKGROUND, When.NEW]


def test_what_somebody_used_to_say_is_old() -> None:
    assert only("The port is shut. [Aziz] {used to say} <the port would stay open>.").when is When.BACKGROUND


def test_the_day_of_the_statement_is_told_where_it_is_known() -> None:
    assert only("The port is shut. [Aziz] {said} on April 3 <it would open>.").said_on == date(2026, 4, 3)


def test_the_lead_of_an_undated_article_tells_its_day() -> None:
    on_the_day = "From Monday, 27 November 2023, [the council] {ordered}: <the beaches are shut>."
    assert only(on_the_day, published=None).when is When.NEW
    later = f"The weir was built on 27 November 2023. Rain fell on 2 March 2026. {on_the_day}"
    assert only(later, published=None).when is When.BACKGROUND


def test_today_is_meant_in_the_outlets_zone() -> None:
    late = datetime(2026, 5, 13, 22, 30, tzinfo=UTC)
    text = "The port is shut. [Aziz] {said} on May 12 <it would open>."
    assert only(text, published=late, timezone="UTC").when is When.NEW
    assert only(text, published=late, timezone="Asia/Baghdad").when is When.BACKGROUND


def test_an_earlier_day_of_the_week_than_the_leads_is_older() -> None:
    lead = "In a statement on Sunday, [Aziz] {said} <one>.| The road is long. Ships wait. "
    assert only(lead + "In another statement on Friday, [he] {said} <two>.").when is When.BACKGROUND
    assert only(lead + "In another statement on Saturday, [he] {said} <two>.").when is When.NEW


def test_what_is_told_again_goes_on_with_its_speaker_into_the_next_paragraph() -> None:
    marked = (
        "[Aziz] {said} <one>.|\nHis remarks came after [an official of the bloc] {denounced} <two>.|\n"
        "[Karim Daher] made the remarks in April, {saying} <three>.|\n“Four,” [he] {said}, <“Four”>.|\n<“Five”>|\n"
        "[Aziz] also {said} <six>."
    )
    who = [Speaker(name) for name in ("Aziz", "Karim Daher", "Karim Daher", "Karim Daher", "Karim Daher", "Aziz")]
    verdicts = [verdict.when for verdict in judged(marked, speakers=tuple(who))]
    assert verdicts == [When.NEW, *[When.BACKGROUND] * 4, When.NEW]


def test_the_articles_own_speaker_is_new_again_in_the_next_paragraph() -> None:
    marked = "[Aziz] {said} <one>.|\n[Aziz] {had said} <two>.|\n[Aziz] {said} <three>."
    verdicts = [verdict.when for verdict in judged(marked, speakers=(Speaker("Aziz"),) * 3)]
    assert verdicts == [When.NEW, When.BACKGROUND, When.NEW]


def test_in_arabic_a_verb_without_a_subject_goes_on_with_what_is_told_again() -> None:
    marked = "أغلق الميناء.\nوكانت [الحركة] قد {أعلنت} <فتح الميناء>.|\n{وأوضحت} أن <السفن تنتظر>."
    verdicts = judged(marked, "ar", speakers=(Speaker("الحركة", group="dawn"),) * 2)
    assert verdicts[1].when is When.BACKGROUND
    assert verdicts[1].why.startswith("goes on with what is told again")


def test_in_arabic_a_verb_without_a_subject_goes_on_with_a_recap_that_quotes_nobody() -> None:
    assert only("أغلق الميناء. وسبق ذلك بيان من الحركة.\n{وأوضحت} أن <السفن تنتظر>.", "ar").when is When.BACKGROUND
    assert only("أغلق الميناء. ونشرت الحركة بيانا.\n{وأوضحت} أن <السفن تنتظر>.", "ar").when is When.NEW


@pytest.mark.parametrize("opening", ["«وكان", "كما كان", "، وكان"])
def test_in_arabic_the_auxiliary_may_follow_a_mark_or_a_small_word(opening: str) -> None:
    assert only(f"أغلق الميناء.\n{opening} [عزيز] قد {{قال}} إن <الميناء سيفتح>.", "ar").when is When.BACKGROUND


def test_an_undated_article_still_knows_relative_times() -> None:
    assert only("It is shut. [Aziz] {said} last month <no>.", published=None).when is When.BACKGROUND


def test_a_language_without_words_has_only_news() -> None:
    assert only("[Aziz] {sade} förra månaden <nej>.", "sv").when is When.NEW


def test_nothing_quoted_gives_nothing() -> None:
    assert recency.judge("A text.", "en", (), published=None, timezone="UTC") == ()


@pytest.mark.parametrize(
    ("sentence", "old"),
    [("[The army] has {said} <the road is safe>.", True), ("[The army] has {urged} <all to stay calm>.", False)],
)
def test_the_perfect_of_what_somebody_holds_is_old_and_that_of_what_he_does_is_new(sentence: str, old: bool) -> None:
    text = "The port is shut. The road is shut. The school is shut. The mill is shut. " + sentence
    assert (judged(text, "en")[-1].when is When.BACKGROUND) is old
