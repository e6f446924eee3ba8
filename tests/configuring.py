"""A folder with a file of settings, the commands on it, and the screens as they start with it."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from commands import RIVERS
from driving import WIDE, Screens, started

from awesome_tui import parse
from awesome_tui.cli.app_runner import Opening, choose_theme, load_screen_config
from awesome_tui.cli.context import Context
from awesome_tui.cli.main import main
from awesome_tui.cli.open_command import make_parser
from awesome_tui.cli.pick_command import make_parser as make_pick_parser
from awesome_tui.model.appearance import Appearance
from awesome_tui.system.start_frame import Start
from awesome_tui.tui.app import AwesomeApp


@dataclass(frozen=True)
class Home:
    """The home folder of a user, with an environment."""

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        return self.folder / "awesome-tui" / "config.toml"

    def write(self, text: str | bytes) -> None:
        self.file.parent.mkdir(exist_ok=True)
        self.file.write_bytes(text.encode() if isinstance(text, str) else text)

    def context(self) -> Context:
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
        folders = ("XDG_CONFIG_HOME", "XDG_DATA_HOME")
        environ = {**dict.fromkeys(folders, str(self.folder)), "PATH": "", **self.environ}
        return Context(environ, io.BytesIO(), out, err, lambda: 1_800_000_000.0)

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Run a command; return its exit status and what it prints and complains of."""
        context = self.context()
        status = main(arguments, context)
        return status, *(
            stream.buffer.getvalue().decode()  # type: ignore[attr-defined]
            for stream in (context.stdout, context.stderr)
            if stream is not None and stream.flush() is None
        )

    def check(self) -> list[str]:
        """The findings of `config check`, without the path of the file."""
        status, found, said = self.run("config", "check")
        assert said == ""
        assert status == (1 if found else 0)
        return [line.removeprefix(f"{self.file}:") for line in found.splitlines()]

    def shown(self) -> dict[str, tuple[str, str]]:
        """The value and the origin of each setting, as `config show` prints them."""
        _, rows, _ = self.run("config", "show")
        cells = (row.split("\t") for row in rows.splitlines())
        return {name: (value, origin) for name, origin, value in cells}

    @contextmanager
    def app(self, *arguments: str, text: str = RIVERS) -> Iterator[AwesomeApp]:
        """The app with a list, as the command line builds it."""
        context, args = self.context(), make_parser().parse_args(["rivers.md", *arguments])
        loaded = load_screen_config(args, context)
        with ExitStack() as until_the_end:
            theme = choose_theme(args, loaded, context, Appearance())
            start = Start.of("rivers.md", {})
            opening = Opening(lambda: parse(text), Appearance(), theme, start)
            yield context.apps.make_reader(opening, args, loaded, until_the_end)

    @asynccontextmanager
    async def picker(self) -> AsyncIterator[Screens]:
        """The app in which one picks a river."""
        context, args = self.context(), make_pick_parser().parse_args(["rivers.md", "--multi"])
        loaded = load_screen_config(args, context)
        app = context.apps.make_picker(lambda: parse(RIVERS), args, loaded, Appearance())
        async with started(app) as screens:
            yield screens

    @asynccontextmanager
    async def screens(
        self, *arguments: str, size: tuple[int, int] = WIDE, text: str = RIVERS
    ) -> AsyncIterator[Screens]:
        with self.app(*arguments, text=text) as app:
            async with started(app, size) as screens:
                yield screens
