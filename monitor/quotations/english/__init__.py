"""English: a sieve of named rules over sentences, without a parser and without a model.

A text becomes tokens, with each stretch in quotation marks as one token (`document`), with what the lexicon knows of
each word (`lexicon`). In every sentence the cue verbs are read (`cues`); the rules then look for their subject
(`noun_phrases`, `subjects`) and for what is said (`content`, `clauses`), the surest first (`sieve`). At last quotations
without a cue of their own go to the report that they belong to (`floating`).
"""

from monitor.quotations.english.sieve import find

__all__ = ["find"]
