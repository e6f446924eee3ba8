"""The worker processes of a sync, which parse and encode lists."""

from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.process import BaseProcess
from threading import Thread

from awesome_tui.library import Tree
from awesome_tui.services.parse_process import parse_source
from awesome_tui.sources.read import SourceText


def parse_to_tree(document: SourceText) -> Tree:
    """Parse and encode a document."""
    return Tree.of(parse_source(document))


def prepare_worker() -> None:
    """Make a worker process ignore Ctrl+C and exit with its parent, even if that is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
