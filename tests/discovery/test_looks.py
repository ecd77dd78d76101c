from __future__ import annotations

import pytest
from secheaders_lint.discovery.looks import Look, Looker
from secheaders_lint.source.memory import MemoryTree


def look(text: str) -> Look:
    return Looker(MemoryTree({"settings.py": text})).look("settings.py")


@pytest.mark.parametrize(
    "text",
    [
        "INSTALLED_APPS = []\n",
        "MIDDLEWARE: list[str] = []\n",
        "MIDDLEWARE_CLASSES = ()\n",
        "if x:\n    ROOT_URLCONF = 'a.urls'\n",
        "class Base:\n    INSTALLED_APPS = []\n",
        "INSTALLED_APPS += ['x']\n",
    ],
)
def test_site_assigns_apps_middleware_or_urls(text: str) -> None:
    assert look(text).site


@pytest.mark.parametrize(
    "text",
    [
        "",
        "DEBUG = True\n",
        "# INSTALLED_APPS = []\n",
        '"""\nINSTALLED_APPS = []\n"""\n',
        "if INSTALLED_APPS == []:\n    pass\n",
        "print(INSTALLED_APPS)\n",
        "MY_INSTALLED_APPS = []\n",
    ],
)
def test_other_text_is_no_site(text: str) -> None:
    assert not look(text).site


@pytest.mark.parametrize(
    "text",
    [
        "from .base import *\n",
        "from config.settings.base import *  # noqa\n",
        "try:\n    from .x import (*)\nexcept E:\n    pass\n",
        "include('base.py')\n",
    ],
)
def test_layer_takes_over_all_names(text: str) -> None:
    assert look(text).layer


@pytest.mark.parametrize("text", ["from .base import DEBUG\n", "import base\n", "# from .base import *\n"])
def test_other_imports_are_no_layer(text: str) -> None:
    assert not look(text).layer


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# only a comment\n", '"""Only a docstring."""\n', '"""Doc.\n\nMore.\n"""\n']
)
def test_file_without_statements_is_hollow(text: str) -> None:
    assert look(text).hollow


@pytest.mark.parametrize("text", ["import os\n", "X = 1\n", "from .base import *\n"])
def test_file_with_statements_is_not_hollow(text: str) -> None:
    assert not look(text).hollow


def test_classes_are_defined_or_imported() -> None:
    text = "from configurations import Configuration\nfrom .prod import Production, helper\nclass Dev(Configuration):\n    pass\n"
    found = look(text)
    assert found.configurations
    assert found.classes == ("Dev", "Configuration", "Production")


def test_parts_are_the_modules_that_it_is_made_of() -> None:
    text = "from .base import *\nfrom shop.settings.production import *\ninclude('components/mail.py', optional('local.py'))\n"
    assert look(text).parts == {"base", "production", "mail", "local"}


def test_top_package_is_that_of_the_urls() -> None:
    assert look('ROOT_URLCONF = "shop.urls"\n').top == "shop"
    assert look("ROOT_URLCONF = NAME\n").top is None


def test_unreadable_file_looks_like_nothing() -> None:
    assert Looker(MemoryTree({})).look("missing.py") == Look()
