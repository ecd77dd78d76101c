from __future__ import annotations

from secheaders_lint.findings import Severity

from .sites import BASE, Site, sites

CODE = "SET001"


def test_entrypoint_that_does_not_parse() -> None:
    outcome = Site("DEBUG = (\n").outcome()
    (found,) = outcome.findings
    assert found.code == CODE
    assert found.severity is Severity.ERROR
    assert found.location.path == "config/settings.py"
    assert found.modules == ("config.settings",)


def test_imported_module_that_does_not_parse() -> None:
    site = Site(BASE + "from .more import *\n", files={"config/more.py": "X = (\n"})
    found = site.one(CODE)
    assert found.location.path == "config/more.py"


def test_package_that_does_not_parse_is_all_that_is_told() -> None:
    outcome = Site(BASE, files={"config/__init__.py": "X = (\n"}).outcome()
    (found,) = outcome.findings
    assert (found.code, found.location.path) == (CODE, "config/settings.py")
    assert "config/__init__.py:1: " in found.message


def test_imported_module_that_is_not_there() -> None:
    site = Site(BASE + "from .secrets import *\n")
    found = site.one(CODE)
    assert site.line(found) == "from .secrets import *"


@sites(
    {
        "everything is there": BASE,
        "a module that git ignores": Site(
            BASE + "from .secrets import *\n", files={".gitignore": "secrets.py\n"}
        ),
        "a module of which there is a sample": Site(
            BASE + "from .secrets import *\n",
            files={"config/secrets.example.py": "SECRET_KEY = 'change me'\n"},
        ),
        "a guarded import": "try:\n    from .local import *\nexcept ImportError:\n    pass\n",
        "a middleware that does not parse is none of the settings": Site(
            BASE + 'MIDDLEWARE.append("config.own.Middleware")\n',
            files={"config/own.py": "class Middleware(\n"},
        ),
        "a middleware that imports what is not there": Site(
            BASE + 'MIDDLEWARE.append("config.own.Middleware")\n',
            files={"config/own.py": "from .generated import X\nclass Middleware:\n    pass\n"},
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
