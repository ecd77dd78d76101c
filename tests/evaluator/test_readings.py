"""How settings are read: the production reading of design.md, word by word, and the reading of an empty environment."""

from __future__ import annotations

from typing import Any

import pytest
from secheaders_lint.evaluator.evaluation import Evaluation, Request, evaluate
from secheaders_lint.evaluator.rendering import Renderer, has_unknown
from secheaders_lint.evaluator.values import UNSET
from secheaders_lint.source.memory import MemoryTree


def run(
    text: str,
    assume: str = "production",
    *,
    packages: tuple[str, ...] = (),
    env: dict[str, str] | None = None,
    others: dict[str, str] | None = None,
) -> Evaluation:
    """Evaluate a module beside ``others`` (path → text), with the variables of ``env`` given."""
    files = {"settings.py": text, **(others or {})}
    request = Request("settings", None, ("",), env or {}, assume, "5.2", lambda name: name in packages)
    return evaluate(MemoryTree(files), request)


def shown(evaluation: Evaluation, name: str) -> Any:
    """Return a setting under the reading; ``"UNSET"`` where it is not set."""
    value = Renderer(evaluation.machine, evaluation.reading).under_reading(evaluation.value(name))
    return "UNSET" if value is UNSET else value


DEBUG_FORMS = {
    "compared": 'DEBUG = os.environ.get("D", "1") == "1"',
    "one of several": 'DEBUG = os.environ.get("D", "True").lower() in ("true", "1", "yes")',
    "truth of a text": 'DEBUG = bool(os.environ.get("D", "yes"))',
    "truth of a number": 'DEBUG = bool(int(os.environ.get("D", "1")))',
    "a number": 'DEBUG = int(os.environ.get("D", 1))',
    "required": 'DEBUG = os.environ["D"] == "1"',
    "present": 'DEBUG = "D" not in os.environ',
    "negated": 'DEBUG = not os.environ.get("PRODUCTION_HOST")',
    "from a table": 'DEBUG = {"dev": True, "prod": False}[os.environ.get("MODE", "dev")]',
    "a literal of Python": 'import ast\nDEBUG = ast.literal_eval(os.environ.get("D", "True"))',
    "JSON": 'import json\nDEBUG = json.loads(os.environ.get("D", "true"))',
    "evaluated": 'DEBUG = eval(os.environ.get("D", "True"))',
    "strtobool": 'from distutils.util import strtobool\nDEBUG = strtobool(os.environ.get("D", "yes"))',
    "django-environ": 'import environ\nenv = environ.Env(D=(bool, True))\nDEBUG = env("D")',
    "python-decouple": 'from decouple import config\nDEBUG = config("D", default=True, cast=bool)',
    "an own reader": (
        "def flag(name, default):\n    value = os.getenv(name, default=default)\n"
        "    if value not in ('', 'True', 'False'):\n        raise ValueError(name)\n    return value == 'True'\n"
        'DEBUG = flag("D", "True")'
    ),
    "an own reader that falls through": (
        "def flag(name, default):\n    if name in os.environ:\n        try:\n            import ast\n"
        "            return ast.literal_eval(os.environ[name])\n        except ValueError as error:\n"
        '            raise ValueError("bad") from error\n    return default\nDEBUG = flag("D", True)'
    ),
    "a file of the machine": 'DEBUG = os.path.exists("/etc/site.debug")',
    "the host name": 'import socket\nDEBUG = socket.gethostname().startswith("dev")',
}


@pytest.mark.parametrize("form", DEBUG_FORMS.values(), ids=DEBUG_FORMS)
def test_debug_that_the_environment_decides_is_off_in_production(form: str) -> None:
    evaluation = run(f"import os\n{form}\nWHICH = 'on' if DEBUG else 'off'\n")
    assert shown(evaluation, "DEBUG") in (False, 0, "")
    assert shown(evaluation, "WHICH") == "off"


def test_debug_that_nothing_decides_is_what_is_written() -> None:
    assert shown(run("DEBUG = True\n"), "DEBUG") is True


def test_a_given_variable_decides_before_any_assumption() -> None:
    evaluation = run('import os\nDEBUG = os.environ.get("D") == "1"\n', env={"D": "1"})
    assert shown(evaluation, "DEBUG") is True


ENVIRONMENT = """\
import os
ENVIRONMENT = os.environ.get("APP_ENV", "development")
IS_PROD = ENVIRONMENT == "prod"
NOT_DEV = ENVIRONMENT != "development"
AMONG = ENVIRONMENT in ("staging", "prod")
TEXT = f"settings.{ENVIRONMENT}"
FOUND = {"development": 0, "staging": 1, "prod": 2}[ENVIRONMENT]
SECONDS = 31536000 if os.environ.get("APP_ENV") == "prod" else 0
"""


def test_what_names_the_environment_is_bound_once_and_every_use_sees_it() -> None:
    evaluation = run(ENVIRONMENT)
    names = ("ENVIRONMENT", "IS_PROD", "NOT_DEV", "AMONG", "TEXT", "FOUND", "SECONDS")
    expected = ["prod", True, True, True, "settings.prod", 2, 31536000]
    assert [shown(evaluation, name) for name in names] == expected


@pytest.mark.parametrize("name", ["RELEASE_CHANNEL", "MODE", "DJANGO_PROFILE", "SERVER_TYPE"])
def test_a_variable_names_the_environment_by_its_default_and_what_it_is_compared_with(name: str) -> None:
    text = f'import os\nPLACE = os.environ.get("{name}", "local")\nSECURE_SSL_REDIRECT = PLACE == "prod"\n'
    evaluation = run(text)
    assert (shown(evaluation, "PLACE"), shown(evaluation, "SECURE_SSL_REDIRECT")) == ("prod", True)


@pytest.mark.parametrize(
    "text",
    [
        'import os\nPLACE = os.environ.get("COLOUR", "red")\nON = PLACE == "prod"\n',
        'import os\nPLACE = os.environ.get("MODE", "local")\nON = PLACE == "remote"\n',
    ],
    ids=["no development by default", "production is not named"],
)
def test_a_variable_of_another_name_keeps_its_default(text: str) -> None:
    assert shown(run(text), "ON") is False


@pytest.mark.parametrize(
    "read",
    [
        'config("APP_ENV", default="local", cast=Choices(get_args(Literal["local", "prod"])))',
        'Place(os.environ.get("APP_ENV", "local")).value',
    ],
    ids=["choices", "an enumeration"],
)
def test_production_is_a_name_that_the_code_takes(read: str) -> None:
    text = (
        "import enum, os\nfrom typing import Literal, get_args\nfrom decouple import Choices, config\n"
        f"class Place(enum.Enum):\n    LOCAL = 'local'\n    PROD = 'prod'\nHOST = {read} + '.example.org'\n"
    )
    assert shown(run(text), "HOST") == "prod.example.org"


def test_debug_of_a_base_module_is_off_though_the_entrypoint_sets_its_own() -> None:
    base = 'import os\nDEBUG = os.environ.get("DEBUG", "1") == "1"\nif DEBUG:\n    CORS_ALLOW_ALL_ORIGINS = True\n'
    evaluation = run("from base import *\nDEBUG = False\n", others={"base.py": base})
    assert shown(evaluation, "CORS_ALLOW_ALL_ORIGINS") == "UNSET"


def test_that_an_override_is_absent_is_no_choice_of_debug() -> None:
    text = "DEBUG = False\ntry:\n    from local_settings import *\nexcept ImportError:\n    pass\n"
    assert run(text).reading.chosen == []


def test_without_an_assumption_variables_are_unset() -> None:
    evaluation = run(ENVIRONMENT, "unset")
    assert [shown(evaluation, name) for name in ("ENVIRONMENT", "FOUND", "SECONDS")] == ["development", 0, 0]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (("local", "staging", "production"), "production"),
        (("dev", "live"), "live"),
        (("dev", "staging"), "staging"),
    ],
)
def test_production_comes_before_live_before_staging(known: tuple[str, ...], expected: str) -> None:
    branches = "".join(f"if STAGE == {name!r}:\n    FOUND = {name!r}\n" for name in known)
    evaluation = run(f'import os\nSTAGE = os.environ.get("STAGE", {known[0]!r})\n{branches}')
    assert shown(evaluation, "FOUND") == expected


@pytest.mark.parametrize(
    ("flag", "expected"),
    [("PRODUCTION", True), ("IS_PROD", True), ("LIVE", True), ("DEV", False), ("LOCAL_DEV", False), ("CI", False), ("TESTING", False)],
)  # fmt: skip
def test_flags_are_as_their_names_say(flag: str, expected: bool) -> None:
    evaluation = run(f'import os\n{flag} = os.environ.get("{flag}", "{not expected}") == "True"\n')
    assert shown(evaluation, flag) is expected


@pytest.mark.parametrize("flag", ["FEATURE", "DEVICE", "LIVELY", "TESTIMONIALS"])
def test_other_flags_keep_their_defaults(flag: str) -> None:
    evaluation = run(f'import os\n{flag} = os.environ.get("{flag}", "True") == "True"\n')
    assert shown(evaluation, flag) is True


def test_tests_are_not_running() -> None:
    evaluation = run(
        'import sys\nTESTING = "test" in sys.argv\nRUNNING = len(sys.argv) > 1 and sys.argv[1] == "test"\n'
    )
    assert [shown(evaluation, name) for name in ("TESTING", "RUNNING")] == [False, False]


@pytest.mark.parametrize("assume", ["production", "unset"])
def test_optional_local_overrides_are_absent(assume: str) -> None:
    text = "X = 'base'\ntry:\n    from local_settings import *\nexcept ImportError:\n    Y = 'absent'\n"
    evaluation = run(text, assume)
    assert [shown(evaluation, name) for name in "XY"] == ["base", "absent"]
    assert evaluation.problems == []
    assert evaluation.open is None


def test_a_guarded_import_of_a_package_succeeds_where_the_dependencies_name_it() -> None:
    text = "try:\n    import toolbar\nexcept ImportError:\n    HAS = False\nelse:\n    HAS = True\n"
    assert shown(run(text, packages=("toolbar",)), "HAS") is True
    assert shown(run(text), "HAS") is False
    assert shown(run(text, "unset", packages=("toolbar",)), "HAS") is False


def test_platform_markers_stay_conditional() -> None:
    evaluation = run('import os\nif "DYNO" in os.environ:\n    SECURE_SSL_REDIRECT = True\n')
    renderer = Renderer(evaluation.machine, evaluation.reading)
    cases = {
        case.value: renderer.when(case.cond)
        for case in renderer.cases(evaluation.value("SECURE_SSL_REDIRECT"))
    }
    assert cases[True] == "DYNO is set"
    assert not renderer.is_constant(evaluation.value("SECURE_SSL_REDIRECT"))


def test_a_required_variable_is_unknown_and_evaluation_goes_on() -> None:
    evaluation = run('import os\nSECRET_KEY = os.environ["SECRET_KEY"]\nX = 1\n', "unset")
    value = shown(evaluation, "SECRET_KEY")
    assert (has_unknown(value), value.reason) == (True, "required: SECRET_KEY")
    assert shown(evaluation, "X") == 1


def test_a_handler_of_a_required_variable_runs_where_it_is_unset() -> None:
    text = 'import os\ntry:\n    KEY = os.environ["KEY"]\nexcept KeyError:\n    KEY = "fallback"\n'
    assert shown(run(text, "unset"), "KEY") == "fallback"


def test_a_branch_that_ends_in_an_exception_is_not_taken_from_there_on() -> None:
    text = (
        'import os\nMODE = os.environ.get("MODE", "a")\nif MODE not in ("a", "b"):\n    raise ValueError(MODE)\n'
        'X = "a" if MODE == "a" else MODE\n'
    )
    evaluation = run(text, "unset")
    renderer = Renderer(evaluation.machine, evaluation.reading)
    assert {case.value for case in renderer.cases(evaluation.value("X"))} == {"a", "b"}


def test_a_missing_module_is_a_problem_only_where_the_reading_imports_it() -> None:
    text = "import os\nif os.path.exists('extra/local.py'):\n    from extra.local import *\nX = 1\n"
    evaluation = run(text, others={"extra/__init__.py": ""})
    assert evaluation.problems == []
    assert [
        problem.error.path
        for problem in run("from extra.local import *\n", others={"extra/__init__.py": ""}).problems
    ] == ["settings.py"]


def test_each_choice_of_the_reading_is_told() -> None:
    text = 'import os\nDEBUG = os.environ.get("SITE_DEBUG", "1") == "1"\nSTAGE = os.environ.get("STAGE", "dev")\nX = STAGE == "prod"\n'
    told = {choice.subject: choice.why for choice in run(text).reading.chosen}
    assert told["DEBUG"] == "DEBUG off, because it comes from SITE_DEBUG"
    assert "'prod'" in told["STAGE"]


def test_relative_imports_are_followed_behind_names_that_cannot_be_seen() -> None:
    """What is unseen does not move the module to another package."""
    files = {
        "conf/__init__.py": "",
        "conf/main.py": "from .absent import *\nfrom .base import *\nfrom .. import nothing\n",
        "conf/base.py": "X = 1\n",
    }
    request = Request("conf.main", None, ("",), {}, "production", "5.2", lambda _: False)
    evaluation = evaluate(MemoryTree(files), request)
    assert shown(evaluation, "X") == 1
    assert [problem.error.message for problem in evaluation.problems] == [
        "conf.absent is imported but not in the repository"
    ]


def test_what_a_function_writes_that_is_handed_out_is_not_sure_to_stay() -> None:
    text = (
        "import outside\nM = ['a']\nN = ['n']\nP = ['p']\ndef add(*given):\n    M.append('b')\noutside.call(add)\n"
        "@outside.decorator\ndef other():\n    N.append('x')\ndef reads():\n    return P\noutside.call(reads)\n"
    )
    evaluation = run(text, packages=("outside",))
    assert has_unknown(shown(evaluation, "M"))
    assert has_unknown(shown(evaluation, "N"))
    assert shown(evaluation, "P") == ["p"]


def test_what_a_library_names_may_be_any_key() -> None:
    text = (
        "import somelib\nTABLE = {somelib.KEY: 1}\nEQUAL = TABLE == {'x': 1}\nTHERE = 'x' in TABLE\n"
        "match TABLE:\n    case {'x': found}:\n        FOUND = found\n    case _:\n        FOUND = 0\n"
    )
    evaluation = run(text)
    assert all(has_unknown(shown(evaluation, name)) for name in ("EQUAL", "THERE", "FOUND"))


def test_names_that_come_unseen_beside_a_configuration_class_are_settings_too() -> None:
    text = (
        "from configurations import Configuration\nfrom company_defaults import *\n\n\n"
        'class Prod(Configuration):\n    X_FRAME_OPTIONS = "DENY"\n'
    )
    request = Request("settings", "Prod", ("",), {}, "unset", "5.2", lambda _: False)
    evaluation = evaluate(MemoryTree({"settings.py": text}), request)
    assert shown(evaluation, "X_FRAME_OPTIONS") == "DENY"
    assert has_unknown(shown(evaluation, "SESSION_COOKIE_SECURE"))
    assert evaluation.open is not None
