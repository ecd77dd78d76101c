"""The middleware list as the model has it: what is sure under the reading, what in every environment, what in another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.sites import BASE, MIDDLEWARE, Site

if TYPE_CHECKING:
    from secheaders_lint.model.stack import Entry, Stack

SESSION = "django.contrib.sessions.middleware.SessionMiddleware"
SECURITY = "django.middleware.security.SecurityMiddleware"


def stack_of(settings: str, **files: str) -> Stack:
    named = {f"config/{name}.py": text for name, text in files.items()}
    (judged,) = Site(settings, files=named).outcome().judged
    return judged.site.stack


def entry(stack: Stack, path: str) -> Entry:
    (found,) = [each for each in stack.entries if each.path == path]
    return found


def test_a_plain_list() -> None:
    stack = stack_of(BASE)
    assert stack.setting == "MIDDLEWARE"
    assert stack.known
    assert [each.index for each in stack.entries] == list(range(7))
    assert all(each.sure and each.fixed and not each.own for each in stack.entries)
    assert stack.has(SECURITY) is True
    assert stack.lists(SECURITY) is True


@pytest.mark.parametrize(
    "change",
    [
        "MIDDLEWARE.remove(X)",
        "del MIDDLEWARE[1]",
        "MIDDLEWARE = [each for each in MIDDLEWARE if each != X]",
        "MIDDLEWARE = MIDDLEWARE[:1] + MIDDLEWARE[2:]",
    ],
)
def test_what_is_taken_out(change: str) -> None:
    stack = stack_of(f"{BASE}X = {SESSION!r}\n{change}\n")
    assert stack.has(SESSION) is False
    assert [each.index for each in stack.entries] == list(range(6))


def test_an_entry_of_the_environment_is_not_fixed() -> None:
    stack = stack_of(f'{BASE}if not os.environ.get("X"):\n    MIDDLEWARE.append("x.Middleware")\n')
    assert (entry(stack, "x.Middleware").sure, entry(stack, "x.Middleware").fixed) == (True, False)
    assert entry(stack, SECURITY).fixed


def test_an_entry_of_another_environment() -> None:
    stack = stack_of(f'{BASE}if os.environ.get("X"):\n    MIDDLEWARE.append("x.Middleware")\n')
    assert [each.path for each in stack.others] == ["x.Middleware"]
    assert stack.has("x.Middleware") is False


def test_two_lists() -> None:
    short = f"MIDDLEWARE = [{SECURITY!r}]\n"
    stack = stack_of(
        f'import os\nif os.environ.get("X"):\n    {short}else:\n    MIDDLEWARE = [{SECURITY!r}, {SESSION!r}]\n'
    )
    assert entry(stack, SECURITY).fixed
    assert not entry(stack, SESSION).fixed


def test_a_stretch_that_is_not_known() -> None:
    stack = stack_of(f"{BASE}import elsewhere\nMIDDLEWARE += elsewhere.more()\n")
    assert not stack.known
    assert stack.has(SECURITY) is True
    assert stack.has("x.Middleware") is None


def test_a_list_that_is_not_known() -> None:
    stack = stack_of("from elsewhere import MIDDLEWARE\n")
    assert not stack.known
    assert stack.has(SECURITY) is None


def test_no_list_is_an_empty_one() -> None:
    stack = stack_of("DEBUG = False\nALLOWED_HOSTS = ['a']\n")
    assert stack.known
    assert not stack.entries


def test_a_subclass_of_the_project_works_as_its_base() -> None:
    text = "from django.middleware.security import SecurityMiddleware as Base\nclass Own(Base):\n    pass\n"
    stack = stack_of(BASE.replace(f'"{SECURITY}"', '"config.own.Own"'), own=text)
    assert stack.has(SECURITY) is True
    assert stack.lists(SECURITY) is False
    assert stack.entries[0].own


@pytest.mark.parametrize(
    ("django", "settings", "setting"),
    [
        ("1.9.13", MIDDLEWARE.replace("MIDDLEWARE", "MIDDLEWARE_CLASSES"), "MIDDLEWARE_CLASSES"),
        ("1.11.29", MIDDLEWARE.replace("MIDDLEWARE", "MIDDLEWARE_CLASSES"), "MIDDLEWARE_CLASSES"),
        ("1.11.29", MIDDLEWARE, "MIDDLEWARE"),
        ("2.0.13", MIDDLEWARE.replace("MIDDLEWARE", "MIDDLEWARE_CLASSES"), "MIDDLEWARE"),
    ],
)
def test_the_setting_that_django_reads(django: str, settings: str, setting: str) -> None:
    (judged,) = Site(f"DEBUG = False\n{settings}", django=django).outcome().judged
    assert judged.site.stack.setting == setting
