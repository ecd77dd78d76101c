"""Expressions of random programs: texts, numbers, truth, containers, and what the standard library makes of them."""

from __future__ import annotations

from tests.evaluator.programs.core import expression

_ANY = "<str|list|tuple|dict|set|int|maybe>"
_SIZED = "<str|list|tuple|dict|set>"
_ROW = "<list|tuple>"

# -- texts -------------------------------------------------------------------------------------------------------------

expression(
    "str",
    "f-string",
    'f"{<.str>}-{<.int>:>3}"',
    'f"{<.str>!r:<6}|{<.int>:03d}"',
    'f"{<.str>:>{1 + 2}}{<.bool>}"',
)
expression("str", "% formatting", '("%s/%d" % (<str>, <int>))', '("%(a)s" % {"a": <str>})', '("%r" % <str>)')
expression("str", ".format", '"{}:{name}".format(<str>, name=<int>)', '"{0}{0}{1:>4}".format(<str>, <str>)')
expression("str", "str method", "<str>.<lower|upper|strip|title|swapcase|capitalize>()", "<str>.replace('a', 'b')",
           "<str>.strip('ab')", "<str>.rstrip(<str>)", "<str>.ljust(<0-5>, '.')", "<str>.zfill(4)",
           "<str>.removeprefix('a')", "<str>.removesuffix(<str>)", weight=3)  # fmt: skip
expression("str", "join", f'",".join({_ROW})', '"/".join(sorted(<set>))', "<str>.join([<str>, <str>])")
expression("str", "partition", "<str>.partition(',')[<0|1|2>]", "<str>.rpartition('a')[<0|-1>]")
expression("str", "conditional expression", "(<str> if <bool> else <str>)")
expression("str", "string concatenation", "(<str> + <str>)", "('a' 'b' + <str>)")
expression("str", "slice of a text", "<str>[<0-2>:]", "<str>[::-1]", "<str>[:<-2-2>]")
expression("str", "short circuit", "(<str> or <str>)", "(<str> and <str>)", "(<maybe> or <str>)")
expression("str", "dict get", "<dict>.get(<'a'|'b'|'z'>, <str>)", "str({**<dict>, 'b': <str>}['b'])")
expression("str", "walrus", "(W := <str>)")
expression("str", "string multiplication", "(<str> * <0-2>)")
expression("str", "text of a value", "str(<bool>)", "str(<int>)", "repr(<str>)", "str(<maybe>)")
expression("str", "lambda", "(lambda a, b='z': a + b)(<str>)", "(lambda *a: a[-1])(<str>, <str>)")
expression("str", "path", 'os.path.join(<str>, "x")', 'os.path.basename("/srv/" + <str>)', "str(pathlib.PurePosixPath('/srv') / 'a' / <str>)",
           "str(BASE_DIR / <str>)", "os.path.dirname('/srv/app/' + <str>)", "pathlib.Path('/srv/a.b').suffix",
           "os.path.join(os.path.dirname(__file__), <str>)", "os.path.splitext(<str> + '.py')[0]",
           "(BASE_DIR / 'x' / <str>).name", imports=("import os", "import pathlib"))  # fmt: skip
expression("str", "enumeration", 'Level[<"LOW"|"HIGH">].value', "Level(<1|2>).name", "str(Colour.RED.value)", "Colour.RED + <str>",
           weight=1, imports=("import enum",))  # fmt: skip
expression("str", "environment read", 'os.environ.get("<VAR>", <=str>)', 'os.getenv("<VAR>", <=str>)', 'os.environ.get("<VAR>", <str>).lower()',
           '(os.environ.get("<VAR>") or <=str>)', 'os.environ.setdefault("<VAR>", <=str>)', 'os.environ.get("<VAR>", "").strip()',
           'os.environ.get("<VAR>", <str>).partition(",")[0]', weight=8, imports=("import os",))  # fmt: skip

# -- numbers -----------------------------------------------------------------------------------------------------------

expression("int", "arithmetic", "(<int> <+|-|*> <int>)", "(<int> // <1-3>)", "(<int> % <1-5>)", "(-<int>)", "abs(<int>)", "(<int> ** 2)",
           "divmod(<int>, 3)[1]", "(<int> << 2)", "(<int> & 6)", "round(<int> / 4)", weight=3)  # fmt: skip
expression("int", "len", f"len({_SIZED})")
expression(
    "int", "int cast", 'int("<0-20>")', "int(<bool>)", "int('0x1f', 16)", "int(' 7_0 ')", "int(<int> / 2)"
)
expression(
    "int",
    "sum",
    "sum([<int>, <int>])",
    "max(<int>, <int>)",
    "min([<int>, <int>], default=0)",
    "sum(len(x) for x in <list>)",
)
expression(
    "int", "count", "<list>.count(<=str>)", "<str>.count('a')", "<tuple>.count(<str>)", "<str>.find('a')"
)
expression(
    "int",
    "integer and bool",
    "(<bool> + <bool>)",
    "sum([<bool>, True, <int>])",
    "{1: <int>, True: <int>}[1]",
    "[<int>, 7][<bool>]",
)
expression("int", "timedelta", "int(datetime.timedelta(days=<0-9>, hours=<0-30>).total_seconds())",
           "datetime.timedelta(minutes=<int>).days", "(datetime.timedelta(days=2) * 3 + datetime.timedelta(1)).days",
           "(datetime.timedelta(hours=<0-99>) // datetime.timedelta(hours=2))", imports=("import datetime",))  # fmt: skip
expression("int", "date", "datetime.date(2024, <1-12>, <1-28>).<year|month|day>", "datetime.datetime(2024, 5, <1-28>, 3, 4).hour",
           "(datetime.date(2024, 3, 1) - datetime.date(2024, 2, <1-28>)).days", weight=1, imports=("import datetime",))  # fmt: skip
expression("int", "reduce", "functools.reduce(lambda a, b: a + len(b), <list>, <int>)", "functools.reduce(operator.mul, [<int>, <int>])",
           imports=("import functools", "import operator"))  # fmt: skip
expression("int", "number from the environment", 'int(os.environ.get("<NUMBER>", "<0-9>"))', 'int(os.environ.get("<NUMBER>") or <0-9>)',
           'int(os.getenv("<NUMBER>", <0-9>))', weight=2, imports=("import os",))  # fmt: skip

# -- truth -------------------------------------------------------------------------------------------------------------

expression(
    "bool",
    "equality",
    "(<str> <==|!=> <str>)",
    "(<list> == <list>)",
    "(<list> == <tuple>)",
    "(<dict> != <dict>)",
    "(<set> == <set>)",
)
expression("bool", "membership", "(<str> <in|not in> <list|tuple|dict|set|str>)")
expression("bool", "not", f"(not {_ANY})")
expression("bool", "and/or", "(<bool> <and|or> <bool>)", "bool(<str> <and|or> <list>)")
expression("bool", "truthiness", f"bool({_ANY})", f"(True if {_ANY} else False)")
expression(
    "bool",
    "order",
    "(<int> < <int>)",
    "(<int> >= <int>)",
    "(<str> < <str>)",
    "(1 < <int> <= 8)",
    "(<tuple> < <tuple>)",
    "(<set> <= <set>)",
)
expression(
    "bool", "is", "(<maybe> <is|is not> None)", "(<bool> is True)", "(<.list> is <.list>)", "(<.str> is None)"
)
expression("bool", "any/all", "<any|all>(<list>)", "<any|all>(x == 'a' for x in <list>)")
expression("bool", "isinstance", f"isinstance({_ANY}, int)", "isinstance(<bool>, int)", "isinstance(<maybe>, str)", f"isinstance({_ANY}, (list, tuple))",
           f"(type({_ANY}) is str)", "(type(<bool>) is int)")  # fmt: skip
expression(
    "bool",
    "integer and bool",
    "(True == <int>)",
    "(<bool> == 1)",
    "(<bool> in [0, 1])",
    "({True: <str>, 1: <str>}[1] == <str>)",
)
expression(
    "bool",
    "predicate of a text",
    "<str>.startswith(<str>)",
    "<str>.endswith(('a', 'd'))",
    "<str>.isdigit()",
    "<str>.isupper()",
    "callable(<str>)",
)
expression(
    "bool",
    "own helper",
    "is_on(<maybe>)",
    "is_on(<str>)",
    'is_on(os.environ.get("<FLAG>", <=str>))',
    imports=("import os",),
)
expression(
    "bool",
    "strtobool",
    "strtobool(<'yes'|'0'|'off'|'True'>)",
    'bool(strtobool(os.environ.get("<FLAG>", <"n"|"1">)))',
    imports=("import os",),
)
expression("bool", "existence of a path", "(BASE_DIR / <'settings.py'|'nothing.py'>).exists()", "os.path.exists(os.path.join(str(BASE_DIR), 'settings.py'))",
           "os.path.isfile(__file__)", "os.path.isdir(os.path.dirname(os.path.abspath(__file__)))", "(BASE_DIR / <str> / 'nothing').is_file()",
           imports=("import os",))  # fmt: skip
expression("bool", "environment test", '(os.environ.get("<VAR|FLAG>") == <=str>)', '("<VAR|FLAG>" in os.environ)',
           '(os.environ.get("<VAR>", <=str>) in ("prod", "True"))', '(os.getenv("<FLAG>", "").lower() == "true")', 'bool(os.environ.get("<FLAG>"))',
           '(os.environ.get("<FLAG>", "False") == "True")', '(os.environ.get("<FLAG>", "1").lower() not in ("0", "false", "off"))',
           'bool(int(os.environ.get("<FLAG>", "0").isdigit()))', weight=6, imports=("import os",))  # fmt: skip

# -- containers --------------------------------------------------------------------------------------------------------

expression("list", "starred list", f"[<str>, *{_ROW}]", f"[*{_ROW}, *{_ROW}]", "[*<set> - <set>][:0]")
expression("list", "list +", "(<list> + <list>)", "(<list> + [<str>])", "(<list> * <0-2>)")
expression("list", "comprehension", f"[x for x in {_ROW} if <x|len(x) != 1|x != 'a'>]", f"[x + '!' for x in {_ROW}]",
           "[x + y for x in <list>[:3] for y in <tuple>[:3] if x != y]", "[[x, x.upper()][<bool>] for x in <list>]",
           "[k for k, v in <dict>.items() if v]", "[str(i) + x for i, x in enumerate(<list>)]", weight=3)  # fmt: skip
expression("list", "split", "<str>.split()", "<str>.split(',')", "<str>.split(',', 1)", "<str>.splitlines()", "[x.strip() for x in <str>.split(',') if x.strip()]",
           "re.split(r'[, ]+', <str>)", weight=3, imports=("import re",))  # fmt: skip
expression(
    "list",
    "list()",
    "list(<tuple|list|dict>)",
    "list(<str>)",
    "list(<dict>.keys())",
    "[str(v) for v in <dict>.values()]",
    "list(<list>)",
)
expression(
    "list",
    "sorted",
    "sorted(<list|tuple|set>)",
    "sorted(<list>, key=len)",
    "sorted(<list>, key=lambda x: (len(x), x), reverse=<bool>)",
    "list(reversed(<list>))",
)
expression("list", "slice of a list", "<list>[<:2|1:|::-1|:-1|::2>]", "<list>[<int>:]")
expression(
    "list",
    "conditional item",
    "[x for x in [<str>, <str> if <bool> else None] if x]",
    "[<str>, *(['b'] if <bool> else [])]",
)
expression(
    "list",
    "filter",
    "list(filter(None, <list>))",
    "list(filter(lambda x: x != 'a', <list>))",
    "[*filter(str.isdigit, <list>)]",
)
expression(
    "list",
    "map",
    "list(map(str.lower, <list>))",
    "list(map(lambda x: x + '-', <tuple>))",
    "list(map(str, [<int>, <bool>]))",
    "[*map('{}!'.format, <list>)]",
)
expression(
    "list",
    "zip",
    "[a + b for a, b in zip(<list>, <tuple>)]",
    "[str(x) for x in zip(<list>, range(3))][:0]",
    "list(dict(zip(<list>, <list>)))",
)
expression(
    "list",
    "dict.fromkeys",
    "list(dict.fromkeys(<list>))",
    "[*dict.fromkeys(<list> + <list>)]",
    "list(dict.fromkeys(<tuple>, 1))",
)
expression("list", "itertools.chain", "list(itertools.chain(<list>, <tuple>))", "list(itertools.chain.from_iterable([<list>, <list>]))",
           "list(itertools.islice(<list>, 2))", imports=("import itertools",))  # fmt: skip
expression("list", "reduce", "functools.reduce(lambda a, b: a + b, [<list>, <list>], [])", "functools.reduce(operator.add, [<list>, <list>])",
           weight=1, imports=("import functools", "import operator"))  # fmt: skip
expression("list", "json.loads", """json.loads('["a", "x"]')""", "json.loads(json.dumps(<list>))", """json.loads('{"a": ["b"]}')["a"]""",
           """json.loads(os.environ.get("<JSON>", '["a", "b"]'))""", imports=("import json", "import os"))  # fmt: skip
expression("list", "ast.literal_eval", "ast.literal_eval(\"['a', 'x', ]\")", "list(ast.literal_eval('(1, True, None, \"a\")'))[3:]",
           """ast.literal_eval(os.environ.get("<PYTHON>", "['a']"))""", imports=("import ast", "import os"))  # fmt: skip
expression("list", "list from the environment", 'os.environ.get("<VAR>", "a,b").split(",")', '[x for x in os.getenv("<VAR>", "").split(",") if x]',
           '[x.strip() for x in os.environ.get("<VAR>", <=str>).split(",")]', 'list(filter(None, os.environ.get("<VAR>", "").split(",")))',
           weight=2, imports=("import os",))  # fmt: skip
expression(
    "list",
    "deep copy",
    "copy.deepcopy(<list>)",
    "copy.copy(<list>)",
    "<list>.copy()",
    weight=1,
    imports=("import copy",),
)

expression("tuple", "tuple +", "(<tuple> + <tuple>)", "(<tuple> + (<str>,))", "(<tuple> * <0-2>)")
expression(
    "tuple",
    "tuple()",
    "tuple(<list>)",
    "tuple(x for x in <list> if x)",
    "(<str>, <str>)",
    "(*<list>, <str>)",
    "tuple(<list>)[::-1]",
)
expression(
    "tuple",
    "named tuple",
    "tuple(Pair(<str>, <str>))",
    "Pair(<str>, right=<str>)[:1]",
    "Pair('a')._replace(right=<str>)[1:]",
    "(Pair(<str>).left, Pair(<str>).right)",
)

expression(
    "dict",
    "dict unpacking",
    "{**<dict>, 'k': <str>}",
    "{'k': <str>, **<dict>, **<dict>}",
    "(<dict> | <dict>)",
)
expression(
    "dict",
    "dict()",
    "dict(<dict>, m=<str>)",
    "dict(a=<str>, n=<int>)",
    "dict([('a', <str>)])",
    "dict(zip(<list>, <list>))",
    "<dict>.copy()",
)
expression(
    "dict",
    "dict comprehension",
    "{x: len(x) for x in <list>}",
    "{k: v for k, v in <dict>.items() if <k != 'a'|v>}",
    "{x.upper(): i for i, x in enumerate(<tuple>)}",
)
expression(
    "dict",
    "dict display",
    "{'a': <str>, 'n': <int>}",
    "{'deep': {'er': <list>}}",
    "{<str>: <bool>, <str>: <maybe>}",
    "{'a': [<str>], 'b': (<str>,)}",
)
expression("dict", "data class", "dataclasses.asdict(Options(<str>, <bool>))", "vars(Options(label=<str>))", "dataclasses.asdict(dataclasses.replace(Options(), items=<list>))",
           weight=1, imports=("import dataclasses",))  # fmt: skip

expression(
    "set",
    "set",
    "set(<list>)",
    "{<str>, <str>}",
    "{x for x in <tuple>}",
    "(<set> <-|&|^> <set>)",
    "(<set> | <set>)",
    "<set>.union(<list>)",
)

expression(
    "maybe",
    "None or text",
    "(None if <bool> else <str>)",
    "<dict>.get('z')",
    "next((x for x in <list> if len(x) > 1), None)",
)
expression(
    "maybe",
    "absent variable",
    'os.environ.get("<VAR>")',
    'os.getenv("<FLAG>")',
    weight=3,
    imports=("import os",),
)
