"""What the demonstration leaves behind: the messages as they were received."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from onrecord.demo.servers import Post, Received


def save(received: Received, folder: Path) -> list[tuple[Path, str]]:
    """Write every message that arrived.

    Returns:
        Path and what it is, the most interesting first.
    """
    kept: list[tuple[Path, str]] = []
    mails = folder / "mail"
    mails.mkdir(exist_ok=True)
    for number, mail in enumerate(received.mails, 1):
        eml, page = mails / f"{number:02}.eml", mails / f"{number:02}.html"
        eml.write_bytes(mail.as_bytes())
        page.write_text(html_of(mail), encoding="utf-8")
        kept.append((page, str(mail["Subject"])))
    for name, path in (("slack", "/services"), ("webhook", "/webhook")):
        posts = [_content(post) for post in received.posts_to(path)]
        target = folder / f"{name}.json"
        target.write_text(json.dumps(posts, ensure_ascii=False, indent=2), encoding="utf-8")
        kept.append((target, f"{len(posts)} requests as the {name} endpoint received them"))
    return kept


def html_of(mail: EmailMessage) -> str:
    """The HTML part of a mail, or an empty string."""
    part = mail.get_body(preferencelist=("html",))
    content = part.get_content() if part else ""
    return content if isinstance(content, str) else ""


def _content(post: Post) -> dict[str, Any]:
    return {"path": post.path, "headers": dict(post.headers), "body": json.loads(post.body)}
