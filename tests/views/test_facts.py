from __future__ import annotations

import pytest
from secheaders_lint.source.memory import MemoryTree
from secheaders_lint.views import MAX_FILES, Views
from secheaders_lint.views.search import SIGNS, may_matter

FRAMING, CSP, ONLY = "X-Frame-Options", "Content-Security-Policy", "Content-Security-Policy-Report-Only"
CLICK = "from django.views.decorators.clickjacking import xframe_options_exempt\n"
METHOD = "from django.utils.decorators import method_decorator\n"
NATIVE = "from django.views.decorators.csp import csp_override, csp_report_only_override\n"
DCSP = "from csp.decorators import csp_exempt\n"


def found(text: str, path: str = "shop/views.py") -> list[tuple[str, str | None, str, int]]:
    facts = Views(MemoryTree({path: text})).facts()
    return [(fact.header, fact.value, fact.view, fact.place.line) for fact in facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CLICK + "@xframe_options_exempt\ndef page(request): ...\n", [(FRAMING, None, "page", 2)]),
        (
            "from django.views.decorators.clickjacking import xframe_options_exempt as free\n@free\ndef page(r): ...\n",
            [(FRAMING, None, "page", 2)],
        ),
        (
            "from django.views.decorators import clickjacking\n@clickjacking.xframe_options_exempt\ndef page(r): ...\n",
            [(FRAMING, None, "page", 2)],
        ),
        (
            "import django.views.decorators.clickjacking\n@django.views.decorators.clickjacking.xframe_options_exempt\ndef page(r): ...\n",
            [(FRAMING, None, "page", 2)],
        ),
        (
            CLICK
            + METHOD
            + "class Page(View):\n    @method_decorator(xframe_options_exempt)\n    def dispatch(self): ...\n",
            [(FRAMING, None, "Page.dispatch", 4)],
        ),
        (
            CLICK
            + METHOD
            + '@method_decorator([never_cache, xframe_options_exempt], name="dispatch")\nclass Page(View): ...\n',
            [(FRAMING, None, "Page", 3)],
        ),
        (
            CLICK
            + 'urlpatterns = [path("x/", xframe_options_exempt(Page.as_view())), path("y/", xframe_options_exempt(views.other))]\n',
            [(FRAMING, None, "Page", 2), (FRAMING, None, "other", 2)],
        ),
        ("def page(r):\n    response.xframe_options_exempt = True\n", [(FRAMING, None, "page", 2)]),
        (DCSP + "@csp_exempt\ndef page(r): ...\n", [(CSP, None, "page", 2)]),
        (DCSP + "@csp_exempt()\ndef page(r): ...\n", [(CSP, None, "page", 2)]),
        (DCSP + "@csp_exempt(REPORT_ONLY=True)\ndef page(r): ...\n", [(ONLY, None, "page", 2)]),
        (DCSP + "view = csp_exempt()(inner)\n", [(CSP, None, "inner", 2)]),
        (NATIVE + "@csp_override({})\ndef page(r): ...\n", [(CSP, None, "page", 2)]),
        (NATIVE + "@csp_report_only_override({})\ndef page(r): ...\n", [(ONLY, None, "page", 2)]),
        (
            'def page(r):\n    response["X-Frame-Options"] = "ALLOWALL"\n    response.headers["x-frame-options"] = "no"\n',
            [(FRAMING, "ALLOWALL", "page", 2), ("x-frame-options", "no", "page", 3)],
        ),
    ],
)
def test_found(text: str, expected: list[tuple[str, str | None, str, int]]) -> None:
    # The search looks for the name as it is usually written.
    assert found("# X-Frame-Options\n" + text) == [(*each[:3], each[3] + 1) for each in expected]


@pytest.mark.parametrize(
    "text",
    [
        # The name of a function of the project's own.
        "def xframe_options_exempt(view): ...\n@xframe_options_exempt\ndef page(r): ...\n",
        "from .own import xframe_options_exempt\n@xframe_options_exempt\ndef page(r): ...\n",
        "from shop.own import csp_exempt\n@csp_exempt\ndef page(r): ...\n",
        # Imported, and used nowhere.
        CLICK,
        CLICK + "__all__ = ['xframe_options_exempt']\n",
        # Another policy is no missing one.
        NATIVE + '@csp_override({"default-src": ["\'self\'"]})\ndef page(r): ...\n',
        NATIVE + "@csp_override(POLICY)\ndef page(r): ...\n",
        # What is written cannot be told, or is only read.
        'def page(r):\n    response["X-Frame-Options"] = value\n    found = response["X-Frame-Options"]\n',
        'def page(r):\n    response[name] = "X-Frame-Options"\n',
        "def page(r):\n    response.xframe_options_exempt = False\n",
        # Middleware is part of the prediction.
        'class FrameMiddleware:\n    def __call__(self, r):\n        response["X-Frame-Options"] = "ALLOWALL"\n',
        "def broken(:\n    'X-Frame-Options'\n",
        '"""X-Frame-Options, xframe_options_exempt and csp_exempt, in words only."""\n',
    ],
)
def test_nothing_found(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "path",
    [
        "shop/tests/views.py", "shop/test_views.py", "shop/views_test.py", "conftest.py", "docs/views.py",
        "node_modules/a/views.py", "{{cookiecutter.x}}/views.py", "shop/views.txt", "shop/middleware.py",
    ],
)  # fmt: skip
def test_not_looked_at(path: str) -> None:
    assert found('def page(r):\n    response["X-Frame-Options"] = "ALLOWALL"\n', path) == []


def test_every_sign_is_met_by_the_quick_search() -> None:
    for sign in SIGNS:
        assert [*may_matter(MemoryTree({"views.py": sign.decode()}))] == ["views.py"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_are_those_of_the_file(end: str) -> None:
    filler = ["class Other:", '    def get(self): return """', "@x", '"""', "", "# a comment", ""] * 20
    view = ["@b", "@xframe_options_exempt", "def page(r):", "    pass"]
    source = end.join(["import a", *filler, *CLICK.splitlines(), *filler, *view])
    expected = source.split(end).index("@xframe_options_exempt") + 1
    assert found(source) == [(FRAMING, None, "page", expected)]


def test_only_below_the_folders_that_are_asked_for() -> None:
    text = CLICK + "@xframe_options_exempt\ndef page(r): ...\n"
    views = Views(MemoryTree({"a/views.py": text, "ab/views.py": text}))
    assert [fact.place.path for fact in views.facts(("a",))] == ["a/views.py"]
    assert len(views.facts(("a", ""))) == 2


def test_too_many_files_are_not_read() -> None:
    text = CLICK + "@xframe_options_exempt\ndef page(r): ...\n"
    files = {f"a{number}/views.py": text for number in range(MAX_FILES + 5)}
    assert len(Views(MemoryTree(files)).facts()) == MAX_FILES
