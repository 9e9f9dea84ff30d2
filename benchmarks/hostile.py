"""What texts that nobody writes cost: ``python -m benchmarks.hostile [LANGUAGE ...]``, all measured ones by default.

Gives the whole analysis a text without paragraphs, pages of quotation marks, nested brackets, one endless sentence and
more, in the words of each language, at 10,000, 20,000 and 40,000 characters, the most that is read of an article. Fails
where doubling the length costs more than 2.5 times, or where the longest text costs more than ten times as much as an
ordinary one of that length.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Final

from benchmarks.pages import Sample
from benchmarks.speed import article, entities
from benchmarks.texts import written
from monitor.analysis import LONGEST, Analyst
from onrecord.model import Outlet

WORST: Final = 2.5
"""What doubling the length may cost."""
DEAREST: Final = 10.0
"""What a text may cost, with that of an ordinary text of its length as the unit."""
LENGTH: Final = LONGEST // 4
_REPEATS: Final = 5
OWN: Final = Outlet("outlet", "Own channel", "LB", ("en",), speaks_for="dawn")
"""Where every text stands: a group's own channel, whose posts are read once more, as a whole."""

TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "no paragraphs": "{report}. {story}. ",
        "one endless sentence": "{report} {who}, {story}, {said} {and} ",
        "no verb": "{thing} {and} {thing} {and} ",
        "only quotation marks": '"',
        "curly marks opened": "“{thing} ",
        "curly marks closed": "{thing}” ",
        "guillemets": "«{thing} » {thing}« ",
        "marks everywhere": '“{thing},” “{thing},” "{thing}" «{thing}» ',
        "single marks": "'a ‘b’ c' ",
        "nested brackets": "({said} ",
        "closing brackets": "{said}) ",
        "commas": "{said}{comma} ",
        "names and commas": "{name}{comma} ",
        "dashes": "{said} - {who} - ",
        "colons": "{name}: {said}: ",
        "paragraphs of colons": "{name}: {story}\n",
        "empty paragraphs": "\n",
        "quoted paragraphs": "“{story}.”\n",
        "according": "{according} {thing} {according} ",
        "full stops": "a.b.c. ",
        "one word": "{said}",
        "one letter": "{letter}",
        "question in marks": "“{story}{question}” {name} {and} ",
        "tracked names": "{tracked} {said} {tracked} ",
        "dates": "{date} {said} {date} ",
        "interview": "{name}: {story}{question}\n{letter}: {name} {said} {story}.\n",
        "labels": "{letter}: {letter}{question}\n{thing}: {letter}\n",
        "links": "http://{letter}",
        "handles": "@",
        "blanks": " ",
        "joints": "{letter}-{letter}'{letter}\u200c",
    }
)
"""The texts as they repeat; what stands in braces is a word of the language."""

_WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "en": {
            "report": "the minister said that the envoy told the mayor", "story": "nobody in the town believed him",
            "said": "said", "who": "who", "and": "and", "thing": "road", "name": "Ruiz", "comma": ",", "question": "?",
            "according": "according to the", "letter": "a", "tracked": "Murad Aziz", "date": "on 3 April last month",
        },
        "ar": {
            "report": "قال الوزير إن المبعوث أبلغ المحافظ أن", "story": "لم يصدقه أحد في البلدة",
            "said": "وقال", "who": "الذي", "and": "و", "thing": "الطريق", "name": "رويز", "comma": "،", "question": "؟",
            "according": "وفقا ل", "letter": "ا", "tracked": "مراد عزيز", "date": "في 3 نيسان الشهر الماضي",
        },
        "fa": {
            "report": "وزیر گفت که فرستاده به شهردار گفته است", "story": "هیچ‌کس در شهر حرف او را باور نکرد",
            "said": "گفت", "who": "که", "and": "و", "thing": "راه", "name": "رویز", "comma": "،", "question": "؟",
            "according": "به گفته", "letter": "ا", "tracked": "جنبش فجر", "date": "در ۳ فروردین ماه گذشته",
        },
        "de": {
            "report": "der Minister sagte, dass der Gesandte den Bürgermeister warnte", "story": "niemand glaubte ihm",
            "said": "sagte", "who": "der", "and": "und", "thing": "Straße", "name": "Ruiz", "comma": ",",
            "question": "?", "according": "laut", "letter": "a", "tracked": "Murad Aziz",
            "date": "am 3. April vergangenen Monat",
        },
        "he": {
            "report": "השר אמר כי השליח הודיע לראש העיר", "story": "איש בעיר לא האמין לו",
            "said": "אמר", "who": "אשר", "and": "וגם", "thing": "דרך", "name": "רואיז", "comma": ",", "question": "?",
            "according": "לדברי", "letter": "א", "tracked": "מוראד עזיז", "date": "ב-3 באפריל בחודש שעבר",
        },
        "tr": {
            "report": "bakan elçinin belediye başkanına haber verdiğini söyledi", "story": "kasabada kimse inanmadı",
            "said": "dedi", "who": "ki", "and": "ve", "thing": "yol", "name": "Ruiz", "comma": ",", "question": "?",
            "according": "göre", "letter": "a", "tracked": "Murad Aziz", "date": "geçen ay 3 Nisan'da",
        },
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds for n, 2n and 4n characters of one kind of text."""

    name: str
    seconds: tuple[float, float, float]

    @property
    def factor(self) -> float:
        """What one doubling costs, averaged over both: a single one is at the mercy of other work."""
        return math.sqrt(self.seconds[-1] / self.seconds[0])


def texts(language: str) -> dict[str, str]:
    """What repeats in each text, by its name, in a language's words; "ordinary" is news.

    Raises:
        KeyError: a language without words here.
    """
    ordinary = next(one.text for one in written(1) if one.language == language)
    return {"ordinary": f"{ordinary}\n", **{name: seed.format_map(_WORDS[language]) for name, seed in TEXTS.items()}}


def grow(name: str, seed: str, find: Callable[[str], object], *, length: int = LENGTH) -> Growth:
    """Measures one kind of text; the best of some runs, since other work disturbs."""
    taken = []
    for size in (length, 2 * length, 4 * length):
        text = (seed * (size // len(seed) + 1))[:size]
        taken.append(min(_seconds(find, text) for _ in range(_REPEATS)))
    first, second, third = taken
    return Growth(name, (first, second, third))


def main(arguments: Sequence[str]) -> int:
    """The command: languages as arguments, all measured ones without one; exit code 1 where a text costs too much."""
    failed = False
    analyst = Analyst(entities(), (OWN,))
    for language in arguments or _WORDS:
        ordinary: Growth | None = None
        for name, seed in texts(language).items():
            growth = grow(name, seed, partial(_analyse, analyst, language))
            ordinary = ordinary or growth
            cost = growth.seconds[-1] / ordinary.seconds[-1]
            bad = growth.factor > WORST or cost > DEAREST
            failed = failed or bad
            shown = "".join(f"{1000 * second:9.1f}" for second in growth.seconds)
            print(f"{language}  {name:22}{shown} ms   doubled x{growth.factor:.2f}   ordinary x{cost:.1f}", end="")
            print("   TOO MUCH" if bad else "", flush=True)
    return 1 if failed else 0


def _analyse(analyst: Analyst, language: str, text: str) -> object:
    page = Sample("https://outlet.example/", b"", "", "", language)
    return analyst.analyse(replace(article(page), text=text))


def _seconds(find: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    find(text)
    return max(time.process_time() - started, 1e-6)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
