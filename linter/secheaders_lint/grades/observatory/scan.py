"""What a scan of the HTTP Observatory gets to see, and what each of its tests answers."""

from __future__ import annotations

from typing import NamedTuple

# The Origin that its scanner sends with the question about CORS.
SCANNER_ORIGIN = "https://http-observatory.security.mozilla.org"
HOST = "www.example.com"
NO_SCRIPTS = "sri-not-implemented-but-no-scripts-loaded"

# JavaScript's white space, which is not Python's.
_WHITE = "\t\n\v\f\r \xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)

Headers = tuple[tuple[str, str], ...]


class Hop(NamedTuple):
    """One address of a chain of redirects."""

    scheme: str
    host: str


class Scan(NamedTuple):
    """The answers of a site, as data; no other state goes into a score.

    ``headers`` are those of the page by https (by http where ``tls`` is ``none``), repeated ones as often as they are sent.
    ``hops`` are the addresses that a visitor of ``http://`` comes through, the first one included; ``None``: nothing answers.
    ``tls`` is ``valid``, ``invalid`` (a certificate that is not trusted) or ``none``. ``cors`` are the headers of the answer to
    the preflight request, ``None`` where there is none. ``scripts`` is the result of the one test that needs the page's text.
    """

    headers: Headers
    hops: tuple[Hop, ...] | None = (Hop("http", HOST), Hop("https", HOST))
    tls: str = "valid"
    cors: Headers | None = None
    preloaded: bool = False
    scripts: str = NO_SCRIPTS
    host: str = HOST

    def lines(self, name: str) -> list[str]:
        """Return the values of a header in the order in which they are sent; ``name`` is in lower case."""
        return [value for sent, value in self.headers if sent.lower() == name]

    def header(self, name: str) -> str | None:
        """Return a header as the scanner's client hands it over: several lines are one text with commas."""
        return joined(self.headers, name)


class Result(NamedTuple):
    """What a test found: the name of the result, and whether the Observatory counts it as passed."""

    name: str
    passed: bool


def joined(headers: Headers, name: str) -> str | None:
    """Return the lines of a header as one value; ``None`` where it is not sent."""
    lines = [value for sent, value in headers if sent.lower() == name]
    return ", ".join(lines) if lines else None


def trimmed(text: str) -> str:
    """Return a text without the white space around it, as JavaScript's ``trim`` does."""
    return text.strip(_WHITE)


def words_of(text: str) -> list[str]:
    """Return the words of a text, as JavaScript splits it at white space; the empty text is one empty word."""
    found = [""]
    for character in trimmed(text):
        if character not in _WHITE:
            found[-1] += character
        elif found[-1]:
            found.append("")
    return found
