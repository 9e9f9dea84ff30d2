"""`onrecord evidence`: everything that proves a statement, and a card that no article can turn against its reader."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive
from onrecord.model import Edit
from onrecord.pipeline.desk import Assignment, Desk
from store import captures, edits
from tests.build import NOW, article
from tests.command import Ran, onrecord
from tests.onrecord.cli.conftest import Office
from tests.rig import FILLER, STRIKE, page, says

PAGE = b"<html><body>The page of the gazette, byte for byte.</body></html>"
URL = "https://gazette.example/1"
QUOTED = f"“{STRIKE},”"
LOADS_OR_RUNS = "//script | //img | //svg | //iframe | //link | //*[@src] | //@*[starts-with(name(), 'on')]"


def kept(office: Office, text: str, body: bytes = PAGE, **changes: Any) -> str:
    """File an article with its page; the id of its statement."""
    folder = office.settings.evidence_folder
    assert folder is not None
    capture = Archive(folder).keep(page(URL, body), "gazette")
    of = article(text, **{"url": URL, **changes})
    desk = Desk(office.store, office.settings)
    with office.store.begin() as tx:
        captures.save(tx, capture)
    filed = desk.file(
        desk.analyse(of), Assignment(of, office.settings.outlets[0], False, NOW, body_sha256=capture.sha256)
    )
    return filed.alerts[0].told[0].statement_id


@pytest.fixture
def statement(office: Office) -> str:
    return kept(office, f"{FILLER[0]}\n{says(STRIKE)}\n{FILLER[1]}")


def export(office: Office, statement: str, folder: Path) -> Ran:
    return onrecord("evidence", statement, "--config", office.config, "--output", folder)


def test_record_text_page_and_hashes_belong_together(office: Office, statement: str, tmp_path: Path) -> None:
    ran = export(office, statement[:8], tmp_path / "out")
    assert (ran.code, ran.err) == (0, "")
    told = json.loads((tmp_path / "out/statement.json").read_text("utf-8"))
    (report,) = told["reports"]
    text = (tmp_path / "out" / report["article"]["text"]).read_text("utf-8")
    assert (told["statement"]["id"], told["statement"]["words"]) == (statement, STRIKE)
    assert [text[start:end] for start, end in report["parts"]] == [QUOTED]
    body = (tmp_path / "out" / report["article"]["body"]).read_bytes()
    assert body == PAGE
    assert hashlib.sha256(body).hexdigest() == report["article"]["body_sha256"] == report["captures"][0]["sha256"]
    with (tmp_path / "out/records.warc.gz").open("rb") as file:
        assert [one.content_stream().read() for one in ArchiveIterator(file, check_digests="raise")] == [PAGE]


def test_every_file_has_its_sum(office: Office, statement: str, tmp_path: Path) -> None:
    export(office, statement, tmp_path / "out")
    sums = dict(line.split("  ")[::-1] for line in (tmp_path / "out/SHA256SUMS").read_text().splitlines())
    files = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert files == {*sums, "SHA256SUMS"}
    assert all(hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == sums[name] for name in sums)


def test_a_report_that_is_known_from_the_feed_has_no_page(office: Office, tmp_path: Path) -> None:
    filed = office.file(STRIKE)
    ran = export(office, filed.alerts[0].told[0].statement_id, tmp_path / "out")
    assert ran.code == 0
    (report,) = json.loads((tmp_path / "out/statement.json").read_text("utf-8"))["reports"]
    assert (report["captures"], report["article"]["body"]) == ([], None)


def test_a_page_that_is_gone_or_changed_is_said_so(office: Office, statement: str, tmp_path: Path) -> None:
    (path,) = tmp_path.glob("onrecord-evidence/gazette/*.gz")
    path.write_bytes(b"")
    ran = export(office, statement, tmp_path / "emptied")
    assert ran.code == 1
    assert f"missing: {URL}: gazette/{path.name} ends before the record" in ran.out
    path.unlink()
    assert export(office, statement, tmp_path / "deleted").code == 1


def test_a_folder_that_is_there_is_never_written_into(office: Office, statement: str, tmp_path: Path) -> None:
    ran = export(office, statement, tmp_path)
    assert ran.code == 2
    assert "is there already" in ran.err
    assert not (tmp_path / "card.html").exists()


def test_an_unknown_statement_is_bad_input(office: Office, tmp_path: Path) -> None:
    ran = export(office, "ffff", tmp_path / "out")
    assert ran.code == 2
    assert "no statement has this id" in ran.err


def test_what_was_edited_since_is_told_in_record_and_card(office: Office, statement: str, tmp_path: Path) -> None:
    with office.store.begin() as tx:
        edits.save(tx, 1, statement, Edit("edited", "a b", "a <i>c", "a [-b-]{+<i>c+}"), NOW, "ab" * 32)
    export(office, statement, tmp_path / "out")
    (edit,) = json.loads((tmp_path / "out/statement.json").read_text("utf-8"))["edits"]
    assert (edit["kind"], edit["after"], edit["url"]) == ("edited", "a <i>c", URL)
    tree = lxml_html.fromstring((tmp_path / "out/card.html").read_bytes())
    assert "edited since: a [-b-]{+<i>c+}" in tree.text_content()


def test_what_the_page_says_of_itself_is_told_in_record_and_card(office: Office, tmp_path: Path) -> None:
    of: dict[str, Any] = {"section": "Wool", "modified": NOW, "dateline": "ARC <b>(Wire)"}
    export(office, kept(office, f"{FILLER[0]}\n{says(STRIKE)}", **of), tmp_path / "out")
    (report,) = json.loads((tmp_path / "out/statement.json").read_text("utf-8"))["reports"]
    assert {name: report["article"][name] for name in of} == {**of, "modified": NOW.isoformat()}
    tree = lxml_html.fromstring((tmp_path / "out/card.html").read_bytes())
    assert tree.xpath("//dt[. = 'dateline']/following-sibling::dd[1]/text()") == ["ARC <b>(Wire)"]
    assert tree.xpath("//dt[. = 'last changed']/following-sibling::dd[1]/text()") == [f"{NOW:%Y-%m-%d %H:%M} UTC"]


class TestTheCard:
    def card(self, office: Office, statement: str, folder: Path) -> Any:
        export(office, statement, folder)
        return lxml_html.fromstring((folder / "card.html").read_bytes())

    def test_shows_the_quotation_in_its_paragraph(self, office: Office, statement: str, tmp_path: Path) -> None:
        tree = self.card(office, statement, tmp_path / "out")
        assert tree.xpath("//blockquote/text()") == [STRIKE]
        (paragraph,) = tree.xpath("//mark/..")
        assert paragraph.text_content() == says(STRIKE)
        assert tree.xpath("//mark/text()") == [QUOTED]

    def test_loads_and_runs_nothing_whatever_stands_in_the_article(self, office: Office, tmp_path: Path) -> None:
        evil = "The looms </mark><script>alert(1)</script><img src=//evil.example/x onerror=alert(2)> will be silent"
        statement = kept(
            office,
            f"{FILLER[0]}\n{says(evil)}\n{FILLER[1]}",
            title='"><svg onload=alert(3)>\u202edlrow',
            url="javascript:alert(4)",
        )
        tree = self.card(office, statement, tmp_path / "out")
        assert (
            tree.xpath("//script | //img | //svg | //iframe | //link | //*[@src] | //@*[starts-with(name(), 'on')]")
            == []
        )
        assert tree.xpath("//a") == []
        assert tree.xpath("//meta[@http-equiv]/@content") == ["default-src 'none'; style-src 'unsafe-inline'"]
        assert evil in tree.text_content()
        assert "\u202e" not in tree.text_content()

    def test_still_shows_the_words_when_the_text_was_forgotten(
        self, office: Office, statement: str, tmp_path: Path
    ) -> None:
        with office.store.begin() as tx:
            tx.exec_driver_sql("UPDATE articles SET text = ''")
        assert self.card(office, statement, tmp_path / "out").xpath("//mark/text()") == [STRIKE]


def test_an_old_page_that_came_again_is_exported_with_its_revisits(
    office: Office, statement: str, tmp_path: Path
) -> None:
    folder = office.settings.evidence_folder
    assert folder is not None
    archive = Archive(folder)
    with office.store.begin() as tx:
        first = captures.original(tx, "gazette", hashlib.sha256(PAGE).hexdigest())
        assert first is not None
        captures.save(tx, archive.keep(replace(page(URL, PAGE), fetched_at=NOW), "gazette", first), first)
    export(office, statement, tmp_path / "out")
    packed = (tmp_path / "out/records.warc.gz").read_bytes()
    assert gzip.decompress(packed).count(b"WARC-Type: re") == 2
