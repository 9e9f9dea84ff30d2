"""The clock: restartable jobs on one asyncio loop."""
