"""Texts to measure speed on: of a gold file, or put together from sentences written for the purpose.

The written ones hold every construction that the monitor looks for in about the share that news has it; the same seed
gives the same texts.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LENGTH = 4_000
"""Characters of a text, at least: what the claims of speed are about."""
_SHARE = 0.34
"""Share of sentences that report speech: it makes about 16 quotations in 4,000 characters, as political news has."""


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one article and its language."""

    text: str
    language: str


def of_gold(paths: Iterable[Path], most: int) -> Iterator[Text]:
    """The first texts of JSON lines with ``lang`` and ``text``, so many of each language.

    Shorter ones are put together until they have 4,000 characters, so that all languages are measured on pages of the
    same length; nothing is cut off.
    """
    waiting: dict[str, list[str]] = defaultdict(list)
    given: dict[str, int] = defaultdict(int)
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in filter(str.strip, lines):
                row = json.loads(line)
                language, texts = row["lang"], waiting[row["lang"]]
                texts.append(row["text"])
                if sum(map(len, texts)) >= LENGTH and given[language] < most:
                    given[language] += 1
                    yield Text("\n".join(texts), language)
                    texts.clear()


def written(each: int, seed: int = 7) -> Iterator[Text]:
    """So many texts of each measured language, the languages in turn."""
    rng = random.Random(seed)
    for _ in range(each):
        for language in _REPORTS:
            yield Text("\n".join(_paragraphs(language, rng)), language)


def _paragraphs(language: str, rng: random.Random) -> Iterator[str]:
    """Paragraphs of one to three sentences; every sentence gets a number, so that none is a duplicate."""
    length = 0
    while length < LENGTH:
        sentences = [
            rng.choice((_REPORTS if rng.random() < _SHARE else _NARRATION)[language]) for _ in range(rng.randint(1, 3))
        ]
        paragraph = " ".join(f"{sentence} ({rng.randint(2, 99_999)})" for sentence in sentences)
        length += len(paragraph) + 1
        yield paragraph


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
    "de": (
        "Der Generalsekretär der Morgenbewegung, Murad Aziz, sagte am Sonntag, die Bucht bleibe für fremde Schiffe zu.",
        "„Wir werden auf jeden Angriff auf unsere Dörfer antworten“, fügte Aziz vor Journalisten hinzu.",
        "Wie das Ministerium am Abend mitteilte, dauern die Gespräche mit der Bewegung seit dem Frühjahr an.",
        "Nach Angaben der Falkenbrigaden kamen sieben Kämpfer ums Leben, als der Konvoi am Übergang getroffen wurde.",
        "Ein Sprecher der Koalition wies den Bericht zurück und erklärte, kein Flugzeug habe den Stützpunkt verlassen.",
        "Das Außenministerium hatte bereits Ende April gewarnt, dass Schiffe ohne Genehmigung umkehren müssten.",
    ),
    "he": (
        'מזכ"ל תנועת השחר, מוראד עזיז, אמר ביום ראשון כי המפרץ יישאר סגור בפני ספינות זרות.',
        '"אנחנו נשיב על כל פשיטה על הכפרים שלנו, והתשובה תורגש גם מעבר לעמק", הוסיף עזיז.',
        "לדברי דובר הקואליציה, המטוסים לא עזבו את הבסיס באותו יום, והידיעה על התקיפה אינה נכונה.",
        "משרד החוץ הזהיר בחודש שעבר כי ספינות שאין להן היתר יוחזרו לנמל המוצא שלהן.",
        "גדודי הנץ מסרו כי שבעה מלוחמיהם נהרגו סמוך למעבר שעל גדת הנהר.",
    ),
    "tr": (
        "Şafak Hareketi Genel Sekreteri Murad Aziz, pazar günü körfezin yabancı gemilere kapalı kalacağını söyledi.",
        "“Köylerimize yapılan her baskına karşılık vereceğiz, bu karşılık vadinin ötesinde de duyulacak” dedi.",
        "Bakanlık, görüşmelerin ilkbahardan bu yana sürdüğünü ve şimdiye kadar sonuç vermediğini açıkladı.",
        "Koalisyon sözcüsü haberi yalanlayarak uçakların o gün üslerinden ayrılmadığını belirtti.",
        "Şahin Tugayları'na göre konvoyun geçiş noktasında vurulması sonucu yedi savaşçı hayatını kaybetti.",
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
    "de": (
        "Der Hafen liegt zwischen zwei Höhenzügen, und das meiste Getreide des Landes kommt durch ihn herein.",
        "Die Preise auf dem alten Markt stiegen in einer Woche um ein Zehntel, und viele Läden blieben bis Mittag zu.",
        "Tausende Familien verließen die Dörfer am Fluss, als der Beschuss begann, und sind nicht zurückgekehrt.",
        "Der Übergang wurde in den achtziger Jahren gebaut und ist der einzige, der breit genug für Lastwagen ist.",
        "Zwei der neun Brunnen im Tal sind seit dem Sommer trocken, und die anderen werden nachts bewacht.",
        "Die Partei hat ein Drittel der Sitze in der Versammlung und zwei Minister in der jetzigen Regierung.",
    ),
    "he": (
        "הנמל שוכן בין שני רכסים, ורוב התבואה שהמדינה מייבאת עוברת דרכו.",
        "המחירים בשוק הישן עלו בעשירית בתוך שבוע, והסוחרים סגרו את החנויות עד הצהריים.",
        "אלפי משפחות עזבו את הכפרים שלאורך הנהר כשהחלה ההפגזה ועדיין לא חזרו אליהם.",
        "שתיים מתשע הבארות בעמק התייבשו מאז הקיץ, והאחרות נשמרות בלילות.",
        "המפלגה מחזיקה בשליש מן המושבים בבית הנבחרים ויש לה שני שרים בממשלה.",
    ),
    "tr": (
        "Liman iki sırt arasında yer alıyor ve ülkenin ithal ettiği tahılın çoğu buradan geçiyor.",
        "Eski çarşıda fiyatlar bir haftada onda bir arttı, esnaf dükkânlarını öğlene kadar kapalı tuttu.",
        "Bombardıman başlayınca nehir boyundaki köylerden binlerce aile ayrıldı ve henüz geri dönmedi.",
        "Vadideki dokuz kuyudan ikisi yazdan beri kuru, ötekiler geceleri bekleniyor.",
        "Parti, meclisteki sandalyelerin üçte birine ve bugünkü hükümette iki bakanlığa sahip.",
    ),
}
