"""Makes news pages for measuring: HTML as outlets have it, with navigation, boilerplate and metadata.

The text is put together from sentences written for the purpose, with every construction that the monitor looks for in
about the share that news has it. The same seed gives the same pages.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

LENGTHS = (1_000, 2_500, 4_000, 8_000)
"""Characters of an article's text, about."""


_SHARE = 0.34
"""Share of sentences that report speech: it makes about 16 quotations in 4,000 characters, as political news has."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A page and the text that its article is to have."""

    url: str
    html: bytes
    title: str
    text: str
    language: str


_REPORTS: dict[str, tuple[str, ...]] = {
    "en": (
        "The leader of the Dawn Movement, Murad Aziz, said on Sunday that the bay would stay closed to foreign ships.",
        "“We will answer every raid on our villages, and the answer will be felt beyond the valley,” Aziz added.",
        "He noted that talks with the ministry had been under way since the spring and had brought nothing so far.",
        "A spokesman for the coalition denied the report, saying the aircraft had not left its base on that day.",
        "According to the Falcon Brigades, seven fighters were killed when the convoy was struck near the crossing.",
        "“The road is open,” the governor told reporters, “but nobody should travel after dark.”",
        "His remarks came after a senior official of the Falcon Brigades denounced the closing of the crossing.",
        "In late April the foreign ministry had warned that ships without a permit would be turned back.",
    ),
    "ar": (
        "أعلن الأمين العام لحركة الفجر مراد عزيز، الأحد، أن الخليج سيبقى مغلقا أمام السفن الأجنبية حتى إشعار آخر.",
        "وأضاف أن المحادثات مع الوزارة مستمرة منذ الربيع ولم تسفر حتى الآن عن أي نتيجة تذكر.",
        "وقال المتحدث باسم التحالف إن الطائرات لم تغادر قاعدتها في ذلك اليوم، نافيا ما تردد عن الغارة.",
        "ونقلت الوكالة عن كتائب الصقر قولها إن سبعة من مقاتليها قتلوا عند المعبر القريب من النهر.",
        "وكانت وزارة الخارجية قد حذرت الشهر الماضي من أن السفن التي لا تحمل تصريحا ستعاد من حيث أتت.",
        "«سنرد على كل غارة تستهدف قرانا، وسيصل الرد إلى ما وراء الوادي»، بحسب بيان صادر عن الحركة.",
    ),
    "fa": (
        "مراد عزیز، دبیرکل جنبش فجر، روز یکشنبه گفت که خلیج همچنان به روی کشتی‌های خارجی بسته خواهد ماند.",
        "وی افزود: گفت‌وگو با وزارتخانه از بهار آغاز شده و تاکنون هیچ نتیجه‌ای نداشته است.",
        "سخنگوی ائتلاف این گزارش را تکذیب کرد و گفت هواپیماها آن روز پایگاه خود را ترک نکرده‌اند.",
        "به گفته گردان‌های صقر، هفت رزمنده در نزدیکی گذرگاه کنار رودخانه کشته شدند.",
        "وزارت امور خارجه ماه گذشته هشدار داده بود که کشتی‌های بدون مجوز بازگردانده می‌شوند.",
        "«به هر حمله به روستاهای خود پاسخ خواهیم داد»، این جنبش در بیانیه‌ای اعلام کرد.",
    ),
}
_NARRATION: dict[str, tuple[str, ...]] = {
    "en": (
        "The harbour lies between two ridges, and most of the grain that the country imports passes through it.",
        "Prices in the old market rose by a tenth within a week, and traders kept their shops shut until noon.",
        "The engineers expect to repair the two damaged pumps before the first rain, at a cost of nine million.",
        "Thousands of families left the villages along the river when the shelling began and have not returned.",
        "The crossing, built in the eighties with foreign loans, is the only one wide enough for heavy trucks.",
        "Two of the nine wells in the valley have run dry since the summer, and the others are guarded at night.",
        "The party holds a third of the seats in the assembly and has two ministers in the present cabinet.",
        "A small crowd gathered in front of the town hall on Monday morning and dispersed before the noon prayer.",
    ),
    "ar": (
        "يقع الميناء بين تلتين، ويمر عبره معظم القمح الذي تستورده البلاد من الخارج كل عام.",
        "وارتفعت الأسعار في السوق القديمة بنسبة عشرة في المئة خلال أسبوع، وأغلق التجار محالهم حتى الظهر.",
        "وغادرت آلاف العائلات القرى الواقعة على ضفة النهر عندما بدأ القصف ولم تعد إليها بعد.",
        "ويعد المعبر الذي بني في الثمانينيات الوحيد الذي يتسع للشاحنات الثقيلة على امتداد الحدود.",
        "وجفت بئران من آبار الوادي التسع منذ الصيف، فيما تخضع الآبار الأخرى لحراسة ليلية مشددة.",
        "ويشغل الحزب ثلث مقاعد البرلمان، وله وزيران في الحكومة الحالية التي تشكلت قبل عامين.",
    ),
    "fa": (
        "بندر میان دو تپه قرار دارد و بیشتر گندمی که کشور وارد می‌کند از آن می‌گذرد.",
        "قیمت‌ها در بازار قدیمی ظرف یک هفته ده درصد بالا رفت و کسبه تا ظهر مغازه‌ها را بسته نگه داشتند.",
        "این گذرگاه که در دهه شصت ساخته شده، تنها راهی است که کامیون‌های سنگین از آن می‌گذرند.",
        "دو حلقه از نه چاه دره از تابستان خشک شده و بقیه شب‌ها زیر نظر نگهبانان است.",
        "این حزب یک سوم کرسی‌های مجلس را در اختیار دارد و دو وزیر در دولت کنونی دارد.",
    ),
}


def samples(count: int, seed: int = 7) -> Iterator[Sample]:
    """So many pages, of all languages and lengths in turn."""
    rng = random.Random(seed)
    languages = tuple(_REPORTS)
    for number in range(count):
        language, length = languages[number % len(languages)], LENGTHS[number // len(languages) % len(LENGTHS)]
        paragraphs = tuple(_paragraphs(language, length, rng))
        url = f"https://outlet.example/{language}/news/{number}"
        title = f"{_REPORTS[language][0][:60]} {number}"
        html = _page(url, title, paragraphs, language, number).encode()
        yield Sample(url, html, title, "\n".join(paragraphs), language)


def _paragraphs(language: str, length: int, rng: random.Random) -> Iterator[str]:
    """Paragraphs of one to three sentences; every sentence gets a number, so that none is a duplicate."""
    written = 0
    while written < length:
        sentences = [
            rng.choice((_REPORTS if rng.random() < _SHARE else _NARRATION)[language]) for _ in range(rng.randint(1, 3))
        ]
        paragraph = " ".join(f"{sentence} ({rng.randint(2, 99_999)})" for sentence in sentences)
        written += len(paragraph) + 1
        yield paragraph


def _page(url: str, title: str, paragraphs: Sequence[str], language: str, number: int) -> str:
    """The page of an article, as heavy as the median of some thousand real ones: 97 KB, 750 elements, 140 links."""
    direction = "rtl" if language in {"ar", "fa"} else "ltr"
    when, heading = f"2026-05-14T09:{number % 60:02d}:00+03:00", escape(title)
    body = "\n".join(_paragraph(paragraph, place) for place, paragraph in enumerate(paragraphs))
    menu, footer = _menu("nav", 35), _menu("foot", 25)
    return f"""<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">
<title>{heading} | The Outlet</title><link rel="canonical" href="{url}"><meta name="author" content="A. Writer">
<meta property="og:type" content="article"><meta property="og:title" content="{heading}">
<meta property="og:url" content="{url}"><meta property="og:site_name" content="The Outlet">
{_dates(heading, when) if number % 2 else ""}
{_assets()}</head><body class="article single">
<header><nav><ul>{menu}</ul></nav></header><main><article><h1>{heading}</h1>
<div class="byline">By A. Writer <time datetime="{when}">14 May 2026</time></div>
<figure><img src="/img/lead.jpg" alt=""><figcaption>A picture of the bay</figcaption></figure>
<div class="article-body">{body}</div><div class="share"><a href="#">Share</a><a href="#">Post</a></div></article>
<aside class="related"><h2>Related</h2>{_teasers(number)}</aside></main>
<footer><ul>{footer}</ul><p>Copyright The Outlet</p></footer></body></html>"""


def _paragraph(paragraph: str, place: int) -> str:
    """A paragraph with what stands between paragraphs on real pages: a slot, an embedded post, a picture."""
    between = (
        '<div class="ad"><div id="slot"></div></div>',
        '<figure class="inline"><img src="/img/inline.jpg" alt=""><figcaption>At the bay</figcaption></figure>',
        '<div class="embed"><blockquote><a href="https://posts.example/1">A post</a></blockquote></div>',
    )
    return f"<p>{escape(paragraph)}</p>" + (between[place // 3 % 3] if place % 3 == 2 else "")


def _dates(heading: str, when: str) -> str:
    """The metadata that half of the pages have; on the others the date stands in the byline only."""
    return f"""<meta property="article:published_time" content="{when}">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{heading}",
"datePublished":"{when}","author":{{"@type":"Person","name":"A. Writer"}}}}</script>"""


def _menu(kind: str, items: int) -> str:
    return "".join(
        f'<li class="{kind}-item"><a class="{kind}-link" href="/s/{n}"><span>Section {n}</span></a></li>'
        for n in range(items)
    )


def _teasers(number: int) -> str:
    return "".join(
        f'<div class="teaser"><div class="media"><a href="/news/{number}-{n}">'
        f'<img src="/img/{n}.jpg" srcset="/img/{n}-320.jpg 320w, /img/{n}-640.jpg 640w"></a></div>'
        f'<div class="text"><h3><a href="/news/{number}-{n}">Teaser {n} of the day</a></h3>'
        f'<p class="lead">A line about it.</p><ul><li><svg><path/></svg></li><li><time>{n} h</time></li></ul>'
        "</div></div>"
        for n in range(38)
    )


def _assets() -> str:
    rules = "".join(
        f".c{n}{{margin:{n % 9}px;padding:{n % 7}px;color:#{n % 4096:03x};display:flex}}" for n in range(700)
    )
    slots = ",".join(f'{{"id":"slot-{n}","sizes":[[300,250],[728,90]],"target":"a{n % 13}"}}' for n in range(420))
    scripts = "".join(f"<script>window.q{n}=window.q{n}||[];q{n}.push({{slot:{n}}});</script>" for n in range(12))
    return f'<style>{rules}</style><script>window.__STATE__={{"slots":[{slots}]}};</script>{scripts}'
