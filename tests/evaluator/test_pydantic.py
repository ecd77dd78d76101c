"""Texts of variables, as pydantic-settings reads them: held against the library itself."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from secheaders_lint.evaluator.evaluation import Request, evaluate
from secheaders_lint.evaluator.library.pydantic_reader import to_bool, to_float, to_int
from secheaders_lint.evaluator.rendering import Renderer, has_unknown
from secheaders_lint.source.memory import MemoryTree

TEXTS = (
    "1", "0", "true", "False", "TRUE", "on", "off", "y", "N", "yes", "no", "t", "f", "", " true", "true ", "zzz", "2", "1.0", "enabled",
    " 5 ", "+5", "-3", "1_000", "5.0", "5.00", "5.", ".5", "007", "1e3", "9" * 30, "0x10", "--1", "1__0", "_1", "1_", "-0", "\n7\n", "5.5",
)  # fmt: skip
CASTS: dict[Any, Any] = {bool: to_bool, int: to_int, float: to_float}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("kind", CASTS)
def test_a_text_is_read_as_pydantic_reads_it(kind: Any, text: str) -> None:
    try:
        expected = TypeAdapter(kind).validate_python(text)
    except ValidationError:
        with pytest.raises(ValueError, match="Not a valid"):
            CASTS[kind](text)
        return
    found = CASTS[kind](text)
    assert (found, type(found)) == (expected, type(expected))


def shown(given: dict[str, str], head: str = "") -> Any:
    text = f"{head}from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    debug: bool = True\nDEBUG = S().debug\n"
    request = Request("settings", None, ("",), given, "unset", "5.2", lambda _: True)
    evaluation = evaluate(MemoryTree({"settings.py": text}), request)
    return Renderer(evaluation.machine, evaluation.reading).under_reading(evaluation.value("DEBUG"))


def test_a_variable_that_is_given_is_read() -> None:
    assert shown({"DEBUG": "off"}) is False


def test_a_variable_in_another_spelling_may_be_the_one() -> None:
    assert has_unknown(shown({"debug": "off"}))


def test_a_variable_that_the_code_sets_in_another_spelling_may_be_the_one() -> None:
    assert has_unknown(shown({}, "import os\nos.environ['Debug'] = '0'\n"))


@pytest.mark.parametrize(("line", "known"), [("", True), ('    CODE: ClassVar[str] = "prod"\n', False)])
def test_types_are_those_of_the_module_that_the_class_stands_in(line: str, *, known: bool) -> None:
    """The module that makes the instance need not know any of their names, nor mean the same by them."""
    files = {
        "conf.py": "from typing import ClassVar, Optional as Maybe\nfrom pydantic_settings import BaseSettings\n"
        f"class S(BaseSettings):\n{line}    debug: bool = False\n    name: Maybe[str] = None\n",
        "settings.py": "from conf import S\nbool = str\nCONF = S()\nDEBUG = CONF.debug\nNAME = CONF.name\nLAST = 1\n",
    }
    request = Request("settings", None, ("",), {"DEBUG": "off"}, "unset", "5.2", lambda _: True)
    evaluation = evaluate(MemoryTree(files), request)
    renderer = Renderer(evaluation.machine, evaluation.reading)
    debug, name, last = (renderer.under_reading(evaluation.value(each)) for each in ("DEBUG", "NAME", "LAST"))
    assert last == 1
    assert evaluation.open is None
    assert (debug is False and name is None) if known else (has_unknown(debug) and has_unknown(name))
