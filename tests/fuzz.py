"""Look for texts that break the parser or an export: mutations of real lists and of hostile ones.

usage: python tests/fuzz.py [SECONDS] [SEED]

Half of the texts are Markdown, the others in each of the formats that can be read. Every text is
decoded as a file is, parsed and written in every form; what raises anything but an AwesomeError,
takes over the time, or lets a control character through is kept in the folder that the last line
names. The same seed gives the same texts.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from hostile import FOREIGN, NAMES, file_name, hostile

from awesome_tui.errors import AwesomeError, TooSlow
from awesome_tui.export.export_formats import FORMATS
from awesome_tui.model.entries import AwesomeList
from awesome_tui.model.json_contract import list_to_object
from awesome_tui.model.outline import make_outline
from awesome_tui.services.limits import Limits, deadline
from awesome_tui.services.parse_process import parse_source
from awesome_tui.sources.read import LocalPath, read
from awesome_tui.text.sanitize import clean, clean_lines

HERE = Path(__file__).parent
SECONDS_PER_KB = 0.05
LEAST_SECONDS = 1.0
LEAST_SECONDS_FOREIGN = 4.0
"""Seconds to allow at least: definitions and their uses may produce a megabyte."""
STUCK = Limits("the text", 20, 0)
"""The limits that stop a text which would never end."""
LARGEST = 60_000
LARGEST_FOREIGN = 2000
"""A smaller size, as docutils takes quadratic time for some texts."""
FRAGMENTS = (
    *("*", "**", "_", "~~", "~", "`", "```\n", "[", "]", "(", ")", "![", "](", "](u)", "[a](b)"),
    *("<", ">", "</", "<!--", "-->", "<?", "<![CDATA[", "<a href=b>", "</a>", "<b c=d>", "</b>"),
    *("<div>", "</div>", "<ul><li>", "</li></ul>", "<table><tr><td>", "</table>", "<details>"),
    *(
        "<summary>",
        "</details>",
        "<p>",
        "</p>",
        "<h2>",
        "</h2>",
        "<pre>",
        "<code>",
        "<br>",
        "<img>",
    ),
    *(
        "- ",
        "1. ",
        "> ",
        "# ",
        "    ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "---\n",
        "===\n",
        "|",
        "|-|\n",
        "|a|",
    ),
    *("[a]: b\n", "[a]", "[^1]", "[^1]: ", "[x][a]", '"', "'", "\\", "&", "&amp;", "&#27;", "&#0;"),
    *(
        "http://a.b",
        "www.a.b",
        "a@b.c",
        "https://",
        "http://[",
        ":",
        ":tada:",
        " - ",
        "a",
        "b c",
        "é",
        "漢",
        "🎉",
    ),
    *("\x00", "\x1b[0m", "\u202e", "\u2028", "\ufeff", "\r", "\r\n", "\udc80", "\x85", "\u0301"),
)


def main() -> int:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else None)
    folder = Path(tempfile.mkdtemp(prefix="awesome-tui-fuzz-"))
    end, count, failures = time.monotonic() + seconds, 0, 0
    for name, text in named_texts(rng):
        if time.monotonic() > end:
            break
        count += 1
        try:
            check(text, folder / name)
        except Exception:
            failures += 1
            kept = (folder / f"{failures}").with_suffix(Path(name).suffix)
            kept.write_bytes(text)
            print(f"{kept}: {traceback.format_exc().strip().splitlines()[-1][:200]}", flush=True)
    print(f"{count} texts, {failures} failures, kept in {folder}")
    return 1 if failures else 0


def named_texts(rng: random.Random) -> Iterator[tuple[str, bytes]]:
    """Random texts with file names."""
    markdown = texts(rng, [text for _, text in read_seeds("*.md")])
    foreign = [seed for ending in ("rst", "org", "html") for seed in read_seeds(f"*.{ending}")]
    while True:
        yield "list.md", next(markdown)
        yield foreign_text(rng, foreign)


def read_seeds(pattern: str) -> list[tuple[str, bytes]]:
    corpus = HERE.parents[0] / "../shared/corpus/lists"
    paths = [*(HERE / "lists").glob(pattern), *corpus.glob(pattern)]
    return [(f"list{path.suffix}", path.read_bytes()[:LARGEST]) for path in sorted(paths)]


def foreign_text(rng: random.Random, seeds: Sequence[tuple[str, bytes]]) -> tuple[str, bytes]:
    kind = rng.choice(FOREIGN)
    match rng.randrange(3):
        case 0 if seeds:
            name, seed = rng.choice(seeds)
            return name, mutated(rng, seed)[:LARGEST_FOREIGN]
        case 1:
            data = mutated(rng, hostile(kind, 2000).encode())
            return file_name(kind), data[:LARGEST_FOREIGN]
        case _:
            # Pieces of what is hostile in the same format, and some that are so in any.
            alike = [name for name in FOREIGN if file_name(name) == file_name(kind)]
            pieces = [piece(rng, rng.choice(alike)) for _ in range(rng.randrange(1, 40))]
            pieces += rng.choices((*FRAGMENTS, "\n", "\n\n", " "), k=rng.randrange(60))
            rng.shuffle(pieces)
            return file_name(kind), joined(pieces)[:LARGEST_FOREIGN]


def piece(rng: random.Random, name: str) -> str:
    start = rng.randrange(40)
    return hostile(name, 80)[start : start + rng.randrange(1, 30)]


def texts(rng: random.Random, seeds: Sequence[bytes]) -> Iterator[bytes]:
    while True:
        match rng.randrange(4):
            case 0:
                yield mutated(rng, rng.choice(seeds))
            case 1:
                yield repeated(rng)
            case 2:
                yield mutated(
                    rng, hostile(rng.choice(NAMES), 2000).encode("utf-8", "surrogatepass")
                )
            case _:
                yield joined(rng.choices(FRAGMENTS, k=rng.randrange(1, 200)))


def mutated(rng: random.Random, text: bytes) -> bytes:
    start = rng.randrange(len(text) or 1)
    data = bytearray(text[start : start + rng.choice((200, 2000, 20_000))])
    for _ in range(rng.randrange(1, 30)):
        at = rng.randrange(len(data) + 1)
        match rng.randrange(4):
            case 0:
                data[at:at] = joined([rng.choice(FRAGMENTS)])
            case 1:
                del data[at : at + rng.randrange(1, 20)]
            case 2:
                data[at : at + 1] = bytes([rng.randrange(256)])
            case _:
                other = rng.randrange(len(data) + 1)
                data[at:at] = data[other : other + rng.randrange(1, 200)]
    return bytes(data)


def repeated(rng: random.Random) -> bytes:
    """Two to four fragments repeated, sometimes between others."""
    unit = joined(rng.choices(FRAGMENTS, k=rng.randrange(2, 5)))
    times = rng.choice((30, 1000, 10_000)) // len(unit) + 1
    after = joined(rng.choices(FRAGMENTS, k=rng.randrange(0, 4)))
    return unit * times + after * rng.choice((1, times))


def joined(fragments: Sequence[str]) -> bytes:
    return "".join(fragments).encode("utf-8", "surrogatepass")


def check(data: bytes, path: Path) -> None:
    path.write_bytes(data)
    least = LEAST_SECONDS if path.suffix == ".md" else LEAST_SECONDS_FOREIGN
    allowed = least + SECONDS_PER_KB * len(data) / 1000
    start = time.process_time()
    with deadline(STUCK):
        try:
            document = read(LocalPath(str(path)), None)
            tree = parse_source(document)
        except TooSlow:
            raise
        except AwesomeError:
            return  # empty, no text, or nested too deeply
        assert json.loads(json.dumps(list_to_object(tree))) == list_to_object(tree)
        make_outline(tree)
        for name, to_format in FORMATS.items():
            to_format(tree).encode("utf-8")
            assert time.process_time() - start < allowed, f"{name} after {allowed:.1f} s"
    check_clean(tree)


def check_clean(tree: AwesomeList) -> None:
    for value in strings(asdict(tree)):
        assert value == clean_lines(value) or value == clean(value), f"not clean: {value[:80]!r}"


def strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from strings(inner)
        case list() | tuple():
            for inner in value:
                yield from strings(inner)


if __name__ == "__main__":
    sys.exit(main())
