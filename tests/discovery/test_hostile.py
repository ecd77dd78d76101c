"""Files that are broken, odd or made to hurt: discovery says what it can and never stops."""

from __future__ import annotations

import time

import pytest
from secheaders_lint.discovery import discover
from secheaders_lint.errors import SourceError
from secheaders_lint.source.memory import MemoryTree

from .trees import SITE, found, judged, package, sets

SHOP = {"manage.py": sets("shop.settings"), **package("shop", settings=SITE)}
FILES = [
    "manage.py",
    "shop/wsgi.py",
    "shop/settings.py",
    "shop/settings_prod.py",
    "Dockerfile",
    "compose.yml",
    ".env",
    "app.json",
    "tox.ini",
    "k8s/web.yaml",
    "uv.lock",
    "Pipfile.lock",
    "Pipfile",
    "pyproject.toml",
    "setup.cfg",
    "setup.py",
    "requirements.txt",
    "x.dist-info/METADATA",
]
GARBAGE = {
    "nothing": b"",
    "nulls": b"\0" * 1000,
    "latin": "é ü".encode("latin-1"),
    "half a utf-16": b"\xff\xfea",
    "nesting": b"[" * 5000 + b"{" * 5000,
    "quotes": b"'" * 5001 + b'"""' * 1001,
    "endless line": b"DJANGO_SETTINGS_MODULE=" + b"a." * 20_000,
    "commas": b"DJANGO_SETTINGS_MODULE" + b"," * 20_000,
    "toml tables": b"[[package]]\n" * 5000,
    "dotted toml": b"a" + b".a" * 5000 + b" = 1\n",
    "includes": b"-r requirements.txt\n-c requirements.txt\n" * 500,
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE.keys())
@pytest.mark.parametrize("path", FILES)
def test_garbage_never_stops_discovery(path: str, garbage: bytes) -> None:
    start = time.perf_counter()
    discovery = found({**SHOP, path: garbage})
    for project in discovery.projects:
        project.dependencies.find("django")
    assert time.perf_counter() - start < 3


class Unreadable(MemoryTree):
    """A tree in which some files cannot be read."""

    def read(self, path: str) -> bytes | None:
        if path in {"Dockerfile", "uv.lock", "shop/wsgi.py", "other/settings.py"}:
            raise SourceError("is too large", path)
        return super().read(path)


def test_unreadable_files_are_left() -> None:
    files = {
        **SHOP,
        "Dockerfile": "",
        "uv.lock": "",
        "shop/wsgi.py": "",
        "other/settings.py": "",
        "requirements.txt": "django==5.2\n",
    }
    discovery = discover(Unreadable(files))
    assert [each.name for each in discovery.judged] == ["shop.settings"]
    assert discovery.projects[0].dependencies.find("django") is not None
    noted = {(note.path, note.line, note.message) for note in discovery.notes}
    assert noted == {("uv.lock", 1, "is too large"), ("Dockerfile", 1, "is too large")}


def test_module_name_with_line_ends_or_escapes_is_none() -> None:
    assert found({"manage.py": sets("shop\\nsettings"), "wsgi.py": sets("\x1b[31m")}).entrypoints == ()


def test_many_modules_and_many_folders() -> None:
    files = {f"a{number}/deep/x.py": "" for number in range(500)}
    lines = "\n".join(f"DJANGO_SETTINGS_MODULE=deep.m{number}" for number in range(200))
    files |= {f"k8s/{number}.yaml": lines for number in range(50)}
    start = time.perf_counter()
    assert judged({**files, **SHOP}) == ["shop.settings"]
    assert time.perf_counter() - start < 5


def test_many_projects() -> None:
    files = {f"chapter{number}/{path}": text for number in range(100) for path, text in SHOP.items()}
    files |= {f"chapter{number}/requirements.txt": "django==5.2\n" for number in range(100)}
    start = time.perf_counter()
    assert len(judged(files)) == 100
    assert time.perf_counter() - start < 10
