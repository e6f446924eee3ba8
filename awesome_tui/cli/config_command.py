"""The command `config`: where the settings are, what is in force, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from awesome_tui.cli.app_runner import load_screen_config
from awesome_tui.cli.arguments import Parser, make_command_parser
from awesome_tui.cli.context import Context
from awesome_tui.cli.results import print_table
from awesome_tui.config.loading import LoadedConfig, load_config
from awesome_tui.config.settings import all_settings
from awesome_tui.config.toml_lines import line_of
from awesome_tui.config.toml_values import to_toml
from awesome_tui.errors import OutputError
from awesome_tui.system.exit_status import DONE, NOTHING_FOUND
from awesome_tui.system.output import emit, write_own_file
from awesome_tui.text.sanitize import clean

_FLAGS = ("--theme", "--no-mouse")


def make_parser() -> Parser:
    """Build the parser, with one below it for each action."""
    parser = make_command_parser(
        "awesome-tui config",
        "[path | show | init [--force] | check]",
        "Show, write or check the file of settings, which need not exist.",
        {
            "awesome-tui config": "what is in force, and from where",
            "awesome-tui config init": "write a file that explains all settings",
            "awesome-tui config check": "name what is wrong in it, with line and key",
        },
        "An option goes before a variable of the environment, that before the file, that before\n"
        "the default. Exit status of check: 1 with findings.",
    )
    parser.add_action("path", "print where the file is")
    summary = "print what is in force, and from where (the default)"
    show = parser.add_action("show", summary, "[--theme NAME] [--no-mouse]")
    show.add_argument(_FLAGS[0], metavar="NAME", type=clean, help="as for the screens")
    show.add_argument(_FLAGS[1], dest="mouse", action="store_false", help="as for the screens")
    init = parser.add_action("init", "write a file that explains all settings", "[--force]")
    init.add_argument("--force", action="store_true", help="replace a file that is there")
    parser.add_action("check", "name what is wrong in the file")
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Do the action that is named, which is `show` by default."""
    asks_for_show = not argv or argv[0] in _FLAGS
    args = make_parser().parse_action(["show", *argv] if asks_for_show else argv)
    match args.action:
        case "path":
            emit(f"{clean(str(context.config_path))}\n", context.stdout)
            return DONE
        case "init":
            return _write_default(context, replace=args.force)
        case "check":
            return _check(context)
    return _show(load_screen_config(args, context), context)


def _show(loaded: LoadedConfig, context: Context) -> int:
    if loaded.text is not None or loaded.config.theme:
        loaded = context.apps.config_checks().check(loaded).loaded
    if loaded.problems:
        context.complain("Some settings are wrong and left out: run awesome-tui config check.")
    return print_table(_format_rows(loaded), context)


def _format_rows(loaded: LoadedConfig) -> Iterator[tuple[str, str, str]]:
    """Name, origin and value of each; values come last, as some are long."""
    config, text = loaded.config, loaded.text or ""
    for name in (setting.name for setting in all_settings()):
        origin = loaded.origins.get(name, "default")
        if origin == "file":
            origin = f"file, line {line_of(text, name)}"
        yield name, origin, clean(to_toml(getattr(config, name)))
    for command, keys in config.keys.items():
        path = f"keys.{command}"
        yield clean(path), f"file, line {line_of(text, path)}", clean(to_toml(keys))
    for own in config.commands:
        line = line_of(text, f"command.{own.number}")
        yield f"command.{own.number}", f"file, line {line}", clean(own.name)


def _write_default(context: Context, *, replace: bool) -> int:
    path = context.config_path
    shown = clean(str(path))
    if not write_own_file(path, context.apps.make_default_settings(), replace=replace):
        raise OutputError(f"Not written: {shown} is there already (--force replaces it).")
    emit(f"{shown}\n", context.stdout)
    return DONE


def _check(context: Context) -> int:
    loaded = load_config(context.config_path, context.environ)
    problems = context.apps.config_checks().find_faults(loaded)
    emit("".join(f"{clean(str(problem))}\n" for problem in problems), context.stdout)
    return NOTHING_FOUND if problems else DONE
