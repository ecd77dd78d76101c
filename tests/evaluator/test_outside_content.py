"""What settings read from outside of the repository: files that nobody sees, documents of all kinds, constants of libraries."""

from __future__ import annotations

import time

import pytest
from secheaders_lint.evaluator.rendering import has_unknown

from tests.evaluator.test_readings import run, shown

POURED = """
import os
import yaml

DEBUG = False
MIDDLEWARE = ["a"]
with open(os.environ["CONFIG"]) as handle:
    config = yaml.safe_load(handle)
SECRET_KEY = config["secret_key"]
SECURE_HSTS_SECONDS = config.get("hsts", 60)
vars().update(config)
AFTER = "known"
"""


def test_a_file_of_the_machine_holds_nothing_but_what_is_required_where_nothing_is_assumed() -> None:
    evaluation = run(POURED, "unset")
    assert evaluation.open is None
    assert [shown(evaluation, name) for name in ("DEBUG", "MIDDLEWARE", "SECURE_HSTS_SECONDS")] == [
        False,
        ["a"],
        60,
    ]
    assert has_unknown(shown(evaluation, "SECRET_KEY"))


def test_on_a_server_it_may_hold_anything() -> None:
    evaluation = run(POURED)
    assert evaluation.open is not None
    for name in ("DEBUG", "MIDDLEWARE", "SECURE_HSTS_SECONDS", "SECRET_KEY"):
        assert has_unknown(shown(evaluation, name))
    assert shown(evaluation, "AFTER") == "known"


def test_a_file_that_is_read_twice_says_the_same() -> None:
    evaluation = run(
        "import json\n\n\ndef load():\n    with open('/etc/site.json') as handle:\n        return json.load(handle)\n\n\n"
        "try:\n    first = load()\nexcept OSError:\n    first = {'a': 1}\n"
        "try:\n    second = load()\nexcept OSError:\n    second = {'a': 2}\n"
        "SAME = (first == {'a': 1}) == (second == {'a': 2})\nONE = first.get('a')\n",
        "unset",
    )
    assert shown(evaluation, "ONE") == 1
    assert shown(evaluation, "SAME") is True


def test_many_settings_of_one_file_or_the_environment_do_not_outgrow_the_bounds() -> None:
    names = [f"NAME_{index}" for index in range(60)]
    text = (
        "import os\nimport yaml\n\n\nclass Reader:\n    def read(self, name):\n"
        "        text = os.environ.get(name)\n        if text:\n            try:\n                return yaml.safe_load(text)\n"
        "            except yaml.YAMLError:\n                exit(name)\n"
        "        if not hasattr(self, 'file'):\n            self.file = self.load() or {}\n"
        "        try:\n            return self.file[name]\n        except KeyError:\n            return 'default'\n\n"
        "    def load(self):\n        try:\n            with open(os.environ.get('CONFIG', '/etc/site.yml')) as handle:\n"
        "                return yaml.safe_load(handle)\n        except OSError:\n            return {}\n\n\nreader = Reader()\n"
        f"for name in {names!r}:\n    globals()[name] = reader.read(name)\n"
    )
    for assume in ("unset", "production"):
        evaluation = run(text, assume)
        assert evaluation.ended is None
        assert {shown(evaluation, name) for name in names} == {"default"}


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 10)
)
MERGED = "a0: &a0 {k: 1}\n" + "".join(
    f"a{level}: &a{level}\n  <<: [{', '.join([f'*a{level - 1}'] * 9)}]\n  k{level}: 1\n"
    for level in range(1, 10)
)


@pytest.mark.parametrize(
    "document",
    [BOMB, MERGED, "a: &a [*a]", "- " * 20_000, '["]",' * 9_000, "? " * 10_000, "x " * 100_000],
    ids=["aliases", "merges", "itself", "deep", "brackets", "questions", "long"],
)
def test_a_document_that_grows_is_unknown(document: str) -> None:
    started = time.perf_counter()
    text = "import yaml\nDATA = yaml.safe_load(open('data.yml'))\nAFTER = 1\n"
    evaluation = run(text, others={"data.yml": document})
    assert has_unknown(shown(evaluation, "DATA"))
    assert shown(evaluation, "AFTER") == 1
    assert time.perf_counter() - started < 20


# Uses of a name that a library gives to something: what that is nobody knows.
USES = (
    "os.path.join(NAME, 'templates')", "os.path.join('a', NAME)", "os.path.dirname(NAME)", "Path('/a') / NAME", "Path(NAME)",
    "int(NAME)", "','.join(['a', NAME])", "[1, 2, 3][NAME]", "'a' + NAME", "{'a': 1}[NAME]", "{'a': 1, NAME: 2}['a2']",
    "'b' in {'a': 1, NAME: 2}", "os.environ[NAME]", "os.environ.get(NAME, 'x')", "bool(NAME)", "not NAME", "lib.flag and 1",
    "[x for x in ['a', NAME] if x]", "1 if NAME else 2", "open(NAME).read()", "NAME == 'a'",
)  # fmt: skip


@pytest.mark.parametrize("use", USES)
def test_what_a_library_calls_by_a_name_can_be_anything(use: str) -> None:
    text = f"import os\nfrom pathlib import Path\nimport lib\nfrom lib import NAME\nA = {use}\nAFTER = 1\n"
    for assume in ("unset", "production"):
        evaluation = run(text, assume)
        assert has_unknown(shown(evaluation, "A"))
        assert shown(evaluation, "AFTER") == 1


def test_modules_classes_and_functions_of_a_library_are_true() -> None:
    text = (
        "import lib\nimport lib.part as part\nfrom lib import Klass\nfrom decouple import Csv\n"
        "from django.urls import reverse_lazy\nA = [bool(x) for x in (lib, part, Klass, Csv, reverse_lazy)]\n"
    )
    assert shown(run(text), "A") == [True] * 5


def test_settings_of_an_object_that_nobody_sees_reach_the_names_that_they_are_asked_for() -> None:
    text = (
        "import lib\nMIDDLEWARE = ['a']\nSOCIAL_AUTH = 1\nfor name in dir(lib):\n    if name.startswith('SOCIAL_'):\n"
        "        globals()[name] = getattr(lib, name)\n"
    )
    evaluation = run(text)
    assert shown(evaluation, "MIDDLEWARE") == ["a"]
    assert has_unknown(shown(evaluation, "SOCIAL_AUTH"))
    assert evaluation.open is not None
