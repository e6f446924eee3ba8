"""A local server that imitates three forges, as they are documented, and odd web pages."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import math
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

from certificates import NO_CERTIFICATES
from forge_facts import GraphQLRules, answer_ecosystems, answer_graphql


@dataclass(frozen=True)
class Link:
    """A symlink: raw hosts return its target's path as text."""

    target: str


@dataclass
class Repo:
    files: dict[str, str | Link]
    branch: str = "main"
    token: str = ""
    """The token of a private repository: without it, requests get status 404."""
    renamed: str = ""
    """The new name that its URLs redirect to."""
    info: dict[str, Any] = field(default_factory=dict)
    block: str = ""
    """The reason for which the forge has taken it away."""

    def text(self, path: str) -> str | None:
        """The response of a raw host."""
        file = self.files.get(path)
        return file.target if isinstance(file, Link) else file

    def followed(self, path: str) -> str | None:
        """The content that an API returns, following symlinks."""
        file = self.files.get(path)
        return self.followed(file.target) if isinstance(file, Link) else file

    def listing(self, folder: str) -> list[str]:
        start = f"{folder}/" if folder else ""
        names = {
            path.removeprefix(start).split("/")[0] for path in self.files if path.startswith(start)
        }
        return sorted(start + name for name in names)


Page: TypeAlias = "Callable[[Handler], None]"


class ForgeServer(ThreadingHTTPServer):
    """A server of the repositories and pages in its dicts, which tests fill."""

    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.github: dict[str, Repo] = {}
        self.gitlab: dict[str, Repo] = {}
        self.codeberg: dict[str, Repo] = {}
        self.pages: dict[str, Page] = {}
        self.everything: Page | None = None
        """A response to all requests, as from a captive portal."""
        self.limited = False
        """True while the API of GitHub refuses all requests until the limit resets."""
        self.raw_limit: float = math.inf
        """The number of raw files that GitHub serves before its rate limit."""
        self.asked: list[tuple[str, Mapping[str, str]]] = []
        """All requests: path with query, and headers in lower case."""
        self.graphql = GraphQLRules()
        self.rendering: Callable[[str], str] = str
        """The HTML that the forges make of an AsciiDoc text."""
        self.stopped = threading.Event()
        self.latency = 0.0
        """The delay in seconds of each response."""
        self.busy = self.busiest = 0
        """The current and the greatest number of concurrent requests."""
        self.counting = threading.Lock()
        self.statuses: list[int] = []
        """The status codes of all responses."""

    @property
    def environ(self) -> dict[str, str]:
        """The environment that points the three forges to this server."""
        return {
            "AWESOME_TUI_GITHUB_WEB": f"{self.url}/github",
            "AWESOME_TUI_GITHUB_RAW": f"{self.url}/rawhub",
            "AWESOME_TUI_GITHUB_API": f"{self.url}/apihub",
            "AWESOME_TUI_GITLAB_WEB": f"{self.url}/gitlab",
            "AWESOME_TUI_CODEBERG_WEB": f"{self.url}/codeberg",
            "AWESOME_TUI_ECOSYSTEMS_API": f"{self.url}/ecosystems",
            **NO_CERTIFICATES,
        }

    @property
    def facts_environ(self) -> dict[str, str]:
        """The environment that points only the APIs here, so that links lead to the real forges."""
        return {
            "AWESOME_TUI_GITHUB_API": f"{self.url}/apihub",
            "AWESOME_TUI_GITLAB_API": f"{self.url}/gitlab/api/v4",
            "AWESOME_TUI_CODEBERG_API": f"{self.url}/codeberg/api/v1",
            "AWESOME_TUI_ECOSYSTEMS_API": f"{self.url}/ecosystems",
            **NO_CERTIFICATES,
        }

    @property
    def paths(self) -> list[str]:
        """The requested paths, in order."""
        return [path for path, _ in self.asked]

    def stop(self) -> None:
        """Stop the server; later connections fail."""
        self.stopped.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore disconnected clients, which some tests cause on purpose."""


def hush(_: object) -> str:
    """The token of a user for every forge."""
    return "hush"


@contextmanager
def serve(port: int = 0) -> Iterator[ForgeServer]:
    """Run the server; `port` restarts one on the same port."""
    server = ForgeServer(port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join()


class Handler(BaseHTTPRequestHandler):
    server: ForgeServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 10

    def do_POST(self) -> None:
        # What is left unread would be taken for the next request of the connection.
        self.body = self.rfile.read(int(self.headers["content-length"]))
        self.do_GET()

    def do_GET(self) -> None:
        self.server.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        with self._counted(), suppress(ConnectionError):
            self.server.stopped.wait(self.server.latency)
            self._answer()

    @contextmanager
    def _counted(self) -> Iterator[None]:
        server = self.server
        with server.counting:
            server.busy += 1
            server.busiest = max(server.busy, server.busiest)
        try:
            yield
        finally:
            with server.counting:
                server.busy -= 1

    def log_message(self, *_: Any) -> None:
        """Log nothing."""

    def reply(self, status: int = 200, body: str | bytes = "", **headers: str) -> None:
        """Send a complete response; `_` in header names stands for `-`."""
        data = body.encode() if isinstance(body, str) else body
        self.head(status, **{"content_length": str(len(data))} | headers)
        self.wfile.write(data)

    def head(self, status: int = 200, **headers: str) -> None:
        self.server.statuses.append(status)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def file(self, text: str, kind: str = "text/plain; charset=utf-8") -> None:
        """Send a file with an ETag, compressed if accepted, or status 304."""
        etag = f'W/"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
        if self.headers.get("if-none-match") == etag:
            self.reply(304, etag=etag)
        elif "gzip" in self.headers.get("accept-encoding", ""):
            packed = gzip.compress(text.encode())
            self.reply(200, packed, etag=etag, content_type=kind, content_encoding="gzip")
        else:
            self.reply(200, text, etag=etag, content_type=kind)

    def json(self, value: object) -> None:
        self.file(json.dumps(value), "application/json; charset=utf-8")

    def missing(self) -> None:
        self.reply(404, "404: Not Found")

    def forever(self, write: Callable[[], object]) -> None:
        """Write repeatedly until the client disconnects or the test ends."""
        while not self.server.stopped.wait(0.005):
            write()
            self.wfile.flush()

    def _answer(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if page := self.server.everything or self.server.pages.get(path):
            page(self)
            return
        site, _, rest = path.lstrip("/").partition("/")
        answers: dict[str, Callable[[str], None]] = {
            "rawhub": self._github_raw,
            "apihub": self._github_api,
            "gitlab": self._gitlab,
            "codeberg": self._codeberg,
            "ecosystems": lambda rest: answer_ecosystems(self, self.server.github, rest),
        }
        answer = answers.get(site)
        answer(rest) if answer else self.missing()

    def _query(self, name: str) -> str:
        return parse_qs(urlsplit(self.path).query).get(name, [""])[0]

    def _hidden(self, repo: Repo) -> bool:
        return repo.token != "" and self.headers.get("authorization") != f"Bearer {repo.token}"

    def _raw(self, repo: Repo | None, rest: str) -> None:
        """Send a raw file; forges find out which slash separates branch and path."""
        refs = ("HEAD", repo.branch) if repo and not repo.token else ()
        files = [rest.removeprefix(f"{ref}/") for ref in refs if rest.startswith(f"{ref}/")]
        text = repo.text(files[0]) if repo and files else None
        if text is None:
            self.missing()
        else:
            self.file(text)

    def _github_raw(self, rest: str) -> None:
        with self.server.counting:
            self.server.raw_limit -= 1
        if self.server.raw_limit < 0:
            self.reply(429, retry_after="3600")
            return
        owner, name, file = rest.split("/", 2)
        self._raw(self.server.github.get(f"{owner}/{name}"), file)

    def _github_api(self, rest: str) -> None:
        if self.server.limited:
            self.reply(403, x_ratelimit_remaining="0", x_ratelimit_reset="1750000000")
            return
        if rest == "search/repositories":
            self._github_search()
            return
        if rest == "graphql":
            answer_graphql(self, self.server.github, self.server.graphql)
            return
        _, owner, name, *more = rest.split("/", 4)
        repo = self.server.github.get(f"{owner}/{name}")
        if repo is None or self._hidden(repo) or self._query("ref") not in {"", repo.branch}:
            self.missing()
        elif repo.block:
            self.reply(451, json.dumps({"block": {"reason": repo.block}}))
        elif repo.renamed:
            place = f"{self.server.url}/apihub/repos/{'/'.join([repo.renamed, *more])}"
            self.reply(301, location=place)
        elif not more:
            self.json({"full_name": f"{owner}/{name}", "default_branch": repo.branch} | repo.info)
        elif more[0] == "readme":
            self._github_readme(f"{owner}/{name}", repo, *more[1:])
        else:
            self._github_file(f"{owner}/{name}", repo, more[1])

    def _github_search(self) -> None:
        """Repositories whose name, description or topics hold all words, the most starred first."""
        asked = self._query("q").lower().split()
        topics = {term.removeprefix("topic:") for term in asked if term.startswith("topic:")}
        words = [term for term in asked if ":" not in term]
        found = [
            {"full_name": name, "default_branch": repo.branch} | repo.info
            for name, repo in self.server.github.items()
            if topics <= set(repo.info.get("topics", ()))
            and all(word in f"{name} {repo.info}".lower() for word in words)
        ]
        found.sort(key=lambda repo: -repo.get("stargazers_count", 0))
        found = found[: int(self._query("per_page") or 30)]
        self.json({"total_count": len(found), "incomplete_results": False, "items": found})

    def _github_readme(self, name: str, repo: Repo, folder: str = "") -> None:
        places = [folder] if folder else [".github", "", "docs"]
        for place in places:
            for path in repo.listing(place):
                if path.rpartition("/")[2].lower().startswith("readme"):
                    self._github_file(name, repo, path)
                    return
        self.missing()

    def _github_file(self, name: str, repo: Repo, path: str) -> None:
        text = repo.followed(path)
        if text is None:
            self.missing()
        elif "html" in self.headers["accept"]:
            self._github_page(path, text)
        elif "raw" in self.headers["accept"]:
            self.file(text, "application/vnd.github.raw+json; charset=utf-8")
        else:
            self.json(
                {
                    "type": "file",
                    "path": path,
                    "html_url": f"{self.server.url}/github/{name}/blob/{repo.branch}/{path}",
                }
                | _content(text)
            )

    def _github_page(self, path: str, text: str) -> None:
        """The page that GitHub makes of a file of any markup up to a megabyte."""
        if len(text) > 1_000_000:
            self.reply(403, '{"message": "This file is too large."}')
            return
        page = _rendered(text, '<div class="markdown-heading">{}<a class="anchor"></a></div>')
        page = (
            f'<div id="file" class="adoc" data-path="{path}"><div class="plain">'
            f'<article class="markdown-body entry-content">{page}</article></div></div>'
        )
        self.file(self.server.rendering(page), "application/vnd.github.html+json; charset=utf-8")

    def _gitlab(self, rest: str) -> None:
        if rest.startswith("api/v4/projects/"):
            # The identifier of a project holds its slashes in code.
            raw = urlsplit(self.path).path.removeprefix("/gitlab/api/v4/projects/")
            self._gitlab_api(*map(unquote, raw.split("/")))
            return
        name, _, more = rest.partition("/-/raw/")
        repo = self.server.gitlab.get(name)
        if rest == "users/sign_in":
            self.reply(body="<h1>Sign in</h1>", content_type="text/html; charset=utf-8")
        elif repo is None or repo.token:
            self.reply(302, location=f"{self.server.url}/gitlab/users/sign_in")
        elif repo.renamed:
            self.reply(301, location=f"{self.server.url}/gitlab/{repo.renamed}/-/raw/{more}")
        else:
            self._raw(repo, more)

    def _gitlab_api(self, name: str, *more: str) -> None:
        repo = self.server.gitlab.get(name)
        if repo is None or self._hidden(repo) or self._query("ref") not in {"", repo.branch}:
            self.missing()
        elif more[:2] == ("repository", "tree"):
            self._list(repo, self._query("path"), "blob")
        elif more[:2] == ("repository", "files"):
            text = repo.text(more[2])
            self.missing() if text is None else self.file(text)
        else:
            self.json({"path_with_namespace": name, "default_branch": repo.branch} | repo.info)

    def _codeberg(self, rest: str) -> None:
        if rest == "api/v1/markup":
            self._codeberg_page()
            return
        api = rest.startswith("api/v1/repos/")
        owner, name, *more = rest.removeprefix("api/v1/repos/").split("/", 3 if api else 4)
        repo = self.server.codeberg.get(f"{owner}/{name}")
        if not api and len(more) == 3:
            self._raw(repo, more[2])
        elif repo is None or self._hidden(repo) or self._query("ref") not in {"", repo.branch}:
            self.missing()
        elif more[:1] == ["contents"]:
            self._list(repo, "".join(more[1:]), "file")
        elif more[:1] == ["raw"]:
            text = repo.text(more[1])
            self.missing() if text is None else self.file(text)
        else:
            self.json({"full_name": f"{owner}/{name}", "default_branch": repo.branch} | repo.info)

    def _codeberg_page(self) -> None:
        """The page that Codeberg makes of any text, for who has a token."""
        asked = json.loads(self.body)
        if not self.headers.get("authorization"):
            self.reply(401, '{"message": "token is required"}')
        elif asked["Mode"] != "file" or not asked["FilePath"].endswith((".adoc", ".md")):
            self.reply(422, "Unsupported render extension")
        else:
            page = _rendered(asked["Text"], "{}").replace(
                'href="docs/', f'href="{asked["Context"]}/docs/'
            )
            self.reply(200, self.server.rendering(page), content_type="text/html")

    def _list(self, repo: Repo, folder: str, kind: str) -> None:
        paths = repo.listing(folder)
        entries = [{"path": path, "type": kind if path in repo.files else "dir"} for path in paths]
        self.json(entries) if entries else self.missing()


def _rendered(text: str, heading: str) -> str:
    """The inside of the page that AsciiDoc makes, as far as the tests write any."""
    page = "".join(_rendered_line(line, heading) for line in text.splitlines())
    return page.replace("</ul><ul>", "")


def _rendered_line(line: str, heading: str) -> str:
    mark, _, words = line.partition(" ")
    match mark:
        case "=" | "==":
            return heading.format(f"<h{len(mark)}>{words}</h{len(mark)}>")
        case "*":
            link = re.sub(r"(?:link:)?([^\s\[]+)\[(.*?)\]", r'<a href="\1">\2</a>', words)
            return f"<ul><li><p>{link}</p></li></ul>"
        case _:
            return f"<p>{line}</p>"


def _content(text: str) -> dict[str, str]:
    """The content fields of GitHub's API, which are missing for files of over 1 MB."""
    if len(text) > 1_000_000:
        return {"encoding": "none", "content": ""}
    return {"encoding": "base64", "content": base64.encodebytes(text.encode()).decode()}
