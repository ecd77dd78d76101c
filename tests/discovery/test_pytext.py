from __future__ import annotations

import time

import pytest
from secheaders_lint.discovery.pytext import Strings, expression_at, split_top, without_comments


def strings(expression: str, text: str = "") -> tuple[str, ...]:
    return Strings(text).of(expression)


def test_comments_and_long_strings_go_and_lines_stay() -> None:
    code = 'a = "x # y"  # DJANGO\n"""DJANGO\nmore"""\nb = \'it\\\'s # here\'\n'
    assert without_comments(code) == 'a = "x # y"  \n""\n\nb = \'it\\\'s # here\'\n'


def test_unfinished_string_takes_the_rest() -> None:
    assert without_comments("a = 1\n'''never ends # x\n") == 'a = 1\n""\n'


@pytest.mark.parametrize(
    ("expression", "values"),
    [
        ('"a.b"', ("a.b",)),
        ("'a' '.b'", ("a.b",)),
        ('("a.b")', ("a.b",)),
        ('"a." + "b"', ("a.b",)),
        ('"a" if PROD else "b"', ("a", "b")),
        ('"a" if env == "prod" else "b" if env == "x" else "c"', ("a", "b", "c")),
        ('os.environ.get("X") or "b"', ("b",)),
        ('os.environ.get("X", "b")', ("b",)),
        ('os.getenv("X", default="b")', ("b",)),
        ('config("X", default="b", cast=str)', ("b",)),
        ('env.str("X", "b")', ("b",)),
        ('"config.%s" % "prod"', ("config.prod",)),
        ('"config.{}".format("prod")', ("config.prod",)),
        ("f\"config.{os.getenv('X', 'prod')}\"", ("config.prod",)),
    ],
)
def test_strings_an_expression_may_be(expression: str, values: tuple[str, ...]) -> None:
    assert strings(expression) == values


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "name",
        "f()",
        'os.environ["X"]',
        'os.getenv("X")',
        'f"{unknown}.x"',
        "1",
        '"a".upper()',
        'config("X", cast=str)',
        "(",
        '"open',
    ],
)
def test_what_the_text_does_not_tell_is_nothing(expression: str) -> None:
    assert strings(expression) == ()


def test_constants_of_the_same_file_are_looked_up() -> None:
    text = 'ENV = os.environ.get("ENV", "prod")\nif x:\n    ENV = "dev"\n'
    assert strings('f"config.{ENV}"', text) == ("config.prod", "config.dev")


def test_constant_of_itself_ends() -> None:
    assert strings("A", "A = A\n") == ()


def test_number_of_alternatives_is_bounded() -> None:
    text = "".join(f'A = "{number}"\n' for number in range(50))
    assert len(strings("A + A + A", text)) <= 16


def test_expression_ends_at_its_bracket_item_or_line() -> None:
    assert expression_at('f("a" + g(1, 2), x)', 2) == '"a" + g(1, 2)'
    assert expression_at('"a"\nb', 0) == '"a"'
    assert expression_at('("a"\n"b")\nc', 0) == '("a"\n"b")'
    assert expression_at('"a" if x\nelse "b")', 0, until="") == '"a" if x\nelse "b"'


def test_separators_inside_brackets_and_strings_do_not_split() -> None:
    assert split_top('a, f(b, c), "d, e", [1, 2]', (",",)) == ["a", " f(b, c)", ' "d, e"', " [1, 2]"]


@pytest.mark.parametrize(
    "text", ["'" * 40_000, '"""' * 20_000, "(" * 40_000, "#" * 40_000, "a = " * 20_000, "f'{" * 20_000]
)
def test_hostile_text_costs_linear_time(text: str) -> None:
    start = time.perf_counter()
    Strings(without_comments(text)).of(expression_at(text, 0))
    assert time.perf_counter() - start < 2
