"""Middleware of the project, read as text: what it works as, what it may send, whether it answers."""

from __future__ import annotations

import pytest

from .sites import GOOD, Site

SECURITY = "django.middleware.security.SecurityMiddleware"


def works_as_security(files: dict[str, str], path: str = "config.own.Ours") -> bool:
    """Tell whether a middleware counts as Django's SecurityMiddleware."""
    site = Site(GOOD.replace(SECURITY, path), files=files)
    return not site.findings("MW001")


@pytest.mark.parametrize(
    "text",
    [
        "from django.middleware.security import SecurityMiddleware\nclass Ours(SecurityMiddleware): ...\n",
        "from django.middleware.security import SecurityMiddleware as Base\nclass Ours(Base): ...\n",
        "from django.middleware import security\nclass Ours(security.SecurityMiddleware): ...\n",
        "import django.middleware.security\nclass Ours(django.middleware.security.SecurityMiddleware): ...\n",
        "import django.middleware.security as s\nclass Ours(s.SecurityMiddleware): ...\n",
        "from django.middleware.security import SecurityMiddleware\nclass Mixin: ...\nclass Ours(Mixin, SecurityMiddleware): ...\n",
        "from django.middleware.security import SecurityMiddleware\nclass Base(SecurityMiddleware): ...\nclass Ours(Base): ...\n",
        (
            "try:\n    from django.middleware.security import SecurityMiddleware as Base\nexcept ImportError:\n    Base = object\n"
            "class Ours(Base): ...\n"
        ),
        (
            "import models\nfrom django.middleware.security import SecurityMiddleware\nX = models.Y.objects.get(pk=1)\n"
            "class Ours(SecurityMiddleware): ...\n"
        ),
        "raise SystemExit\nfrom django.middleware.security import SecurityMiddleware\nclass Ours(SecurityMiddleware): ...\n",
    ],
)
def test_inherits(text: str) -> None:
    assert works_as_security({"config/own.py": text})


@pytest.mark.parametrize(
    "files",
    [
        {
            "config/own/__init__.py": "from .a import Ours\n",
            "config/own/a.py": f"from {SECURITY.rpartition('.')[0]} import SecurityMiddleware\nclass Ours(SecurityMiddleware): ...\n",
        },
        {"config/own/__init__.py": f"from {SECURITY.rpartition('.')[0]} import SecurityMiddleware as Ours\n"},
        {
            "config/own.py": "from ..shared.web import Base\nclass Ours(Base): ...\n".replace(
                "..shared", "shared"
            ),
            "shared/__init__.py": "",
            "shared/web.py": "from django.middleware.security import SecurityMiddleware\nclass Base(SecurityMiddleware): ...\n",
        },
    ],
)
def test_inherits_across_modules(files: dict[str, str]) -> None:
    assert works_as_security(files)


@pytest.mark.parametrize(
    "text",
    [
        "class Ours: ...\n",
        "class SecurityMiddleware: ...\nclass Ours(SecurityMiddleware): ...\n",
        "from django.middleware.common import CommonMiddleware\nclass Ours(CommonMiddleware): ...\n",
        "def Ours(get_response):\n    return get_response\n",
        "from elsewhere import make\nOurs = make()\n",
        "class Ours(Ours, Ours, Ours): ...\n",
        "class A(B): ...\nclass B(A): ...\nclass Ours(A, B): ...\n",
        "from .own import Ours\n",
        "class Ours(make()): ...\n",
        "class Ours(\n",
    ],
)
def test_does_not_inherit(text: str) -> None:
    assert not works_as_security({"config/own.py": text})


def test_many_bases_that_lead_in_circles_end() -> None:
    names = [f"C{number}" for number in range(60)]
    text = "".join(f"class {name}({', '.join(names)}): ...\n" for name in names) + "class Ours(C0): ...\n"
    assert not works_as_security({"config/own.py": text})


def test_path_that_names_nothing_of_the_repository() -> None:
    assert not works_as_security({}, "elsewhere.Ours")
    assert not works_as_security({}, "config.missing.Ours")
