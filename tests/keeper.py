"""Store bookmarks and notes one by one, printing each confirmed one: PATH FIRST COUNT."""

import asyncio
import sys
import time

from awesome_tui.library import Bookmark, Library


async def keep(library: Library, first: int, count: int) -> None:
    for number in range(first, first + count):
        url = f"https://{number}.example"
        await library.bookmarks.add(
            Bookmark(url, f"Bookmark {number}"),
            Bookmark("https://shared.example", "Shared", tags=(f"from {number}",)),
        )
        print("bookmark", url, flush=True)
        await library.notes.write(url, f"Note {number}")
        print("note", url, flush=True)


if __name__ == "__main__":
    path, first, count = sys.argv[1:]
    with Library(path, time.time) as library:
        asyncio.run(keep(library, int(first), int(count)))
