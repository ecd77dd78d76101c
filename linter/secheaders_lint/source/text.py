"""Decoded text of a file, with its lines, and the decoding itself: PEP 263 for Python, leniently for the rest."""

from __future__ import annotations

import re
from bisect import bisect_right
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from encodings.aliases import aliases

from secheaders_lint.errors import SourceError

# Lines end where Python ends them; form feed, NEL and the Unicode separators do not end a line.
_LINE_END = re.compile(r"\r\n?|\n")
_COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = re.compile(rb"[ \t\f]*(?:#.*)?\Z", re.DOTALL)
_FIRST_LINES = re.compile(rb"([^\r\n]*)(?:\r\n?|\n|\Z)([^\r\n]*)")

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_WIDE_MARKS = (
    (BOM_UTF32_LE, "utf-32"),
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
)

# The rule for cookies: fixed tables that leave ASCII text as it is. Left out on purpose is whatever transforms (rot13,
# zlib), reads escapes (unicode_escape, utf-7, hz, iso2022), serves host names (idna, punycode), is no superset of ASCII
# (cp037, utf-16) or was registered by a third party: what such a codec gives Python is not what a reader sees.
_TABLES = frozenset(
    (
        *("ascii", "utf_8", "utf_8_sig", "latin_1", "kz1048", "ptcp154", "tis_620"),
        *("big5", "big5hkscs", "gb2312", "gbk", "gb18030", "johab", "shift_jis"),
        *("euc_jp", "euc_jis_2004", "euc_jisx0213", "euc_kr", "koi8_r", "koi8_t", "koi8_u"),
        *("mac_cyrillic", "mac_greek", "mac_iceland", "mac_latin2", "mac_roman", "mac_turkish"),
        *(f"iso8859_{part}" for part in range(1, 17) if part != 12),
        *(
            f"cp{page}"
            for page in (437, 720, 737, 775, 850, 852, 855, 856, 857, 858, 860, 861, 862, 863, 865, 866)
        ),
        *(f"cp{page}" for page in (869, 874, 932, 949, 950, *range(1250, 1259))),
    )
)


class SourceText:
    """The text of one file: line ends untouched, without the byte order mark; lines and columns are 1-based."""

    __slots__ = ("_line_starts", "bom", "encoding", "path", "text")

    def __init__(self, path: str, text: str, encoding: str = "utf-8", *, bom: bool = False) -> None:
        self.path = path
        self.text = text
        self.encoding = encoding
        self.bom = bom
        self._line_starts: list[int] | None = None

    @property
    def line_starts(self) -> list[int]:
        r"""Offset of each line's first character; lines end at ``\n``, ``\r\n`` or ``\r``."""
        if self._line_starts is None:
            self._line_starts = line_starts(self.text)
        return self._line_starts

    @property
    def newline(self) -> str:
        r"""The line end that most lines have, ``\n`` where there is none."""
        pairs = self.text.count("\r\n")
        feeds = self.text.count("\n") - pairs
        returns = self.text.count("\r") - pairs
        if pairs > feeds and pairs >= returns:
            return "\r\n"
        return "\r" if returns > feeds else "\n"

    def line(self, number: int) -> str:
        """Return the line of that number without its line end; empty past the end of the file."""
        starts = self.line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of the character at ``offset``."""
        starts = self.line_starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def error(self, message: str, offset: int) -> SourceError:
        """Make a ``SourceError`` that points at ``offset``, for the caller to raise."""
        line, column = self.position(offset)
        return SourceError(message, self.path, line, column)


def shortened(word: str) -> str:
    """Return a word of a file as a message can quote it."""
    return word if len(word) <= 40 else word[:40] + "…"


def line_starts(text: str) -> list[int]:
    """Return the offset of each line's first character."""
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def decode(data: bytes, path: str) -> SourceText:
    """Decode Python source as its byte order mark, its coding comment or else UTF-8 say."""
    for mark, name in _WIDE_MARKS:
        if data.startswith(mark):
            raise SourceError(f"is {name.upper()}, which Python does not read: save it as UTF-8", path, 1, 1)
    bom = data.startswith(BOM_UTF8)
    body = data[len(BOM_UTF8) :] if bom else data
    # Before the cookie is looked at: UTF-16 without a mark shows as zero bytes.
    if (zero := body.find(b"\0")) >= 0:
        raise _at(path, body, zero, "latin-1", "holds a NUL byte: no Python source, or not saved as UTF-8")
    encoding = _declared(body, path, bom=bom)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(path, body, error, encoding) from None
    if text.startswith("\ufeff"):
        raise SourceError("begins with two byte order marks", path, 1, 1)
    return SourceText(path, text, encoding, bom=bom)


def decode_plain(data: bytes, path: str) -> SourceText:
    """Decode a file that is no Python: UTF-8 or what its byte order mark says, else Latin-1; never fails."""
    for mark, name in _WIDE_MARKS:
        if data.startswith(mark):
            # Windows shells write requirements files so.
            return SourceText(path, data.decode(name, "replace"), name, bom=True)
    bom = data.startswith(BOM_UTF8)
    body = data[len(BOM_UTF8) :] if bom else data
    try:
        return SourceText(path, body.decode("utf-8"), bom=bom)
    except UnicodeDecodeError:
        return SourceText(path, body.decode("latin-1"), "latin-1", bom=bom)


def _declared(body: bytes, path: str, *, bom: bool) -> str:
    """Return the codec that the first two lines name, UTF-8 where they name none."""
    lines = _FIRST_LINES.match(body)
    first, second = lines.groups() if lines else (b"", b"")
    number, cookie = 1, _COOKIE.match(first)
    if cookie is None and _BLANK.match(first):
        number, cookie = 2, _COOKIE.match(second)
    if cookie is None:
        return "utf-8"
    declared = cookie[1].decode("latin-1")
    encoding = _codec(declared)
    if encoding is None:
        message = f"encoding {shortened(declared)!r} is not one that is read here: save the file as UTF-8"
        raise SourceError(message, path, number, cookie.start(1) + 1)
    if bom and encoding != "utf-8":
        message = f"has the byte order mark of UTF-8, but its coding comment says {shortened(declared)!r}"
        raise SourceError(message, path, number, cookie.start(1) + 1)
    return encoding


def _codec(declared: str) -> str | None:
    """Return the codec for a declared encoding; None where it is not in the tables above."""
    name = declared.lower().replace("_", "-")
    # As CPython does, for the sake of Emacs, which appends the line end: utf-8-unix.
    if name == "utf-8" or name.startswith("utf-8-"):
        return "utf-8"
    for latin in ("latin-1", "iso-8859-1", "iso-latin-1"):
        if name == latin or name.startswith(latin + "-"):
            return "iso8859-1"
    key = re.sub(r"[^a-z0-9.]+", "_", name)
    codec = aliases.get(key, aliases.get(key.replace(".", "_"), key))
    if codec not in _TABLES:
        return None
    return "utf-8" if codec in {"utf_8", "utf_8_sig"} else codec


def _undecodable(path: str, body: bytes, error: UnicodeDecodeError, encoding: str) -> SourceError:
    found = f"byte 0x{body[error.start]:02x} is not {encoding.upper()}"
    return _at(path, body, error.start, encoding, f"{found}: save the file as UTF-8, or name its encoding")


def _at(path: str, body: bytes, offset: int, encoding: str, message: str) -> SourceError:
    """Make an error that points at a byte; the column counts the characters before it."""
    before = body[:offset].decode(encoding, "replace")
    starts = line_starts(before)
    return SourceError(message, path, len(starts), len(before) - starts[-1] + 1)
