"""Parsing several lists on all cores, and merging them into one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from queue import SimpleQueue
from threading import Thread
from typing import TypeAlias

from awesome_tui.errors import AwesomeError, ParseError
from awesome_tui.model.entries import AwesomeList
from awesome_tui.services.parse_process import ParserProcess, limits_for, parse_source, usable_cores
from awesome_tui.sources.read import SourceText

Source: TypeAlias = SourceText | AwesomeList
"""A text to parse, or a stored list."""
Result: TypeAlias = AwesomeList | Exception
"""A list, or the error that it failed with."""

_WORTH_A_PROCESS = 250_000
"""The number of characters that take longer to parse than a process takes to start."""


class ParallelParse:
    """Documents being parsed in parallel, concurrently with other work."""

    def __init__(self, sources: Sequence[Source]) -> None:
        """Start at once."""
        tasks = {n: _Task(one) for n, one in enumerate(sources) if isinstance(one, SourceText)}
        count = _useful_processes([task.document for task in tasks.values()])
        self._sources, self._tasks = sources, tasks
        self._workers = [_Worker() for _ in range(count)]
        waiting = iter(tuple(tasks.values()))
        for worker in self._workers:
            Thread(target=worker.run, args=(waiting,), daemon=True).start()

    def results(self) -> Iterator[Result]:
        """Yield the result of each source in order, as soon as it is available."""
        for number, source in enumerate(self._sources):
            if isinstance(source, AwesomeList):
                yield source
            else:
                yield self._tasks[number].result.get() if self._workers else _parse_or_error(source)

    def lists(self) -> tuple[AwesomeList, ...]:
        """All lists; raises the first error."""
        return tuple(map(_raise_error, self.results()))

    def result(self) -> AwesomeList:
        """All lists merged into one."""
        return merge_lists(self.lists())

    def stop(self) -> None:
        """Abort the remaining parsing."""
        for worker in self._workers:
            worker.stop()


def merge_lists(lists: Sequence[AwesomeList]) -> AwesomeList:
    """Merge lists into one with a section for each; a single list stays unchanged."""
    if len(lists) == 1:
        return lists[0]
    source = " ".join(document.source for document in lists)
    sections = tuple(
        replace(document.as_section(), title=document.title or document.source)
        for document in lists
    )
    return AwesomeList(source, f"{len(lists)} lists", sections=sections)


class _Task:
    def __init__(self, document: SourceText) -> None:
        self.document = document
        self.result: SimpleQueue[Result] = SimpleQueue()
        """A queue for exactly one result."""


class _Worker:
    """A thread with a parser process, which it replaces after a document exceeded its limits."""

    def __init__(self) -> None:
        self._parser: ParserProcess | None = None
        self._is_stopped = False

    def run(self, waiting: Iterator[_Task]) -> None:
        """Do tasks from an iterator that is shared with other workers."""
        for task in waiting:
            try:
                result = self._result(task.document)
            except Exception as error:  # raised again by the consumer of the result
                result = error
            task.result.put(result)
        self._end()

    def stop(self) -> None:
        """Make the remaining tasks fail."""
        self._is_stopped = True
        if self._parser is not None:
            self._parser.kill()

    def _result(self, document: SourceText) -> Result:
        if self._is_stopped:
            return ParseError(f"{document.source} was not read to the end.")
        try:
            self._parser = self._parser or ParserProcess()
        except OSError:  # no process could be started
            return _parse_or_error(document)
        bound = limits_for(document)
        self._parser.feed(document, bound)
        try:
            return self._parser.result(bound)
        except ParseError as error:
            self._end()
            return error

    def _end(self) -> None:
        if self._parser is not None:
            self._parser.end()
            self._parser = None


def _useful_processes(documents: Sequence[SourceText]) -> int:
    """The number of processes; 0 on one core, where transferring trees costs more than it saves."""
    count = usable_cores()
    size = sum(len(document.text) for document in documents)
    return min(count, len(documents), 1 + size // _WORTH_A_PROCESS) if count > 1 else 0


def _parse_or_error(document: SourceText) -> Result:
    try:
        return parse_source(document)
    except AwesomeError as error:
        return error


def _raise_error(result: Result) -> AwesomeList:
    if isinstance(result, Exception):
        raise result
    return result
