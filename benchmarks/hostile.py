"""Does the time stay linear in the text's length? ``python -m benchmarks.hostile``.

Feeds the finder texts that nobody writes, at n, 2n and 4n characters, and fails where doubling the length costs more
than 2.5 times: a text without paragraphs, pages of quotation marks, nested brackets, one endless sentence, and more.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Final

from monitor import quotations

WORST: Final = 2.5
LENGTH: Final = 40_000
_REPEATS: Final = 3

TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "no paragraphs": "The minister said the road was open. Nobody in the town believed him, and they stayed. ",
        "one endless sentence": "the minister said that the envoy who told the mayor, a man of peace, claimed and ",
        "no verb": "road and bridge and town and ",
        "only quotation marks": '"',
        "curly marks opened": "“a ",
        "curly marks closed": "a” ",
        "marks everywhere": '“Yes,” “no,” "perhaps" «well» ',
        "single marks": "'a ‘b’ c' ",
        "nested brackets": "(said ",
        "closing brackets": "said) ",
        "commas": "said, ",
        "dashes": "said - he - ",
        "colons": "Ruiz: said: ",
        "paragraphs of colons": "Ruiz: the road is open\n",
        "empty paragraphs": "\n",
        "quoted paragraphs": "“We wait.”\n",
        "according": "according to the army according to ",
        "full stops": "a.b.c. ",
        "one word": "said",
        "question in marks": "“Why?” Ruiz and ",
    }
)


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds for n, 2n and 4n characters of one kind of text."""

    name: str
    seconds: tuple[float, float, float]

    @property
    def factor(self) -> float:
        """What one doubling costs, averaged over both: a single one is at the mercy of other work."""
        return math.sqrt(self.seconds[-1] / self.seconds[0])


def grow(name: str, seed: str, find: Callable[[str], object], *, length: int = LENGTH) -> Growth:
    """Measures one kind of text; the best of some runs, since other work disturbs."""
    taken = []
    for size in (length, 2 * length, 4 * length):
        text = (seed * (size // len(seed) + 1))[:size]
        taken.append(min(_seconds(find, text) for _ in range(_REPEATS)))
    first, second, third = taken
    return Growth(name, (first, second, third))


def _seconds(find: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    find(text)
    return max(time.process_time() - started, 1e-6)


def main(arguments: Sequence[str]) -> int:
    """The command: languages as arguments, English without one."""
    failed = False
    for language in arguments or ("en",):
        for name, seed in TEXTS.items():
            growth = grow(name, seed, partial(quotations.find, language=language))
            bad = growth.factor > WORST
            failed = failed or bad
            shown = "  ".join(f"{1000 * second:8.1f}" for second in growth.seconds)
            print(f"{language}  {name:24}{shown} ms   x{growth.factor:.2f}{'  TOO MUCH' if bad else ''}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
