"""Arabic: every rule on sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.quotations import find
from onrecord.model import Kind, Quotation

# rule, text, cue, speaker, words
CASES = (
    ("ar.indirect.vsc", "وأكد المدير أن القطار سيصل غدا.", "أكد", "المدير", "القطار سيصل غدا"),
    ("ar.indirect.vsc", "وحذّر الأمين العام للنقابة من أنّ الإضراب قريب.", "حذّر", "الأمين العام للنقابة", "الإضراب قريب"),
    (
        "ar.indirect.vsc",
        "قال عمر الخطيب، رئيس البلدية، في مقابلة إن الجسر آمن.",
        "قال",
        "عمر الخطيب، رئيس البلدية",
        "الجسر آمن",
    ),
    (
        "ar.indirect.vsc",
        "كما أفاد شهود عيان بأن النيران اندلعت في المخزن.",
        "أفاد",
        "شهود عيان",
        "النيران اندلعت في المخزن",
    ),
    ("ar.indirect.vsc", 'ذكرت صحيفة "الوادي" المحلية أن السوق أغلق.', "ذكرت", 'صحيفة "الوادي" المحلية', "السوق أغلق"),
    ("ar.indirect.vc", "وأضاف أن السدود ممتلئة.", "أضاف", None, "السدود ممتلئة"),
    ("ar.indirect.vc", "وأوضحت أنها ستعود إلى القرية.", "أوضحت", None, "أنها ستعود إلى القرية"),
    ("ar.indirect.svc", "الوزيرة تؤكد أن الدواء متوفر.", "تؤكد", "الوزيرة", "الدواء متوفر"),
    ("ar.indirect.svc", "وكان الطبيب قد أعلن أن المريض تعافى.", "أعلن", "الطبيب", "المريض تعافى"),
    ("ar.indirect.svc", "سقط المطر، لكنه أكد أن الطريق سالك.", "أكد", "لكنه", "الطريق سالك"),
    ("ar.direct.vsc", 'وقالت المعلمة: "لن نغلق المدرسة. هذا وعد".', "قالت", "المعلمة", '"لن نغلق المدرسة. هذا وعد"'),
    ("ar.direct.vsc", "وقال الحارس » رأيت الدخان من بعيد « .", "قال", "الحارس", "» رأيت الدخان من بعيد «"),
    ("ar.direct.vc", "وتابع: «البئر جافة منذ عام».", "تابع", None, "«البئر جافة منذ عام»"),
    ("ar.direct.vc", "وختم: سنزرع الوادي من جديد. هذه أرضنا.", "ختم", None, "سنزرع الوادي من جديد. هذه أرضنا"),
    ("ar.direct.qvs", "«لن نرحل أبدا»، قال الصيادون.", "قال", "الصيادون", "«لن نرحل أبدا»"),
    ("ar.relay", "ونقلت الإذاعة عن بحار قوله إن الموج عال.", "قوله", "بحار", "الموج عال"),
    ("ar.relay", "ونقل الموقع عن مزارع أن الحصاد تأخر.", "نقل", "مزارع", "الحصاد تأخر"),
    ("ar.complement.np", "ودعا المجلس إلى وقف الصيد في البحيرة.", "دعا", "المجلس", "وقف الصيد في البحيرة"),
    ("ar.complement.np", "وأعلن النادي تأجيل المباراة إلى السبت.", "أعلن", "النادي", "تأجيل المباراة إلى السبت"),
    ("ar.complement.np", "أعلن تنظيم الراية مسؤوليته عن الحريق.", "أعلن", "تنظيم الراية", "مسؤوليته عن الحريق"),
    ("ar.complement.np", "أعلن تنظيم «الراية» مسؤوليته عن الحريق.", "أعلن", "تنظيم «الراية»", "مسؤوليته عن الحريق"),
    ("ar.complement.np", "نفى النادي الخبر، فيما أعلن الحزب تأجيل الحفل.", "أعلن", "الحزب", "تأجيل الحفل"),
    ("ar.complement.np", "نفى التاجر، الأحد، بيع أي بضاعة فاسدة.", "نفى", "التاجر", "بيع أي بضاعة فاسدة"),
    ("ar.complement.np", "واتهم المزارعون الشركة بتلويث النهر.", "اتهم", "المزارعون", "الشركة بتلويث النهر"),
    (
        "ar.complement.np",
        "وأدانت نقابة المحامين الاعتداء على القاضي.",
        "أدانت",
        "نقابة المحامين",
        "الاعتداء على القاضي",
    ),
    ("ar.complement.np", "وحملت البلدية المقاول المسؤولية عن الحفر.", "حملت", "البلدية", "المقاول المسؤولية عن الحفر"),
    (
        "ar.according",
        "أغلق الجسر أمام الشاحنات، وفقا لشرطة المرور.",
        "وفقا",
        "لشرطة المرور",
        "أغلق الجسر أمام الشاحنات",
    ),
    (
        "ar.according",
        "الاتفاق ولد ميتا اليوم، على حد تعبير الخبير.",
        "على حد تعبير",
        "الخبير",
        "الاتفاق ولد ميتا اليوم",
    ),
    ("ar.according.first", "وبحسب الصحيفة، عاد الصيادون إلى الميناء.", "وبحسب", "الصحيفة", "عاد الصيادون إلى الميناء"),
    ("ar.according.clause", "لم يصل البريد بعد، كما قال الموظف.", "كما قال", "الموظف", "لم يصل البريد بعد"),
    ("ar.paper", "وجاء في بيان النقابة أن الإضراب مستمر.", "وجاء في", "بيان النقابة", "الإضراب مستمر"),
    ("ar.headline", "نقابة الأطباء: الإضراب مستمر حتى الجمعة", None, "نقابة الأطباء", "الإضراب مستمر حتى الجمعة"),
)


OBJECTS = (
    # text, speaker, words: where the subject ends and the object begins
    ("واتهمت الوزارة إسرائيل بخرق الهدنة.", "الوزارة", "إسرائيل بخرق الهدنة"),
    ("واتهم الوزير السعودية بعرقلة الحوار.", "الوزير", "السعودية بعرقلة الحوار"),
    ("ووصف سامر الاتفاق بأنه إنجاز كبير.", "سامر", "الاتفاق بأنه إنجاز كبير"),
    ("حملت حركة شمس الحكومة المحلية المسؤولية عن الحريق.", "حركة شمس", "الحكومة المحلية المسؤولية عن الحريق"),
    ("وتوعدت كتائب الساحل جيش الاحتلال بمزيد من الكمائن.", "كتائب الساحل", "جيش الاحتلال بمزيد من الكمائن"),
    ("ودعت نقابة المعلمين الحكومة المحلية إلى الحوار.", "نقابة المعلمين", "الحكومة المحلية إلى الحوار"),
    ("وناشد رئيس الإقليم الأطراف المتنازعة بعدم إغلاق الطريق.", "رئيس الإقليم", "الأطراف المتنازعة بعدم إغلاق الطريق"),
    ("وأدان رئيس الحزب، سامي خليل، الهجوم الذي طال السوق.", "رئيس الحزب، سامي خليل", "الهجوم الذي طال السوق"),
    ("هددت نقابة النساجين بوقف العمل يوم الجمعة.", "نقابة النساجين", "بوقف العمل يوم الجمعة"),
    ("وهدد الأمين العام بوقف العمل في الميناء.", "الأمين العام", "بوقف العمل في الميناء"),
    ("وطالب تجار السوق بفتح الطريق إلى الميناء.", "تجار السوق", "بفتح الطريق إلى الميناء"),
    ("ودعا الأمين العام الجديد إلى وقف الإضراب.", "الأمين العام الجديد", "وقف الإضراب"),
    ("ووصف الأمين العام الاتفاق بأنه إنجاز.", "الأمين العام", "الاتفاق بأنه إنجاز"),
    ("واستنكرت الحركة الشعبية المجزرة في القرية.", "الحركة الشعبية", "المجزرة في القرية"),
    ("وتبنت سرايا الجبل العملية.", "سرايا الجبل", "العملية"),
    ('أعلنت "الجمعية الحرة في الوادي"، مساء الأحد، تأجيل الحفل.', '"الجمعية الحرة في الوادي"', "تأجيل الحفل"),
    ("عبر رئيس المجلس في بيان نشره عبر موقعه عن إدانته للحريق.", "رئيس المجلس", "إدانته للحريق"),
    ("وكان التلفزيون قد تحدث عن انطلاق الصفارات.", "التلفزيون", "انطلاق الصفارات"),
    ("اعتبر عضو مجلس أنصار الشجرة كمال ناصر أن القطع جريمة.", "عضو مجلس أنصار الشجرة كمال ناصر", "القطع جريمة"),
)


@pytest.mark.parametrize(("text", "speaker", "words"), OBJECTS)
def test_subject_and_object_are_told_apart(text: str, speaker: str, words: str) -> None:
    quotation = only(text)
    assert quotation.speaker is not None
    assert (quotation.speaker.of(text), quotation.span.of(text)) == (speaker, words)


SOURCES = (
    # text, speaker, words
    ("وأصدر اتحاد المزارعين بيانا قال فيه إن المحصول تلف.", "اتحاد المزارعين", "المحصول تلف"),
    ("صدر بيان عن نقابة الأطباء قالت فيه إن الإضراب مستمر.", "نقابة الأطباء", "الإضراب مستمر"),
    ("صدر عن نقابة الأطباء ما يلي: الإضراب مستمر حتى الغد.", "نقابة الأطباء", "الإضراب مستمر حتى الغد"),
    ("جاء القرار بعد إعلان وزارة الزراعة أن المحصول تضرر.", "وزارة الزراعة", "المحصول تضرر"),
    ('ورد الوزير على السؤال بالقول: "نعمل ليل نهار".', "الوزير", '"نعمل ليل نهار"'),
    ("صحيفة الوادي كانت أكدت أن السد سليم.", "صحيفة الوادي", "السد سليم"),
    ("قال الوزير في 5 آذار الماضي إن الهدنة قريبة.", "الوزير", "الهدنة قريبة"),
    ("رأى النائب كريم فضل الله أن الحل قريب.", "النائب كريم فضل الله", "الحل قريب"),
    ("وقال مصدر طلب عدم الكشف عن اسمه إن الحل قريب.", "مصدر", "الحل قريب"),
    ("”لن نغلق المدرسة أبدا“، هكذا قال المدير.", "المدير", "”لن نغلق المدرسة أبدا“"),
    ("ومضى يقول إن الحل قريب.", None, "الحل قريب"),
    ("ختم بالقول إن الطريق طويل.", None, "الطريق طويل"),
    ("ﻗﺎﻝ ﺍﻟﻮﺯﻳﺮ ﺇﻥ ﺍﻟﻘﻤﺢ ﻣﺘﻮﻓﺮ.", "ﺍﻟﻮﺯﻳﺮ", "ﺍﻟﻘﻤﺢ ﻣﺘﻮﻓﺮ"),
    ("وزاد أن المخازن ممتلئة.", None, "المخازن ممتلئة"),
    ("كمال ناصر، رئيس النقابة: الإضراب مستمر حتى الغد", "كمال ناصر، رئيس النقابة", "الإضراب مستمر حتى الغد"),
)


@pytest.mark.parametrize(("text", "speaker", "words"), SOURCES)
def test_a_source_is_found(text: str, speaker: str | None, words: str) -> None:
    quotation = only(text)
    found = quotation.speaker.of(text) if quotation.speaker else None
    assert (found, quotation.span.of(text)) == (speaker, words)


@pytest.mark.parametrize(
    "text",
    [
        "وصلت القافلة عند الساعة 14:30 من بعد الظهر إلى الميناء.",
        "زاد عدد السكان في المدينة حتى بات واضحا أن الماء لا يكفي.",
        "تقع مدينة البصرة في الجنوب، وفيها ذاكرة طويلة.",
        "بعد إعلان النتائج عاد الهدوء.",
    ],
)
def test_homographs_and_times_report_nothing(text: str) -> None:
    assert find(text, "ar") == ()


MORE = (
    ("ar.indirect.vsc", "وأكد قائد الفرقة، نجيب سالم، أن العرض قائم.", "أكد", "قائد الفرقة، نجيب سالم", "العرض قائم"),
    ("ar.indirect.vsc", "ذكرت وسائل إعلام محلية، مجددا، أن السد سليم.", "ذكرت", "وسائل إعلام محلية", "السد سليم"),
    (
        "ar.according.first",
        "وبحسب (وكالة الوادي) عاد الماء إلى المدينة القديمة.",
        "وبحسب",
        "وكالة الوادي",
        "عاد الماء إلى المدينة القديمة",
    ),
    (
        "ar.complement.np",
        "بدوره، وصف حارس المنارة في الجزيرة، الوضع بأنه صعب.",
        "وصف",
        "حارس المنارة في الجزيرة",
        "الوضع بأنه صعب",
    ),
    (
        "ar.direct.qvsq",
        '"سنعود غدا معا"، تقول ليلى، "فالبيت بيتنا كلنا".',
        "تقول",
        "ليلى",
        '"سنعود غدا معا" "فالبيت بيتنا كلنا"',
    ),
    (
        "ar.indirect.vsc",
        'وأكد رئيس نادي "النجم الأزرق" المحلي أن الملعب جاهز.',
        "أكد",
        'رئيس نادي "النجم الأزرق" المحلي',
        "الملعب جاهز",
    ),
    ("ar.indirect.vsc", 'وكشف خبير لـ"الوادي اليوم" أن النهر ينحسر.', "كشف", "خبير", "النهر ينحسر"),
    ("ar.indirect.vc", "وقال للصحفيين إن المعرض سيفتح غدا.", "قال", None, "المعرض سيفتح غدا"),
    ("ar.indirect.vc", "وقال في تصريح صحفي إن الجامعة مغلقة.", "قال", None, "الجامعة مغلقة"),
    (
        "ar.complement.np",
        "وأعلنت فرقة الإنقاذ، في بيان، وصول المؤن إلى القرية.",
        "أعلنت",
        "فرقة الإنقاذ",
        "وصول المؤن إلى القرية",
    ),
    ("ar.complement.np", "وأكدت النقابة في بيان لها مسؤوليتها عن التأخير.", "أكدت", "النقابة", "مسؤوليتها عن التأخير"),
    (
        "ar.according",
        "عاد الماء إلى الحي كله، وفق ما أعلن المهندس.",
        "وفق ما أعلن",
        "المهندس",
        "عاد الماء إلى الحي كله",
    ),
    (
        "ar.headline",
        "عاجل | مدير المستشفى: لا إصابات بين الأطفال حتى الآن",
        None,
        "مدير المستشفى",
        "لا إصابات بين الأطفال حتى الآن",
    ),
)


def only(text: str) -> Quotation:
    (quotation,) = find(text, "ar")
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


def test_two_clauses_joined_by_waw_are_two_statements() -> None:
    text = "قال الحاكم إن المطر غزير، وأضاف أن السيول متوقعة."
    first, second = find(text, "ar")
    assert first.words(text) == "المطر غزير"
    assert second.words(text) == "السيول متوقعة"
    assert second.speaker is None


def test_a_participle_goes_on_with_the_speaker_of_its_sentence() -> None:
    text = "قالت الطبيبة إن الجرح طفيف، مشيرة إلى أن الشفاء قريب."
    _, second = find(text, "ar")
    assert second.rule == "ar.adverbial"
    assert second.speaker is not None
    assert second.speaker.of(text) == "الطبيبة"
    assert second.words(text) == "الشفاء قريب"


def test_a_source_after_the_content_does_not_belong_to_it() -> None:
    text = "ذكرت الإذاعة أن السد امتلأ، نقلا عن مهندس الري."
    assert only(text).words(text) == "السد امتلأ"


def test_li_after_an_office_names_its_body() -> None:
    text = "وأكد الأمين العام لـ«حزب النهر» أن الانتخابات قريبة."
    speaker = only(text).speaker
    assert speaker is not None
    assert speaker.of(text) == "الأمين العام لـ«حزب النهر»"


def test_who_is_addressed_is_not_the_speaker() -> None:
    text = "وخاطب الحضور قائلا إن الباب مفتوح."
    assert only(text).speaker is None


def test_a_post_below_a_colon_is_read_to_its_end() -> None:
    text = "🔻المتحدث باسم البلدية:\n- لن نقبل بأي بناء جديد على ضفة النهر بعد اليوم\n- القرار بيد أهل البلدة وحدهم\n"
    quotation = only(text)
    assert quotation.rule == "ar.direct.communique"
    assert quotation.words(text).endswith("أهل البلدة وحدهم")


def test_a_verb_of_the_other_tense_stays_inside_the_content() -> None:
    text = "وقال النادي إنه ينفي الخبر ويؤكد أن المدرب باق."
    assert only(text).words(text) == "ينفي الخبر ويؤكد أن المدرب باق"


def test_the_verb_shows_gender_and_negation() -> None:
    assert "fem" in only("وأضافت أن السوق مغلق.").flags
    assert "masc" in only("وأضاف أن السوق مغلق.").flags
    assert "negated" in only("ولم يؤكد الناطق أن السوق مغلق.").flags


@pytest.mark.parametrize(
    "text",
    [
        "ويذكر أن البلدة صغيرة.",
        "هل تتوقع أن ينزل المطر؟",
        "وصل الوفد إلا أن اللقاء تأجل.",
        "لا يتم ذلك إلا وفقا لشروط العقد.",
        "لم تعلن أي جهة مسؤوليتها عن الحريق.",
        "جلس الرجل بين النهر والجبل ذلك أن الظل هناك.",
    ],
)
def test_what_nobody_says_is_no_statement(text: str) -> None:
    assert find(text, "ar") == ()


def test_kinds_follow_the_quotation_marks() -> None:
    assert only("قال الشاعر إن الليل طويل.").kind is Kind.INDIRECT
    assert only('قال الشاعر إن الليل "طويل جدا هذا العام" في القرى.').kind is Kind.MIXED
    assert only('قال الشاعر: "الليل طويل جدا".').kind is Kind.DIRECT
    assert only('ذكرت مجلة "القلم" أن الشاعر مريض.').kind is Kind.INDIRECT


@pytest.mark.parametrize("marks", ["«»", "»«", "“”", '""', "„“"])
def test_every_style_of_marks_is_read(marks: str) -> None:
    text = f"وقال السائق: {marks[0]}الطريق خطير في الشتاء{marks[1]}، ثم مضى."
    assert only(text).words(text) == f"{marks[0]}الطريق خطير في الشتاء{marks[1]}"


@pytest.mark.parametrize("spelling", ["وأكّد المدير أنّ", "واكد المدير ان", "وأكـــد المدير أن", "وَأَكَّدَ المُديرُ أَنَّ"])
def test_spelling_does_not_matter(spelling: str) -> None:
    text = f"{spelling} القطار سيصل غدا."
    assert only(text).words(text) == "القطار سيصل غدا"


def test_words_below_a_colon_are_the_statement() -> None:
    text = "وقالت النقابة في ردها:\n«نطالب بفتح الملف كاملا».\nوغادر الوفد القاعة."
    assert only(text).words(text) == "«نطالب بفتح الملف كاملا»"


def test_a_paragraph_in_marks_goes_on_with_the_speaker_before() -> None:
    text = "وقال الكاتب: «الكتاب جديد».\n«كتبته في خمس سنوات بين المدينة والقرية».\n"
    _, second = find(text, "ar")
    assert second.continues
    assert second.rule == "ar.floating"


def test_a_text_that_is_a_communique_is_one_statement() -> None:
    text = (
        "بيان صادر عن اتحاد المزارعين\nبسم الله الرحمن الرحيم\n"
        "إن اتحاد المزارعين يتابع بقلق أحوال الري في الوادي، ويدعو الوزارة إلى تحمل مسؤوليتها كاملة.\n"
        "ونؤكد أن صبرنا له حدود، وأن الحقول لن تنتظر طويلا.\nاتحاد المزارعين\n12 آذار\n"
    )
    quotation = only(text)
    assert quotation.rule == "ar.direct.communique"
    assert quotation.kind is Kind.DIRECT
    assert quotation.speaker is not None
    assert quotation.speaker.of(text) == "اتحاد المزارعين"
    assert quotation.words(text).startswith("إن اتحاد")
    assert quotation.words(text).endswith("لن تنتظر طويلا")


def test_a_communique_without_a_heading_belongs_to_who_signs_it() -> None:
    text = (
        "بسم الله الرحمن الرحيم\n"
        "فتحت جمعية الصيادين أبوابها اليوم أمام أبناء الساحل، وأعادت قواربها إلى الماء بعد شتاء طويل.\n"
        "جمعية الصيادين في الخليج\nالسبت 3 آذار 2020\n"
    )
    quotation = only(text)
    assert quotation.rule == "ar.direct.communique"
    assert quotation.speaker is not None
    assert quotation.speaker.of(text) == "جمعية الصيادين في الخليج"


def test_a_paper_named_before_is_the_source_of_what_stands_below() -> None:
    text = "صدر بيان عن نقابة البحارة، جاء فيه:\nبسم الله الرحمن الرحيم\nعاد البحارة جميعا إلى الميناء سالمين."
    quotation = only(text)
    assert quotation.speaker is not None
    assert quotation.speaker.of(text) == "نقابة البحارة"
    assert quotation.words(text) == "عاد البحارة جميعا إلى الميناء سالمين"


def test_an_article_under_a_heading_is_no_communique() -> None:
    text = (
        "بيان صادر عن اتحاد التجار\n"
        "قال رئيس الاتحاد إن السوق ستفتح أبوابها غدا أمام الزوار من جميع القرى القريبة.\n"
        "وأكد مدير الشرطة أن الطريق إلى السوق آمنة طوال اليوم وأن الدوريات منتشرة فيها.\n"
    )
    assert all("communique" not in quotation.rule for quotation in find(text, "ar"))


def test_a_statement_carries_the_precision_of_its_rule() -> None:
    direct = only("وتابع: «البئر جافة منذ عام».")
    headline = only("نقابة الأطباء: الإضراب مستمر حتى الجمعة")
    assert 0 < headline.confidence < direct.confidence < 1


def test_until_is_no_complementiser() -> None:
    text = "قال الحارس إن الباب مغلق، مبديا صبره إلى أن يعود المدير."
    assert [quotation.words(text) for quotation in find(text, "ar")] == ["الباب مغلق", "صبره إلى أن يعود المدير"]


WORDS = st.sampled_from(
    [
        "قال",
        "وأضاف",
        "أن",
        "إن",
        "مؤكدا",
        "المدير",
        ":",
        "«",
        "»",
        '"',
        ".",
        "،",
        "\n",
        "وفقا ل",
        "كما",
        "نقل",
        "عن",
        "قوله",
        "على",
        "حد",
        "بيان",
        "صادر",
        "لكنه",
        "اتهم",
        "بأن",
        "الماء",
        "(",
        ")",
        "؟",
        "جاء في",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_text_gives_places_inside_it_in_order(text: str) -> None:
    found = find(text, "ar")
    assert list(found) == sorted(found, key=lambda quotation: quotation.span)
    for quotation in found:
        assert all(part.of(text).strip() for part in quotation.parts)
        for place in (*quotation.parts, quotation.cue, quotation.speaker):
            assert place is None or place.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(find(text, "ar"), tuple)
