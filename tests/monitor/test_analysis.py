"""One article from end to end, own channels and headlines included."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from monitor.analysis import Analyst, words_of
from onrecord.model import Alias, Article, Group, Kind, Outlet, Person, Quotation, Report, Role, Span, When

SEEN = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
GROUPS = (
    Group("dawn", "Dawn Movement", "armed_group", (Alias("حركة الفجر", "ar"), Alias("جنبش فجر", "fa"))),
    Group("falcons", "Falcon Brigades", "armed_group", (Alias("كتائب الصقر", "ar"),), parent="dawn"),
)
PERSONS = (
    Person("murad", "Murad Aziz", (Alias("Aziz"),), (Role("dawn", "Secretary-General"),), gender="m"),
    Person("hadi", "Hadi Qasim", (Alias("Qasim"),), (Role("dawn", "spokesman", until=date(2025, 12, 31)),), gender="m"),
)
OUTLETS = (
    Outlet("daily", "The Daily", "LB", ("en",), "Asia/Beirut"),
    Outlet("dawn-channel", "Dawn channel", "LB", ("en", "ar"), speaks_for="falcons"),
)
ANALYST = Analyst((*GROUPS, *PERSONS), OUTLETS)


def article(
    text: str, *, title: str = "", outlet: str = "daily", language: str = "en", published: datetime | None = SEEN
) -> Article:
    return Article("https://daily.example/1", outlet, title, text, language, SEEN, SEEN, published)


def reports(text: str, **options: str) -> tuple[Report, ...]:
    return ANALYST.analyse(article(text, **options)).reports  # type: ignore[arg-type]


RECAP = """The leader of the Dawn Movement said the party had opened nine schools in the valley.
Murad Aziz was speaking at the tenth anniversary of the party on Saturday.
“The schools will stay open,” Aziz added.
He noted that the teachers had been paid.
His remarks came after a senior official of the Falcon Brigades denounced the closing of the roads.
Omar Habib made the remarks in late March, saying the roads belong to everybody.
“Nobody can close them,” he said, adding, “Our position has not changed.”"""


def test_a_leader_by_role_name_and_pronoun_and_a_recap_of_somebody_else() -> None:
    found = reports(RECAP)
    fresh = [report for report in found if report.recency.when is When.NEW]
    old = [report for report in found if report.recency.when is When.BACKGROUND]
    assert {report.speaker.person for report in fresh} == {"murad"}
    assert [report.words for report in fresh] == [
        "the party had opened nine schools in the valley",
        "The schools will stay open",
        "the teachers had been paid",
    ]
    assert {report.speaker.name for report in old} == {"Omar Habib"}
    assert {report.speaker.group for report in old} == {"dawn"}
    assert {report.speaker.body for report in old} == {"falcons"}
    assert len(old) >= 4


def test_roles_count_on_the_articles_day() -> None:
    text = "Hadi Qasim said the roads are open."
    assert reports(text)[0].speaker.group is None
    before = ANALYST.analyse(article(text, published=datetime(2025, 3, 1, tzinfo=UTC)))
    assert before.reports[0].speaker.group == "dawn"


def test_an_undated_article_counts_on_the_day_it_was_fetched() -> None:
    found = ANALYST.analyse(article("Hadi Qasim said the roads are open.", published=None))
    assert found.reports[0].speaker.person == "hadi"
    assert found.reports[0].speaker.group is None


def test_a_mere_mention_is_no_report() -> None:
    found = ANALYST.analyse(article("The army shelled a base of the Dawn Movement on Sunday."))
    assert [mention.entity for mention in found.mentions] == ["dawn"]
    assert found.reports == ()


def test_analysing_twice_gives_the_same() -> None:
    assert ANALYST.analyse(article(RECAP)) == ANALYST.analyse(article(RECAP))


def test_a_short_post_on_an_own_channel_is_its_groups_statement() -> None:
    (report,) = reports("The enemy's boats left the bay at dawn. The bay is ours.", outlet="dawn-channel")
    assert (report.speaker.group, report.speaker.body) == ("dawn", "falcons")
    assert report.quotation.rule == "own.communique"
    assert report.words == "The enemy's boats left the bay at dawn. The bay is ours."
    assert report.quotation.flags == {"unmarked"}


def test_a_long_post_needs_an_opening_formula() -> None:
    body = "The valley is wide and the roads are long. " * 60
    assert reports(body, outlet="dawn-channel") == ()
    found = reports(f"Statement issued by the media office\n{body}", outlet="dawn-channel")
    assert [report.speaker.group for report in found if report.quotation.rule == "own.communique"] == ["dawn"]


def test_an_arabic_communique_opens_with_its_formula() -> None:
    body = "بسم الله الرحمن الرحيم\n" + "الوادي واسع والطرق طويلة. " * 80
    found = reports(body, outlet="dawn-channel", language="ar")
    assert [report.quotation.rule for report in found][:1] == ["own.communique"]


def test_what_an_own_channel_quotes_from_others_is_not_its_communique() -> None:
    found = reports("Ilan Zohar said the roads are open.", outlet="dawn-channel")
    assert [report.speaker.name for report in found] == ["Ilan Zohar"]


def test_an_ordinary_outlet_has_no_communiques() -> None:
    assert reports("The enemy's boats left the bay at dawn.") == ()


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Dawn Movement: The bay will stay closed", "en"),
        ("Aziz: The bay will stay closed", "en"),
        ("حركة الفجر: سيبقى الخليج مغلقا", "ar"),
        ("جنبش فجر: خلیج بسته می‌ماند", "fa"),
    ],
)
def test_a_headline_reports_its_groups_words(title: str, language: str) -> None:
    found = ANALYST.analyse(article("Ships wait outside. Murad Aziz came on Sunday.", title=title, language=language))
    (report,) = found.reports
    assert report.speaker.group == "dawn"
    assert report.quotation.flags == {"headline"}
    assert report.quotation.span == Span(0, 0)
    assert report.words == title.split(": ")[1]


def test_a_headline_that_the_first_sentence_repeats_points_there() -> None:
    (report,) = reports(
        "The bay will stay closed to ships. They wait.", title="Dawn Movement: The bay will stay closed"
    )
    assert report.quotation.span.start == 0
    assert report.quotation.span.end == len("The bay will stay closed to ships.")


def test_a_headline_counts_only_where_the_text_is_silent() -> None:
    found = reports("The Dawn Movement said the bay is closed.", title="Dawn Movement: The bay will stay closed")
    assert [report.quotation.rule for report in found if "headline" in report.quotation.flags] == []


@pytest.mark.parametrize("title", ["Live: the bay is closed", "", "Dawn Movement retreats", "10:30 in the bay"])
def test_other_headlines_report_nothing(title: str) -> None:
    assert reports("Ships wait outside.", title=title) == ()


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("“We will stay,”", Kind.DIRECT, "We will stay"),
        ("“We will stay", Kind.DIRECT, "We will stay"),
        ("««Wir bleiben»", Kind.DIRECT, "Wir bleiben"),
        ("the group “will stay” in the bay", Kind.MIXED, "the group “will stay” in the bay"),
        ("that the group “will stay”", Kind.MIXED, "the group “will stay”"),
        ("“That is the bay”", Kind.DIRECT, "That is the bay"),
        ("“will stay” in the bay", Kind.MIXED, "“will stay” in the bay"),
    ],
)
def test_words_are_shown_without_their_marks(text: str, kind: Kind, words: str) -> None:
    assert words_of(Quotation((Span(0, len(text)),), None, None, kind, "test"), text, "en") == words


@pytest.mark.parametrize("zone", ["America/Denver", "Asia/Tokyo"])
@pytest.mark.parametrize("moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)])
def test_an_article_at_an_end_of_the_calendar_is_read(zone: str, moment: datetime) -> None:
    analyst = Analyst((*GROUPS, *PERSONS), (Outlet("far", "The Far", "US", ("en",), zone),))
    assert analyst.analyse(article(RECAP, outlet="far", published=moment)).reports


def test_the_day_is_the_outlet_s_own() -> None:
    late = article(RECAP, published=datetime(2026, 5, 13, 22, 30, tzinfo=UTC))
    assert ANALYST.analyse(late).day == date(2026, 5, 14)
    undated = article(RECAP, outlet="dawn-channel", published=None)
    assert ANALYST.analyse(undated).day == SEEN.date()


@pytest.mark.parametrize("language", ["en", "ar", "fa", "de"])
def test_half_a_character_does_not_keep_an_article_from_being_read(language: str) -> None:
    found = reports("\ud83d Murad Aziz: we stay.\nحركة الفجر \udfff", title="Dawn \ud83d", language=language)
    assert isinstance(found, tuple)
