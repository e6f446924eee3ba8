"""Words that are no names: ratings, tags, and labels that say where a link leads."""

from __future__ import annotations

import re
import unicodedata

from awesome_tui.parsing.blocks import Anchor

SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
_COUNT_SIGNS = "(?:[★☆⭐🌟⧗🍴]\ufe0f?|:star2?:|:fork_and_knife:)"
COUNT = rf"{_COUNT_SIGNS}\s*[\d.,]+\s*k?\b\+?"
_STARS = re.compile(rf"\s*(?:{COUNT}|[(（]{COUNT}[)）]|\[{COUNT}\])", re.IGNORECASE)
NUMBERED = rf"[?\d.,]+\s?k?\s?{_COUNT_SIGNS}"
COUNTS = re.compile(rf"(?<!\s)\s*+(?:{NUMBERED}|{COUNT})", re.IGNORECASE)
# Tags before a name that are not part of it: "[C++] (2019)", "12⭐".
TAGS = re.compile(
    rf"(?:\s|\[[^\[\]]*\]|\([^()]*\)|（[^（）]*）|【[^【】]*】|{NUMBERED}|{COUNT}|(?!))++",
    re.IGNORECASE,
)
# GitHub draws these shortcodes, such as `:octocat:`, as pictures that no character stands for.
_PICTURES = re.compile(r"(?:^|\s):[a-z][a-z0-9_+-]*:(?=\s|$)")
_WORD = re.compile(r"\w")
_LETTER = re.compile(r"[^\W\d_]")
_WAY_BACK = re.compile(
    r"\W*(?:(?:(?:go|jump|return) )?(?:back )?to (?:the )?"
    r"(?:top|contents|index|table of contents)|toc|back|(?:previous|next)(?: issue| page)?"
    r"|[上下]一[期页頁])\W*",
    re.IGNORECASE,
)
_WAY_TO_ALL = re.compile(
    r"\W*(?:(?:(?:browse|explore|see|show|view) (?:all|the full)|sign up|subscribe)\b.*\W{1,2}"
    r"|(?:browse|explore|see|view) all\b.* (?:at|on) .*)",
    re.IGNORECASE,
)
_CALL = (
    r"(?i)github\.com/[^/]+/[^/]+/(?:fork|stargazers|pulls)/?$|[/.](?:twitter|x)\.com/(?:intent|share)\b"
    r"|/share(?:r|Article|-offsite)\b|github\.com/[^/]+/[^/]+/issues/new(?:/choose)?/?$"
    r"|(?:^|/)(?:contributing|contribution[-_]guidelines?|changelog|code[-_]of[-_]conduct|licen[sc]e|security)"
    r"\.(?:md|rst|txt)$|/contributing$|^licen[sc]e$"
)
_NUMBER = re.compile(r"[\d\W_]*(?:[(（]?\d{1,4}[.):、．)）]*|[①-⑳㉑-㉟])[\W_]*")
# fmt: off
_GENERIC = frozenset({
    "abs", "announcement", "app", "article", "arxiv", "atom", "blog", "blog post", "blogpost",
    "book", "code", "colab", "config", "data", "dataset", "demo", "details", "discussion", "docs",
    "documentation", "download", "epub", "feed", "file", "github", "gitlab", "hf", "home",
    "homepage", "html", "info", "link", "links", "mirror", "mobi", "model", "models",
    "hugging face", "huggingface",
    "notebook", "notes", "npm", "official", "online", "openreview", "page", "paper", "pdf", "play",
    "plugin", "post", "poster", "preprint", "project", "project page", "pypi", "read", "repo",
    "repository", "rss", "rss feed", "site", "slides", "source", "source code", "talk", "tweet",
    "video", "view", "watch", "web", "webpage", "website", "weights", "wikipedia", "www", "youtube",
    "app store", "chrome web store", "conda", "crates.io", "docker hub", "dockerhub",
    "f-droid", "full guide", "google play", "mac app store", "maven", "maven central", "nuget",
    "play store", "screenshot", "screenshots", "testflight",
    "bibtex", "checkpoint", "checkpoints", "course", "course page", "doi", "faq", "goodreads",
    "imdb", "interview", "lecture notes", "live demo", "model card", "online demo", "playground",
    "playlist", "presentation", "publisher", "recording", "report", "review", "supp",
    "supplementary", "tech report", "technical report", "trailer", "transcript", "try it",
    "tutorial", "url", "visit", "visit page", "visit site", "visit website", "wiki",
    "artigo", "artikel", "artículo", "código", "enlace", "lien", "página web", "site oficial",
    "site officiel", "site web", "sitio", "sitio oficial", "sitio web", "vidéo", "vídeo",
    "webseite", "документация", "официальный сайт", "репозиторий",
    "видео", "код", "презентация", "сайт", "скачать", "ссылка", "статья",
    "官方网站", "官网", "官網", "链接", "鏈接", "下载", "下載", "论文", "論文", "代码", "源码",
    "地址", "项目地址", "主页", "文档", "视频", "中文版", "英文版", "原文", "仓库", "项目",
    "リンク", "公式", "公式サイト", "記事", "コード",
    "動画", "スライド", "링크", "논문", "코드", "사이트", "홈페이지", "영상", "데모", "демо",
    "デモ", "演示",
    "home page", "official page", "official site", "official website", "project homepage",
    "project site", "project website", "bitbucket", "codeberg", "github page", "github repo",
    "github repository", "apple podcasts", "bookshop", "listen",
    "bağlantı", "kaynak kod", "web sitesi", "strona", "strona internetowa", "stránka", "odkaz",
    "situs", "situs web", "trang web", "liên kết", "sito", "sito web", "sito ufficiale", "codice",
    "code source", "quellcode", "download-link", "enlaces", "página oficial", "repositorio",
    "repositório", "dépôt", "посилання", "документація", "رابط", "الرابط", "الموقع",
    "الموقع الرسمي", "لینک", "سایت", "وبسایت", "קישור", "ลิงก์", "लिंक", "豆瓣", "网址", "網址",
    "在线阅读", "在线版", "公式ページ", "ソース", "ソースコード", "홈페이지 링크", "깃허브",
})
_LEADING = frozenset({
    "abs", "arxiv", "code", "github", "gitlab", "link", "openreview", "paper", "pdf",
    "project page", "website",
    "官网", "官網", "链接", "鏈接", "论文", "論文", "代码", "地址", "项目地址", "リンク", "ссылка",
})
_STATUSES = frozenset({
    "archived", "beta", "deprecated", "featured", "free", "hot", "must read", "new", "paid",
    "popular", "recommended", "update", "updated", "wip", "推荐", "推薦", "新",
})
_HERE = frozenset({
    "here", "aqui", "aquí", "burada", "hier", "ici", "qui", "tutaj", "здесь", "тут", "اینجا", "هنا",
    "ที่นี่", "여기", "ここ", "こちら", "此处", "这里", "這裡", "click here", "clique aqui", "this",
    "this link", "this list", "this page", "more", "read more",
})
_CHANNELS = frozenset({
    "bluesky", "discord", "facebook", "github profile", "instagram", "landing page", "linkedin",
    "mastodon", "medium", "reddit", "slack", "telegram", "twitter", "wechat", "x",
})
_DESCRIPTIVE = frozenset({
    "about", "abstract", "comment", "comments", "desc", "description", "details", "explanation",
    "features", "info", "information", "intro", "introduction", "note", "notes", "overview",
    "purpose", "summary", "tl;dr", "tldr", "what", "what for", "what it does", "what it is",
    "描述", "说明", "說明", "简介", "簡介", "介绍", "介紹", "概要", "説明", "설명", "описание",
    "beschreibung", "descripción", "descrição", "descrizione", "açıklama",
})
_DESCRIBING = (" description", "说明", "簡介", "简介", "介绍", "介紹", "説明")
"""Ends of longer labels of a description, such as "数据集说明"."""
_FURNITURE = re.compile(
    r"[\W\d]*(?:(?:how to |to )?contribut(?:e|ing|ors?|ions?)\b.*|(?:the )?licen[sc]es?|copyright"
    r"|sponsors?(?:hip)?|(?:our )?(?:backers|maintainers?|sponsors|supporters)|acknowledge?ments?"
    r"|credits?|thanks|special thanks|code of conduct|change ?log|star history|stargazers.*"
    r"|citation|cit(?:e|ing)\b.*|disclaimer|donat(?:e|ions?)|footnotes?"
    r"|support(?:ing)?(?: (?:us|me|(?:the|this) (?:project|list)))?"
    r"|authors?|contact|贡献.*|给贡献者|支持项目|許可.*|许可.*|协议|致谢|赞助.*|声明|лицензи[яи]|lizenz|licença|licencia"
    r"|contribu[iy].*|라이[선센]스|ライセンス|謝辞|連絡先|貢献.*|コントリビュー.*|기여.*|licen[zt](?:a|ie|ia)|lisans"
    r"|katkı.*|agrade[ck]imientos|agradecimentos|danksagung|remerciements|teşekkür.*|mitmachen"
    r"|mitwirken|благодарности)\W*",
    re.IGNORECASE,
)
# fmt: on
_CONTRIBUTING = re.compile(r"[\W\d]*(?:(?:how to |to )?contribu[tiy]|贡献)", re.IGNORECASE)
_PART = re.compile(r"(?:part|vol(?:ume|\.)?|chapter|episode|ep\.?|week|lecture|day)\s?#?\d+", re.I)
_MORE = re.compile(
    r"(?:read|learn|find out|see|view) more\b|more info(?:rmation)?\b"
    r"|(?:full|complete|official|detailed) (?:docs|documentation|details|instructions)\b"
    r"|screenshots? \d+$"
    r"|.*(?:더 알아보|더 보|더 읽어)|查看更多|подробнее"
)
_INVITATION = re.compile(
    r"\W*(?:(?:click|tap)(?: here)? to (?:collapse|expand|open|see|show|unfold|view)"
    r"|expand|点击展开|展开|查看|(?:see|show|view)(?= ))(?: (?:all|full|list|me|more|the))*\W*",
    re.IGNORECASE,
)
_NAME_SIGNS = "@#"
"""Signs at the start of a name, such as "@github"."""
_COMMAND = re.compile(
    r"(?:apt|brew|cargo|composer|docker|dotnet|gem|git|go|npm|pip3?|uv|yarn) "
    r"(?:add|clone|create|get|i|install|pull|run|tool)\b|(?:curl|npx|pipx|uvx) "
)
_LONGEST_TITLE = 12
"""Maximum words before "here"; more are a sentence."""
_SCHEME = re.compile(r"(?:https?:)?//(?:www\.)?|www\.|mailto:", re.IGNORECASE)


def has_words(text: str) -> bool:
    """True if `text` has more than punctuation, emoji and emoji shortcodes."""
    return _WORD.search(text) is not None and _WORD.search(SHORTCODE.sub("", text)) is not None


def is_label(text: str) -> bool:
    """True if a link text has more than an image, an emoji or a star count."""
    return text[:1].isalnum() or any(map(_is_sign, _strip_decorations(text)))


def is_rating(text: str) -> bool:
    """True if `text` has no letters: a number, a badge or a rating, which is not a name."""
    return not _LETTER.search(_strip_decorations(text))


def is_number(text: str) -> bool:
    """True if `text` only numbers what follows it."""
    return not has_words(text) or _NUMBER.fullmatch(text) is not None


def is_invitation(title: str) -> bool:
    """True for the summary of a fold that only says that there is more: "Click to expand"."""
    return _INVITATION.fullmatch(title) is not None


def is_generic(label: str) -> bool:
    """True if a link text says what kind of page it leads to, and not what the thing is called."""
    word = _bare(label)
    return word in _GENERIC or word.removesuffix(" link") in _GENERIC or bool(_MORE.match(word))


def is_channel(label: str) -> bool:
    """True for a link text that, beside generic ones, says where a thing has an account."""
    return _bare(label) in _CHANNELS


def is_status(label: str) -> bool:
    """True for a word before a name that says what became of the thing, such as "NEW"."""
    return _bare(label) in _STATUSES


def is_leading(label: str) -> bool:
    """True if a link text before a title is not the title, whatever its siblings are."""
    return label.startswith("[") or _bare(label) in _LEADING


def _bare(label: str) -> str:
    start, end = 0, len(label)
    while start < end and not (label[start].isalnum() or label[start] in _NAME_SIGNS):
        start += 1
    while end > start and not label[end - 1].isalnum():
        end -= 1
    return label[start:end].casefold()


def is_secondary(label: str, anchor: Anchor, lead: str) -> bool:
    """True if a link text after `lead` says where to get the thing, not what it is called."""
    if is_generic(label) or label.startswith("["):
        return True
    if _PART.fullmatch(label) or (is_here(label) and len(lead.split()) <= _LONGEST_TITLE):
        return True
    return spells(anchor, label)


def is_here(label: str) -> bool:
    """True for a link text such as "here", which only a sentence gives a meaning."""
    return label.strip("[]()（） .:").casefold() in _HERE


def is_descriptive(label: str) -> bool:
    """True for the heading or label of what is a description."""
    word = label.strip(" :：*").casefold()
    return word in _DESCRIPTIVE or word.endswith(_DESCRIBING)


def is_furniture(title: str) -> bool:
    """True for the title of a section about the list itself, such as its licence."""
    return _FURNITURE.fullmatch(title) is not None


def is_about_contributing(title: str) -> bool:
    """True for a title such as "How to contribute", whose subsections recommend nothing either."""
    return _CONTRIBUTING.match(title) is not None and is_furniture(title)


def is_command(code: str) -> bool:
    """True for code to type in a shell, as to install the thing."""
    return _COMMAND.match(code) is not None


def is_way_back(text: str) -> bool:
    """True for the text of a link to the top of the page, or to the page before or after it."""
    return _WAY_BACK.fullmatch(text) is not None


def is_call(url: str | None) -> bool:
    """True for a link to star, fork or share a list."""
    return re.search(_CALL, url or "") is not None


def is_way_to_all(text: str) -> bool:
    """True for the text of a link to the rest, or to news of it: "Browse all models →"."""
    return _WAY_TO_ALL.fullmatch(text) is not None


def spells(anchor: Anchor, label: str) -> bool:
    """True if a link text only repeats its destination, which the entry shows anyway."""
    return "." in label and _address(label) == _address(anchor.href)


def clean_name(name: str) -> str:
    """Strip the star count, or every refresh would look like a change, and unknown shortcodes."""
    if not name.isascii():
        name = _STARS.sub("", name).strip() or name
    return _PICTURES.sub("", name).strip() or name if ":" in name else name


def _address(url: str) -> str:
    scheme = _SCHEME.match(url)
    return url[scheme.end() if scheme else 0 :].rstrip("/").casefold()


def _strip_decorations(text: str) -> str:
    return _STARS.sub("", SHORTCODE.sub("", unicodedata.normalize("NFKC", text)))


def _is_sign(char: str) -> bool:
    category = unicodedata.category(char)
    is_pictorial = ord(char) > 0x2000 and category in ("So", "Sk", "Co", "Cs", "Mn")
    return not (char.isspace() or is_pictorial or category in ("Cf", "Cc"))
