from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from secheaders_lint.discovery.formats.installs import (
    read_dockerfile,
    read_metadata,
    read_setup_cfg,
    read_setup_py,
)

if TYPE_CHECKING:
    from secheaders_lint.discovery.formats.claims import Claim


def brief(claims: list[Claim]) -> list[tuple[str, str, int, bool]]:
    return [(each.name, each.specifier, each.line, each.development) for each in claims]


def test_setup_cfg() -> None:
    text = """[metadata]
name = x
[options]
packages = find:
install_requires =
    django>=4.2  # why
    # whitenoise
    django-csp==3.8
[options.extras_require]
test =
    pytest
s3 = django-storages
[flake8]
install_requires = nothing
"""
    assert brief(read_setup_cfg("setup.cfg", text)) == [
        ("django", ">=4.2", 6, False),
        ("django-csp", "==3.8", 8, False),
        ("pytest", "", 11, True),
        ("django-storages", "", 12, False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        'setup(install_requires=[\n    "django>=4.2",\n    # "other",\n])\n',
        "setup(\n    install_requires=['django>=4.2'],\n)\n",
        'setup(install_requires=\n    ["django>=4.2"])\n',
        'REQUIRES = [\n    "django>=4.2",\n]\nsetup(install_requires=REQUIRES)\n',
    ],
)
def test_literal_requirements_of_setup_py(text: str) -> None:
    assert [(each.name, each.specifier, each.line) for each in read_setup_py("setup.py", text)] == [
        ("django", ">=4.2", text[: text.index("django")].count("\n") + 1)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "setup(install_requires=read('requirements.txt'))\n",
        "setup(install_requires=parse())\n",
        "setup(install_requires=UNKNOWN)\n",
        "# install_requires=['django']\n",
        "install_requires = open('requirements.txt').readlines()\n",
        "",
    ],
)
def test_computed_requirements_of_setup_py_are_left(text: str) -> None:
    assert [each.name for each in read_setup_py("setup.py", text) if each.name == "django"] == []


def test_metadata_of_a_wheel() -> None:
    text = "Metadata-Version: 2.1\nName: x\nRequires-Dist: django<4.3,>=4.0\nRequires-Dist: pytest; extra == 'test'\n\nRequires-Dist: body\n"
    assert brief(read_metadata("x.dist-info/METADATA", text)) == [
        ("django", "<4.3,>=4.0", 3, False),
        ("pytest", "", 4, True),
    ]


def test_pip_commands_of_a_dockerfile() -> None:
    text = 'FROM python\nRUN pip install --no-cache "django==5.2.1" \\\n    whitenoise>=6 -r requirements.txt && echo other==1\n'
    assert brief(read_dockerfile("Dockerfile", text)) == [
        ("django", "==5.2.1", 2, False),
        ("whitenoise", ">=6", 3, False),
    ]


@pytest.mark.parametrize(
    "text",
    ["RUN apt-get install django==5", "RUN pip install django", "RUN pip install -r r.txt", "ENV X=pip"],
)
def test_commands_that_say_no_version(text: str) -> None:
    assert read_dockerfile("Dockerfile", text) == []
