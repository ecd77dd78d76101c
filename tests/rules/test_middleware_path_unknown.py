from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from secheaders_lint.data.django import series
from secheaders_lint.data.django_middleware import has_middleware, nearest, table
from secheaders_lint.data.middleware import table as known
from secheaders_lint.findings import Confidence, Severity

from .sites import GOOD, Site, sites

if TYPE_CHECKING:
    from collections.abc import Mapping

CODE = "MW008"
REMOVED = "django.contrib.auth.middleware.SessionAuthenticationMiddleware"
NEW = "django.contrib.auth.middleware.LoginRequiredMiddleware"
OWN = {
    "config/own.py": "class Own:\n    pass\n",
    "shop/__init__.py": "",
    "shop/middleware.py": "class Cart:\n    pass\n",
}


def with_path(
    path: str, django: str | None = "5.2.19", requirements: str = "", more: Mapping[str, str] = {}
) -> Site:
    """Return a site with one more middleware, and more files."""
    return Site(
        GOOD + f"MIDDLEWARE.append({path!r})\n",
        django=django,
        requirements=requirements,
        files={**OWN, **more},
    )


@pytest.mark.parametrize(
    ("path", "django", "message", "help_"),
    [
        (
            REMOVED,
            "2.0.13",
            f"Django 2.0.13 has no {REMOVED} (Django 1.11 was the last to have it)",
            "Take the line out.",
        ),
        (NEW, "4.2.30", f"Django 4.2.30 has no {NEW} (it is new in Django 5.1)", "Upgrade to Django 5.1"),
        (
            "django.middleware.clickjack.XFrameOptionsMiddleware",
            "5.2.19",
            "Django has no django.middleware.clickjack.XFrameOptionsMiddleware",
            "Write 'django.middleware.clickjacking.XFrameOptionsMiddleware'.",
        ),
        (
            "django.middleware.locale.LocalMiddleware",
            "5.2.19",
            "Django has no django.middleware.locale.LocalMiddleware",
            "Write 'django.middleware.locale.LocaleMiddleware'.",
        ),
        (
            "django.middleware.gzip.GzipMiddlware",
            None,
            "Django has no django.middleware.gzip.GzipMiddlware",
            "Write",
        ),
        ("django.middleware.transaction.TransactionMiddleware", "1.11.29", "Django has no ", ""),
    ],
)
def test_of_django(path: str, django: str | None, message: str, help_: str) -> None:
    site = with_path(path, django)
    found = site.one(CODE)
    assert found.severity is Severity.ERROR
    assert found.confidence is Confidence.HIGH
    assert found.message.startswith(message)
    assert found.message.endswith("the site does not start (ImportError)")
    assert found.help.startswith(help_)
    assert path in site.line(found)


def test_a_range_of_versions_is_less_sure() -> None:
    site = with_path(REMOVED, None, "Django>=2.0,<3\n")
    assert site.one(CODE).confidence is Confidence.MEDIUM


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("shop.middelware.Cart", "there is no module shop.middelware"),
        ("shop.middleware.Basket", "shop/middleware.py has no Basket"),
        ("config.own.Owner", "config/own.py has no Owner"),
    ],
)
def test_of_the_project(path: str, message: str) -> None:
    assert with_path(path).one(CODE).message == f"{message}: the site does not start (ImportError)"


def test_table_knows_all_series_and_what_the_other_table_names() -> None:
    assert {span[0] for span in table().values()} <= {*series()}
    named = {path for path in known() if path.startswith("django.")}
    assert named <= table().keys()


def test_spans() -> None:
    assert has_middleware(REMOVED, "1.11.29")
    assert not has_middleware(REMOVED, "2.0")
    assert has_middleware(NEW, None)
    assert nearest("django.something.else", "5.2") is None


@sites(
    {
        "a missing comma is another finding": with_path("django.a.OneMiddlewaredjango.b.TwoMiddleware"),
        "all exist": with_path("shop.middleware.Cart"),
        "not removed yet": with_path(REMOVED, "1.11.29"),
        "the version is not known": with_path(REMOVED, None),
        "already there": with_path(NEW, "5.1.1"),
        "a Django that is newer than the table": with_path("django.middleware.new.NewMiddleware", "7.0.1"),
        "it may be of a newer Django": with_path("django.middleware.new.NewMiddleware", None),
        "CSP006 speaks of it": with_path("django.middleware.csp.ContentSecurityPolicyMiddleware"),
        "an import elsewhere in Django": with_path("django.views.decorators.csrf.CsrfViewMiddleware"),
        "something of Django that is no class": with_path("django.views.decorators.cache.never_cache"),
        "may be absent": Site(GOOD + f"if os.environ['X'] == '1':\n    MIDDLEWARE.append({REMOVED!r})\n"),
        "a package outside of the repository": with_path("vendor.middleware.Any"),
        "a known package of the same name as a folder": with_path(
            "csp.middleware.CSPMiddleware", more={"csp/__init__.py": "", "csp/models.py": ""}
        ),
        "a namespace package": with_path("plugins.one.Any", more={"plugins/two.py": ""}),
        "a star import": with_path("shop.stars.Any", more={"shop/stars.py": "from elsewhere import *\n"}),
        "a module that makes its names": with_path(
            "shop.lazy.Any", more={"shop/lazy.py": "def __getattr__(name):\n    return 1\n"}
        ),
        "a package that makes its modules": with_path(
            "lazy.middleware.Any",
            more={"lazy/__init__.py": "import sys\nsys.modules['lazy.middleware'] = 1\n"},
        ),
        "a compiled module": Site(
            GOOD + "MIDDLEWARE.append('shop.fast.Any')\n",
            files={**OWN, "shop/fast.pyx": "", "shop/fast.cpython-311.so": ""},
        ),
        "an imported name": with_path(
            "shop.names.Cart", more={"shop/names.py": "from shop.middleware import Cart\n"}
        ),
        "a name that is bound under a condition": with_path(
            "shop.names.Any",
            more={"shop/names.py": "try:\n    from vendor import Any\nexcept ImportError:\n    Any = None\n"},
        ),
        "a class inside of a class": with_path("shop.middleware.Cart.Inner"),
        "no dotted path": with_path("middleware"),
        "Django itself is in the repository": with_path(
            "django.middleware.mine.MineMiddleware",
            more={"django/__init__.py": "", "django/middleware/__init__.py": ""},
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
