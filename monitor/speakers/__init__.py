"""Who is speaking: from the words of a cue clause to the person or group, and how we know."""

from monitor.speakers.joint import separated
from monitor.speakers.register import Register
from monitor.speakers.resolve import resolve

__all__ = ["Register", "resolve", "separated"]
