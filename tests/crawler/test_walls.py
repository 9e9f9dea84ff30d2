"""Answers that look like pages and are not, and pages that only look as if they were not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.walls import bot_wall, needs_javascript, soft_404
from onrecord.model import Page
from tests.rig import page

URL = "https://gazette.example/2026/03/02/the-story"
ARTICLE = "<p>" + "The barges waited below the weir until the gates were opened. " * 60 + "</p>"


@pytest.mark.parametrize(
    ("status", "headers", "body", "name"),
    [
        (403, {"cf-mitigated": "challenge"}, b"", "Cloudflare"),
        (200, {}, b"<script src='/cdn-cgi/challenge-platform/h/b/orchestrate'></script>", "Cloudflare"),
        (503, {}, b"<title>Just a moment...</title>", "Cloudflare"),
        (403, {"server": "ddos-guard"}, b"", "DDoS-Guard"),
        (200, {}, b"<title>DDOS-GUARD</title>", "DDoS-Guard"),
        (200, {"server": "ArvanCloud"}, b"<script>__arcsjs</script>", "ArvanCloud"),
        (200, {}, b"<title>Transferring to the website...</title>", "ArvanCloud"),
        (403, {"x-datadome": "protected"}, b"", "DataDome"),
        (200, {}, b"<script src='/_Incapsula_Resource?SWUDNSAI=31'></script>", "Imperva"),
        (403, {}, b"Sucuri WebSite Firewall - Access Denied", "Sucuri"),
        (200, {}, b"<script src='/.within.website/x/cmd/anubis/static/js/main.mjs'></script>", "Anubis"),
        (403, {}, b'<div id="px-captcha"></div>', "PerimeterX"),
        (403, {}, b"<title>Wait</title><script src='https://hcaptcha.com/1/api.js'></script>", "captcha"),
        (200, {}, b"<title>Are you a robot?</title><div class='g-recaptcha'></div>", "captcha"),
        (200, {"server": "ddos-guard"}, b"<p>An article</p>", None),
        (200, {"server": "cloudflare"}, b"<p>An article about Cloudflare</p>", None),
        (403, {}, b"Forbidden", None),
        (200, {}, b"<title>Comments</title><div class='g-recaptcha'></div>", None),
    ],
)
def test_bot_walls_are_known_by_name(status: int, headers: dict[str, str], body: bytes, name: str | None) -> None:
    assert bot_wall(status, headers, body) == name


@pytest.mark.parametrize("mark", ["<script src='/cdn-cgi/challenge-platform/h/b/x'></script>", "<p>g-recaptcha</p>"])
def test_an_article_with_a_walls_script_in_it_is_an_article(mark: str) -> None:
    assert bot_wall(200, {}, f"<title>Are you human?</title>{mark}{ARTICLE}".encode()) is None


def titled(title: str, text: str = "<p>Go back to the start.</p>") -> Page:
    return page(URL, f"<html><head><title>{title}</title></head><body>{text}</body></html>".encode())


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "Error 404 – The Gazette",
        "Page not found | The Gazette",
        "The Gazette - This page doesn’t exist",
        "الصفحة غير موجودة",
        "صفحه مورد نظر یافت نشد",
        "Sayfa bulunamadı",
        "הדף לא נמצא",
    ],
)
def test_a_title_that_says_that_there_is_nothing_is_a_soft_404(title: str) -> None:
    assert title.split(" ")[0] in (soft_404(titled(title)) or "")


def test_an_article_about_404_is_an_article() -> None:
    assert soft_404(titled("404 houses were flooded in the lower valley", ARTICLE * 2)) is None
    assert soft_404(titled("Council finds what was not found for years")) is None


def test_an_address_that_leads_to_the_front_page_is_a_soft_404() -> None:
    home = replace(titled("The Gazette", ARTICLE), url="https://gazette.example/")
    assert soft_404(replace(home, requested_url=URL)) == "it leads to the front page"
    assert soft_404(replace(home, requested_url=home.url)) is None
    assert soft_404(replace(home, url=f"{home.url}?p=12", requested_url=URL)) is None


@pytest.mark.parametrize(
    "body",
    [
        b'<script src=a.js></script><div id="root"></div>',
        b"<script src=a.js></script><noscript>You need to enable JavaScript to run this app.</noscript>",
        b"<script>x</script><noscript><p>This site requires JavaScript.</p></noscript><div></div>",
        b"<script src=a.js></script><app-root></app-root>",
    ],
)
def test_a_page_that_is_only_a_program_needs_javascript(body: bytes) -> None:
    assert needs_javascript(body)
    assert not needs_javascript(body + ARTICLE.encode())


def test_a_short_page_needs_none() -> None:
    assert not needs_javascript(b"<p>Short.</p><noscript>Please enable JavaScript.</noscript>")
    assert not needs_javascript(b"<script>x</script><p>Short.</p>")


@given(st.binary(max_size=300), st.sampled_from([200, 403]))
def test_any_answer_is_judged(body: bytes, status: int) -> None:
    bot_wall(status, {}, body)
    soft_404(page(URL, body))
    needs_javascript(body)


@pytest.mark.parametrize(
    "body",
    [
        b"<title>The Gazette</title>" + b"<" * 262_144,
        b"<title>" * 9_362,
        b"<script" * 40_000,
        b"<script>" * 30_000,
        b"<script><noscript>need " * 12_000,
        b"<script><div id=root " * 12_000,
        b"cf-browser-verification" + b"<" * 65_000,
    ],
)
def test_a_page_of_marks_that_are_never_closed_is_looked_at_once(body: bytes) -> None:
    assert soft_404(replace(page("https://gazette.example/a"), body=body)) is None
    assert bot_wall(200, {}, body) in {None, "Cloudflare"}
    assert not needs_javascript(body)
