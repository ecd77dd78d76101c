"""What rules would have changed in lists of middleware, in the layouts that these come in."""

from __future__ import annotations

import re
from textwrap import indent

import pytest

from tests.fixes.layouts import AUTH, COMMON, CSRF, FRAMES, MESSAGES, SECURITY, SESSION, WHITENOISE, listed
from tests.fixes.stacks import FORMS, HEAD, Stack, base_of_two, laid, lines
from tests.fixes.trying import Tree, mended

UPDATE = "django.middleware.cache.UpdateCacheMiddleware"
FETCH = "django.middleware.cache.FetchFromCacheMiddleware"
GONE = "django.contrib.auth.middleware.SessionAuthenticationMiddleware"
STACKS = {
    "MW001": Stack("MW001", (SESSION, COMMON, CSRF, FRAMES), (SECURITY, SESSION, COMMON, CSRF, FRAMES)),
    "MW002": Stack(
        "MW002", (SESSION, COMMON, CSRF, FRAMES, SECURITY), (SESSION, SECURITY, COMMON, CSRF, FRAMES)
    ),
    "MW003": Stack("MW003", (SECURITY, SESSION, COMMON, CSRF), (SECURITY, SESSION, COMMON, CSRF, FRAMES)),
    "MW004": Stack(
        "MW004",
        (SECURITY, SESSION, COMMON, WHITENOISE, CSRF, FRAMES),
        (SECURITY, WHITENOISE, SESSION, COMMON, CSRF, FRAMES),
        "whitenoise==6.6.0\n",
    ),
    "MW006": Stack(
        "MW006",
        (SECURITY, AUTH, SESSION, COMMON, CSRF, MESSAGES, FRAMES),
        (SECURITY, SESSION, AUTH, COMMON, CSRF, MESSAGES, FRAMES),
    ),
    "MW007": Stack(
        "MW007", (SECURITY, SESSION, COMMON, CSRF, FRAMES, SESSION), (SECURITY, SESSION, COMMON, CSRF, FRAMES)
    ),
    "MW008 misspelt": Stack(
        "MW008",
        (SECURITY, SESSION, COMMON, CSRF.replace("View", "Views"), FRAMES),
        (SECURITY, SESSION, COMMON, CSRF, FRAMES),
    ),
    "MW008 gone": Stack(
        "MW008",
        (SECURITY, SESSION, COMMON, CSRF, AUTH, GONE, FRAMES),
        (SECURITY, SESSION, COMMON, CSRF, AUTH, FRAMES),
    ),
    "MW009": Stack(
        "MW009",
        (FETCH, SECURITY, UPDATE, COMMON, CSRF, FRAMES),
        (UPDATE, SECURITY, COMMON, CSRF, FRAMES, FETCH),
    ),
}


@pytest.mark.parametrize("form", FORMS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("stack", STACKS.values(), ids=[*STACKS])
def test_a_list_is_mended_in_its_layout(stack, form):
    done = laid(stack, form)
    result = mended(done.tree, stack.code)
    assert not result.reason
    assert result.text() == done.after


@pytest.mark.parametrize("stack", STACKS.values(), ids=[*STACKS])
def test_a_base_is_mended_for_all_that_share_it(stack):
    done = base_of_two(stack)
    result = mended(done.tree, stack.code)
    assert not result.reason
    assert result.text(done.path) == done.after
    assert {edit.location.path for edit in result.edits} == {done.path}


# -- comments, calls, two files ----------------------------------------------------------------------------------------


def with_comments(paths):
    text = lines(paths)
    for path in paths:
        name = path.rpartition(".")[2]
        text = text.replace(f'    "{path}",\n', f'    # About {name}.\n    "{path}",  # {name}\n', 1)
    return text


@pytest.mark.parametrize("name", ["MW004", "MW006", "MW009"])
def test_a_middleware_that_moves_takes_its_comments_along(name):
    done = laid(STACKS[name], with_comments)
    assert mended(done.tree, name).text() == done.after


@pytest.mark.parametrize("form", ['[*Base.MIDDLEWARE, "{}"]', 'Base.MIDDLEWARE + ["{}"]'])
def test_what_a_class_adds_to_the_one_above_goes_with_its_statement(form):
    head = "from configurations import Configuration\n\n\nclass Base(Configuration):\n"
    start = f"{head}{indent(lines(WHOLE), '    ')}\n\nclass Prod(Base):\n    FIRST = 1\n"
    tree = Tree(
        {"config/settings.py": f"{start}    MIDDLEWARE = {form.format(GONE)}\n    LAST = 2\n"},
        requirements="django-configurations==2.5\n",
        configuration="Prod",
    )
    result = mended(tree, "MW008")
    assert not result.reason
    assert result.text() == f"{start}    LAST = 2\n"


def test_what_comes_first_stands_above_what_is_unpacked():
    first = f'"{SESSION}"'
    text = f"{HEAD}OURS = []\n" + listed((SESSION, COMMON, CSRF, FRAMES)).replace("[\n", "[\n    *OURS,\n")
    result = mended(Tree({"config/settings.py": text}), "MW001")
    assert result.text() == text.replace(first, f'"{SECURITY}",\n    {first}')


WHOLE = (SECURITY, SESSION, COMMON, CSRF, FRAMES)
PLACE = f'MIDDLEWARE.insert(MIDDLEWARE.index("{SECURITY}") + 1, "{WHITENOISE}")\n'
CALLS = {
    "an insert at a number": (
        "MW004", WHOLE, f'MIDDLEWARE.insert(2, "{WHITENOISE}")\n', PLACE,
    ),
    "a first one that lacks": (
        "MW001", WHOLE[2:], f'MIDDLEWARE.insert(0, "{SESSION}")\n', f'MIDDLEWARE.insert(0, "{SESSION}")\nMIDDLEWARE.insert(0, "{SECURITY}")\n',
    ),
    "a last one that lacks": (
        "MW003", WHOLE[:-1], f'MIDDLEWARE.append("{AUTH}")\n', f'MIDDLEWARE.append("{AUTH}")\nMIDDLEWARE.append("{FRAMES}")\n',
    ),
    "one appended twice": ("MW007", WHOLE, f'MIDDLEWARE.append("{SESSION}")\n', ""),
    "a misspelt one that is appended": (
        "MW008", WHOLE[:-1], f'MIDDLEWARE.append("{FRAMES}s")\n', f'MIDDLEWARE.append("{FRAMES}")\n',
    ),
    "one that is added alone": ("MW007", WHOLE, f'MIDDLEWARE += ["{SESSION}"]\n', ""),
    "one that a paragraph speaks of": (
        "MW008",
        WHOLE,
        f'FIRST = 1\n\n# Sessions end with the password.\nMIDDLEWARE += [\n    "{GONE}",\n]\n\n',
        "FIRST = 1\n\n",
    ),
    "one that a branch holds": ("MW008", WHOLE, f'if not DEBUG:\n    MIDDLEWARE.append("{GONE}")\n', ""),
    "one that is gone": ("MW008", WHOLE, f'MIDDLEWARE.insert(3, "{GONE}")\n', ""),
    "one that the list is extended by": ("MW008", WHOLE, f'# No more.\nMIDDLEWARE.extend(["{GONE}"])\n', "# No more.\n"),
    "one that the list is unpacked beside": ("MW008", WHOLE, f'MIDDLEWARE = [*MIDDLEWARE, "{GONE}"]\n', ""),
    "one that the list is added to": ("MW008", WHOLE, f'MIDDLEWARE = ["{GONE}"] + MIDDLEWARE\n', ""),
    "one beside another that the list is unpacked beside": (
        "MW008", WHOLE, f'MIDDLEWARE = [*MIDDLEWARE, "{GONE}", "ours.First"]\n', 'MIDDLEWARE = [*MIDDLEWARE, "ours.First"]\n',
    ),
    "security at the end": (
        "MW002", WHOLE[1:], f'MIDDLEWARE.append("{SECURITY}")\n', f'MIDDLEWARE.insert(MIDDLEWARE.index("{COMMON}"), "{SECURITY}")\n',
    ),
    "log-ins in front of sessions": (
        "MW006", WHOLE, f'MIDDLEWARE.insert(0, "{AUTH}")\n', f'MIDDLEWARE.insert(MIDDLEWARE.index("{SESSION}") + 1, "{AUTH}")\n',
    ),
    "the cache read first": (
        "MW009",
        (SECURITY, COMMON, CSRF, FRAMES),
        f'MIDDLEWARE.insert(0, "{FETCH}")\nMIDDLEWARE.insert(2, "{UPDATE}")\n',
        f'MIDDLEWARE.append("{FETCH}")\nMIDDLEWARE.insert(MIDDLEWARE.index("{SECURITY}"), "{UPDATE}")\n',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CALLS)
def test_a_list_that_is_put_together_by_calls(name):
    code, paths, before, after = CALLS[name]
    start = f"{HEAD}{listed(paths)}"
    tree = Tree(
        {"config/settings.py": f"{start}{before}LAST = 1\n"},
        requirements="whitenoise==6.6.0\n" if code == "MW004" else "",
    )
    result = mended(tree, code)
    assert not result.reason
    assert result.text() == f"{start}{after}LAST = 1\n"


def test_a_list_of_two_files():
    base = f"{HEAD}{listed((SESSION, COMMON, CSRF, FRAMES))}"
    production = 'from config.base import *\n\nMIDDLEWARE = ["ours.First", *MIDDLEWARE]\n'
    tree = Tree({"config/base.py": base, "config/production.py": production}, "config.production")
    result = mended(tree, "MW001")
    assert result.text("config/production.py") == production.replace('["ours', f'["{SECURITY}", "ours')
    assert result.text("config/base.py") == base


# -- paths that run into each other ------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS, ids=lambda each: each.__name__)
def test_a_missing_comma_is_put_in(form):
    after = form((SECURITY, SESSION, COMMON, CSRF, FRAMES))
    done = laid(Stack("DJ008", (), ()), form)
    before = after.replace(f'"{COMMON}",', f'"{COMMON}"')
    assert before != after
    result = mended(done.tree._replace(files={"config/settings.py": before}), "DJ008")
    assert not result.reason
    assert result.text() == after


@pytest.mark.parametrize("form", FORMS, ids=lambda each: each.__name__)
def test_a_list_that_is_ignored_gets_its_name(form):
    after = form(WHOLE)
    before = re.sub(r"\bMIDDLEWARE\b", "MIDDLEWARE_CLASSES", after)
    done = laid(Stack("MW005", (), ()), form)
    result = mended(done.tree._replace(files={"config/settings.py": before}), "MW005")
    assert not result.reason
    assert result.text() == after


def test_a_list_that_is_ignored_gets_its_name_in_calls_as_well():
    after = f'{HEAD}{listed(WHOLE)}MIDDLEWARE.append("ours.First")\nFIRST = MIDDLEWARE[0]\n'
    before = re.sub(r"\bMIDDLEWARE\b", "MIDDLEWARE_CLASSES", after)
    result = mended(Tree({"config/settings.py": before}), "MW005")
    assert not result.reason
    assert result.text() == after


def test_a_list_that_production_adds_to_keeps_its_name():
    base = f"{HEAD}{listed(WHOLE)}".replace("MIDDLEWARE", "MIDDLEWARE_CLASSES")
    production = 'from config.base import *\n\nMIDDLEWARE_CLASSES.append("ours.First")\n'
    tree = Tree({"config/base.py": base, "config/production.py": production}, "config.production")
    assert mended(tree, "MW005").reason == "then evaluation ends here: NameError is raised"
