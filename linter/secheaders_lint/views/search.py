"""Which files may have views that matter: a search over the bytes of all modules, without a parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.discovery.inventory import walk_own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.source.tree import SourceTree

# What a file says that has to do with the headers of its answers. Headers that nothing is reported of are not here.
SIGNS = (
    b"xframe_options_exempt", b"csp_exempt", b"csp_override", b"csp_report_only_override", b"X-Frame-Options",
    b"Strict-Transport-Security", b"X-Content-Type-Options", b"Referrer-Policy", b"Cross-Origin-Opener-Policy",
)  # fmt: skip
# Each sign holds one of these: five searches through every file of a repository are faster than nine.
_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH = b"xframe_", b"csp_", b"-Options", b"-Policy", b"Strict-T"
# What a URL configuration calls its own page for errors.
_HANDLER = b"handler404"
# Code of these folders answers no visitor.
_APART = frozenset(
    {"tests", "test", "testing", "docs", "doc", "examples", "example", "benchmarks", "scripts"}
)
_LANGUAGE_URLS = re.compile(rb"""["']django\.conf\.urls\.i18n["']""")


def may_matter(tree: SourceTree, root: str = "") -> Iterator[str]:
    """Yield the paths of the modules below a folder, sorted, that name what matters; those that cannot be read are left out."""
    for folder, filenames in walk_own(tree, root, _APART):
        for path, data in tree.contents(folder, filter(_is_module, filenames)):
            if matters(data):
                yield path


def matters(data: bytes) -> bool:
    """Tell whether the text of a module names what has to do with the headers of its answers."""
    quick = _FIRST in data or _SECOND in data or _THIRD in data or _FOURTH in data or _FIFTH in data
    return quick and any(sign in data for sign in SIGNS)


class Routes(NamedTuple):
    """What a project has of its own beside its pages: answers to errors, and Django's view that sets the language."""

    has_error_page: bool
    sets_language: bool


def routes_of(tree: SourceTree) -> Routes:
    """Look for a template ``404.html`` or a ``handler404``, and for ``set_language`` or the URLs of ``django.conf.urls.i18n``."""
    error = language = False
    for folder, filenames in walk_own(tree):
        error = error or "404.html" in filenames
        for _, data in tree.contents(folder, filter(_is_module, filenames)):
            error = error or _HANDLER in data
            language = language or _sets_language(data)
            if error and language:
                return Routes(error, language)
    return Routes(error, language)


def routes(data: bytes) -> bool:
    """Tell whether the text of a module has a say in what the project has of its own beside its pages."""
    return _HANDLER in data or _sets_language(data)


def _sets_language(data: bytes) -> bool:
    # From the module others import i18n_patterns; only its name in quotes includes its URLs.
    return b"set_language" in data or _LANGUAGE_URLS.search(data) is not None


def _is_module(name: str) -> bool:
    return (
        name.endswith(".py") and not name.startswith(("test_", "conftest")) and not name.endswith("_test.py")
    )
