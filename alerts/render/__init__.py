"""An alert, a digest, a notice, written for one medium, over one shared view of what there is to say."""

from __future__ import annotations

from alerts.render.digest import render_digest
from alerts.render.notice import render_notices
from alerts.render.render import render
from alerts.render.templates import SHIPPED, TemplateError, Templates

__all__ = ["SHIPPED", "TemplateError", "Templates", "render", "render_digest", "render_notices"]
