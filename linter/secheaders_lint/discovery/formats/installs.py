"""What installs or was installed: `setup.cfg`, `setup.py`, a Dockerfile's pip, a wheel's metadata."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from secheaders_lint.discovery.formats.claims import Claim, Lines, claim_of
from secheaders_lint.discovery.formats.manifests import is_development_group
from secheaders_lint.discovery.pytext import expression_at, without_comments

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECTION = re.compile(r"\[([^\]]+)\]\s*$")
_OPTION = re.compile(r"([\w.-]+)\s*[=:]\s*(.*)")
_INSTALL_REQUIRES = re.compile(r"\binstall_requires\s*=\s*")
_QUOTED = re.compile(r"""["']([^"'\n]+)["']""")
_PIP = re.compile(
    r"\b(?:pip3?(?:\.\d+)?|uv\s+pip|python3?\s+-m\s+pip)\s+install\b([^\n&|;\\]*(?:\\[\s\S][^\n&|;\\]*)*)"
)
_REQUIRES_DIST = re.compile(r"^Requires-Dist:[ \t]*([^\n]+)$", re.MULTILINE | re.IGNORECASE)
_EXTRA = re.compile(r"""\bextra\s*==\s*["']([\w.-]+)["']""")
_PINNED = re.compile(r"[A-Za-z][\w.-]*(?:\[[\w,.-]*\])?(?:[<>=!~]=?[\w.*,<>=!~]+)")
# Lists of requirements in one `setup.py`.
_MAX_LISTS = 20


def read_setup_cfg(path: str, text: str) -> list[Claim]:
    """Return what `install_requires` and `extras_require` of a `setup.cfg` claim."""
    section, option = "", ""
    claims = []
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.split(" #")[0].rstrip()
        heading = _SECTION.match(line)
        if heading:
            section, option = heading[1].strip(), ""
            continue
        if not line or raw[:1].isspace():
            value = line.strip()
        else:
            assigned = _OPTION.match(line)
            option, value = (assigned[1], assigned[2]) if assigned else ("", "")
        extra = section == "options.extras_require"
        if (
            value
            and not value.startswith("#")
            and ((section == "options" and option == "install_requires") or extra)
        ):
            claims.append(claim_of(value, path, number, development=extra and is_development_group(option)))
    return [claim for claim in claims if claim is not None]


def read_setup_py(path: str, text: str) -> list[Claim]:
    """Return what literal `install_requires` entries of a `setup.py` claim; nothing of it is run."""
    code = without_comments(text)
    claims, lines = [], Lines(code)
    for found in islice(_INSTALL_REQUIRES.finditer(code), _MAX_LISTS):
        start = found.end()
        expression = expression_at(code, start)
        if expression.isidentifier():
            assigned = re.search(rf"^[ \t]*{expression}\s*=\s*(?=[\[(])", code, re.MULTILINE)
            if assigned is None:
                continue
            start = assigned.end()
            expression = expression_at(code, start)
        quoted = _QUOTED.finditer(code, start, start + len(expression))
        claims += [claim_of(each[1], path, lines.at(each.start())) for each in quoted]
    return [claim for claim in claims if claim is not None]


def read_metadata(path: str, text: str) -> list[Claim]:
    """Return what the metadata of an unpacked wheel claims."""
    claims, lines = [], Lines(text)
    for found in _REQUIRES_DIST.finditer(text.split("\n\n", 1)[0]):
        extra = _EXTRA.search(found[1])
        development = extra is not None and is_development_group(extra[1])
        claims.append(claim_of(found[1], path, lines.at(found.start()), development=development))
    return [claim for claim in claims if claim is not None]


def read_dockerfile(path: str, text: str) -> list[Claim]:
    """Return what the pip commands of a Dockerfile install by name and version."""
    claims = [claim_of(word, path, line) for line, word in _pip_words(text)]
    return [claim for claim in claims if claim is not None]


def _pip_words(text: str) -> Iterator[tuple[int, str]]:
    lines = Lines(text)
    for command in _PIP.finditer(text):
        for word in re.finditer(r"[^\s\"']+", command[1]):
            if _PINNED.fullmatch(word[0]):
                yield lines.at(command.start(1) + word.start()), word[0]
