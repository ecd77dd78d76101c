"""Settings that a loader of the project copies from a class stand where the class has them."""

from __future__ import annotations

import pytest

from .sites import BASE, Site

LOADER = """
import inspect
import sys

class Settings:
    @classmethod
    def load_settings(cls, name):
        self = cls()
        module = sys.modules[name]
        for member, value in inspect.getmembers(self):
            if member.isupper():
                setattr(module, member, value)
"""
PLAIN = """
for name, value in COPIED.items():
    globals()[name] = value
"""


def indented(settings: str) -> str:
    return "".join(f"    {line}" if line.strip() else line for line in settings.splitlines(keepends=True))


def classed(own: str, base: str = BASE) -> Site:
    """Return a site of which a class has the settings, and another inherits from it."""
    body = indented(base.replace("import os\n", ""))
    return Site(
        f"import os\nfrom .base import Base\n\nclass Deployed(Base):\n    X = 1\n{indented(own)}\nDeployed.load_settings(__name__)\n",
        files={
            "config/loader.py": LOADER,
            "config/base.py": f"from .loader import Settings\n\nclass Base(Settings):\n    X = 0\n{body}",
        },
    )


@pytest.mark.parametrize(
    ("own", "code", "path", "line"),
    [
        ("SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')\n", "HSTS001", "config/settings.py", "SECURE_PROXY"),
        ("", "HSTS001", "config/base.py", "MIDDLEWARE"),
        ("", "CSP001", "config/base.py", "MIDDLEWARE"),
        ("SECURE_HSTS_SECONDS = 3600\n", "HSTS002", "config/settings.py", "SECURE_HSTS_SECONDS"),
        ("SECURE_CONTENT_TYPE_NOSNIFF: bool = False\n", "CTO001", "config/settings.py", "SECURE_CONTENT"),
        ("@property\ndef X_FRAME_OPTIONS(self):\n    return 'ALLOW-FROM https://a.example'\n", "XFO001", "config/settings.py", "def X_FRAME"),
    ],
)  # fmt: skip
def test_place(own: str, code: str, path: str, line: str) -> None:
    site = classed(own)
    found = site.one(code)
    assert found.location.path == path
    assert site.line(found).strip().startswith(line)


def test_what_the_file_itself_sets_stands_there() -> None:
    site = classed("")
    settings = f"{site.settings}SECURE_CONTENT_TYPE_NOSNIFF = False\n"
    found = site._replace(settings=settings).one("CTO001")
    assert (found.location.path, found.location.line) == ("config/settings.py", len(settings.splitlines()))
