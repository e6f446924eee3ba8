"""The command `pick`: choose entries on the screens and print their URLs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from awesome_tui.cli.app_runner import load_screen_config, prepare_terminal, run_app
from awesome_tui.cli.arguments import SOURCES, Parser, add_screens, make_command_parser
from awesome_tui.cli.context import Context
from awesome_tui.cli.named_lists import open_sources
from awesome_tui.errors import LibraryError
from awesome_tui.services.parse_many import ParallelParse
from awesome_tui.system.exit_status import DONE, INTERRUPTED
from awesome_tui.system.output import emit, keep_stdout
from awesome_tui.system.start_frame import load_appearance
from awesome_tui.text.sanitize import clean
from awesome_tui.tui.rendering.startup import quick_screens


def make_parser() -> Parser:
    """Build the parser, which takes any number of lists."""
    parser = make_command_parser(
        "awesome-tui pick",
        "SOURCE ... [--multi] [-0] [-q QUERY] [--section PATH] [--offline | --refresh]",
        "Choose an entry on the screens: type to filter, enter prints its URL.",
        {
            'xdg-open "$(awesome-tui pick microservices)"': "open it",
            "awesome-tui pick *.md --multi -0 | xargs -0 -n 1 git clone": "clone all",
        },
        f"{SOURCES}\n\nSeveral lists are shown as one. Exit status: 0 chosen, 2 an error, 130 left"
        " without\nchoosing.",
    )
    parser.add_argument("sources", metavar="SOURCE", nargs="+", help="a list to choose from")
    parser.add_argument(
        "--multi",
        dest="picking",
        action="store_const",
        const="many",
        default="one",
        help="mark several with tab; enter prints all their URLs",
    )
    parser.add_argument(
        *("-0", "--print0"),
        dest="end",
        action="store_const",
        const="\0",
        default="\n",
        help="end each URL with NUL instead of a newline",
    )
    add_screens(parser)
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Open the screens on all lists at once and print what is chosen there."""
    args = make_parser().parse_intermixed_args(argv)
    parsing = ParallelParse(open_sources(args.sources, args, context))
    try:
        with keep_stdout(context.stdout) as stdout, quick_screens():
            prepare_terminal(context)
            apps = context.apps  # Textual loads while the lists are parsed
            loaded = load_screen_config(args, context)
            appearance = load_appearance(context.library_path)
            app = apps.make_picker(parsing.result, args, loaded, appearance)
            chosen = run_app(app, context, mouse=loaded.config.mouse)
            _keep_appearance(app.appearance.changes_since(appearance), context)
            if chosen is None:
                return app.return_code or INTERRUPTED
            urls = (f"{clean(entry.url or '')}{args.end}" for entry in chosen)
            emit("".join(urls), stdout, own=args.end)
            return DONE
    finally:
        parsing.stop()


def _keep_appearance(changed: Mapping[str, str], context: Context) -> None:
    """Store theme and sizes for the next start."""
    if not changed:
        return
    try:
        with context.services.open_file(context.library_path) as library:
            library.settings.save(changed).result()
    except LibraryError as error:
        context.complain(error)
