"""The findings of a check in the forms that people, scripts and GitHub read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from awesome_tui.services.findings import Finding, FindingKind
from awesome_tui.services.listed_links import ListedLink

Reporter: TypeAlias = Callable[[Sequence[Finding], str], str]
"""A function of findings and the name of the list's file."""

_MOST_ANNOTATIONS = 10
"""GitHub shows no more of them in one step."""
_LEVELS: Mapping[FindingKind, str] = {FindingKind.DEAD: "error", FindingKind.UNCONFIRMED: "warning"}


def to_text(findings: Sequence[Finding], file: str) -> str:
    """One line for each finding, as compilers write them."""
    return "".join(" ".join(_head_url_reason(finding, file)) + "\n" for finding in findings)


def to_terminal(findings: Sequence[Finding], file: str, width: int) -> str:
    """Format as `to_text`, with URL and reason on lines of their own where one is too wide."""
    return "".join(_fitting_lines(*_head_url_reason(finding, file), width) for finding in findings)


def _fitting_lines(head: str, url: str, reason: str, width: int) -> str:
    line = f"{head} {url} {reason}"
    return f"{line}\n" if len(line) <= width else f"{head}\n  {url}\n  {reason}\n"


def to_json(findings: Sequence[Finding], file: str) -> str:
    """An array of objects."""
    objects = [_to_object(finding, file) for finding in findings]
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"


def to_jsonl(findings: Sequence[Finding], file: str) -> str:
    """An object in each line."""
    return "".join(
        json.dumps(_to_object(finding, file), ensure_ascii=False) + "\n" for finding in findings
    )


def to_github(findings: Sequence[Finding], file: str) -> str:
    """Format as annotations of GitHub Actions, worst first; those beyond their limit as text."""
    annotated, rest = findings[:_MOST_ANNOTATIONS], findings[_MOST_ANNOTATIONS:]
    lines = [_format_annotation(finding, file) for finding in annotated]
    if rest:
        lines.append(f"{summarize(findings)}; the first {_MOST_ANNOTATIONS} are annotated:")
    return "".join(f"{line}\n" for line in lines) + to_text(rest, file)


REPORTS: Mapping[str, Reporter] = {
    "text": to_text,
    "json": to_json,
    "jsonl": to_jsonl,
    "github": to_github,
}


def summarize(findings: Sequence[Finding]) -> str:
    """The number of findings of each kind."""
    counts = Counter(finding.kind for finding in findings)
    return ", ".join(f"{counts[kind]:,} {kind}" for kind in FindingKind if counts[kind])


def _head_url_reason(finding: Finding, file: str) -> tuple[str, str, str]:
    """Return place, kind and name as one text, then the URL, then the reason."""
    link = finding.link
    words = (_format_place(finding, file), f"{finding.kind}:", _name_of(link))
    head = " ".join(filter(None, words))
    return head, link.url, f"({finding.reason})"


def _name_of(link: ListedLink) -> str:
    """The name of a link; empty for one that has none but its address."""
    return link.name if link.name != link.url else ""


def _format_place(finding: Finding, file: str) -> str:
    return f"{file}:{finding.link.line}:" if finding.link.line else f"{file}:"


def _to_object(finding: Finding, file: str) -> dict[str, object]:
    link = finding.link
    return {
        "kind": finding.kind.value,
        "file": file,
        "line": link.line,
        "name": link.name,
        "url": link.url,
        "reason": finding.reason,
        "target": finding.target or None,
    }


def _format_annotation(finding: Finding, file: str) -> str:
    level = _LEVELS.get(finding.kind, "notice")
    where = f"file={_escape_property(file)}"
    if finding.link.line:
        where += f",line={finding.link.line}"
    named = ": ".join(filter(None, (_name_of(finding.link), finding.link.url)))
    text = f"{named} ({finding.reason})"
    return f"::{level} {where},title={finding.kind} link::{_escape_message(text)}"


def _escape_message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_message(text).replace(":", "%3A").replace(",", "%2C")
