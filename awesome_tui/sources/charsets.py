"""Text from bytes, by the character set that they or their server declare.

As in browsers: a byte order mark, then the HTTP header, then what the text says of itself in its
first bytes (`<meta charset>` or an XML declaration), then UTF-8. Names are those of the WHATWG's
Encoding Standard, which leaves out utf-7: that would make links of harmless bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_UTF_16 = ("utf-16-le", "utf-16-be")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ISO = "iso-8859-{0} iso8859-{0} iso8859{0} iso_8859-{0}"
_WINDOWS = "windows-{0} cp{0} x-cp{0}"
_LABELS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "utf-16-le": "utf-16 utf-16le ucs-2 unicode unicodefeff csunicode iso-10646-ucs-2",
    "utf-16-be": "utf-16be unicodefffe",
    "cp1250": _WINDOWS.format(1250),
    "cp1251": _WINDOWS.format(1251),
    # The subsets of these are declared for texts with characters beyond them.
    "cp1252": f"{_WINDOWS.format(1252)} {_ISO.format(1)} iso_8859-1:1987 iso-ir-100 csisolatin1"
    " latin1 l1 cp819 ibm819 ascii us-ascii ansi_x3.4-1968 x-user-defined",
    "cp1253": _WINDOWS.format(1253),
    "cp1254": f"{_WINDOWS.format(1254)} {_ISO.format(9)} iso_8859-9:1989 iso-ir-148 csisolatin5"
    " latin5 l5",
    "cp1255": _WINDOWS.format(1255),
    "cp1256": _WINDOWS.format(1256),
    "cp1257": _WINDOWS.format(1257),
    "cp1258": _WINDOWS.format(1258),
    "cp874": f"windows-874 dos-874 tis-620 {_ISO.format(11)}",
    "iso8859-2": f"{_ISO.format(2)} iso_8859-2:1987 iso-ir-101 csisolatin2 latin2 l2",
    "iso8859-3": f"{_ISO.format(3)} iso_8859-3:1988 iso-ir-109 csisolatin3 latin3 l3",
    "iso8859-4": f"{_ISO.format(4)} iso_8859-4:1988 iso-ir-110 csisolatin4 latin4 l4",
    "iso8859-5": f"{_ISO.format(5)} iso_8859-5:1988 iso-ir-144 csisolatincyrillic cyrillic",
    "iso8859-6": f"{_ISO.format(6)} iso_8859-6:1987 iso-8859-6-e iso-8859-6-i iso-ir-127"
    " csiso88596e csiso88596i csisolatinarabic arabic asmo-708 ecma-114",
    "iso8859-7": f"{_ISO.format(7)} iso_8859-7:1987 iso-ir-126 csisolatingreek ecma-118 elot_928"
    " greek greek8 sun_eu_greek",
    "iso8859-8": f"{_ISO.format(8)} iso_8859-8:1988 iso-8859-8-e iso-8859-8-i iso-ir-138"
    " csiso88598e csiso88598i csisolatinhebrew hebrew logical visual",
    "iso8859-10": f"{_ISO.format(10)} iso-ir-157 csisolatin6 latin6 l6",
    "iso8859-13": _ISO.format(13),
    "iso8859-14": _ISO.format(14),
    "iso8859-15": f"{_ISO.format(15)} csisolatin9 l9",
    "iso8859-16": _ISO.format(16),
    "cp866": "ibm866 cp866 866 csibm866",
    "koi8-r": "koi8-r koi8_r koi8 koi cskoi8r",
    "koi8-u": "koi8-u koi8-ru",
    "mac-roman": "macintosh mac csmacintosh x-mac-roman",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gb18030": "gb18030 gbk x-gbk gb2312 gb_2312 gb_2312-80 csgb2312 chinese csiso58gb231280"
    " iso-ir-58",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc_jp": "euc-jp x-euc-jp cseucpkdfmtjapanese",
    "iso2022_jp_ext": "iso-2022-jp csiso2022jp",
    "cp932": "shift_jis shift-jis sjis x-sjis windows-31j ms932 ms_kanji csshiftjis",
    "cp949": "euc-kr cseuckr korean windows-949 ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601"
    " csksc56011987 iso-ir-149",
}
_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}

_HEAD = 4096
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_PAGE = re.compile(
    rb"\s*<(?:!doctype|\?xml|html|head|meta|title|base|link|style|script)\b", re.IGNORECASE
)
_META = rb"""(?ix)
      <meta\b[^>]*?[\s"'/;]charset\s*=[\s"']*([a-z0-9_.:-]+)
       | ^\s*<\?xml\s[^>]*?\sencoding\s*=[\s"']*([a-z0-9_.:-]+)"""
_PARAMETER = r"(?i);\s*charset\s*=[\s\"']*([^\s\"';]+)"
_RARE = 2_000
"""One in so many characters of a text may be damaged; more show that it is of another set."""


def declared_charset(content_type: str) -> str:
    """The character set that a Content-Type header declares, or an empty text."""
    found = re.search(_PARAMETER, content_type)
    return found[1] if found else ""


def decode_text(data: bytes, charset: str = "") -> str | None:
    """Decode `data`, for which `charset` was declared; None if it is text in no known set.

    A byte or two that are damaged become U+FFFD.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    texts = (_decode_sound(data, codec) for codec in _declared_codecs(data, charset))
    return next((text for text in texts if text is not None), None)


def is_binary(data: bytes, charset: str = "") -> bool:
    """True for bytes that are no text; git detects binary files in the same way."""
    is_wide = _CODECS.get(charset.lower()) in _UTF_16 or data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return not is_wide and b"\0" in data[:8000]


def _declared_codecs(data: bytes, charset: str) -> Iterator[str]:
    """The codecs to try; a server often declares UTF-8 for whatever it sends."""
    if codec := _CODECS.get(charset.lower()):
        yield codec
    if codec := _CODECS.get(_own_charset(data[:_HEAD]).lower()):
        yield "utf-8" if codec in _UTF_16 else codec  # it could not have been read until here
    yield "utf-8"


def _own_charset(head: bytes) -> str:
    """The character set that a page declares in its beginning, or an empty text."""
    head = _COMMENT.sub(b"", head)
    found = re.search(_META, head) if _PAGE.match(head) else None
    return (found[1] or found[2]).decode("ascii") if found else ""


def _decode_sound(data: bytes, codec: str) -> str | None:
    """Decode `data`; None if too much of it cannot be."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
    damaged = text.count("\ufffd")
    beyond_ascii = sum(not char.isascii() for char in text)
    return text if damaged * _RARE <= len(text) or damaged * 10 <= beyond_ascii else None
