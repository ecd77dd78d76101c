"""Small projects on disk, and a way to run commands on them as a user does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "{}")\n'
# Settings without a finding at the default filters, whatever rules there are, but for those that a test asks for.
MIDDLEWARE = """\
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
"""
SETTINGS = f"""\
INSTALLED_APPS = []
{MIDDLEWARE}SECURE_HSTS_SECONDS = 0
SECURE_CONTENT_TYPE_NOSNIFF = False
"""
HSTS_LINE = SETTINGS.splitlines().index("SECURE_HSTS_SECONDS = 0") + 1
SITE = {
    "manage.py": MANAGE.format("shop.settings"),
    "requirements.txt": "Django==5.2.7\n",
    "shop/__init__.py": "",
    "shop/settings.py": SETTINGS,
}


class Result(NamedTuple):
    """The exit status of a run, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def codes(self) -> list[str]:
        """The rules that have found something, in the order of the report."""
        return [each["code"] for each in self.json["findings"]]


class Workspace:
    """A repository on disk, and the commands run in it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self._capsys = capsys

    def write(self, files: Mapping[str, str | bytes], *, git: bool = True) -> None:
        if git:
            (self.root / ".git").mkdir(exist_ok=True)
        for path, content in files.items():
            place = self.root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content.encode() if isinstance(content, str) else content)

    def run(self, *words: str) -> Result:
        status = main(words)
        captured = self._capsys.readouterr()
        return Result(status, captured.out, captured.err)

    def check(self, *words: str) -> Result:
        """Run the HSTS and nosniff rules, and those of the analysis itself: the rest may grow."""
        return self.run("check", "--select", "HSTS001,CTO001,SET", "--format", "json", *words)
