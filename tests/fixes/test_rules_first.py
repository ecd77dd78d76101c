"""The first policy of a site, in each dialect: the setting, the middleware and whatever else it needs, in the layouts of settings."""

from __future__ import annotations

from textwrap import indent
from typing import NamedTuple

import pytest

from tests.fixes.layouts import SECURITY, USUAL, Kind, listed
from tests.fixes.trying import Tree, mended


class First(NamedTuple):
    """A first policy: the rule that asks for it, what is installed, and the lines that are to be added."""

    code: str
    requirements: str
    django: str
    path: str
    policy: str
    imports: str = ""
    app: str = ""


NATIVE = First(
    "CSP001",
    "",
    "6.0.1",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    """\
SECURE_CSP_REPORT_ONLY = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
""",
    "from django.utils.csp import CSP\n",
)
FOUR = First(
    "CSP001",
    "django-csp==4.0\n",
    "5.2.7",
    "csp.middleware.CSPMiddleware",
    """\
CONTENT_SECURITY_POLICY_REPORT_ONLY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}
""",
    app=', "csp"',
)
THREE = First(
    "CSP001",
    "django-csp==3.8\n",
    "5.2.7",
    "csp.middleware.CSPMiddleware",
    """\
CSP_REPORT_ONLY = True
CSP_DEFAULT_SRC = ["'self'"]
CSP_IMG_SRC = ["'self'", "data:"]
CSP_OBJECT_SRC = ["'none'"]
CSP_BASE_URI = ["'none'"]
CSP_FORM_ACTION = ["'self'"]
CSP_FRAME_ANCESTORS = ["'none'"]
""",
)
FEATURES = First(
    "PERM001",
    "django-permissions-policy==4.26.0\n",
    "5.2.7",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    """\
PERMISSIONS_POLICY = {
    "accelerometer": [],
    "camera": [],
    "display-capture": [],
    "gyroscope": [],
    "magnetometer": [],
    "microphone": [],
    "midi": [],
    "usb": [],
}
""",
)
ALL = {"native": NATIVE, "django-csp 4": FOUR, "django-csp 3": THREE, "permissions": FEATURES}

# What is between these signs stands there afterwards: the middleware, the app, the import alone or above all, the policy.
START = 'DEBUG = False\nALLOWED_HOSTS = ["a.example"]\nINSTALLED_APPS = ["django.contrib.auth"<app>]\n'
LISTED = listed(USUAL).replace(f'"{SECURITY}",\n', f'"{SECURITY}",\n<path>')
FRAMING = 'X_FRAME_OPTIONS = "DENY"\n'
INDEX = f'MIDDLEWARE.index("{SECURITY}") + 1'
SIGNS = (
    "<app>",
    "<path>",
    "<inner path>",
    "<star>",
    "<call>",
    "<inner call>",
    "<top>",
    "<import>",
    "<policy>",
    "<inner>",
    "<end>",
)


def written(template: str, first: First | None) -> str:
    """Return the text of a template, with the lines of a policy or without any."""
    if first is None:
        made = dict.fromkeys(SIGNS, "")
    else:
        made = {
            "<app>": first.app,
            "<path>": f'    "{first.path}",\n',
            "<inner path>": f'        "{first.path}",\n',
            "<star>": f', "{first.path}"',
            "<call>": f'MIDDLEWARE.insert({INDEX}, "{first.path}")\n',
            "<inner call>": f'    MIDDLEWARE.insert({INDEX}, "{first.path}")\n',
            "<top>": f"{first.imports}\n" if first.imports else "",
            "<import>": first.imports,
            "<policy>": first.policy,
            "<inner>": indent(first.policy, "    "),
            "<end>": f"\n# Security\n{first.policy}",
        }
    for sign, text in made.items():
        template = template.replace(sign, text)
    return template


SHORT = listed(USUAL[1:])
CLASS = "from configurations import Configuration\n<import>\n\nclass Prod(Configuration):\n"
LAYOUTS = {
    "a literal list": (Kind.LITERAL, f"<top>{START}{LISTED}{FRAMING}<policy>"),
    "an insert call": (
        Kind.CALL, f'<top>{START}{SHORT}MIDDLEWARE.insert(0, "{SECURITY}")\n<call>{FRAMING}<policy>',
    ),
    "a list that is unpacked": (
        Kind.STARS,
        f'<top>{START}FIRST = ["{SECURITY}"<star>]\n' + SHORT.replace("[\n", "[\n    *FIRST,\n") + f"{FRAMING}<policy>",
    ),
    "a list in two": (
        Kind.LITERAL, f'<top>{START}MIDDLEWARE = ["{SECURITY}"<star>] + ' + SHORT[13:] + f"{FRAMING}<policy>",
    ),
    "a class": (
        Kind.CLASS,
        CLASS + indent(f"{START}{LISTED}{FRAMING}", "    ").replace("    <path>", "<inner path>    ") + "<inner>",
    ),
}  # fmt: skip


def laid(layout: str, first: First, before: str) -> Tree:
    """Return the project of a layout, with what a file is before the fix."""
    tree = Tree({"config/settings.py": before}, "config.settings", first.django, first.requirements)
    if layout != "a class":
        return tree
    return tree._replace(
        requirements=f"django-configurations==2.5\n{first.requirements}", configuration="Prod"
    )


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ALL)
def test_a_policy_begins_beside_other_headers(name, layout):
    first, (_, template) = ALL[name], LAYOUTS[layout]
    result = mended(laid(layout, first, written(template, None)), first.code)
    assert not result.reason
    assert result.text() == written(template, first)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ["native", "django-csp 4", "permissions"])
def test_a_middleware_without_a_policy_gets_one(name, layout):
    first, (_, template) = ALL[name], LAYOUTS[layout]
    before = written(template, first._replace(policy="", imports=""))
    result = mended(laid(layout, first, before), "PERM001" if first is FEATURES else "CSP004")
    assert not result.reason
    assert result.text() == written(template, first)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ALL)
def test_a_policy_without_a_middleware_gets_one(name, layout):
    first, (_, template) = ALL[name], LAYOUTS[layout]
    bare = template
    for sign in ("<path>", "<inner path>", "<star>", "<call>"):
        bare = bare.replace(sign, "")
    result = mended(laid(layout, first, written(bare, first)), "PERM001" if first is FEATURES else "CSP003")
    assert not result.reason
    assert result.text() == written(template, first)


GUARDED = 'import os\n<import>\nDEBUG = os.environ.get("DEBUG") == "1"\n' + START.partition("\n")[2] + LISTED


@pytest.mark.parametrize("name", ALL)
def test_a_policy_joins_the_headers_that_developers_do_not_get(name):
    # django-csp 3 enforces a policy of its own for those who have none of its settings.
    end = "<end>" if ALL[name] is THREE else "<inner>"
    template = f"{GUARDED}if not DEBUG:\n    {FRAMING}{end}"
    tree = Tree(
        {"config/settings.py": written(template, None)},
        requirements=ALL[name].requirements,
        django=ALL[name].django,
    )
    result = mended(tree, ALL[name].code)
    assert result.text() == written(template, ALL[name])


@pytest.mark.parametrize("name", ALL)
def test_a_policy_is_that_of_production_alone(name):
    first = ALL[name]
    base = f"{START}{LISTED}{FRAMING}"
    production = "from config.base import *\n<import>\nSECURE_HSTS_SECONDS = 31536000\n<policy>"
    if first is THREE:
        # In the base it would give developers the policy that django-csp 3 has without settings.
        base, production = base.replace("<path>", "").replace("<app>", ""), f"{production}<blank><call>"
    files = {
        "config/base.py": written(base, None),
        "config/production.py": written(production, None).replace("<blank>", ""),
        "config/development.py": "from config.base import *\n\nDEBUG = True\n",
    }
    tree = Tree(files, "config.production", first.django, first.requirements)
    result = mended(tree, first.code)
    assert result.text("config/base.py") == written(base, first)
    assert result.text("config/production.py") == written(production, first).replace("<blank>", "\n")
    assert result.text("config/development.py") == files["config/development.py"]


UNDER_CONDITION = f"{GUARDED}if not DEBUG:\n    {FRAMING}<inner>"


@pytest.mark.parametrize("name", ["native", "django-csp 4", "permissions"])
def test_a_middleware_gets_the_policy_that_developers_do_not_get(name):
    first = ALL[name]
    before = written(UNDER_CONDITION, first._replace(policy="", imports=""))
    result = mended(laid("", first, before), "PERM001" if first is FEATURES else "CSP004")
    assert result.text() == written(UNDER_CONDITION, first)


@pytest.mark.parametrize("name", ALL)
def test_a_policy_that_developers_do_not_get_gets_a_middleware(name):
    first = ALL[name]
    template = UNDER_CONDITION
    if first is THREE:
        # In the list it would give developers the policy that django-csp 3 has without settings.
        template = template.replace("<path>", "").replace("<inner>", "<inner><inner call>")
    before = template.replace("<path>", "").replace("<inner call>", "")
    result = mended(laid("", first, written(before, first)), "PERM001" if first is FEATURES else "CSP003")
    assert not result.reason
    assert result.text() == written(template, first)


def test_a_policy_of_which_developers_get_a_part_gets_a_middleware_for_all():
    part = "CSP_IMG_SRC = [\"'self'\"]\n"
    template = UNDER_CONDITION.replace("if not DEBUG", f"{part}if not DEBUG")
    before = template.replace("<path>", "")
    first = THREE._replace(policy=THREE.policy.replace('CSP_IMG_SRC = ["\'self\'", "data:"]\n', ""))
    result = mended(laid("", first, written(before, first)), "CSP003")
    assert not result.reason
    assert result.text() == written(template, first)


def _of_production(first: First, base: str, production: str) -> Tree:
    files = {
        "config/base.py": base,
        "config/production.py": production,
        "config/development.py": "from config.base import *\n\nDEBUG = True\n",
    }
    return Tree(files, "config.production", first.django, first.requirements)


BASE = f"{START}{LISTED}{FRAMING}"
PRODUCTION = "from config.base import *\n<import>\nSECURE_HSTS_SECONDS = 31536000\n<policy>"


@pytest.mark.parametrize("name", ["native", "django-csp 4", "permissions"])
def test_the_middleware_of_a_base_gets_its_policy_from_production(name):
    first = ALL[name]
    before = written(PRODUCTION, first._replace(policy="", imports=""))
    tree = _of_production(first, written(BASE, first), before)
    result = mended(tree, "PERM001" if first is FEATURES else "CSP004")
    assert not result.reason
    assert result.text("config/base.py") == written(BASE, first)
    assert result.text("config/production.py") == written(PRODUCTION, first)


@pytest.mark.parametrize("name", ALL)
def test_the_policy_of_production_gets_its_middleware(name):
    first, base, production = ALL[name], BASE, PRODUCTION
    if first is THREE:
        base, production = BASE.replace("<path>", ""), f"{PRODUCTION}<blank><call>"
    before = [text.replace("<path>", "").replace("<blank><call>", "") for text in (base, production)]
    tree = _of_production(first, *(written(text, first) for text in before))
    result = mended(tree, "PERM001" if first is FEATURES else "CSP003")
    assert not result.reason
    assert result.text("config/base.py") == written(base, first)
    assert result.text("config/production.py") == written(production, first).replace("<blank>", "\n")
