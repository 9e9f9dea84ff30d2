"""English: the ordered sieve of rules."""

from __future__ import annotations

from monitor.languages import section
from monitor.quotations import clauses, cues, noun_phrases
from monitor.quotations import lexicon as lx
from monitor.quotations.cues import Cue
from monitor.quotations.document import Document, Sentence
from monitor.quotations.drafts import Draft, quotation
from onrecord.model import Quotation

_AFTER_CUE = lx.STOP | lx.COMMA | lx.SEMI | lx.DASH | lx.COLON | lx.CC | lx.SUB | lx.QUOTE | lx.CLOSE


_DOCUMENTS = frozenset("statement release email e-mail letter memo message tweet post report note filing brief".split())


_NOUNS = section("en", "quotations")["nouns"]
_NOTICES = frozenset(_NOUNS["notice"].split())
_NOUN_FRAMES: dict[str, set[str]] = {}
for _name in ("that", "to"):
    for _noun in _NOUNS[_name].split():
        _NOUN_FRAMES.setdefault(_noun, set()).add(_name)
for _entry in _NOUNS["about"].split():
    _preposition, _, _noun = _entry.partition(":")
    _NOUN_FRAMES.setdefault(_noun, set()).add(_preposition)
_NAMING = frozenset(["call", "dub", "term", "label"])
_HEADLINE_SOURCES = frozenset(section("en", "quotations")["headline"]["sources"].split())


def find(text: str) -> tuple[Quotation, ...]:
    """All reported speech in an English text, in text order."""
    doc = Document(text)
    drafts: list[Draft] = []
    for number, sentence in enumerate(doc.sentences):
        reader = SentenceReader(doc, sentence, number)
        drafts.extend(reader.read())
    drafts = merge(doc, headlines(doc, drafts))
    found = [quotation(doc, draft, 0.8) for draft in drafts]
    return tuple(sorted(found, key=lambda q: (q.parts[0].start, q.parts[-1].end)))


class SentenceReader:
    """Applies the rules to one sentence."""

    def __init__(self, doc: Document, sentence: Sentence, number: int) -> None:
        self.doc, self.lo, self.hi, self.number = doc, sentence.lo, sentence.hi, number
        self.drafts: list[Draft] = []
        self.used: set[int] = set()
        self.found: dict[int, Cue] = {}

    def read(self) -> list[Draft]:
        doc = self.doc
        candidates = [v for v in range(self.lo, self.hi) if doc.bits[v] & lx.CUE]
        headline = self.headline()
        quoted = any(b & (lx.QUOTE | lx.COLON) for b in doc.bits[self.lo : self.hi])
        for v in candidates:
            cue = cues.read(doc, v, self.lo, self.hi, headline=headline)
            if cue is not None and (quoted or cue.frames != {"quote"}):
                self.found[v] = cue
        for cue in self.found.values():
            if cue.form == cues.FINITE and not self.covered(cue.verb):
                self.postposed(cue)
        self.according()
        for cue in self.found.values():
            if cue.verb in self.used or self.covered(cue.verb):
                continue
            if cue.form == cues.FINITE:
                self.preposed(cue)
            elif cue.form == cues.ING:
                self.participle(cue)
            elif cue.form == cues.INFINITIVE:
                self.infinitive(cue)
            elif cue.form == cues.PASSIVE:
                self.passive(cue)
        self.nouns()
        self.colon_quote()
        if self.doc.bits[self.hi - 1] & lx.COLON:
            self.colon_end()
        return self.drafts

    def headline(self) -> bool:
        words = [b for b in self.doc.bits[self.lo : self.hi] if not b & lx.PUNCT]
        capitals = sum(1 for b in words if b & (lx.CAP | lx.NUM | lx.QUOTE))
        return len(words) >= 4 and capitals >= 0.7 * len(words)

    def covered(self, token: int) -> bool:
        return any(draft.covers(token) for draft in self.drafts)

    def add(self, rule: str, parts: list[tuple[int, int]], cue: Cue, speaker: tuple[int, int] | None) -> None:
        parts = [p for p in (self.trim(*part) for part in parts) if p[0] < p[1]]
        if not parts:
            return
        self.used.add(cue.verb)
        self.drafts.append(Draft(parts, (cue.verb, cue.stop), speaker, rule, self.number, cue.flags))

    def trim(self, start: int, stop: int) -> tuple[int, int]:
        while start < stop and self.doc.bits[start] & lx.PUNCT:
            start += 1
        while start < stop and self.doc.bits[stop - 1] & lx.PUNCT and not self.doc.bits[stop - 1] & lx.CLOSE:
            stop -= 1
        return start, stop

    # ---- postposed and parenthetical

    def postposed(self, cue: Cue) -> None:
        if not cue.frames & {"quote", "bare", "after"}:
            return
        if self.inverted(cue):
            return
        doc, lo, hi = self.doc, self.lo, self.hi
        subject = noun_phrases.before(doc, cue.start - 1, lo)
        if subject is None or subject.left <= lo:
            return
        left = subject.left - 1
        if doc.words[left].low == "as":
            self.as_clause(cue, subject, left)
            return
        mark = doc.bits[left]
        after_quote = mark & lx.QUOTE or (mark & (lx.COMMA | lx.DASH) and left > lo and doc.bits[left - 1] & lx.QUOTE)
        k = self.behind_cue_clause(cue)
        closes = k >= hi or doc.bits[k] & _AFTER_CUE
        if after_quote:
            q = left if mark & lx.QUOTE else left - 1
            if not closes and (doc.length(q) < 4 or (doc.tail(q) not in ",.!?…—" and not mark & lx.COMMA)):
                return
            self.attach("qsv", cue, (subject.start, subject.stop), left, k)
        elif closes and mark & (lx.COMMA | lx.DASH) and cue.frames & {"bare", "after"} and not cue.flags:
            if self.leads(lo, left, k):
                self.attach("csv", cue, (subject.start, subject.stop), left, k)
        elif (
            cue.frames & {"bare"}
            and not cue.flags
            and (k >= hi or doc.bits[k] & lx.STOP)
            and clauses.has_verb(doc, lo, subject.left)
            and not any(lo < v < subject.left for v in self.found)
        ):
            self.attach("csv", cue, (subject.start, subject.stop), subject.left, k)

    def as_clause(self, cue: Cue, subject: noun_phrases.Phrase, left: int) -> None:
        """“As the agency reported, …”, “…, as she put it”."""
        doc, lo, hi = self.doc, self.lo, self.hi
        k = self.behind_cue_clause(cue)
        if k < hi and doc.words[k].low == "it":
            k += 1
        if k < hi and not doc.bits[k] & (lx.STOP | lx.COMMA | lx.SEMI | lx.COLON):
            return
        if not {"quote", "that", "bare"} <= cue.frames:
            return
        speaker = (subject.start, subject.stop)
        if left > lo + 1:
            if doc.bits[left - 1] & (lx.COMMA | lx.DASH):
                parts = [(self.content_start(left - 1, cue), left)]
                if k + 1 < hi and doc.bits[k] & lx.COMMA:
                    parts.append((k + 1, clauses.end(doc, k + 1, hi, cue, self.found, lo)))
                self.add("en.as", parts, cue, speaker)
        elif k + 1 < hi:
            self.add("en.as", [(k + 1, clauses.end(doc, k + 1, hi, cue, self.found, lo))], cue, speaker)

    def inverted(self, cue: Cue) -> bool:
        doc, lo, hi = self.doc, self.lo, self.hi
        if not cue.bare_form or cue.verb <= lo:
            return False
        mark = doc.bits[cue.verb - 1]
        if not mark & (lx.QUOTE | lx.COMMA | lx.DASH):
            return False
        end = noun_phrases.after(doc, cue.stop, hi)
        if end == cue.stop or not any(noun_phrases.nominal(doc, k) for k in range(cue.stop, end)):
            return False
        left = cue.verb - 1
        after_quote = mark & lx.QUOTE or (left > lo and doc.bits[left - 1] & lx.QUOTE)
        after = doc.bits[end] if end < hi else lx.STOP
        if not after_quote:
            if (
                not cue.frames & {"bare"}
                or "whom" in cue.frames
                or (end + 1 < hi and doc.bits[end + 1] & (lx.THAT | lx.QUOTE))
                or not after & (lx.STOP | lx.COMMA | lx.PREP | lx.REL | lx.TIME)
                or after & lx.THAT
            ):
                return False
            if doc.bits[cue.stop] & lx.PERSONAL or left - lo < 3 or not (
                clauses.has_verb(doc, lo, left) or any(b & lx.QUOTE for b in doc.bits[lo:left])
            ):
                return False
            if noun_phrases.before(doc, cue.start - 1, lo) is not None and not after & (lx.STOP | lx.COMMA):
                return False
        k = end
        while k < hi and not doc.bits[k] & (lx.STOP | lx.QUOTE):
            k += 1
        self.attach("qvs" if after_quote else "cvs", cue, (cue.stop, end), left, k)
        return True

    def leads(self, lo: int, left: int, k: int) -> bool:
        """Whether the words before a cue clause are content: a clause, or the beginning of one that goes on behind."""
        doc, hi = self.doc, self.hi
        goes_on = k + 1 < hi and bool(doc.bits[k] & (lx.COMMA | lx.DASH))
        if goes_on and doc.bits[k + 1] & lx.QUOTE:
            return not self.adjunct(lo, left) and not clauses.has_verb(doc, lo, left)
        if goes_on and not doc.bits[lo] & lx.SUB:
            return clauses.has_verb(doc, k + 1, hi) or (left - lo >= 3 and not self.adjunct(lo, left))
        return left - lo >= 3 and not self.adjunct(lo, left)

    def adjunct(self, lo: int, hi: int) -> bool:
        """Whether what stands before the cue clause is only an adverbial: “On Friday”, “When asked”."""
        bits = self.doc.bits
        if clauses.has_verb(self.doc, lo, hi):
            return bool(bits[lo] & lx.SUB)
        return bool(bits[lo] & (lx.PREP | lx.ADV | lx.TIME | lx.ING | lx.SUB))

    def behind_cue_clause(self, cue: Cue) -> int:
        doc, hi = self.doc, self.hi
        k = cue.stop
        if "whom" in cue.frames:
            k = noun_phrases.after(doc, k, hi)
        return clauses.skip_adjuncts(doc, k, hi)

    def attach(self, rule: str, cue: Cue, speaker: tuple[int, int], left: int, k: int) -> None:
        """Content before the cue clause, and behind it where it goes on."""
        doc, lo, hi = self.doc, self.lo, self.hi
        start = self.content_start(left, cue)
        parts = [(start, left + 1 if doc.bits[left] & lx.QUOTE else left)]
        quoted = any(doc.bits[i] & lx.QUOTE for i in range(*parts[0]))
        if k < hi and doc.bits[k] & (lx.COMMA | lx.COLON | lx.DASH) and k + 1 < hi:
            nxt = k + 1
            if doc.bits[nxt] & lx.QUOTE or (not quoted and self.goes_on(nxt, parts[0])):
                parts.append((nxt, clauses.end(doc, nxt, hi, cue, self.found, lo)))
        elif k < hi and doc.bits[k] & lx.QUOTE and not doc.names(k):
            parts.append((k, clauses.end(doc, k, hi, cue, self.found, lo)))
        self.add(f"en.{rule}", parts, cue, speaker)

    def goes_on(self, nxt: int, first: tuple[int, int]) -> bool:
        doc = self.doc
        if nxt in self.found and self.found[nxt].form == cues.ING:
            return False
        if doc.bits[nxt] & (lx.CC | lx.SUB | lx.ING) and doc.words[nxt].low != "including":
            return not clauses.has_verb(doc, *first)
        return True

    def content_start(self, left: int, cue: Cue) -> int:
        doc, lo = self.doc, self.lo
        start = lo
        for draft in self.drafts:
            for _, stop in draft.parts:
                start = max(start, stop)
        for v in self.found:
            if lo <= v < left and doc.bits[left] & lx.QUOTE and left - v > 1:
                quotes = [i for i in range(v, left + 1) if doc.bits[i] & lx.QUOTE]
                if quotes:
                    start = max(start, quotes[0])
        while start < left and doc.bits[start] & (lx.PUNCT | lx.CC):
            start += 1
        return start

    # ---- according to

    def according(self) -> None:
        doc, lo, hi = self.doc, self.lo, self.hi
        for i in range(lo, hi - 1):
            if doc.words[i].low != "according" or doc.words[i + 1].low != "to":
                continue
            end = noun_phrases.after(doc, i + 2, hi)
            if end == i + 2:
                continue
            cue = Cue(i, i, i + 2, cues.FINITE, frozenset(), "according to", frozenset(), True)
            if i == lo or doc.bits[i] & lx.CAP or (i == lo + 1 and not doc.bits[lo] & lx.QUOTE):
                k = end
                while k < hi and not doc.bits[k] & (lx.COMMA | lx.AUX | lx.COLON):
                    k += 1
                if k >= hi or doc.bits[k] & lx.AUX:
                    k = end
                self.add("en.according", [(k, clauses.end(doc, k + 1, hi, cue, self.found, lo))], cue, (i + 2, end))
            else:
                start = lo
                parts = [(start, i)]
                self.add("en.according", parts, cue, (i + 2, end))

    # ---- preposed

    def preposed(self, cue: Cue) -> None:
        doc, hi = self.doc, self.hi
        k = self.content(cue)
        if k is None or k >= hi:
            return
        speaker = self.speaker(cue)
        if speaker and cue.base in _NAMING and cue.bare_form and doc.words[speaker[0]].low in ("a", "an", "another"):
            return  # “a group called …”: a name, not a report
        stop = self.content_end(cue, k)
        self.add("en.svc", [(k, stop)], cue, speaker)

    def content_end(self, cue: Cue, k: int) -> int:
        """Where the content ends that begins at `k`, by whether it is a clause or a noun phrase."""
        doc, lo, hi = self.doc, self.lo, self.hi
        if self.is_phrase(cue, k):
            return clauses.phrase_end(doc, k, hi, cue, self.found, lo)
        return clauses.end(doc, k, hi, cue, self.found, lo)

    def is_phrase(self, cue: Cue, k: int) -> bool:
        doc, hi = self.doc, self.hi
        if doc.bits[k - 1] & lx.PREP and not doc.bits[k] & (lx.THAT | lx.WH | lx.QUOTE):
            return True
        if doc.bits[k] & (lx.THAT | lx.WH | lx.QUOTE | lx.TO) or "whom" in cue.frames:
            return False
        if doc.bits[k - 1] & (lx.COLON | lx.COMMA):
            return False
        return not (cue.frames & {"bare"} and clauses.clause_at(doc, k, hi))

    def speaker(self, cue: Cue) -> tuple[int, int] | None:
        doc, lo = self.doc, self.lo
        i = cue.start - 1
        if i >= lo and doc.bits[i] & lx.REL and doc.words[i].low in ("who", "which", "that"):
            return i, i + 1
        if (i >= lo and doc.bits[i] & lx.CC) or i < lo:
            return self.inherited(cue)
        subject = noun_phrases.before(doc, i, lo)
        if subject is not None and not subject.bounded and doc.bits[i] & lx.COMMA:
            return self.local_subject(subject.left - 1) or self.inherited(cue)
        if subject is not None:
            return subject.start, subject.stop
        return self.subject_at(i) or self.inherited(cue)

    def inherited(self, cue: Cue) -> tuple[int, int] | None:
        """The speaker of the report before it in the sentence, or the nearest subject."""
        last = self.last_before(cue)
        if last is not None:
            return last.speaker
        return self.local_subject(cue.start - 1)

    def local_subject(self, j: int) -> tuple[int, int] | None:
        """The subject of the nearest finite verb at or before token `j`."""
        doc, lo = self.doc, self.lo
        for i in range(j, lo, -1):
            if noun_phrases.finite(doc, i, lo):
                k = i - 1
                while k > lo and doc.bits[k] & (lx.ADV | lx.AUX | lx.NEG) and not doc.bits[k] & lx.PERSONAL:
                    k -= 1
                subject = self.subject_at(k)
                if subject is not None:
                    return subject
        return None

    def subject_at(self, k: int) -> tuple[int, int] | None:
        """The subject whose last token is `k`, a relative pronoun included."""
        doc, lo = self.doc, self.lo
        if k < lo:
            return None
        while k > lo and (
            doc.bits[k] & (lx.TIME | lx.ADV)
            and not doc.bits[k] & lx.PERSONAL
            or doc.bits[k] & (lx.DET | lx.PREP)
            and not doc.bits[k] & lx.REL
            and doc.bits[k + 1] & lx.TIME
        ):
            k -= 1
        if doc.bits[k] & lx.REL and doc.words[k].low in ("who", "which", "that"):
            return k, k + 1
        found = noun_phrases.before(doc, k, lo)
        return (found.start, found.stop) if found and found.bounded else None

    def participle_speaker(self, cue: Cue) -> tuple[int, int] | None:
        """Who speaks in a participle: the noun it stands behind, the last speaker, or its clause's subject."""
        doc, lo, hi = self.doc, self.lo, self.hi
        i = cue.start - 1
        while i > lo and doc.bits[i] & (lx.PREP | lx.CC | lx.SUB | lx.ADV) and not doc.bits[i] & lx.COMMA:
            i -= 1
        if i <= lo:
            return self.fronted_subject(cue)
        if doc.bits[i] & (lx.COMMA | lx.DASH) or i < cue.start - 1:
            last = self.last_before(cue)
            if last is not None and last.parts[-1][1] >= i - 1:
                return last.speaker
            return self.local_subject(i) or (last.speaker if last else None)
        if noun_phrases.nominal(doc, i):
            phrase = self.beside(i)
            if phrase is not None and not (doc.words[phrase.stop - 1].low in _DOCUMENTS and self.governed(phrase.start)):
                return phrase.start, phrase.stop
        return self.local_subject(i)

    def beside(self, i: int) -> noun_phrases.Phrase | None:
        """The noun phrase directly before a participle, unless it is the object of a verb with an auxiliary."""
        doc, lo = self.doc, self.lo
        start, _ = noun_phrases.walk_left(doc, i, lo)
        if start < i and doc.words[start].low in ("with", "from"):
            return noun_phrases.Phrase(start + 1, i + 1, start)
        phrase = noun_phrases.before(doc, i, lo)
        if phrase is None or (not phrase.bounded and doc.bits[phrase.left - 1] & lx.AUX):
            return None
        return phrase

    def governed(self, start: int) -> bool:
        """Whether the noun phrase that begins at `start` is the object of a verb: “issued a statement”."""
        k = start - 1
        while k >= self.lo and self.doc.bits[k] & (lx.ADV | lx.PREP):
            k -= 1
        return k >= self.lo and bool(self.doc.bits[k] & (lx.VERB | lx.CUE | lx.ED | lx.ING))

    def last_before(self, cue: Cue) -> Draft | None:
        earlier = [draft for draft in self.drafts if draft.cue and draft.cue[0] < cue.verb]
        return max(earlier, key=lambda draft: draft.cue or (0, 0), default=None)

    def fronted_subject(self, cue: Cue) -> tuple[int, int] | None:
        doc, hi = self.doc, self.hi
        for i in range(cue.stop, hi):
            if doc.bits[i] & lx.COMMA or (doc.bits[i] & lx.QUOTE and doc.tail(i) == ","):
                end = noun_phrases.after(doc, i + 1, hi)
                if end > i + 1 and end < hi and (noun_phrases.finite(doc, end, self.lo) or doc.bits[end] & (lx.COMMA | lx.ADV)):
                    return i + 1, end
        return None

    def content(self, cue: Cue) -> int | None:
        """The first token of the content behind a cue verb, or None where its frames allow none."""
        doc, hi = self.doc, self.hi
        k = cue.stop
        while k < hi and doc.bits[k] & lx.ADV and not doc.bits[k] & (lx.DET | lx.THAT):
            k += 1
        direct = self.at(cue, k)
        if direct is not None:
            return direct
        if "whom" in cue.frames:
            end = noun_phrases.after(doc, k, hi)
            if end > k:
                after = clauses.skip_time(doc, end, hi)
                found = self.at(cue, after) or self.bare(cue, after)
                if found is not None:
                    return found
                that = clauses.that_ahead(doc, end, hi)
                if that is not None:
                    return that
                after = clauses.skip_adjuncts(doc, end, hi)
                return self.at(cue, after) or self.bare(cue, after)
        that = clauses.that_ahead(doc, k, hi)
        if (
            that is not None
            and "that" in cue.frames
            and (
                that == k
                or doc.bits[k] & (lx.PREP | lx.TIME | lx.ADV | lx.COMMA)
                or doc.words[k].low in ("last", "this", "earlier")
            )
        ):
            return that
        after = clauses.skip_adjuncts(doc, k, hi)
        if after > k:
            found = self.at(cue, after)
            if found is not None:
                return found
        if after < hi and doc.bits[after] & lx.COMMA and doc.bits[k] & lx.PREP and "bare" in cue.frames and (
            clauses.clause_at(doc, after + 1, hi)
        ):
            return k  # what is said begins with an adverbial: “said during the raid, a house was hit”
        return self.bare(cue, after)

    def at(self, cue: Cue, k: int) -> int | None:
        """Content that announces itself at `k`: a quotation, “that”, a question word, an infinitive, a preposition."""
        doc, hi, frames = self.doc, self.hi, cue.frames
        if k >= hi:
            return None
        if doc.bits[k] & (lx.COMMA | lx.COLON) and k + 1 < hi and doc.bits[k + 1] & lx.QUOTE and "quote" in frames:
            return k + 1
        bits, low = doc.bits[k], doc.words[k].low
        if bits & lx.COLON and "quote" in frames and k + 1 < hi:
            return k + 1
        if bits & lx.QUOTE:
            return k
        if bits & lx.THAT and "that" in frames:
            return k
        if bits & lx.WH and "wh" in frames:
            return k
        if bits & lx.TO and "to" in frames:
            return k
        if bits & lx.TO and "to:" in frames and k + 1 < hi:
            return k + 1
        if bits & lx.PREP and low in frames and k + 1 < hi and not doc.bits[k + 1] & lx.TIME:
            return k + 1
        if low == "on" and "on+to" in frames:
            return k + 1
        if bits & lx.ING and "ing" in frames:
            return k
        return None

    def bare(self, cue: Cue, k: int) -> int | None:
        doc, hi, frames = self.doc, self.hi, cue.frames
        if k >= hi:
            return None
        bits = doc.bits[k]
        if bits & (lx.PUNCT | lx.CC) or (bits & (lx.AUX | lx.SUB) and not bits & lx.CAP):
            return None
        if "np" in frames and not bits & lx.PREP:
            return k
        if "notice" in frames:
            end = noun_phrases.after(doc, k, hi)
            if any(doc.words[i].low in _NOTICES for i in range(k, end)):
                return k
        if doc.words[k].low in ("so", "yes", "no", "nothing", "as") and {"that", "bare"} <= frames and "whom" not in frames:
            return k if doc.words[k].low != "as" else None
        if "bare" in frames and clauses.clause_at(doc, k, hi):
            return k
        return None

    # ---- participles and infinitives

    def participle(self, cue: Cue) -> None:
        k = self.content(cue)
        if k is None:
            return
        stop = self.content_end(cue, k)
        self.add("en.participle", [(k, stop)], cue, self.participle_speaker(cue))

    def infinitive(self, cue: Cue) -> None:
        doc, lo = self.doc, self.lo
        k = self.content(cue)
        if k is None:
            return
        g = cue.verb - 1
        while g > lo and (doc.bits[g] & (lx.ADV | lx.NEG | lx.TO)):
            g -= 1
        raised = doc.words[g].low in cues.RAISING or doc.words[g].low == "on"
        if not raised and not doc.bits[k] & (lx.THAT | lx.QUOTE):
            return
        stop = self.content_end(cue, k)
        self.add("en.infinitive", [(k, stop)], cue, self.local_subject(g))

    # ---- nouns

    def nouns(self) -> None:
        """“the minister's claim that …”, “their call for …”, “the suggestion by the envoy that …”."""
        doc, lo, hi = self.doc, self.lo, self.hi
        for i in range(lo + 1, hi - 1):
            frames = _NOUN_FRAMES.get(doc.words[i].low)
            if not frames or doc.bits[i] & lx.CAP or self.covered(i) or i in self.used:
                continue
            k = i + 1
            speaker = self.owner(i)
            if doc.words[k].low in ("by", "from"):
                end = noun_phrases.after(doc, k + 1, hi)
                if end == k + 1:
                    continue
                speaker, k = (k + 1, end), end
            if speaker is None or k >= hi:
                continue
            low = doc.words[k].low
            if low not in frames or (low == "that" and not clauses.has_verb(doc, k + 1, hi)):
                continue
            cue = Cue(i, i, i + 1, cues.FINITE, frozenset(["np"]), doc.words[i].low, frozenset(), True)
            if low != "that":
                continue
            if low in ("that", "to"):
                self.add("en.noun", [(k, clauses.end(doc, k, hi, cue, self.found, lo))], cue, speaker)
            elif k + 1 < hi:
                self.add("en.noun", [(k + 1, clauses.phrase_end(doc, k + 1, hi, cue, self.found, lo))], cue, speaker)

    def owner(self, i: int) -> tuple[int, int] | None:
        """The possessor of the noun at `i`: “his repeated claim”, “the minister's claim”."""
        doc, lo = self.doc, self.lo
        for k in range(i - 1, max(lo, i - 4) - 1, -1):
            bits = doc.bits[k]
            if doc.words[k].low in ("'s", "'"):
                phrase = noun_phrases.before(doc, k - 1, lo)
                return (phrase.start, phrase.stop) if phrase else None
            if bits & lx.POSS:
                return k, k + 1
            if bits & (lx.PUNCT | lx.PREP | lx.AUX | lx.DET | lx.VERB):
                return None
        return None

    # ---- passives

    def passive(self, cue: Cue) -> None:
        """“She was asked whether …”, “the raid was condemned by the party”."""
        doc, hi = self.doc, self.hi
        k = cue.stop
        speaker = None
        if k < hi and doc.words[k].low == "by":
            end = noun_phrases.after(doc, k + 1, hi)
            if end > k + 1:
                speaker, k = (k + 1, end), end
        at = self.at(cue, k)
        if at is None and k == cue.stop:
            at = self.at(cue, clauses.skip_adjuncts(doc, k, hi))
        if at is not None and not doc.bits[at] & (lx.QUOTE | lx.THAT | lx.WH | lx.TO | lx.PREP):
            at = None
        if at is not None and doc.bits[at - 1] & lx.PREP:
            at = None
        if at is not None:
            self.add("en.passive", [(at, self.content_end(cue, at))], cue, speaker)
        elif speaker is not None and {"np", "quote"} <= cue.frames and not cue.bare_form:
            subject = noun_phrases.before(doc, cue.start - 1, self.lo)
            if subject is not None:
                self.add("en.passive", [(subject.start, subject.stop)], cue, speaker)

    # ---- without a verb

    def colon_end(self) -> None:
        """“The ministry stated:” at a paragraph's end: the quotation comes in the next one."""
        i = self.hi - 1
        if self.drafts and self.drafts[-1].parts and self.drafts[-1].parts[-1][1] >= i and len(self.found) < 2:
            self.drafts.pop()
        free = [c for c in self.found.values() if c.form == cues.FINITE and c.frames & {"quote", "np"}]
        if free:
            cue, speaker = (free[-1].verb, free[-1].stop), self.speaker(free[-1])
        else:
            cue, speaker = (i, i + 1), self.local_subject(i - 1)
        self.drafts.append(Draft([], cue, speaker, "en.colon", self.number))

    def colon_quote(self) -> None:
        """A quotation behind a colon that no cue verb has taken: “He had this to say: “…”."""
        doc, lo, hi = self.doc, self.lo, self.hi
        for i in range(lo + 1, hi - 1):
            if doc.bits[i] & lx.COLON and doc.bits[i + 1] & lx.QUOTE and not self.covered(i + 1) and not doc.names(i + 1):
                subject = noun_phrases.before(doc, i - 1, lo)
                if subject is not None and any(doc.bits[k] & lx.CAP for k in range(subject.start, subject.stop)) and (
                    subject.bounded
                ):
                    speaker: tuple[int, int] | None = (subject.start, subject.stop)
                else:
                    speaker = self.local_subject(i - 1)
                cue = Cue(i, i, i + 1, cues.FINITE, frozenset(), ":", frozenset(), True)
                self.add("en.colon", [(i + 1, clauses.end(doc, i + 1, hi, cue, self.found, lo))], cue, speaker)


def headlines(doc: Document, drafts: list[Draft]) -> list[Draft]:
    """Headlines without a verb: a name that speaks in the text, a colon, what is said."""
    known = {
        doc.words[k].low
        for draft in drafts
        if draft.speaker
        for k in range(*draft.speaker)
        if doc.bits[k] & lx.CAP and not doc.bits[k] & (lx.DET | lx.PERSONAL | lx.PREP)
    }
    for number, sentence in enumerate(doc.sentences):
        if number and doc.sentences[number - 1].paragraph == sentence.paragraph:
            continue
        colon = headline_colon(doc, sentence, known)
        if colon is None:
            continue
        drafts = [d for d in drafts if d.sentence != number]
        stop = sentence.hi
        while stop > colon + 1 and doc.bits[stop - 1] & lx.STOP:
            stop -= 1
        drafts.append(
            Draft([(colon + 1, stop)], (colon, colon + 1), (sentence.lo, colon), "en.headline", number, frozenset({"headline"}))
        )
    return drafts


def headline_colon(doc: Document, sentence: Sentence, known: set[str]) -> int | None:
    lo, hi = sentence.lo, sentence.hi
    for i in range(lo + 1, min(hi - 2, lo + 9)):
        bits = doc.bits[i]
        if bits & lx.COLON:
            if doc.begin[i + 1] == doc.end[i] or doc.bits[i - 1] & lx.NUM:
                return None
            words = [doc.words[k].low for k in range(lo, i)]
            cut = next((n for n, w in enumerate(words) if w in ("on", "at", "in", "to")), len(words))
            if not all(doc.bits[k] & (lx.CAP | lx.PREP | lx.POSS | lx.DET | lx.CC) for k in range(lo, i)):
                return None
            if words[cut - 1] in known or words[cut - 1] in _HEADLINE_SOURCES:
                return i
            return None
        if bits & (lx.PUNCT | lx.QUOTE) or (bits & lx.AUX and not bits & lx.CAP):
            return None
    return None


def merge(doc: Document, drafts: list[Draft]) -> list[Draft]:
    """Sentences that are nothing but quotation marks go with the report before or behind them."""
    merger = Merger(doc, drafts)
    for number, sentence in enumerate(doc.sentences):
        merger.take(number, sentence)
    merger.flush()
    return [draft for draft in merger.drafts if draft.parts]


class Merger:
    """Walks over the sentences and gives quotations without a cue to the report they belong to."""

    def __init__(self, doc: Document, drafts: list[Draft]) -> None:
        self.doc, self.drafts = doc, drafts
        self.by_sentence: dict[int, list[Draft]] = {}
        for draft in drafts:
            self.by_sentence.setdefault(draft.sentence, []).append(draft)
        self.last: Draft | None = None
        self.pending: list[tuple[int, int]] = []
        self.paragraph = -1
        self.floating: Draft | None = None  # what a paragraph that is only a quotation would go on with
        self.ran = 0

    def take(self, number: int, sentence: Sentence) -> None:
        if sentence.paragraph != self.paragraph:
            self.enter(number, sentence)
        here = self.by_sentence.get(number)
        if here:
            if self.pending and here[0].parts and here[0].parts[0][0] == sentence.lo:
                here[0].parts[:0] = self.pending
            self.pending = []
            self.last = here[-1]
        elif self.only_quote(sentence):
            if self.last is not None:
                self.last.parts.append((sentence.lo, sentence.hi))
            else:
                self.pending.append((sentence.lo, sentence.hi))
        else:
            self.last = None
            self.pending = []

    def enter(self, number: int, sentence: Sentence) -> None:
        """A new paragraph: keeps what the last one ended with, in case this one is only a quotation."""
        previous = self.last
        if self.pending:
            self.flush()
            previous = self.last
        self.paragraph = sentence.paragraph
        self.pending = []
        self.last = None
        self.floating = previous

    def flush(self) -> None:
        """A paragraph of quotations without a cue has ended."""
        if self.pending and self.floating is not None and self.ran < 5:
            self.floating.parts.extend(self.pending)
            self.last = self.floating
        self.pending = []

    def only_quote(self, sentence: Sentence) -> bool:
        bits = self.doc.bits[sentence.lo : sentence.hi]
        return all(b & (lx.QUOTE | lx.PUNCT) for b in bits) and any(b & lx.QUOTE for b in bits)
