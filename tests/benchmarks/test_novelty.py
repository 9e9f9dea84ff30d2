"""The generated benchmark: the same pairs for a seed, and figures that the product promises."""

from __future__ import annotations

import pytest

from benchmarks import novelty_scale
from benchmarks.novelty import Press, Tally, judge_articles, judge_statements, main
from monitor.copies import COPY
from onrecord.model import Novelty
from store import Store


def test_a_seed_always_gives_the_same_pairs_and_another_one_others() -> None:
    assert list(Press(3).statements(60)) == list(Press(3).statements(60))
    assert list(Press(3).articles(16)) == list(Press(3).articles(16))
    assert list(Press(3).statements(60)) != list(Press(4).statements(60))


def test_pairs_are_of_every_kind_and_half_of_the_frames_are_held_out() -> None:
    pairs = list(Press(3).statements(880))
    assert len({pair.kind for pair in pairs}) == 19
    assert 0.4 < sum(pair.held_out for pair in pairs) / len(pairs) < 0.6
    assert {language for pair in pairs for language in pair.languages} == {"en", "ar", "fa"}
    assert all(one != other for one, other in (pair.texts for pair in pairs))


@pytest.mark.parametrize(("across", "least"), [(False, 0.92), (True, 0.75)])
def test_what_is_promised_of_statements_holds_for_another_seed(across: bool, least: float) -> None:
    tally = Tally()
    for pair, same, _ in judge_statements(list(Press(11).statements(2200))):
        if (pair.languages[0] != pair.languages[1]) is across:
            tally.add(same=pair.same, judged=same)
    precision, recall = tally.hit / (tally.hit + tally.alarm), tally.hit / (tally.hit + tally.missed)
    assert 2 * precision * recall / (precision + recall) >= least
    assert tally.alarm / (tally.alarm + tally.quiet) <= 0.02


def test_what_is_promised_of_articles_holds_for_another_seed() -> None:
    judged = list(judge_articles(list(Press(11).articles(160)), COPY))
    assert sum(pair.same == same for pair, same, _ in judged) >= 158


def test_it_prints_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--statements", "44", "--articles", "8"])
    printed = capsys.readouterr().out
    assert "across languages, held out" in printed
    assert "false silence" in printed


def test_a_check_in_a_filled_store_finds_what_was_said(tmp_path: object) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/a.db")
    store.migrate()
    told = list(novelty_scale.said(300, seed=1))
    novelty_scale.fill(store, told)
    assert {novelty_scale.check(store, one) for one in told[:20]} == {Novelty.ECHO}
    store.close()
