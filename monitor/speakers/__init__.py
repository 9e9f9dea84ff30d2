"""Who is speaking: from the words of a cue clause to the person or group, and how we know."""

from monitor.speakers.resolve import resolve

__all__ = ["resolve"]
