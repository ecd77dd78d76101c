from __future__ import annotations

import libcst
import pytest
from secheaders_lint.source import limits
from secheaders_lint.source.guard import Comment, check
from secheaders_lint.source.text import SourceText

from .scans import accepted, comments, refused

# Comments


def test_comments_carry_line_column_and_text() -> None:
    source = "#!/usr/bin/env python\nx = 1  # a\n\n    # b\nif x:  #c\n    y = [  # d\n        1,\n    ]\n# e"
    assert check(SourceText("a.py", source)).comments == (
        Comment(1, 1, "#!/usr/bin/env python"),
        Comment(2, 8, "# a"),
        Comment(4, 5, "# b"),
        Comment(5, 8, "#c"),
        Comment(6, 12, "# d"),
        Comment(9, 1, "# e"),
    )


@pytest.mark.parametrize(
    "source",
    [
        "x = '# a'\n", 'x = "# a"\n', "x = '''\n# a\n'''\n", "x = r'\\\\'  '# a'\n", "x = b'# a'\n", "x = '\\\n# a'\n", "x = f'# {a} # b'\n",
        "x = f'{a:#x}'\n", "x = f'''{a:\n# b}'''\n", "x = 'a' '# b'\n", 'x = """a"# b"""\n', "x = '\\'# a'\n", "x = Rb'''\\'''# a'''\n", "x = f'{{# a'\n",
        "x = f\"{a['# b']}\"\n", "x = f'\\N{NUMBER SIGN}# a'\n", "x = u'# a'\n", "x = t'# {a:#x}'\n", "x = ''\"# a\"''\n", "x = f''f\"# a\"\n", "x = rf'\\{a}# b'\n",
    ],
)  # fmt: skip
def test_silent_on_what_only_looks_like_a_comment(source: str) -> None:
    libcst.parse_module(source)
    assert comments(source) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = ''# a\n", [(1, 7, "# a")]),
        ("x = ''''''# a\n", [(1, 11, "# a")]),
        ("x = '\\''# a\n", [(1, 9, "# a")]),
        ("x = r'\\\\'# a\n", [(1, 10, "# a")]),
        ("x = f'{a}'# b\n", [(1, 11, "# b")]),
        ("x = f'{a!r:>{b}}'# c\n", [(1, 18, "# c")]),
        ('x = f"{d["a"]}"# c\n', [(1, 16, "# c")]),
        ("x = f'''{\na # b\n}'''\n", [(2, 3, "# b")]),
        ("é = 'é'  # é\n", [(1, 10, "# é")]),
        ("a\r\nb # c\r\n# d\r\n", [(2, 3, "# c"), (3, 1, "# d")]),
        ("a\r# b\r", [(2, 1, "# b")]),
        ("\f# a\n", [(1, 2, "# a")]),
        ("x = [\n  1, # a\n# b\n]\n", [(2, 6, "# a"), (3, 1, "# b")]),
        ("x = 1 \\\n  + 2 # a\n", [(2, 7, "# a")]),
        ("if a:\n    b\n  # c\n    d\n", [(3, 3, "# c")]),
    ],
)
def test_comments_behind_strings_and_odd_line_ends(source: str, expected: list[tuple[int, int, str]]) -> None:
    libcst.parse_module(source)
    assert comments(source) == expected


# What cannot be made out


@pytest.mark.parametrize(
    ("source", "line", "column", "message"),
    [
        ("x = (\n", 1, 5, "never closed"),
        ("x = 1\ny = [(1, 2)\n", 2, 5, "never closed"),
        ("x = )\n", 1, 5, "closes nothing"),
        ("x = (1]\n", 1, 7, "line 1"),
        ("x = 'a\n", 1, 5, "string that begins here is not closed"),
        ("x = 'a\\'\n", 1, 5, "not closed"),
        ("x = '''a\n'\n", 1, 5, "not closed"),
        ("\nx = f'a{b}\n", 2, 5, "f-string that begins here is not closed"),
        ("x = f'{a'\n", 1, 9, "not closed"),
        ("x = f'{a'b\n'}\n", 1, 9, "not closed"),
        ("x = f'a}'\n", 1, 8, "braces"),
        ("x = f'{a:b'\n", 1, 11, "braces"),
        ("x = $a\n", 1, 5, "'$' cannot stand here"),
        ("x = `a`\n", 1, 5, "Python 2"),
        ("x = 0777\n", 1, 5, "Python 2"),
        ("x = 1_\n", 1, 5, "1_ is not a number"),
        ("x = 1e-\n", 1, 5, "1e- is not a number"),
        ("x = 0" + "1" * 60 + "\n", 1, 5, "…"),
        ("x = 1 \\ \n+ 2\n", 1, 7, "backslash"),
        ("x = 1 \\", 1, 7, "backslash"),
        ("if a:\n    b\n  c\n", 3, 3, "line up"),
        ("if a:\n\tb\n        c\n", 3, 9, "tabs and spaces"),
        ("if a:\n        b\n\tc\n", 3, 2, "tabs and spaces"),
        ("if a:\n \tb\n\tif c:\n  \td\n", 3, 2, "tabs and spaces"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_out_is_told_where_it_stands(
    source: str, line: int, column: int, message: str
) -> None:
    error = refused(source)
    assert (error.line, error.column) == (line, column)
    assert message in error.message
    with pytest.raises(libcst.ParserSyntaxError):
        libcst.parse_module(source)


@pytest.mark.parametrize(
    "source",
    [
        "print 'a'\n", "except A, e:\n", "x = 10L\n", "a b c\n", "def f((a, b)): pass\n", "x = = 1\n", "if\n", "é° = 1\n", "x <> y\n", "else:\n", "  x = 1\n",
    ],
)  # fmt: skip
def test_silent_on_syntax_that_is_the_parsers_to_tell(source: str) -> None:
    assert accepted(source)


def test_a_t_string_reads_the_same_for_parsers_that_do_not_know_it() -> None:
    assert accepted("x = t'{\"a\"}' + rt'{a!r:>{b}}'\n")
    error = refused("x = 1\ny = t'{'(((('}'\n")
    assert (error.line, error.column) == (2, 5)
    assert "its own quotes" in error.message


# Hostile text, one test a kind: refused with its position; one step smaller is accepted


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("(", ")"), ("[", "]"), ("{", "}"), ("f(", ")"), ("a[", "]"), ("{a:", "}"), ("not (", ")"), ("f(a=", ")"), ("(*", ",)")],
)  # fmt: skip
def test_brackets_nest_as_deep_as_in_cpython(opening: str, closing: str) -> None:
    assert accepted(f"x = {opening * 200}a{closing * 200}\n")
    error = refused(f"x = {opening * 201}a{closing * 201}\n")
    assert error.message == "nests more than 200 brackets"
    assert error.column == 5 + len(opening) * 201 - 1 - (
        len(opening) - 1 - next(i for i, char in enumerate(opening) if char in "([{")
    )


def test_brackets_inside_f_strings_count() -> None:
    assert accepted("x = " + "f'{[" * 100 + "a" + "]}'" * 100 + "\n")
    assert "200 brackets" in refused("x = " + "f'{[" * 101 + "a" + "]}'" * 101 + "\n").message


def test_fields_inside_format_specifications_count() -> None:
    assert accepted("x = f'" + "{a:" * 200 + "}" * 200 + "'\n")
    assert "200 brackets" in refused("x = f'" + "{a:" * 201 + "}" * 201 + "'\n").message


def indented(levels: int, head: str = "if a:", unit: str = " ") -> str:
    return "".join(unit * level + head + "\n" for level in range(levels)) + unit * levels + "pass\n"


@pytest.mark.parametrize("unit", [" ", "\t", "    "])
@pytest.mark.parametrize(
    "head", ["if a:", "for a in b:", "while a:", "with a:", "def f():", "class A:", "async def f():"]
)
def test_blocks_nest_as_deep_as_in_cpython(head: str, unit: str) -> None:
    assert accepted(indented(99, head, unit))
    error = refused(indented(100, head, unit))
    assert (error.message, error.line, error.column) == (
        "indents more than 99 levels",
        101,
        100 * len(unit) + 1,
    )


@pytest.mark.parametrize(
    ("chain", "few", "many"),
    [
        ("not ", 500, 1000), ("-", 500, 1000), ("~", 500, 1000), ("await ", 500, 1000), ("lambda: ", 200, 400), ("lambda x=1, y=2: ", 150, 400), ("a ** ", 300, 900),
        ("a if b else ", 300, 600), ("a + ", 600, 700), ("a - ", 600, 700), ("a * ", 600, 700), ("a | ", 600, 700), ("a << ", 600, 700), ("a or ", 600, 700),
        ("a and ", 600, 700), ("a.", 600, 700), ("a not in ", 300, 900), ("'a' ", 600, 700), ("f'a' ", 600, 700), ("a < ", 5000, 100_000), ("a, ", 10_000, 100_000), ("a = ", 10_000, 100_000),
    ],
)  # fmt: skip
def test_chains_without_brackets_are_bounded(chain: str, few: int, many: int) -> None:
    assert accepted(f"x = {chain * few}'a'\n")
    assert refused(f"x = {chain * many}'a'\n").line in {1, 2}


@pytest.mark.parametrize("link", [".a", "[0]", "()", ".a(b)", "[a:b]", "(a)(b)"])
def test_chains_of_calls_are_bounded(link: str) -> None:
    assert accepted(f"x = a{link * 200}\n")
    assert "operators, calls" in refused(f"x = a{link * 4000}\n").message


def test_a_long_elif_chain_is_bounded() -> None:
    assert accepted("if a: pass\n" + "elif b: pass\n" * 600)
    assert (
        refused("if a: pass\n" + "elif b: pass\n" * 700).message
        == "nests too many operators, calls or branches"
    )


def test_elif_chains_inside_each_other_add_up() -> None:
    chain = "".join(
        f"{' ' * level}if a: pass\n" + f"{' ' * level}elif b: pass\n" * 140 + f"{' ' * level}else:\n"
        for level in range(4)
    )
    assert accepted(chain + "    pass\n")
    assert 568 < refused(chain + "    if a: pass\n" + "    elif b: pass\n" * 140).line < 708


def test_separate_ifs_do_not_add_up() -> None:
    assert accepted(("if a: pass\n" + "elif b: pass\n" * 20 + "else: pass\n") * 100)


def test_chains_that_end_at_a_comma_do_not_add_up() -> None:
    assert accepted("x = [" + ", ".join(["-a.b + c.d(e)"] * 1000) + "]\n")
    assert accepted("x = {" + ", ".join(["'a': lambda b, c=1: b or c"] * 1000) + "}\n")


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("(", ")"), ("[", "]"), ("A(", ")"), ("A(a=", ")"), ("{1: ", "}"), ("(a | ", ")")],
)
def test_patterns_nest_less(opening: str, closing: str) -> None:
    source = "match a:\n    case {}a{}:\n        pass\n"
    assert accepted(source.format(opening * 8, closing * 8))
    error = refused(source.format(opening * 9, closing * 9))
    assert (error.line, error.message) == (
        2,
        "the pattern of this case nests more brackets than can be read in time",
    )


@pytest.mark.parametrize(
    "source",
    [
        "case({})\n", "case = {}\n", "match a:\n    case b:\n        x = {}\n", "match a:\n    case b: x = {}\n", "match a:\n    case b if {}: pass\n", "match {}:\n    case b: pass\n",
        "if a:\n    case[{}]\n", "match(a)\nif b:\n    case({})\n", "match = 1\ncase = {}\n",
    ],
)  # fmt: skip
def test_silent_on_deep_brackets_outside_of_patterns(source: str) -> None:
    assert accepted(source.format("(" * 100 + "a" + ")" * 100))


def test_targets_of_del_nest_less() -> None:
    assert accepted("del " + "(" * 16 + "a" + ")" * 16 + "\n")
    assert "target of this del" in refused("if a: del " + "(" * 17 + "a" + ")" * 17 + "\n").message
    assert accepted("del a; x = " + "(" * 100 + "a" + ")" * 100 + "\n")


def test_many_deep_patterns_take_too_long_together() -> None:
    case = "    case " + "A(" * 8 + "a" + ")" * 8 + ": pass\n"
    assert accepted("match a:\n" + case * 2)
    assert "too long" in refused("match a:\n" + case * 200).message


def test_many_long_sums_take_too_long_together() -> None:
    line = "x = " + "a + " * 600 + "a\n"
    assert accepted(line * 2)
    assert "too long" in refused(line * 40).message


@pytest.mark.parametrize(
    ("unit", "times"),
    [
        ("a = b\n", 100_000), ("\n", 1_000_000), ("# c\n", 500_000), ("a, ", 500_000), ("f(a)\n", 100_000), ("{'a': 'b'}\n", 100_000), ("'''\n'''\n", 200_000), ("\r", 1_000_000),
        ("f'{a}'\n", 100_000), ("\\\n", 1_000_000), (" \n", 500_000), ("(", 2_000_000), ("x" * 100 + "\n", 50_000), ("'" + "\\n" * 50 + "'\n", 50_000), ("a;", 500_000),
    ],
)  # fmt: skip
def test_large_files_are_refused_in_one_line(unit: str, times: int) -> None:
    error = refused(unit * times)
    assert error.line >= 1
    assert "\n" not in error.message


@pytest.mark.parametrize(
    "source", ["a" * 20_000, "x = " + "1" * 20_000, "x = " + " " * 20_000 + "1\n", " " * 20_000 + "x = 1\n"]
)
def test_long_names_numbers_and_gaps_are_refused(source: str) -> None:
    assert "10,000 characters" in refused(source).message


@pytest.mark.parametrize(
    "source",
    [
        "x = '" + "a" * 4_000_000 + "'\n",
        "x = '''" + "a\\n\n" * 1_000_000 + "'''\n",
        "#" * 4_000_000,
        "x = f'" + "{{}}" * 500_000 + "'\n",
    ],
)
def test_silent_on_long_strings_and_comments(source: str) -> None:
    assert accepted(source)


def test_an_empty_file_is_accepted() -> None:
    assert check(SourceText("a.py", "")) == ((), 0, ())


def test_the_height_bounds_the_tree() -> None:
    flat, deep = (
        check(SourceText("a.py", source)).height
        for source in ("x = 1\n", "x = " + "(" * 50 + "a" + ")" * 50 + "\n")
    )
    assert deep - flat == 50 * limits.BRACKET_HEIGHT
