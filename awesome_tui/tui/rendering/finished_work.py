"""Workers that have ended."""

from __future__ import annotations

from textual.worker import Worker


def release(worker: Worker[object]) -> None:
    """Let a worker that has ended, which holds itself, not hold the lists that it worked on.

    Without this, each list that was left stays in memory with its index.
    """
    if not worker.is_finished:
        return
    worker._work = _nothing
    if worker.is_cancelled and worker.error is not None:
        worker.error.__traceback__ = None


def _nothing() -> None:
    """Do nothing: all that is left to do for what is done."""
