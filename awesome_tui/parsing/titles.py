"""The name in the unlinked words that stand before a link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from awesome_tui.parsing.blocks import BOLD, CODE, ITALIC, STRUCK, Run, Runs
from awesome_tui.parsing.labels import COUNT, has_words, is_rating, is_way_back
from awesome_tui.parsing.runs import plain, runs_to_title

NAME_ENDS = " -–—―−:：,，.。;；(（[|·•»→"
_NAME_START = re.compile(r"^(?:[\s–—,，|·•]|[-:：./](?=\s))+")
_BRACKETS = re.compile(r"[(（\[]")
# Brackets around a name; a single word in them is a tag.
_BRACKETED = re.compile(r"\[(\w[^\[\]]*[ .][^\[\]]*\w)\]")
# A title that is a quotation as a whole.
_WHOLLY_QUOTED = re.compile(r"\"([^\"]{3,})\"|“([^“”]{3,})”")
_SIGNS = re.compile("(?:[\u2190-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d]*\\s*)+")
_ENUMERATOR = re.compile(
    r"\W*(?:[(（]?(?:\d{1,2}\.)*\d{1,3}(?:[)）]|[.、．](?!\d)))+[\W_]*|\W*[①-⑳㉑-㉟]\W*"
    r"|\s*(?:\d\ufe0f?\u20e3)+\s*"
)
_NUMBER = re.compile(r"\s*(?:[①-⑳]|[(（]?\d{1,3}(?:[)）]|、|[.．](?=\s)))[:：]?\s*")
_LABEL = re.compile(
    r"\s*(?:name|title|名称|名稱|标题|標題|书名|書名)\s*[:：]\s*(?=\S)", re.IGNORECASE
)
# The authors and the year of a citation: "Doe, J., & Roe, R. (2019). Its title."
_CITED = re.compile(
    r"\s*[^\W\d_][^()\[\]\"“:：]{0,200}?(?:\b[A-Z]\.|\bet al\.?,?|&[^()&]{2,40})"
    r"\s*[(（](?:19|20)\d\d[a-z]?[)）][.,:]?\s+(?=\w)"
)
_ET_AL = re.compile(r"\s*[^\W\d_][^()\[\]\"“:：.,–—]{1,60}\bet al\b[.,:]*\s+(?=\W*\w)")
# The authors, the title and the rest of a citation: 'J. Doe and R. Roe, "Its title," in *Venue*',
# or the authors and the title alone: 'Jane Doe, "Its title"'.
_CITED_TITLE = re.compile(
    r"\s*(?:(?=[^\"“”]{0,300}\b[A-Z]\.)[^\"“”]{2,300}\s[\"“](.{3,300}?)"
    r"(?:,[\"”](?=\s)|[\"”](?=[\s.,]))"
    r"|[^\W\d_a-z][^\"“”:：]{1,60},\s*[\"“]([^\"“”]{3,300})[\"”](?=\s*(?:[(\[]|$)))"
)
_DAY = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?"
)
_VENUE = re.compile(
    r"(?:AAAI|ACL|ACM MM|arXiv|COLM|CoRL|CVPR|EACL|ECCV|EMNLP|ICASSP|ICCV|ICLR|ICML|ICRA|IJCAI|IROS"
    r"|KDD|NAACL|NeurIPS|NIPS|SIGGRAPH|SIGIR|TMLR|TPAMI|WACV|WWW)\b.{0,20}",
    re.IGNORECASE,
)
_AUTHORS = re.compile(r"\s*[^\W\d_][^()\[\]]*\b[A-Z]\.[^()\[\]]*[:：.,]\s*")
_QUOTED = re.compile(
    r"\s*(?:\"([^\"]{3,})\"|“([^”]{3,})”|«([^»]{3,})»|(《[^》]+》)|(『[^』]+』))"
    r"(?=\s*(?:[-–—―:：,，.。;；(（|\[/·•]|by\b|$)|\s+作"
    r"|\s*[^\s\[(（][^\[(（]{0,30}?\s*(?:著|编著|編著|主编|译|譯|訳)(?:\W|$))",
    re.IGNORECASE,
)
_SETS_OFF = re.compile(r"\s*(?:[,.:;，。：(（|]|[-–—]\s|by\b|$)", re.IGNORECASE)
# Tags before a title: "[NeurIPS 2024]", "(CVPR 2023)", "2023.05", "12⭐"; "[Un]Mute" has none.
_TAG = re.compile(
    rf"\s*(?:\[[^\[\]]*\](?![A-Za-z0-9])|【[^【】]*】|[(（][^()（）]*\d[^()（）]*[)）]|{COUNT}|[\d.,]+k?\s?[★☆⭐🌟🍴]\ufe0f?"
    r"|\d{4}[./-]\d{1,2}(?:[./-]\d{1,2})?(?=[\s:：]))[:：]?",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?=.*(?:(?:19|20)\d\d|['’]\d\d))[^.]{1,24}$")
_WORD = re.compile(r"\w")
_SEPARATOR = re.compile(
    r"\s[-–—―−|•»·~]+\s|(?<!\s)\s*+(?:——|\|)|(?<=\w)[ \u00a0]{2,}(?=[A-Z])|\n(?![ \t]*[a-z])"
)
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2})[.?!]\s+(?=[^\W\d_])|(?<=\d)\.\s+(?=[^\W\d_])|。")
# The rest of a title that asks first: "Are Bells Loud? An Evaluation of Bells in Towers".
_SUBTITLE = re.compile(r"\?\s+[A-Z]\w*(?:[ ,:]+[^\s.?!;:,]+){2,15}\s*")
_CLAUSE_END = re.compile(r"[:：,，;；(（]")
OPEN_BRACKET = re.compile(r"[(（\[][^()（）\[\]]*$")
_YEAR = re.compile(r"(?<=\w)\s*[(（](?:19|20)\d\d[)）](?=[,.;]\s)")
_LEADING_TAG = re.compile(r"\[([^\[\]]*\d)\]\s+")
_TRAILING_TAG = re.compile(r"(?<!\s)\s*+\[[^\[\]]*\]\s*$")
_LEADS_TO = re.compile(
    r"(?:[,;.:]\s*(?:see|siehe|voir|véase|ver|vedi|veja|zie|zobacz|bkz|см)"
    r"|\s(?:at|via|visit|(?:available|found|hosted) (?:at|on|from)))\W*$"
)
_COUNT_OF_ENTRIES = re.compile(
    r"\s+[(\[]?\d[\d,]* (?:entries|items|libraries|links|models|packages|papers|plugins|projects"
    r"|repos|repositories|resources|skills|tools)[)\]]?$"
)
_BEFORE_PAGE_LINK = " |·-–—"
_GOES_ON = re.compile(r"\s?\w")
_LONGEST_AUTHORS = 300
"""Maximum characters before a bold title; the search takes the product of twice their number."""
_LONGEST_EMPHASIZED = 4
"""Maximum words of a name only some of whose words are bold."""
_LONGEST_TITLE = 20
"""Maximum words of a title; more are a sentence, of which the first clause names the thing."""
_LONGEST_CELL = 30
"""Maximum words of a title that a bar sets off from what follows."""
_SHORTEST_SENTENCE = 3
"""Minimum words before a full stop that ends a title, and not an abbreviation."""


@dataclass(frozen=True, slots=True)
class Title:
    """A name, and the text around it."""

    name: str
    before: Runs
    """Tags before the name."""
    after: Runs
    is_marked: bool = False
    """True if the name is bold, code or the title of a work in "《》"."""
    is_struck: bool = False


def is_dated(name: str) -> bool:
    """True for a date or a venue, which may stand before a name."""
    return is_rating(name) or (_DATED.match(name) or _VENUE.fullmatch(name)) is not None


def is_day(name: str) -> bool:
    """True for a day of a month, as news start with: "Nov 13"."""
    return _DAY.fullmatch(name) is not None


def is_enumerator(text: str) -> bool:
    """True if `text` only numbers what follows it: "1、", "①"."""
    return _ENUMERATOR.fullmatch(text) is not None


def split_title(lead: Runs) -> Title | None:
    """Find the name in `lead`, the words before a link; None if it has no words.

    Nothing is cut from a name in code: it is written so that each of its signs counts.
    """
    words = [run for run in lead if run.kind == "text" and run.text.strip()]
    if words and all(run.style & CODE for run in words) and has_words(name := plain(words)):
        is_struck = any(run.style & STRUCK for run in words)
        return Title(name, [], [Run("")], is_marked=True, is_struck=is_struck)
    is_marked = bool(words) and words[0].style & BOLD != 0  # a name, and not the first author
    if not is_marked and (cited := _CITED_TITLE.match(_text(lead))):
        start = cited.start(cited.lastindex or 0)
        authors, title = split_runs(lead, start - 1)
        after = split_runs(title, cited.end() - start + 1)[1]
        return Title((cited[1] or cited[2]).rstrip(NAME_ENDS), authors, [Run(""), *after])
    before, rest = _split_tags(_without_enumerator(lead))
    if not has_words(plain(rest)):
        before, rest = [], lead
    quoted = _split_quoted(rest)
    if quoted and not (has_words(plain(before)) and plain(quoted[1]).startswith(":")):
        name, after = quoted
        is_work = name.startswith(("《", "『"))
        return Title(name.rstrip(NAME_ENDS), before, [Run(""), *after], is_work)
    marked = _end_of_marked(rest)
    head, after = (rest[:marked], rest[marked:]) if marked else _split_words(rest)
    said = plain(head)
    signs = _SIGNS.match(said)
    if signs and has_words(said[signs.end() :]):
        before, said = [*before, Run(signs[0])], said[signs.end() :]
    name, tail = _split_name(_NAME_START.sub("", said))
    if not has_words(name):
        return None
    if not has_words(tail):
        tail = "".join(_BRACKETS.findall(tail))
    elif head[-1].text[-1:].isspace():
        tail += " "
    is_struck = any(run.style & STRUCK for run in head)
    return Title(name, before, [Run(tail), *after], marked > 0, is_struck)


def _split_name(said: str) -> tuple[str, str]:
    """Split what only sets a name off from what follows off its end, and brackets around it."""
    name = _without_open_bracket(said.rstrip(NAME_ENDS))
    if name.count("«") > name.count("»") and said[len(name) :].startswith("»"):
        name += "»"
    tail = said[len(name) :]
    if quoted := _WHOLLY_QUOTED.fullmatch(name):
        return (quoted[1] or quoted[2]).rstrip(NAME_ENDS), tail
    bracketed = _BRACKETED.fullmatch(name)
    return bracketed[1] if bracketed else name, tail


def _without_enumerator(lead: Runs) -> Runs:
    text = _text(lead)
    number = _NUMBER.match(text) or _LABEL.match(text)
    return split_runs(lead, number.end())[1] if number else lead


def without_number(title: str) -> str:
    """Return `title` without the number that counts it among its siblings, as in "3. Compass"."""
    number = _NUMBER.match(title)
    rest = title[number.end() :] if number else ""
    return rest if has_words(rest) else title


def split_dated_tag(title: str) -> tuple[str, str]:
    """Split a venue or a year off the start of `title`, as in "[CVPR 2024] Compass"."""
    tag = _LEADING_TAG.match(title)
    if tag is None or not is_dated(tag[1]) or not has_words(title[tag.end() :]):
        return "", title
    return tag[0].strip(), title[tag.end() :]


def group_title(runs: Runs) -> str:
    """Return the title of a group, without the colon or full stop that leads on to its entries."""
    title = fold_title(runs)
    return title.rstrip(" :：.") or title


def fold_title(runs: Runs) -> str:
    """Return the title in a summary, without a count of entries and links to the top."""
    title = runs_to_title(without_page_links(runs))
    if any(run.anchor is not None and run.anchor.url is None for run in runs):
        title = title.rstrip(_BEFORE_PAGE_LINK) or title
    return _COUNT_OF_ENTRIES.sub("", title)


def _split_quoted(runs: Runs) -> tuple[str, Runs] | None:
    """Split the title in quotation marks that `runs` start with off them."""
    quoted = _QUOTED.match(_text(runs))
    if quoted is None or not has_words(quoted[0]):
        return None
    return next(filter(None, quoted.groups())), split_runs(runs, quoted.end())[1]


def _split_tags(lead: Runs) -> tuple[Runs, Runs]:
    """Split tags off the start of `lead`."""
    text = _text(lead)
    signs = _SIGNS.match(text)
    position = signs.end() if signs and _TAG.match(text, signs.end()) else 0
    while tag := _TAG.match(text, position):
        position = tag.end()
    authors = _CITED.match(text, position) or _ET_AL.match(text, position)
    if authors and not _SEPARATOR.search(authors[0]):
        position = authors.end()
    before, rest = split_runs(lead, position)
    bold = next((i for i, run in enumerate(rest) if run.style & BOLD and has_words(run.text)), 0)
    said = _text(rest[:bold])
    if len(said) <= _LONGEST_AUTHORS and _AUTHORS.fullmatch(said):
        return [*before, *rest[:bold]], rest[bold:]
    first = next((i for i, run in enumerate(rest) if has_words(run.text)), len(rest))
    if (
        first < len(rest)
        and rest[first].style & (BOLD | CODE)
        and has_words(plain(rest[first + 1 :]))
    ):
        label = rest[first].text.strip()
        follows = plain(rest[first + 1 :])[:1]
        if is_rating(label) or (is_dated(label) and (follows.isalnum() or follows == "|")):
            return [*before, *rest[: first + 1]], rest[first + 1 :]
    return before, rest


def _end_of_marked(runs: Runs) -> int:
    """Return the end of the bold or code text that `runs` start with; 0 if there is none."""
    start = next((i for i, run in enumerate(runs) if has_words(run.text) and run.kind == "text"), 0)
    end = start
    while end < len(runs) and (runs[end].style & (BOLD | CODE) and runs[end].kind == "text"):
        end += 1
    if end == start or not has_words(plain(runs[start:end])) or _is_emphasis(runs, end):
        return 0
    return end


def _is_emphasis(runs: Runs, end: int) -> bool:
    """True if a name goes on after its bold or code words."""
    goes_on = end < len(runs) and _GOES_ON.match(runs[end].text) is not None
    return goes_on and len(plain(runs).split()) <= _LONGEST_EMPHASIZED


def _split_words(runs: Runs) -> tuple[Runs, Runs]:
    """Split `runs` after the name that they start with."""
    text = _text(runs)
    at = _length_of_name(text)
    position = _length_of_italics(runs)
    if position and _SETS_OFF.match(text, position):
        return split_runs(runs, min(at, position))
    position = 0
    for index, run in enumerate(runs):
        is_aside = run.style & (ITALIC | BOLD) and has_words(run.text)
        if index and is_aside and text[:position].rstrip()[-1:] in tuple(",.:;)"):
            at = min(at, position)
            break
        position += _length(run)
    return split_runs(runs, at)


def _length_of_italics(runs: Runs) -> int:
    """Return the length of the words in italics that `runs` start with."""
    end = 0
    while end < len(runs) and runs[end].style & ITALIC and runs[end].kind == "text":
        end += 1
    return len(_text(runs[:end])) if has_words(plain(runs[:end])) else 0


def _length_of_name(text: str) -> int:
    """Return the length of the name that `text` starts with."""
    word = _WORD.search(text)
    begin = word.end() if word else len(text)
    separator = _SEPARATOR.search(text, begin)
    end = separator.start() if separator else len(text)
    is_cell = separator is not None and separator[0].strip() == "|"
    if not is_cell or len(text[:end].split()) > _LONGEST_CELL:
        end, is_whole = _end_of_clause(text, begin, end)
        if is_whole:
            return end
    if year := _YEAR.search(text[:end]):
        end = year.start()
    if (leads := _LEADS_TO.search(text[:end])) and has_words(text[: leads.start()]):
        colon = text.find(":", begin, leads.start())
        return colon if colon > 0 else leads.start()
    tag = _TRAILING_TAG.search(text[:end])
    return tag.start() if tag and has_words(text[: tag.start()]) else end


def _end_of_clause(text: str, begin: int, end: int) -> tuple[int, bool]:
    """Return where the first sentence of `text[:end]` ends, or the first clause of a long one.

    Add True if that is the whole name.
    """
    for match in _SENTENCE_END.finditer(text, begin, end):
        if match[0] == "。" or len(text[: match.start()].split()) >= _SHORTEST_SENTENCE:
            if _SUBTITLE.fullmatch(text, match.start(), end):
                return end, True
            end = match.start() + (match[0][0] in "?!")
            break
    is_long = len(text[:end].split()) > _LONGEST_TITLE
    clause = _CLAUSE_END.search(text, begin, end) if is_long else None
    return (clause.start(), True) if clause else (end, False)


def without_page_links(runs: Runs) -> Runs:
    """Drop links within the page that are signs or lead to its top, and brackets around these."""
    left: Runs = []
    is_dropped = False
    for anchor, group in groupby(runs, key=lambda run: run.anchor):
        inside = list(group)
        said = plain(inside)
        is_dropped = is_dropped and not has_words(said)
        is_inside = anchor is not None and anchor.url is None
        if is_inside and (not any(map(str.isalnum, said)) or is_way_back(said)):
            is_bracketed = bool(left) and left[-1].text.rstrip().endswith(("(", "["))
            if is_bracketed:
                left[-1] = left[-1]._replace(text=left[-1].text.rstrip()[:-1])
            left.append(Run("", kind="image") if is_bracketed else Run(" "))
            is_dropped = True
        elif left and left[-1].kind == "image" and not left[-1].text:
            left[-1:] = [inside[0]._replace(text=inside[0].text.lstrip(")] ")), *inside[1:]]
        else:
            left += inside
    return _without_separator(left) if is_dropped else left


def _without_separator(runs: Runs) -> Runs:
    """Strip the separator at the end of `runs`, which stood before a dropped link."""
    end = len(runs)
    while end and not runs[end - 1].text.strip(_BEFORE_PAGE_LINK):
        end -= 1
    if not end or runs[end - 1].kind != "text":
        return runs[:end]
    return [
        *runs[: end - 1],
        runs[end - 1]._replace(text=runs[end - 1].text.rstrip(_BEFORE_PAGE_LINK)),
    ]


def split_before(runs: Runs, pattern: re.Pattern[str]) -> list[Runs]:
    """Split `runs` before the first match of `pattern` within their text."""
    found = pattern.search(_text(runs), 1)
    return list(split_runs(runs, found.start())) if found else [runs]


def split_runs(runs: Runs, at: int) -> tuple[Runs, Runs]:
    """Split `runs` at offset `at` of their text; a break counts as one character."""
    for index, run in enumerate(runs):
        size = _length(run)
        if at < size:
            if run.kind != "text" or at == 0:
                return runs[:index], runs[index:]
            first, second = (
                run._replace(text=run.text[:at]),
                run._replace(text=run.text[at:], opens=False),
            )
            return [*runs[:index], first], [second, *runs[index + 1 :]]
        at -= size
    return runs, []


def _text(runs: Runs) -> str:
    return "".join(run.text if run.kind == "text" else "\n" * _length(run) for run in runs)


def _length(run: Run) -> int:
    """Return the length of `run` in the text that is split: an image has none."""
    return len(run.text) if run.kind == "text" else int(run.kind == "break")


def _without_open_bracket(name: str) -> str:
    """Cut `name` at an unclosed bracket."""
    opened = OPEN_BRACKET.search(name)
    return name[: opened.start()].rstrip(NAME_ENDS) if opened else name
