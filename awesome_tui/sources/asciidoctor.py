"""AsciiDoc becomes a page by the program `asciidoctor`, where that is installed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from threading import Event, Thread, Timer
from typing import NamedTuple

from awesome_tui.errors import SourceError
from awesome_tui.model.format_table import ASCIIDOC
from awesome_tui.sources.read import MAX_BYTES, SourceText, decode
from awesome_tui.system.programs import find_program, kill_session, with_safe_path

# Secure mode reads no other file. The title is left out of embedded pages unless it is asked for;
# a contents list is nothing that a list needs.
_OPTIONS = (
    *("--safe-mode", "secure", "--embedded", "--quiet"),
    *("--attribute", "showtitle", "--attribute", "toc!"),
    *("--out-file", "-", "-"),
)


class Asciidoctor(NamedTuple):
    """The program as this environment has it; it takes a while and belongs in a thread."""

    environ: Mapping[str, str]
    seconds: float = 30
    """By the clock; the program needs about one for a list of 256 KB."""
    size: int = MAX_BYTES
    """The most bytes that a page may have."""

    def readable(self, document: SourceText) -> SourceText:
        """`document` itself, or the page that AsciiDoc makes."""
        if document.format != ASCIIDOC:
            return document
        program = find_program("asciidoctor", self.environ)
        if program is None:
            raise SourceError(
                f"Cannot read {document.source}: it is AsciiDoc, which takes the program"
                " asciidoctor: install that."
            )
        page = self._convert(program, document)
        return document._replace(text=decode(page, document.source), format="html")

    def _convert(self, program: str, document: SourceText) -> bytes:
        failure = f"Cannot read {document.source}: asciidoctor"
        try:
            process = self._start(program)
        except OSError as error:
            raise SourceError(f"{failure} cannot be started ({error.strerror}).") from error
        is_late = Event()

        def end_late() -> None:
            is_late.set()
            kill_session(process)

        timer = Timer(self.seconds, end_late)
        timer.start()
        try:
            page = self._exchange(process, document.text.encode("utf-8", "replace"))
            status = process.wait()
        finally:
            timer.cancel()
            kill_session(process)
            process.wait()
        if is_late.is_set():
            raise SourceError(f"{failure} takes more than {self.seconds:g} seconds.")
        if len(page) > self.size:
            raise SourceError(f"{failure} makes more than {self.size >> 20} MB of it.")
        if status:
            raise SourceError(f"{failure} failed with status {status}.")
        return page

    def _start(self, program: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            (program, *_OPTIONS),
            # Ruby takes the encoding from the locale, and options from here.
            env={**with_safe_path(self.environ), "RUBYOPT": "-EUTF-8:UTF-8"},
            cwd=os.sep,  # Ruby's tools do what the folder says that they stand in
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _exchange(self, process: subprocess.Popen[bytes], text: bytes) -> bytes:
        """The output of `process` for `text`, up to one byte more than the limit."""
        source, target = process.stdin, process.stdout
        if source is None or target is None:
            return b""

        def feed() -> None:
            with suppress(OSError), source:  # it may end before it has read everything
                source.write(text)

        feeder = Thread(target=feed, daemon=True)
        feeder.start()
        with target:
            page = target.read(self.size + 1)
        if len(page) > self.size:
            kill_session(process)
        feeder.join()
        return page
