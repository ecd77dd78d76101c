"""Where findings stand: the chain of imports of the judged module, and one place for what several modules lack."""

from __future__ import annotations

import pytest
from secheaders_lint import engine
from secheaders_lint.discovery import discover
from secheaders_lint.findings import Confidence, Finding
from secheaders_lint.rules.registry import RULES
from secheaders_lint.source.memory import MemoryTree

from .sites import BASE, GOOD, MANAGE, Site

WSGI = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")\n'


def judged(files: dict[str, str], *modules: str) -> list[Finding]:
    """Return the findings of some modules of a project."""
    tree = MemoryTree({"manage.py": MANAGE, "requirements.txt": "Django==5.2.19\n", **files})
    discovery = discover(tree)
    wanted = [each for each in discovery.entrypoints if each.name in modules]
    assert {each.name for each in wanted} == {*modules}
    outcome = engine.judge(tree, discovery, wanted, RULES, engine.Options())
    assert not outcome.failures
    return list(outcome.findings)


def of(findings: list[Finding], code: str) -> list[Finding]:
    return [found for found in findings if found.code == code]


class TestChains:
    def test_the_import_that_did_not_happen_is_not_named(self) -> None:
        files = {
            "config/settings/__init__.py": "import os\nif os.environ.get('DEV'):\n    from .dev import *\nelse:\n    from .prod import *\n",
            "config/settings/dev.py": f"{BASE}DEBUG = True\n",
            "config/settings/prod.py": BASE,
            "config/wsgi.py": MANAGE,
        }
        (found,) = of(judged(files, "config.settings"), "HSTS001")
        assert found.location.path == "config/settings/prod.py"
        assert [(each.location.path, each.location.line) for each in found.related] == [
            ("config/settings/__init__.py", 5)
        ]

    def test_the_chain_is_that_of_the_setting(self) -> None:
        files = {
            "config/settings.py": "from .other import OTHER\nfrom .common import *\n",
            "config/other.py": "from .common import OTHER\n",
            "config/common.py": f"{GOOD}OTHER = 1\nSESSION_COOKIE_SECURE = False\n",
        }
        (found,) = of(judged(files, "config.settings"), "COOKIE001")
        assert [(each.location.path, each.location.line) for each in found.related] == [
            ("config/settings.py", 2)
        ]

    def test_no_chain_within_the_file_itself(self) -> None:
        assert not Site(BASE).one("HSTS001").related


PRODUCTION = {
    "config/settings/__init__.py": "",
    "config/settings/base.py": BASE,
    "config/settings/production.py": "from .base import *\nMIDDLEWARE.insert(1, 'whitenoise.middleware.WhiteNoiseMiddleware')\n",
    "config/settings/sandbox.py": "from .production import *\nMIDDLEWARE = [*MIDDLEWARE]\n",
    "config/wsgi.py": WSGI,
    "Procfile": "web: DJANGO_SETTINGS_MODULE=config.settings.sandbox gunicorn config.wsgi\n",
}


class TestSharedCause:
    def test_what_an_importing_module_lacks_too_is_one_finding(self) -> None:
        found = of(
            judged(PRODUCTION, "config.settings.production", "config.settings.sandbox"),
            "HSTS001",
        )
        assert [each.modules for each in found] == [("config.settings.production", "config.settings.sandbox")]
        assert found[0].location.path == "config/settings/base.py"

    @pytest.mark.parametrize("code", ["HSTS001", "CSP001", "PERM001", "COOKIE001", "COOKIE003", "TLS001"])
    def test_one_for_each_that_is_missing(self, code: str) -> None:
        modules = ("config.settings.production", "config.settings.sandbox")
        assert len(of(judged(PRODUCTION, *modules), code)) == 1

    def test_written_twice_is_two_causes(self) -> None:
        files = {
            **PRODUCTION,
            "config/settings/base.py": f"{BASE}SESSION_COOKIE_SECURE = False\n",
            "config/settings/sandbox.py": "from .production import *\nSESSION_COOKIE_SECURE = False\n",
        }
        found = of(judged(files, "config.settings.production", "config.settings.sandbox"), "COOKIE001")
        assert {each.location.path for each in found} == {
            "config/settings/base.py",
            "config/settings/sandbox.py",
        }

    def test_siblings_have_their_own_places(self) -> None:
        files = {
            **PRODUCTION,
            "config/settings/production.py": "from .base import *\nSESSION_COOKIE_SECURE = True\n",
            "config/settings/sandbox.py": "from .base import *\nSESSION_COOKIE_SECURE = True\n",
        }
        found = of(judged(files, "config.settings.production", "config.settings.sandbox"), "HSTS001")
        assert {each.location.path for each in found} == {
            "config/settings/production.py",
            "config/settings/sandbox.py",
        }

    @pytest.mark.parametrize("code", ["HSTS001", "CSP001"])
    def test_what_is_lacking_stands_where_the_stack_is_written_not_where_it_grows(self, code: str) -> None:
        settings = f"{BASE}if DEBUG:\n    MIDDLEWARE += ['debug_toolbar.middleware.DebugToolbarMiddleware']\n"
        settings = settings.replace("DEBUG = False", "DEBUG = True")
        line = (
            settings.splitlines().index(
                next(x for x in settings.splitlines() if x.startswith("MIDDLEWARE = "))
            )
            + 1
        )
        assert Site(settings).one(code).location.line == line


class TestConfidence:
    def test_a_marker_that_decides_lowers_to_low(self) -> None:
        settings = f"{GOOD}if 'DYNO' not in os.environ:\n    SECURE_HSTS_SECONDS = 0\n"
        assert Site(settings).one("HSTS001").confidence is Confidence.LOW

    def test_a_marker_beside_it_does_not(self) -> None:
        settings = f"{BASE}if 'DYNO' in os.environ:\n    MIDDLEWARE.append('whitenoise.middleware.WhiteNoiseMiddleware')\n"
        assert Site(settings).one("HSTS001").confidence is Confidence.HIGH

    def test_a_marker_and_a_variable(self) -> None:
        settings = (
            f"{GOOD}if 'DYNO' in os.environ:\n    SECURE_REFERRER_POLICY = 'same-origin'\n"
            "SECURE_HSTS_SECONDS = int(os.environ.get('HSTS', 0))\n"
        )
        assert Site(settings).one("HSTS001").confidence is Confidence.MEDIUM

    def test_a_variable_that_changes_nothing(self) -> None:
        settings = f"{BASE}X_FRAME_OPTIONS = os.environ.get('XFO', 'DENY')\n"
        assert Site(settings).one("HSTS001").confidence is Confidence.HIGH
