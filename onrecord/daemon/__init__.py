"""The clock: restartable jobs on one asyncio loop."""

from onrecord.daemon.daemon import Daemon, running

__all__ = ["Daemon", "running"]
