"""The ways beside REST to ask about repositories: GitHub's GraphQL, and ecosyste.ms."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from forge_server import Handler, Repo

_ASKED = re.compile(r'(\w+):repository\(owner:"([^"]*)",name:"([^"]*)"\)')


@dataclass
class GraphQLRules:
    """How the server behaves, beyond what the repositories say."""

    token: str = "hush"
    most: float = 100
    """More repositories than these in one request end in status 502."""
    most_in_full: float = 100
    """Repositories beyond these are left out, with the error that says so."""
    requests: float = 5_000
    """The number of requests before the rate limit."""
    limit_status: int = 200
    """200 or 403, as GitHub tells of a rate limit in either way."""
    forbidden: set[str] = field(default_factory=set)
    """Repositories that the token may not read."""
    poison: set[str] = field(default_factory=set)
    """Repositories that make a request fail."""
    batches: list[list[str]] = field(default_factory=list)
    """The names in each request so far."""


def answer_graphql(handler: Handler, repos: Mapping[str, Repo], rules: GraphQLRules) -> None:
    if handler.headers.get("authorization") != f"Bearer {rules.token}":
        handler.reply(401, '{"message": "Bad credentials"}')
        return
    query = json.loads(handler.body)["query"]
    asked = {alias: f"{owner}/{name}" for alias, owner, name in _ASKED.findall(query)}
    rules.batches.append(list(asked.values()))
    rules.requests -= 1
    if rules.requests < 0:
        _refuse(handler, rules.limit_status)
        return
    if len(asked) > rules.most or rules.poison.intersection(asked.values()):
        handler.reply(502, '{"message": "We couldn\'t respond to your request in time."}')
        return
    data: dict[str, Any] = {}
    errors: list[dict[str, Any]] = []
    for number, (alias, name) in enumerate(asked.items()):
        data[alias], problem = None, _problem(repos, name, rules)
        if number >= rules.most_in_full:
            errors.append({"type": "RESOURCE_LIMITS_EXCEEDED", "path": [alias], "message": "Full."})
        elif problem:
            errors.append({"type": problem, "path": [alias], "message": "No."})
        else:
            data[alias] = _node(repos, name)
    body = json.dumps({"data": data} | ({"errors": errors} if errors else {}))
    remaining = "4000" if rules.limit_status == 403 else str(int(rules.requests))
    handler.reply(200, body, x_ratelimit_remaining=remaining, x_ratelimit_reset="1750000000")


def _refuse(handler: Handler, status: int) -> None:
    if status == 403:
        handler.reply(403, '{"message": "You have exceeded a secondary limit."}', retry_after="60")
        return
    errors = [{"type": "RATE_LIMITED", "message": "API rate limit exceeded."}]
    limits = {"x_ratelimit_remaining": "0", "x_ratelimit_reset": "1750000000"}
    handler.reply(200, json.dumps({"errors": errors}), **limits)


def _problem(repos: Mapping[str, Repo], name: str, rules: GraphQLRules) -> str:
    repo = repos.get(name)
    if name in rules.forbidden:
        return "FORBIDDEN"
    return "" if repo and not repo.token else "NOT_FOUND"


def _node(repos: Mapping[str, Repo], name: str) -> dict[str, Any]:
    """The fields that a REST answer has, as GraphQL names them; renames are followed."""
    repo = repos[name]
    if repo.renamed:
        return _node(repos, repo.renamed)
    info = repo.info
    licence, language = info.get("license"), info.get("language")
    return {
        "nameWithOwner": info.get("full_name", name),
        "description": info.get("description"),
        "stargazerCount": info.get("stargazers_count", 0),
        "pushedAt": info.get("pushed_at"),
        "isArchived": info.get("archived", False),
        "isDisabled": bool(repo.block),
        "licenseInfo": licence and {"spdxId": licence["spdx_id"]},
        "primaryLanguage": language and {"name": language},
        "defaultBranchRef": {"name": repo.branch},
        "latestRelease": info.get("release"),
        "repositoryTopics": {"nodes": [{"topic": {"name": it}} for it in info.get("topics", ())]},
    }


def answer_ecosystems(handler: Handler, repos: Mapping[str, Repo], rest: str) -> None:
    """Old names are not found, and licences are keys in lower case."""
    name = unquote(rest.partition("hosts/GitHub/repositories/")[2])
    repo = repos.get(name)
    if repo is None or repo.token or repo.renamed:
        handler.missing()
        return
    licence = (repo.info.get("license") or {}).get("spdx_id", "").lower() or None
    synced = {"last_synced_at": "2024-12-01T00:00:00.000Z", "license": licence}
    handler.json({"full_name": name, "default_branch": repo.branch} | repo.info | synced)
