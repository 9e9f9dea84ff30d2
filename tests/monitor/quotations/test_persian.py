"""Persian: every rule on sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.quotations import find
from onrecord.model import Kind, Quotation

# rule, text, cue, speaker, words
CASES = (
    (
        "fa.direct.svc.colon",
        "مدیر مدرسه گفت: کلاس‌ها از شنبه آغاز می‌شود.",
        "گفت",
        "مدیر مدرسه",
        "کلاس‌ها از شنبه آغاز می‌شود",
    ),
    (
        "fa.direct.svc.colon",
        "احمد کریمی، رئیس اتاق بازرگانی، در نشستی افزود: بازار آرام است.",
        "افزود",
        "احمد کریمی، رئیس اتاق بازرگانی",
        "بازار آرام است",
    ),
    (
        "fa.direct.svc.colon",
        "به گزارش خبرگزاری ما، شهردار اظهار داشت: پل ایمن است.",
        "اظهار داشت",
        "شهردار",
        "پل ایمن است",
    ),
    (
        "fa.direct.svc.colon",
        "در این بیانیه آمده است: کشاورزان آب ندارند.",
        "آمده است",
        "این بیانیه",
        "کشاورزان آب ندارند",
    ),
    ("fa.direct.svc.quote", "وی گفت: «باران نمی‌بارد. رود خشک است».", "گفت", "وی", "«باران نمی‌بارد. رود خشک است»"),
    ("fa.direct.vc.colon", "و افزود: راه بسته است.", "افزود", None, "راه بسته است"),
    ("fa.indirect.svc.that", "پزشکان تأکید کردند که واکسن کافی است.", "تأکید کردند", "پزشکان", "واکسن کافی است"),
    ("fa.indirect.svc.that", "باغبان گفته است که درخت‌ها خشکیده‌اند.", "گفته است", "باغبان", "درخت‌ها خشکیده‌اند"),
    (
        "fa.indirect.svc.that",
        "روزنامه به نقل از یک ماهیگیر نوشت که دریا آرام است.",
        "نوشت",
        "یک ماهیگیر",
        "دریا آرام است",
    ),
    ("fa.indirect.svc.bare", "سخنگوی شرکت مدعی شد کالا سالم بوده است.", "مدعی شد", "سخنگوی شرکت", "کالا سالم بوده است"),
    ("fa.indirect.svc.bare", "معلم از شهردار خواست پل را تعمیر کند.", "خواست", "معلم", "پل را تعمیر کند"),
    ("fa.indirect.svc.bare", "معلم تهدید کرد مدرسه را می‌بندد.", "تهدید کرد", "معلم", "مدرسه را می‌بندد"),
    ("fa.indirect.svc.bare", "همین منبع اضافه کرد راه بسته است.", "اضافه کرد", "همین منبع", "راه بسته است"),
    ("fa.direct.svc.quote", "معلم فریاد زد: «راه بسته است!»", "فریاد زد", "معلم", "«راه بسته است!»"),
    ("fa.complement.before", "معلم این حمله را نکوهش کرد.", "نکوهش کرد", "معلم", "این حمله را"),
    ("fa.indirect.svc.bare", "معلم می گوید مدرسه گرم نیست.", "می گوید", "معلم", "مدرسه گرم نیست"),
    ("fa.direct.qsv", "«ما می‌مانیم اینجا»؛ این را معلم روستا گفت.", "گفت", "معلم روستا", "«ما می‌مانیم اینجا»"),
    ("fa.complement.before", "آتش‌نشانی از مهار حریق در انبار خبر داد.", "خبر داد", "آتش‌نشانی", "از مهار حریق در انبار"),
    ("fa.complement.before", "وزیر راه ادعای روزنامه‌ها را تکذیب کرد.", "تکذیب کرد", "وزیر راه", "ادعای روزنامه‌ها را"),
    (
        "fa.complement.before",
        "گروهی ناشناس مسئولیت حمله به انبار را بر عهده گرفت.",
        "بر عهده گرفت",
        "گروهی ناشناس",
        "مسئولیت حمله به انبار را",
    ),
    ("fa.complement.embraced", "کارگران خواستار پرداخت دستمزد خود شدند.", "خواستار", "کارگران", "پرداخت دستمزد خود"),
    ("fa.according", "به گفته شهردار، پل تا پاییز آماده می‌شود.", "به گفته", "شهردار", "پل تا پاییز آماده می‌شود"),
    ("fa.according", "به گفته وی جاده تا عید باز می‌شود.", "به گفته", "وی", "جاده تا عید باز می‌شود"),
    ("fa.according", "طبق اعلام وزارت نیرو مصرف آب بالا رفته است.", "طبق اعلام", "وزارت نیرو", "مصرف آب بالا رفته است"),
    ("fa.direct.manner.colon", "شهردار چنین آغاز کرد: راه ما روشن است.", "کرد", "شهردار", "راه ما روشن است"),
    (
        "fa.direct.manner.colon",
        "استاد در کلاس درس را این‌گونه شروع کرد: تاریخ تکرار نمی‌شود.",
        "کرد",
        "استاد",
        "تاریخ تکرار نمی‌شود",
    ),
    ("fa.headline", "وزیر راه: جاده تا عید باز می‌شود", None, "وزیر راه", "جاده تا عید باز می‌شود"),
)


MORE = (
    (
        "fa.complement.judged",
        "شورا با محکومیت تخریب بناهای کهن شهر، جلسه را ترک کرد.",
        "با محکومیت",
        "شورا",
        "تخریب بناهای کهن شهر",
    ),
    (
        "fa.indirect.svc.that",
        "به گزارش خبرگزاری ما به نقل از همکار ما، دهیار گفت که چاه خشک است.",
        "گفت",
        "دهیار",
        "چاه خشک است",
    ),
    (
        "fa.indirect.svc.that",
        "خبرگزاری ما-یکی از باغداران گفته که سرما سخت بود.",
        "گفته",
        "یکی از باغداران",
        "سرما سخت بود",
    ),
    (
        "fa.indirect.svc.that",
        "شهردار از مردم خواست تا در مصرف آب صرفه‌جویی کنند.",
        "خواست",
        "شهردار",
        "در مصرف آب صرفه‌جویی کنند",
    ),
    (
        "fa.complement.before",
        "انجمن نویسندگان در بیانیه‌ای این تصمیم را محکوم کرد.",
        "محکوم کرد",
        "انجمن نویسندگان",
        "این تصمیم را",
    ),
    ("fa.complement.before", "نویسنده در پاسخ به منتقدان، آن را شایعه خواند.", "خواند", "نویسنده", "آن را شایعه"),
    (
        "fa.according",
        "بر اساس این گزارش، نیمی از رودها خشک شده است.",
        "بر اساس",
        "این گزارش",
        "نیمی از رودها خشک شده است",
    ),
    (
        "fa.direct.svc.quote",
        "در بخش دیگری از این بیانیه تأکید شده است: «ما کنار مردم می‌مانیم».",
        "تأکید شده است",
        "این بیانیه",
        "«ما کنار مردم می‌مانیم»",
    ),
)


def only(text: str) -> Quotation:
    (quotation,) = find(text, "fa")
    return quotation


@pytest.mark.parametrize(("rule", "text", "cue", "speaker", "words"), CASES + MORE)
def test_a_rule_finds_cue_speaker_and_content(
    rule: str, text: str, cue: str | None, speaker: str | None, words: str
) -> None:
    quotation = only(text)
    assert quotation.rule == rule
    assert (quotation.cue.of(text) if quotation.cue else None) == cue
    assert (quotation.speaker.of(text) if quotation.speaker else None) == speaker
    assert quotation.words(text) == words


SOURCES = (
    # text, speaker, words
    ("کارگران معتقدند دستمزد باید بالا برود.", "کارگران", "دستمزد باید بالا برود"),
    ("مخالفان مدعی‌اند که پل ایمن نیست.", "مخالفان", "پل ایمن نیست"),
    ("شهرداری مدعی تخریب دیوار از سوی مالک شده است.", "شهرداری", "تخریب دیوار از سوی مالک"),
    ("یک مقام در وزارت کشور گفت که راه باز است.", "یک مقام در وزارت کشور", "راه باز است"),
    ("منبعی آگاه در جنبش سبز به خبرنگاران گفت که راه باز است.", "منبعی آگاه در جنبش سبز", "راه باز است"),
    ("روزنامه‌ها از قول شهردار نوشتند که پل بسته می‌شود.", "شهردار", "پل بسته می‌شود"),
    ("شبکه خبر به نقل از منابع خود اعلام کرد: پل بسته شد.", "شبکه خبر", "پل بسته شد"),
    ("انجمن پزشکان این تصمیم را به شدت محکوم کرد.", "انجمن پزشکان", "این تصمیم را"),
    ("شهرداری این ادعا را رد می‌کند.", "شهرداری", "این ادعا را"),
    ("🔹 شهردار افزود: پل ایمن است.", "شهردار", "پل ایمن است"),
    ("🔹 احمد کریمی، سخنگوی انجمن: پل ایمن است و می‌ماند", "احمد کریمی، سخنگوی انجمن", "پل ایمن است و می‌ماند"),
)


@pytest.mark.parametrize(("text", "speaker", "words"), SOURCES)
def test_a_source_is_found(text: str, speaker: str, words: str) -> None:
    quotation = only(text)
    assert quotation.speaker is not None
    assert (quotation.speaker.of(text), quotation.span.of(text)) == (speaker, words)


def test_two_nouns_share_one_light_verb() -> None:
    text = "وزیر راه بر ضرورت ایمنی تأکید و خاطرنشان کرد: جاده‌ها لغزنده است."
    assert [(q.cue.of(text), q.span.of(text)) for q in find(text, "fa") if q.cue] == [
        ("تأکید", "بر ضرورت ایمنی"),
        ("خاطرنشان کرد", "جاده‌ها لغزنده است"),
    ]


@pytest.mark.parametrize(
    ("heading", "speaker"),
    [
        ("احمد کریمی، رئیس انجمن باغداران:", "احمد کریمی، رئیس انجمن باغداران"),
        ("اطلاعیه شماره ۳ انجمن باغداران", "انجمن باغداران"),
    ],
)
def test_a_post_names_its_speaker_above_bulleted_words(heading: str, speaker: str) -> None:
    text = f"{heading}\n🔹\nآب این باغ‌ها باید در اختیار مردم روستا بماند.\n🔹\nما در کنار آنها خواهیم ماند.\n@kanal"
    quotation = only(text)
    assert quotation.speaker is not None
    assert quotation.speaker.of(text) == speaker
    assert quotation.span.of(text).startswith("آب این")
    assert quotation.span.of(text).endswith("خواهیم ماند")


def test_a_phrase_before_the_verb_is_a_statement_of_its_own() -> None:
    text = "وزیر نیرو با بیان این‌که سدها خالی است، گفت: مصرف را کم کنید."
    first, second = find(text, "fa")
    assert first.rule == "fa.phrase"
    assert first.words(text) == "سدها خالی است"
    assert first.speaker == second.speaker
    assert second.words(text) == "مصرف را کم کنید"


def test_a_joined_clause_takes_the_subject_of_its_sentence() -> None:
    text = "استاندار از مردم تشکر کرد و گفت: خطر گذشت."
    quotation = only(text)
    assert quotation.speaker is not None
    assert quotation.speaker.of(text) == "استاندار"


def test_two_verbs_in_one_sentence_make_two_statements() -> None:
    text = "نماینده تصریح کرد: بودجه کم است و افزود: راه‌ها خراب است."
    first, second = find(text, "fa")
    assert first.words(text) == "بودجه کم است"
    assert second.words(text) == "راه‌ها خراب است"


def test_a_report_inside_a_report_is_found_too() -> None:
    text = "روزنامه نوشت: وزیر دارایی گفته است که بانک‌ها امن هستند."
    outer, inner = find(text, "fa")
    assert outer.span.contains(inner.span)
    assert inner.rule.startswith("fa.nested")
    assert inner.speaker is not None
    assert inner.speaker.of(text) == "وزیر دارایی"


def test_an_attribution_before_a_clause_of_saying_leaves_it_the_statement() -> None:
    text = "بر اساس بیانیه شهرداری، علی کریمی، سخنگوی شهر، اعلام کرد پل بسته است."
    quotation = only(text)
    assert quotation.words(text) == "پل بسته است"
    assert quotation.speaker is not None
    assert quotation.speaker.of(text) == "علی کریمی، سخنگوی شهر"


def test_a_post_below_a_colon_is_read_to_its_end() -> None:
    text = "شورای روستا در پیامی اعلام کرد:\nامروز چاه تازه را راه انداختیم.\nاین کار ادامه خواهد داشت.\n"
    first, second = find(text, "fa")
    assert second.continues
    assert second.speaker == first.speaker
    assert second.words(text) == "این کار ادامه خواهد داشت"


def test_speech_without_marks_runs_on_in_the_first_person() -> None:
    text = "مربی گفت: بازی سخت بود.\nما تا پایان جنگیدیم و به بچه‌ها افتخار می‌کنم.\nباران بارید."
    first, second = find(text, "fa")
    assert not first.continues
    assert second.continues
    assert second.rule == "fa.continued"
    assert second.speaker == first.speaker


def test_a_subordinate_clause_ends_where_the_main_clause_begins() -> None:
    text = "پس از آن که پلیس اعلام کرد که جاده بسته است، راننده‌ها برگشتند."
    assert only(text).words(text) == "جاده بسته است"


def test_negation_and_condition_are_flagged() -> None:
    assert "negated" in only("این مقام نگفت که کار چه زمانی آغاز می‌شود.").flags
    assert "conditional" in only("شاید وزیر گفت که راه باز است.").flags


@pytest.mark.parametrize(
    "text",
    [
        "گفت‌وگوهای دو شهر فردا آغاز می‌شود.",
        "گفت و گو میان دو طرف ادامه دارد.",
        "به گزارش خبرگزاری ما، باران بارید.",
        "می‌توان گفت که هوا خوب است.",
        "در بازار گفته می‌شود که نان گران است.",
        "اگر او بگوید که می‌رود، ما هم می‌رویم.",
        "او مسئولیت اداره کتابخانه را بر عهده گرفت.",
    ],
)
def test_what_nobody_says_is_no_statement(text: str) -> None:
    assert find(text, "fa") == ()


def test_kinds_follow_the_marks_and_the_colon() -> None:
    assert only("وی گفت که راه بسته است.").kind is Kind.INDIRECT
    assert only("وی گفت که راه «بسته و پر از برف» است.").kind is Kind.MIXED
    assert only("وی گفت: «راه بسته است امشب».").kind is Kind.DIRECT
    assert only("وی گفت: راه بسته است.").kind is Kind.DIRECT


@pytest.mark.parametrize("spelling", ["مي‌گويد", "می‌گوید", "می گوید", "میگوید"])
def test_spelling_does_not_matter(spelling: str) -> None:
    text = f"معلم {spelling} که مدرسه گرم نیست."
    assert only(text).words(text) == "مدرسه گرم نیست"


def test_words_below_a_colon_are_the_statement() -> None:
    text = "وی در یادداشتی نوشت:\nاین راه ادامه دارد.\n#یادداشت"
    assert only(text).words(text) == "این راه ادامه دارد"


def test_a_text_that_is_a_communique_is_one_statement() -> None:
    text = (
        "بیانیه کانون معلمان\nبه نام خدا\n"
        "ما معلمان این شهر از وعده‌های بی‌سرانجام خسته شده‌ایم و پاسخ روشن می‌خواهیم. "
        "کلاس‌ها بدون کتاب است و مدرسه بدون گرما.\nکانون معلمان"
    )
    quotation = only(text)
    assert quotation.rule == "fa.direct.communique"
    assert quotation.speaker is not None
    assert quotation.speaker.of(text) == "کانون معلمان"
    assert quotation.words(text).startswith("ما معلمان")


WORDS = st.sampled_from(
    [
        "گفت",
        "وی",
        "که",
        ":",
        "«",
        "»",
        "افزود",
        "و",
        "اعلام",
        "کرد",
        "از",
        "خبر",
        "داد",
        "را",
        "به گفته",
        "مدیر",
        "،",
        ".",
        "\n",
        "با بیان",
        "این که",
        "خواستار",
        "شد",
        "می‌گوید",
        "ما",
        "گفته",
        "است",
        "پس از",
        "در",
        "بیانیه",
        "چنین",
        "باران",
        "تکذیب",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_text_gives_places_inside_it_in_order(text: str) -> None:
    found = find(text, "fa")
    assert list(found) == sorted(found, key=lambda quotation: quotation.span)
    for quotation in found:
        assert all(part.of(text).strip() for part in quotation.parts)
        for place in (*quotation.parts, quotation.cue, quotation.speaker):
            assert place is None or place.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(find(text, "fa"), tuple)
