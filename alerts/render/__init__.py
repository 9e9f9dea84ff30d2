"""An alert, written for one medium: one renderer each, over one shared view of what there is to say."""

from __future__ import annotations

from alerts.render.render import render

__all__ = ["render"]
