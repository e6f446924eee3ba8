"""Freeing the memory of finished workers."""

from __future__ import annotations

from textual.worker import Worker


def release(worker: Worker[object]) -> None:
    """Drop what a finished worker refers to, as it is kept alive by a cycle.

    Without this, each list that was left stays in memory with its index.
    """
    if not worker.is_finished:
        return
    worker._work = _nothing
    if worker.is_cancelled and worker.error is not None:
        worker.error.__traceback__ = None


def _nothing() -> None:
    """Do nothing."""
