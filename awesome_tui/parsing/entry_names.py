"""Rules for the name of the entry that an item, a table row or a line describes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from awesome_tui.parsing.blocks import BOLD, CODE, STRUCK, Anchor, Run, Runs, join_runs
from awesome_tui.parsing.runs import is_symbol_link, plain, split_lines

_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
_COUNT = r"[★☆⭐🌟⧗🍴]\ufe0f?\s*[\d.,]+\s*k?\b\+?"
_STARS = re.compile(rf"\s*(?:{_COUNT}|[(（]{_COUNT}[)）]|\[{_COUNT}\])", re.IGNORECASE)
# Tags before a name that are not part of it: "[C++] (2019)", "12⭐".
_TAGS = re.compile(
    rf"(?:\s|\[[^\[\]]*\]|\([^()]*\)|（[^（）]*）|【[^【】]*】|[?\d.,]+\s?k?\s?[★☆⭐🌟⧗🍴]\ufe0f?|{_COUNT}|(?!))++",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w")
_WORD_PART = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W\d_]")
_SEPARATOR_END = re.compile(r"(?:[-–—―−:：|·•»→(（\[]|\bby)\s*$")
_NAME_ENDS = " -–—―−:：，,.(（[|·•»→"
_LEADS_ON = " \n\u00a0-–—―−:：|·•»→"
_SEPARATED = re.compile(r"\s*(?:[-–—―−:：|·•»→(（,，.]|by\b)")
_LEADING = re.compile(
    r"^(?:[\s\u200b-\u200f\u2060\ufeff]|[-–—―−‐‒]|[:：](?![a-z0-9_+-]+:)|[,，、;；|｜·•»→]|[.。](?=\s|$)|=>?(?=\s)|>(?=\s|$)"
    r"|\*++(?=\s*[-–—:])|\*{2,}+|[)）](?=\s*(?:[-–—:]|$)))*"
)
_MARK = r"[\u00a9\u00ae\u2190-\u2bff\u200d\ufe0f\U0001f000-\U0001faff]|:[a-z0-9_+-]+:"
_MARKS = re.compile(rf"(?:{_MARK}|\s)+")
_AFTER_MARKS = re.compile(rf"^((?:{_MARK})(?:\s*(?:{_MARK}))*)\s*[-–—:]\s")
# An unlinked word in a row of links, such as the language of the current page.
_WORD_BETWEEN = re.compile(r"(?<=[|·•/])\s*\S++\s*(?=[|·•/]|$)")
_TELLING = re.compile(r"(?!\s*[,，])[\W\d_]*[^\W\d_]")
_WAY_BACK = re.compile(
    r"\W*(?:(?:go|jump|return) )?(?:back )?to (?:the )?(?:top|contents|index|table of contents)\W*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(（\[]")
_COMMA = re.compile(r"^\s*[,，、]\s*")
_DEFINED = re.compile(r"([^：。]{1,60})：(.*。)")
# fmt: off
_GENERIC = frozenset({
    "article", "arxiv", "blog", "book", "code", "config", "demo", "details", "docs",
    "documentation", "download", "epub", "file", "github", "gitlab", "home", "homepage", "html",
    "info", "link", "mirror", "mobi", "notes", "online", "page", "paper", "pdf", "plugin", "post",
    "poster", "preprint", "project", "read", "repo", "repository", "site", "slides", "source",
    "talk", "tweet", "video", "view", "watch", "web", "webpage", "website", "wikipedia", "www",
    "youtube",
    "artigo", "artikel", "artículo", "código", "enlace", "lien", "sitio", "site web", "vidéo",
    "vídeo", "webseite",
    "видео", "код", "презентация", "сайт", "скачать", "ссылка", "статья",
    "官方网站", "官网", "官網", "链接", "鏈接", "下载", "下載", "论文", "論文", "代码", "源码",
    "地址", "项目地址", "主页", "文档", "视频", "中文版", "英文版", "原文",
    "リンク", "公式", "公式サイト", "記事",
    "動画", "スライド", "링크", "논문", "코드", "사이트", "홈페이지", "영상",
})
_HERE = frozenset({
    "here", "aqui", "aquí", "burada", "hier", "ici", "qui", "tutaj", "здесь", "тут", "اینجا", "هنا",
    "ที่นี่", "여기", "ここ", "こちら", "此处", "这里", "這裡", "click here", "clique aqui",
})
# fmt: on
_OPEN_BRACKET = re.compile(r"[(（][^()（）]*$")
_CLOSING = re.compile(r"\s*([)）\]])")
_PAIRS = {")": "(", "）": "（", "]": "["}
# Placeholder for omitted text.
_UNSEEN = Run("", kind="image")
_BETWEEN_CELLS = Run(" · ")
_LONGEST_LEAD = 6
"""Maximum words before a link; with more, the link is part of a sentence."""
_LONGEST_TITLE = 12
"""Maximum words before "here"; more are a sentence."""
_MOST_BADGES = 40
"""Maximum runs to search for an opening bracket."""
_LONGEST_TAG = 3
"""Maximum words between a name and the end of its line."""


@dataclass(frozen=True, slots=True)
class EntryName:
    """The name, link and description that a text gives an entry."""

    name: str
    anchor: Anchor
    """The entry's own link."""
    rest: Runs
    """The text besides the name."""
    is_struck: bool = False


def has_words(text: str) -> bool:
    """True if `text` has more than punctuation, emoji and emoji shortcodes."""
    return _WORD.search(text) is not None and _WORD.search(_SHORTCODE.sub("", text)) is not None


def opening(runs: Runs) -> EntryName | None:
    """Name a text after the link that it opens with; None if it opens otherwise."""
    for index, run in enumerate(runs):
        if run.anchor is not None and run.opens:
            end = _end_of_anchor(runs, index)
            label = plain(runs[index:end])
            if _is_label(label):
                return _by_link(runs, index, end, label)
        elif run.anchor is None and run.kind == "text" and has_words(run.text):
            return None
    return None


def named_by_title(runs: Runs) -> EntryName | None:
    """Name a text whose first link follows other words, as in "Title. [pdf](u)"."""
    index = next((i for i in range(len(runs)) if _is_text_link(runs, i)), None)
    if index is None:
        return None
    lead, anchor = runs[:index], runs[index].anchor
    said, label = plain(lead), plain(runs[index : _end_of_anchor(runs, index)])
    if anchor is None or _is_rating(label):
        return None
    if defined := _DEFINED.fullmatch(said):
        return EntryName(defined[1], anchor, [Run(defined[2]), *runs[index:]])
    is_secondary = _is_secondary(label, anchor, said)
    if not is_secondary and _TAGS.fullmatch(said):
        return _by_tagged_link(runs, index, label)
    if is_secondary or _is_marked(lead):
        return _by_lead(runs, lead, anchor)
    return _by_late_link(runs, index, label)


def named_in_prose(runs: Runs, *, is_introducing: bool = False) -> EntryName | None:
    """Name a line of prose that opens with a link and then ends or goes on after a separator.

    A line that introduces a whole list must describe the link in words, and not after a comma.
    """
    naming = opening(runs)
    if naming is None or _is_rating(naming.name) or _WAY_BACK.fullmatch(naming.name):
        return None
    end = max(i for i, run in enumerate(runs) if run.anchor is naming.anchor) + 1
    if _is_broken(runs[:end]):
        return None
    after = runs[end:]
    said = _unlinked(after)
    if is_introducing and not _TELLING.match(_SHORTCODE.sub("", said)):
        return None
    is_among_others = not has_words(said) or _is_beside_a_word(next(split_lines(after), []))
    if is_among_others and any(run.opens for run in after):
        return None  # adjacent links lead elsewhere: translations, sponsors
    is_set_off = not said.strip() or _SEPARATED.match(said) or _is_followed_by_line(after)
    return naming if is_set_off else None


def _is_beside_a_word(line: Runs) -> bool:
    """True if the only words are unlinked ones between separators."""
    said = _unlinked(line)
    return has_words(said) and not has_words(_WORD_BETWEEN.sub("", said))


def _unlinked(runs: Runs) -> str:
    return "".join(run.text for run in runs if run.anchor is None and run.kind == "text")


def _is_broken(runs: Runs) -> bool:
    """True if words stand on both sides of a break: a link over several lines is not a name."""
    return sum(bool(plain(line)) for line in split_lines(runs)) > 1


def _is_followed_by_line(after: Runs) -> bool:
    """True if the name is alone on its line, or with a few words such as a licence."""
    end = next((i for i, run in enumerate(after) if run.kind == "break"), None)
    return end is not None and len(plain(after[:end]).split()) <= _LONGEST_TAG


def named_in_row(cells: list[Runs]) -> EntryName | None:
    """Name a table row after its first cell with words; its link is the first with a text."""
    anchor = _first_text_link(cells)
    if anchor is None:
        return None
    index = next((i for i, cell in enumerate(cells) if not _is_rating(plain(cell))), 0)
    naming = opening(cells[index])
    head, below = (cells[index], []) if naming else _headline(cells[index])
    name = naming.name if naming else _without_stars(plain(head))
    others = [naming.rest if naming else [], *below, *cells[:index], *cells[index + 1 :]]
    said = (cell for cell in map(_said, others) if plain(cell))
    rest = join_runs(said, _BETWEEN_CELLS)
    return EntryName(name or anchor.href, anchor, rest, naming is not None and naming.is_struck)


def _headline(cell: Runs) -> tuple[Runs, list[Runs]]:
    """Split a cell into its headline and the lines of links below it."""
    lines = list(split_lines(cell))
    if len(lines) < 2 or not has_words(plain(lines[0])) or any(run.opens for run in lines[0]):
        return cell, []
    return (lines[0], lines[1:]) if all(map(opening, lines[1:])) else (cell, [])


def without_separator(runs: Runs) -> Runs:
    """Strip separators and badges before the first word of a description, but not emoji."""
    before: Runs = []
    for index, run in enumerate(runs):
        if run.kind != "text" or not run.text.strip() or is_symbol_link(run):
            continue
        if run.anchor is not None or run.style & CODE:
            return [*before, *runs[index:]]
        text = _LEADING.sub("", run.text, count=1)
        if marks := _AFTER_MARKS.match(text):
            text = f"{marks[1]} {text[marks.end() :]}"
        if _MARKS.fullmatch(text):
            before.append(run._replace(text=text.strip() + " "))
        elif text:
            return [*before, run._replace(text=text), *runs[index + 1 :]]
    return before


def _said(runs: Runs) -> Runs:
    return without_separator(_without_empty_brackets(runs))


def _without_empty_brackets(runs: Runs) -> Runs:
    """Remove brackets that contain only a badge or other invisible content."""
    left: Runs = []
    is_empty = False
    for run in runs:
        if run.kind == "image" or not run.text:
            is_empty = True
            left.append(run)
            continue
        closing = _CLOSING.match(run.text) if is_empty and run.kind == "text" else None
        opened = _opening_bracket(left, closing[1]) if closing else None
        if closing is None or opened is None:
            left.append(run)
        else:
            left[opened] = left[opened]._replace(text=left[opened].text.rstrip()[:-1])
            left.append(run._replace(text=run.text[closing.end() :]))
        is_empty = is_empty and run.text.isspace()
    return left


def _opening_bracket(runs: Runs, closing: str) -> int | None:
    """Return the index of the last visible run if it ends with the partner of `closing`."""
    for index in reversed(range(max(0, len(runs) - _MOST_BADGES), len(runs))):
        run = runs[index]
        if run.kind == "break":
            return None
        if run.kind == "text" and run.text.strip():
            return index if run.text.rstrip().endswith(_PAIRS[closing]) else None
    return None


def _first_text_link(cells: list[Runs]) -> Anchor | None:
    """Return the row's first link to elsewhere, else its first relative one."""
    found = [cell[i].anchor for cell in cells for i in range(len(cell)) if _is_text_link(cell, i)]
    absolute = (anchor for anchor in found if anchor and "://" in (anchor.url or ""))
    return next(absolute, found[0] if found else None)


def _is_label(text: str) -> bool:
    """True if a link text has more than an image, an emoji or a star count."""
    return text[:1].isalnum() or any(map(_is_sign, _strip_decorations(text)))


def _strip_decorations(text: str) -> str:
    return _STARS.sub("", _SHORTCODE.sub("", unicodedata.normalize("NFKC", text)))


def _is_sign(char: str) -> bool:
    category = unicodedata.category(char)
    is_pictorial = ord(char) > 0x2000 and category in ("So", "Sk", "Co", "Cs", "Mn")
    return not (char.isspace() or is_pictorial or category in ("Cf", "Cc"))


def _is_rating(text: str) -> bool:
    """True if `text` has no letters: a number, a badge or a rating, which is not a name."""
    return not _LETTER.search(_strip_decorations(text))


def _is_text_link(runs: Runs, index: int) -> bool:
    run = runs[index]
    if not run.opens or run.anchor is None or run.anchor.url is None:
        return False
    return _is_label(plain(runs[index : _end_of_anchor(runs, index)]))


def _end_of_anchor(runs: Runs, start: int) -> int:
    end = start + 1
    while end < len(runs) and runs[end].anchor is runs[start].anchor:
        end += 1
    return end


def _by_link(runs: Runs, start: int, end: int, label: str) -> EntryName | None:
    anchor = runs[start].anchor
    if anchor is None or anchor.url is None:
        return None
    before, after = _without_brackets(runs[:start], runs[end:])
    rest = _said([*before, *_rest_of_word(runs, end), *after])
    return EntryName(_without_stars(label), anchor, rest, _is_struck(runs[start:end]))


def _by_tagged_link(runs: Runs, start: int, label: str) -> EntryName | None:
    """Name by a link that follows tags, which start the description."""
    naming = _by_link(runs[start:], 0, _end_of_anchor(runs, start) - start, label)
    if naming is None:
        return None
    return replace(naming, rest=[*runs[:start], Run(" "), *naming.rest])


def _by_late_link(runs: Runs, start: int, label: str) -> EntryName | None:
    """Name by a link after a few words; None if it is part of a sentence."""
    anchor, end = runs[start].anchor, _end_of_anchor(runs, start)
    lead, after = plain(runs[:start]), plain(runs[end:])
    if anchor is None or len(lead.split()) > _LONGEST_LEAD:
        return None
    if not has_words(after):
        lead_in = _without_separator_at_end(runs[:start])
        return _by_link([*lead_in, *runs[start:]], start, end, label)
    if _SEPARATOR_END.search(lead):
        return _by_link(_without_comma(runs, end), start, end, label)
    if _SEPARATED.match(after) is None or after[0] in ",，.":
        return None
    # Keep the link in the description: the words around it make no sense without it.
    return EntryName(_without_stars(label), anchor, _said(runs), _is_struck(runs[start:end]))


def _without_comma(runs: Runs, at: int) -> Runs:
    """Remove the comma at the start of run `at`, which follows a removed link."""
    after = runs[at]
    if after.anchor is not None or after.kind != "text":
        return runs
    return [*runs[:at], after._replace(text=_COMMA.sub(" ", after.text)), *runs[at + 1 :]]


def _without_separator_at_end(lead: Runs) -> Runs:
    """Strip the separator at the end of `lead`, which only connects it to a link."""
    if not lead or lead[-1].style or lead[-1].kind != "text":
        return lead
    return [*lead[:-1], lead[-1]._replace(text=lead[-1].text.rstrip(_LEADS_ON))]


def _without_brackets(before: Runs, after: Runs) -> tuple[Runs, Runs]:
    """Remove brackets that contain only the link between `before` and `after`."""
    if not before or not after or before[-1].text[-1:] + after[0].text[:1] not in ("()", "[]"):
        return before, after
    opened, closed = before[-1], after[0]
    return (
        [*before[:-1], opened._replace(text=opened.text[:-1])],
        [closed._replace(text=closed.text[1:]), *after[1:]],
    )


def _rest_of_word(runs: Runs, end: int) -> Runs:
    """Return the linked part of a word that goes on after the link, to keep the word whole."""
    last, following = runs[end - 1], runs[end : end + 1]
    if not following or not last.kind == following[0].kind == "text" or following[0].opens:
        return []
    if not _WORD_PART.match(following[0].text):
        return []
    inside = _WORD_PART.match(last.text[::-1])
    return [Run(inside[0][::-1], last.style)] if inside else []


def _by_lead(runs: Runs, lead: Runs, anchor: Anchor) -> EntryName | None:
    head = _marked_head(lead) or lead
    text = plain(head)
    name = _without_open_bracket(text.rstrip(_NAME_ENDS))
    if not has_words(name):
        return None
    between, after = text[len(name) :], runs[len(head) :]
    if not has_words(between):
        between = "".join(_BRACKETS.findall(between))
        after = [_UNSEEN if run.anchor is anchor and _is_url(run) else run for run in after]
    elif head[-1].text[-1:].isspace():
        between += " "
    rest = _said([Run(between), *after])
    return EntryName(_without_stars(name), anchor, rest, _is_struck(head))


def _without_open_bracket(name: str) -> str:
    """Cut `name` at an unclosed bracket."""
    opened = _OPEN_BRACKET.search(name)
    return name[: opened.start()].rstrip(_NAME_ENDS) if opened else name


def _is_url(run: Run) -> bool:
    """True if a link text only repeats its destination, which the entry shows anyway."""
    return run.anchor is not None and _spells(run.anchor, run.text)


def _marked_head(lead: Runs) -> Runs:
    """Return the bold or code text that `lead` starts with."""
    start = next((i for i, run in enumerate(lead) if run.text.strip()), 0)
    end = start
    while end < len(lead) and lead[end].style & (BOLD | CODE):
        end += 1
    return lead[:end] if end > start else []


def _is_marked(lead: Runs) -> bool:
    return has_words(plain(_marked_head(lead)))


def _is_struck(runs: Runs) -> bool:
    return any(run.style & STRUCK for run in runs)


def _is_secondary(label: str, anchor: Anchor, lead: str) -> bool:
    """True if a link text says where to get the thing ("pdf", "here"), not what it is called."""
    word = label.strip("[]()（） .:").casefold()
    if word in _GENERIC or label.startswith("["):
        return True
    if word in _HERE and len(lead.split()) <= _LONGEST_TITLE:
        return True
    return _spells(anchor, label) or lead.endswith(("(", "[", "（"))


def _spells(anchor: Anchor, label: str) -> bool:
    return "." in label and anchor.href.rstrip("/").endswith(label.rstrip("/"))


def _without_stars(name: str) -> str:
    """Strip the star count from `name`, or every refresh would look like a change."""
    return name if name.isascii() else _STARS.sub("", name).strip() or name
