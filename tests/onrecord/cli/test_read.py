"""`onrecord read`: one article explained; nothing stored; nothing hostile reaches the terminal."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from crawler import rendering
from crawler.rendering import Answers
from tests.command import Ran, onrecord
from tests.onrecord.cli.conftest import Office
from tests.rig import FILLER, STRIKE, WAGES, html, says

TEXT = "\n\n".join([FILLER[0], says(STRIKE), f"She added that the Weavers Guild had asked for rain.\n\n{FILLER[1]}"])
ARABIC = "عقد الاجتماع في القاعة القديمة.\nوقالت ماريت سولهايم: «ستتوقف الأنوال عن العمل يوم الجمعة»."
PERSIAN = "نشست در تالار قدیمی برگزار شد.\nماریت سولهایم گفت: «دستگاه‌های بافندگی روز جمعه خاموش خواهند بود»."
HOSTILE = f"\x1b]0;owned\x07\x1b[2J\n\n{says(STRIKE)}\u202e\x9b31m\n\n[bold red]{FILLER[0]}[/bold red] \x08\x00"
FORBIDDEN = {chr(code) for code in (*range(10), *range(11, 32), *range(127, 160), 0x202A, 0x202E, 0x2066)}


@pytest.fixture
def read(office: Office, tmp_path: Path) -> Any:
    def reading(content: str | bytes, *options: object, name: str = "article.txt") -> Ran:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return onrecord("read", path, "--config", office.config, *options)

    return reading


class TestAsText:
    def test_marks_the_quotations_and_says_who_speaks_and_what_would_alert(self, read: Any) -> None:
        ran = read(TEXT)
        assert (ran.code, ran.err) == (0, "")
        assert f"⟦1 “{STRIKE},”⟧ said Marit Solheim" in ran.out.replace("\n", " ")
        assert "  1 direct  Marit Solheim [guild], chair" in ran.out
        assert "→ alert" in ran.out
        assert "would alert: Weavers Guild (" in ran.out

    def test_explains_every_link_of_the_chain(self, read: Any) -> None:
        ran = read(TEXT, "--explain")
        stages = [line.split()[0] for line in ran.out.splitlines() if line.startswith("      ")]
        chain = stages[: stages.index("confidence")]
        assert chain == ["alias", "cue", "speaker", "role", "rule", "recency", "novelty"]
        assert "“said”" in ran.out

    def test_explains_what_nobody_tracks_too(self, read: Any) -> None:
        ran = read(f"{FILLER[0]}\n\n“We lost the wool,” said Piet Hansen, a farmer.", "--explain")
        assert "Piet Hansen" in ran.out
        assert "would alert nobody" in ran.out
        assert "      rule" in ran.out

    def test_says_why_a_tracked_statement_stays_silent(self, read: Any) -> None:
        ran = read(f"{FILLER[0]}\n\nIn March last year, Marit Solheim had said that every loom would be sold.")
        assert "background" in ran.out
        assert "→ silent (background: " in ran.out

    def test_text_without_quotations(self, read: Any) -> None:
        ran = read(FILLER[0])
        assert ran.code == 0
        assert "0 quotations, 0 by tracked groups or persons" in ran.out

    def test_standard_input(self, office: Office) -> None:
        ran = onrecord("read", "-", "--config", office.config, stdin=TEXT.encode())
        assert "Marit Solheim [guild]" in ran.out

    def test_an_html_file_with_its_title_and_date(self, read: Any) -> None:
        ran = read(html(says(STRIKE), says(WAGES), title="Looms to be silent"), name="page.html")
        assert ran.out.startswith("Looms to be silent\n")
        assert "published 2026-03-02 12:00 UTC" in ran.out
        assert "2 quotations, 2 by tracked" in ran.out

    def test_explains_what_the_page_says_of_itself(self, read: Any) -> None:
        head = b'<head><meta name="author" content="Ida Voss"><meta property="article:section" content="Wool">'
        head += b'<meta property="article:modified_time" content="2026-03-02T14:30:00Z">'
        page = html(f"ARC (Wire) - {says(STRIKE)}").replace(b"<head>", head)
        page = page.replace(b"ARC (Wire) - ", b"").replace(b"<p>", b"<p>ARC (Wire) - ", 1)
        facts = ["by Ida Voss", "section Wool", "last changed 2026-03-02 14:30 UTC", "dateline ARC (Wire)"]
        assert [line for line in read(page, "--explain", name="page.html").out.splitlines() if line in facts] == facts
        assert "section Wool" not in read(page, name="page.html").out
        told = json.loads(read(page, "--json", name="page.html").out)["article"]
        assert (told["section"], told["dateline"]) == ("Wool", "ARC (Wire)")
        assert told["modified"] == "2026-03-02T14:30:00+00:00"

    def test_html_is_known_by_its_beginning_too(self, office: Office) -> None:
        ran = onrecord("read", "-", "--config", office.config, stdin=html(says(STRIKE), title="Looms to be silent"))
        assert ran.out.startswith("Looms to be silent\n")

    def test_a_file_with_a_byte_order_mark(self, read: Any) -> None:
        ran = read(b"\xef\xbb\xbf" + TEXT.encode())
        assert (ran.code, "\ufeff" in ran.out) == (0, False)

    def test_the_date_and_the_language_that_the_user_knows_better(self, read: Any) -> None:
        ran = read(TEXT, "--published", "2026-02-01", "--lang", "sv")
        assert "language sv (no rules for this language yet), published 2026-02-01 00:00 UTC" in ran.out

    def test_nothing_is_stored(self, read: Any, office: Office) -> None:
        read(TEXT)
        assert "no statements first seen since" in onrecord("statements", "--config", office.config).out

    def test_without_a_config_the_starter_config_is_used(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("ONRECORD_CONFIG", raising=False)
        ran = onrecord("read", "-", stdin=TEXT.encode())
        assert ran.code == 0, ran.err
        assert "would alert nobody" in ran.out


class TestRightToLeft:
    @pytest.mark.parametrize(("text", "language"), [(ARABIC, "ar"), (PERSIAN, "fa")])
    def test_arabic_and_persian(self, read: Any, text: str, language: str) -> None:
        ran = read(text)
        assert (ran.code, ran.err) == (0, "")
        assert f"language {language}," in ran.out
        assert "direct  Marit Solheim [guild]" in ran.out
        body = [line for line in ran.out.splitlines() if "⟦1" in line]
        assert body, "piped text stays in logical order, with its marks"
        assert body[0].startswith("   "), "a right-to-left line stands at the right edge"

    def test_a_terminal_that_cannot_order_it_gets_joined_letters_in_visual_order(self, read: Any) -> None:
        logical, visual = (read(ARABIC, "--bidi", way).out for way in ("logical", "visual"))
        assert "ماريت" in logical
        assert "ماريت" not in visual
        assert any("\ufe80" <= letter <= "\ufefc" for letter in visual)

    @pytest.mark.parametrize("columns", [40, 80, 200])
    def test_no_line_is_wider_than_the_terminal(self, read: Any, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("TERM", "xterm")
        for text in (TEXT, ARABIC):
            shown = re.sub(r"\x1b\[[0-9;]*m", "", read(text).out)
            assert max(map(len, shown.splitlines())) <= columns


class TestAsJson:
    @pytest.fixture
    def document(self, read: Any) -> dict[str, Any]:
        ran = read(TEXT, "--json")
        assert (ran.code, ran.err) == (0, "")
        loaded: dict[str, Any] = json.loads(ran.out)
        return loaded

    def test_offsets_point_at_the_words(self, document: dict[str, Any]) -> None:
        text = document["article"]["text"]

        def at(span: list[int]) -> str:
            return str(text[span[0] : span[1]])

        first = document["statements"][0]
        assert at(first["quote"]).strip("“”,") == STRIKE
        assert (at(first["cue"]), at(first["speaker"])[:13]) == ("said", "Marit Solheim")
        assert at(first["quote"]) == at([first["quote_parts"][0][0], first["quote_parts"][-1][1]])
        for mention in document["mentions"]:
            assert at(mention["span"]) in {"Marit Solheim", "Weavers Guild", "Solheim"}

    def test_alerts_carry_the_statements_and_the_reason(self, document: dict[str, Any]) -> None:
        (alert,) = document["alerts"]
        assert (alert["kind"], alert["group"], alert["watchlist"]) == ("statement", "guild", "desk")
        ids = {statement["statement_id"] for statement in document["statements"]}
        assert {statement["id"] for statement in alert["statements"]} <= ids
        assert alert["statements"][0]["reason"][0][0] == "alias"
        assert alert["notes"][0].startswith("undated, first seen")

    def test_offsets_count_characters_in_arabic_and_beyond_the_basic_plane(self, read: Any) -> None:
        for text in (ARABIC, TEXT.replace("weir", "weir 🧶𝕏")):
            document = json.loads(read(text, "--json").out)
            first = document["statements"][0]
            quote = document["article"]["text"][slice(*first["quote"])]
            assert first["words"] in quote
            assert len(quote) - len(first["words"]) <= 3

    def test_its_fields_are_the_documented_ones(self, document: dict[str, Any]) -> None:
        described = (Path(__file__).parents[3] / "docs" / "read.md").read_text("utf-8")
        names = {*document, *document["article"], *document["alerts"][0], *document["statements"][0]}
        for name in names:
            assert f"`{name}" in described, f"docs/read.md does not describe {name}"


class TestHostile:
    @pytest.mark.parametrize("options", [(), ("--explain",), ("--bidi", "visual", "--explain")])
    @pytest.mark.parametrize("name", ["article.txt", "article.html"])
    def test_no_escape_sequence_or_override_reaches_the_terminal(
        self, read: Any, options: tuple[str, ...], name: str
    ) -> None:
        content: str | bytes = HOSTILE
        if name.endswith("html"):
            content = html(HOSTILE.replace("\x00", ""), title="\x1b[2JA \u202etitle")
        ran = read(content, *options, name=name)
        assert ran.code == 0, ran.err
        assert not FORBIDDEN & set(ran.out)
        assert "Marit Solheim [guild]" in ran.out
        if name.endswith("txt"):
            assert "[bold red]" in ran.out, "mark-up of ours is text of theirs"

    def test_json_escapes_it(self, read: Any) -> None:
        ran = read(HOSTILE, "--json")
        assert "\x1b" not in ran.out
        assert json.loads(ran.out)["article"]["text"]


class TestBadInput:
    def bad(self, ran: Ran, *words: str) -> None:
        assert (ran.code, ran.out) == (2, "")
        assert "Traceback" not in ran.err
        for word in words:
            assert word in ran.err

    def test_a_missing_file(self, office: Office) -> None:
        self.bad(onrecord("read", "no/such/file.txt", "--config", office.config), "no/such/file.txt: cannot be read")

    def test_a_folder(self, office: Office, tmp_path: Path) -> None:
        self.bad(onrecord("read", tmp_path, "--config", office.config), "cannot be read: Is a directory")

    def test_text_in_another_encoding(self, read: Any) -> None:
        self.bad(read("Das Gespräch".encode("latin-1")), "not UTF-8 text (byte 9); save it as UTF-8")

    @pytest.mark.parametrize(("name", "content"), [("a.txt", " \n"), ("a.html", "<html><body></body></html>")])
    def test_nothing_to_read(self, read: Any, name: str, content: str) -> None:
        self.bad(read(content, name=name), "text")

    def test_an_unknown_outlet(self, read: Any) -> None:
        self.bad(read(TEXT, "--outlet", "tribune"), "outlet tribune: not in the config")

    def test_a_date_that_is_none(self, read: Any) -> None:
        self.bad(read(TEXT, "--published", "yesterday"), "yesterday")

    def test_a_config_that_is_not_there(self, tmp_path: Path) -> None:
        self.bad(onrecord("read", "-", "--config", tmp_path / "none", stdin=TEXT.encode()), "no such config")

    def test_a_url_that_nobody_answers(self, office: Office) -> None:
        self.bad(onrecord("read", "http://127.0.0.1:9/x\x1b[2J", "--config", office.config), "127.0.0.1")


class TestAPageThatIsOnlyAProgram:
    """Served for real; the browser is not one."""

    @pytest.fixture
    def url(self) -> Iterator[str]:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200 if self.path == "/a" else 404)
                self.end_headers()
                self.wfile.write(b"<html><body><div id='root'></div><script src='/a.js'></script></body></html>")

            def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/a"
        server.shutdown()
        server.server_close()
        thread.join()

    def read(self, office: Office, url: str, keys: str) -> Ran:
        text = office.config.read_text("utf-8")
        office.config.write_text(text.replace('    country: "NO"\n', f'    country: "NO"\n{keys}', 1), "utf-8")
        return onrecord("read", url, "--outlet", "gazette", "--config", office.config)

    def test_says_so(self, office: Office, url: str) -> None:
        ran = self.read(office, url, "    allow_private: true\n")
        assert (ran.code, ran.out) == (2, "")
        assert "shows its text only with JavaScript, and no browser is asked to" in ran.err

    def test_is_shown_by_a_browser_where_its_outlet_says_so(
        self, office: Office, url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Shows:
            async def show(self, url: str, answers: Answers, *, seconds: float) -> str:
                return html(says(STRIKE)).decode()

            async def close(self) -> None:
                pass

        monkeypatch.setattr(rendering, "browser", lambda program, user_agent: Shows())
        ran = self.read(office, url, "    allow_private: true\n    render: true\n")
        assert (ran.code, ran.err) == (0, "")
        assert "  1 direct  Marit Solheim [guild], chair" in ran.out
