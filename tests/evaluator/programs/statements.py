"""Statements of random programs: assignments, changes of containers, branches, loops, exceptions."""

from __future__ import annotations

from tests.evaluator.programs.core import statement

# Copies: what goes through a list that its own body adds to never ends.
_ITERABLES = ("list(<list>)", "<tuple>", "list(<dict>)", "range(3)")

# -- assignments -------------------------------------------------------------------------------------------------------

statement("aliasing", "<+list:N> = <@list:L>", "<+dict:N> = <@dict:L>", "<+list:N> = <+list:M> = <list>", "<+set:N> = <@set:L>",
          "<+list:N> = <@list:L>\n<L>.append(<str>)\n<+bool:B> = <N> is <L>", "<+list:N> = <@list:L>\n<N> += <list>\n<N> = <N> + <list>\n<N>.append(<str>)",
          "<+tuple:N> = (<@list:L>, <L>)\n<N>[0].append(<str>)\n<N> = ('flat', *<N>[1])", weight=10)  # fmt: skip
statement("text +=", "<@str:N> += <str>", "<@int:N> <+|-|*>= <int>")
statement("list +=", "<@list:L> += <list|tuple>", "<@list:L> += <str>", "<@list:L> += <str>,", weight=3)
statement("tuple +=", "<@tuple:L> += <tuple>", "<+tuple:M> = <@tuple:L>\n<L> += (<str>,)", weight=3)
statement("unpacking", "<+str:A>, <+str:B> = <str>, <str>", "<+str:A>, (<+str:B>, <+int:C>) = <str>, [<str>, <int>]", "<@str:A>, <@str:B> = <B>, <A>",
          "<+str:A>, <+str:B> = <str>.ljust(2, 'q')[:2]")  # fmt: skip
statement(
    "starred unpacking", "<+str:A>, *<+list:B> = [<str>, *<list>]", "*<+list:B>, <+str:A> = (*<tuple>, <str>)"
)
statement("annotated assignment", "<+str:A>: str = <str>", "<#bare>: int\n<+int:A>: int = <int>")
statement("evaluation order", """
    <#log> = []
    def <#note>(value): <log>.append(str(value)); return value
    <+list:L> = [<note>(<str>), <note>(<str>)] + [<note>(<str>) for x in <list>]
    <+bool:B> = <note>(<bool>) and <note>(<bool>) or <note>(<bool>)
    <+str:D> = {<note>(<str>): <note>(<str>), 'b': <note>('c')}.get(<note>('b'), <note>('d'))
    <+list:SEEN> = <log>
    """, """
    <+list:L> = [<str>, <str>]
    def <#at>(): <L>.append('called'); return 0
    <L>[<at>()] += <str>
    <+bool:B> = 1 < len(<L>) <= <at>() + 5
    """)  # fmt: skip
statement(
    "del",
    "<#gone> = <int>\ndel <gone>\n<+bool:B> = '<gone>' in globals()",
    "<+dict:D> = {'a': <str>, 'b': <str>}\ndel <D>['a']",
)

# -- containers --------------------------------------------------------------------------------------------------------

statement("append", "<@list:L>.append(<str>)", weight=6)
statement("insert", "<@list:L>.insert(<-1-3>, <str>)", weight=5)
statement("extend", "<@list:L>.extend(<list|tuple>)", "<@list:L>.extend(x for x in [*<list>] if x)", weight=3)
statement(
    "list method",
    "<@list:L>.sort()",
    "<@list:L>.reverse()",
    "<@list:L>.clear()",
    "<@list:L> = <L>.copy()",
    "<@list:L>.sort(key=len, reverse=<bool>)",
)
statement(
    "slice assignment",
    "<@list:L>[<:0|1:2|:|-1:|::2>][:] = <list>",
    "<@list:L>[<:0|1:2|:|-1:>] = <list>",
    "del <@list:L>[<:1|1:|::2>]",
)
statement(
    "remove",
    "for x in (<=str>, <=str>):\n    if x in <@list:L>: <L>.remove(x)",
    "try:\n    <@list:L>.remove(<str>)\nexcept ValueError:\n    <L>.append('caught')",
    weight=3,
)
statement(
    "pop",
    "try:\n    <+str:N> = <@list:L>.pop(<|0|-1>)\nexcept IndexError:\n    <N> = 'caught'",
    "<+maybe:N> = <@dict:D>.pop('a', None)",
)
statement("index", "try:\n    <@list:L>.insert(<L>.index(<str>) + <0-1>, <=str>)\nexcept ValueError:\n    <L>.append('caught')",
          "<@list:L>.append('z')\n<L>.insert(<L>.index('z'), <str>)", weight=3)  # fmt: skip
statement(
    "item assignment",
    "try:\n    <@list:L>[<0-1>] = <str>\nexcept (IndexError, KeyError):\n    <L>.append('caught')",
    "<+list:L> = [<str>, <str>]\n<L>[-1] += <str>",
)
statement(
    "dict item",
    "<@dict:D>[<'a'|'b'|'z'|str>] = <str>",
    "<@dict:D>['deep'] = {'a': <list>}\n<D>['deep']['a'].append(<str>)",
    weight=4,
)
statement(
    "dict method",
    "<@dict:D>.update(<dict>)",
    "<@dict:D>.update(a=<str>)",
    "<@dict:D>.setdefault(<'a'|'z'>, <str>)",
    "<@dict:D> |= <dict>",
    weight=4,
)
statement("nested list", "<+dict:D> = {'deep': <list>}\n<D>['deep'].append(<str>)\n<+list:N> = <D>['deep']\n<N>.insert(0, <str>)",
          "<+dict:D> = {}\n<D>.setdefault('rows', []).append(<str>)\n<D>.setdefault('rows', []).append(<str>)")  # fmt: skip
statement(
    "set method",
    "<@set:S>.add(<str>)",
    "<@set:S> |= <set>",
    "<@set:S>.discard(<str>)",
    "<@set:S> -= <set>",
    "<@set:S>.update(<list>)",
)
statement("collections", "<#many> = collections.defaultdict(list)\n<many>[<str>].append(<str>)\n<many>['a'].append(<str>)\n<+dict:D> = dict(<many>)",
          "<+dict:D> = dict(collections.OrderedDict([('b', <str>), ('a', <str>)]))\n<+list:L> = list(<D>)", weight=1, imports=("import collections",))  # fmt: skip

# -- branches and loops ------------------------------------------------------------------------------------------------

statement("if", "if <bool>:\n    <BLOCK>", "if <maybe|list|str|int>:\n    <BLOCK>", weight=8)
statement(
    "else",
    "if <bool>:\n    <BLOCK>\nelse:\n    <BLOCK>",
    "if <bool>:\n    <+str:N> = <str>\nelse:\n    <N> = <str>",
    weight=6,
)
statement("elif", "if <bool>:\n    <BLOCK>\nelif <bool>:\n    <BLOCK>\nelse:\n    <BLOCK>", weight=3)
statement("for", *(f"for x in {rows}:\n    <BLOCK>" for rows in _ITERABLES), *(f"for x in {rows}:\n    <@list:L>.append(str(x))" for rows in _ITERABLES), "for k, v in <dict>.items():\n    <@list:L>.append(k + str(v))",
          "for i, x in enumerate(list(<list>)):\n    <@dict:D>[x] = str(i)", weight=4)  # fmt: skip
statement(
    "for with break",
    *(
        f"for x in {rows}:\n    if <bool|x == 'a'>:\n        <break|continue>\n    <@list:L>.append(str(x))\n    <BLOCK>"
        for rows in _ITERABLES
    ),
    weight=2,
)
statement("for else", *(f"for x in {rows}:\n    if <bool|x == 'a'>:\n        break\nelse:\n    <@list:L>.append('else')" for rows in _ITERABLES),
          "for x in list(<list>):\n    if x in <tuple>:\n        <+str:N> = x\n        break\nelse:\n    <N> = 'none'", weight=2)  # fmt: skip
statement("while", "<+int:N> = 0\nwhile <N> < <1-3>:\n    <N> += 1\n    <@list:L>.append(<str>)", "<+list:L> = <list>\nwhile <L> and <L>[0] != 'a':\n    <L>.pop(0)",
          "<+int:N> = 0\nwhile True:\n    <N> += 1\n    if <N> > 2 or <bool>: break\nelse:\n    <N> = 99")  # fmt: skip
statement("match", "match <str>:\n    case <=str> | 'prod':\n        <+str:N> = 'first'\n    case OTHER if <bool>:\n        <N> = OTHER\n    case _:\n        <N> = 'last'",
          "match <list|tuple>:\n    case []:\n        <+str:N> = 'none'\n    case [FIRST, *REST]:\n        <N> = FIRST + str(len(REST))",
          "match <dict>:\n    case {'a': VALUE}:\n        <+str:N> = str(VALUE)\n    case _:\n        <N> = 'other'")  # fmt: skip
statement("if on DEBUG", "DEBUG = <bool>\nif <|not >DEBUG:\n    <BLOCK>", "DEBUG = os.environ.get('<FLAG>', 'False') == 'True'\nif DEBUG:\n    <BLOCK>\nif not DEBUG:\n    <BLOCK>",
          weight=4, imports=("import os",))  # fmt: skip

# -- exceptions --------------------------------------------------------------------------------------------------------

statement("required variable", 'try:\n    <+str:N> = os.environ["<VAR>"]\nexcept KeyError<| as E>:\n    <N> = <str>',
          'if "<VAR>" in os.environ:\n    <+str:N> = os.environ["<VAR>"]\nelse:\n    <N> = <str>', weight=3, imports=("import os",))  # fmt: skip
statement("caught exception", "try:\n    <+int:N> = int(<str>)\nexcept ValueError:\n    <N> = <int>", "try:\n    <+str:N> = <dict>['a']\n    <N> = <N> + 'x'\nexcept (KeyError, TypeError):\n    <N> = <str>",
          "try:\n    <+str:N> = <list>[<0-2>]\nexcept IndexError as E:\n    <N> = type(E).__name__", weight=2)  # fmt: skip
statement("raise", "try:\n    if <bool>:\n        raise RuntimeError('no')\n    <+str:N> = <str>\nexcept RuntimeError:\n    <N> = <str>",
          "<+str:N> = <str>\ntry:\n    if <bool>: raise <KeyError|ValueError>('x')\nexcept KeyError:\n    <N> = 'key'\nexcept Exception as E:\n    <N> = str(E)\nelse:\n    <N> += 'else'", weight=2)  # fmt: skip
statement("finally", "try:\n    <+int:N> = int(<str>)\nexcept ValueError:\n    <N> = -1\nfinally:\n    <@list:L>.append('finally')",
          "try:\n    try:\n        <+str:N> = {}[<str>]\n    finally:\n        <@list:L>.append('inner')\nexcept LookupError:\n    <N> = 'outer'")  # fmt: skip
statement("missing package", "try:\n    import surely_not_installed_anywhere\n    <+str:N> = 'there'\nexcept ImportError:\n    <N> = <str>",
          "try:\n    import json as <#module>\nexcept ImportError:\n    <module> = None\n<+bool:B> = <module> is None")  # fmt: skip
statement(
    "suppress",
    "<+str:N> = <str>\nwith contextlib.suppress(KeyError<|, ValueError>):\n    <N> = {'a': <str>}[<'a'|'z'>]\n    <N> += '!'",
    weight=1,
    imports=("import contextlib",),
)

# -- iterators ---------------------------------------------------------------------------------------------------------

_LAZY = [
    "(x + '.' for x in <@list:L> if x != 'a')",
    "(x for x in <list> if x not in <@list:L>)",
    "map(str.upper, <@list:L>)",
    "filter(None, <@list:L>)",
    "zip(<@list:L>, <list>)",
    "enumerate(<@list:L>)",
    "reversed(<@list:L>)",
    "iter(<@list:L>)",
    "itertools.chain(<@list:L>, <tuple>)",
]
_READ = (
    "<+list:R> = [str(x) for x in <lazy>]", "<+list:R> = []\nif <bool>: <R>.extend(map(str, <lazy>))\n<+list:T> = [str(x) for x in <lazy>]",
    "<+bool:R> = any(x == 'a' for x in <lazy>)\n<+list:T> = [str(x) for x in <lazy>]", "<+bool:R> = next(<lazy>, None) is None\n<+list:T> = [str(x) for x in <lazy>]",
    "for x in <lazy>:\n    if len(<L>) > 30 or <bool>: break\n    <L>.append(str(x))",
)  # fmt: skip
for _made in _LAZY:
    statement("iterator", *(f"<#lazy> = {_made}\n{_between}{_read}" for _read in _READ for _between in ("", "<L>.append(<str>)\n", "<L> = <list>\n")),
              weight=1 if _made[0] == "(" else 0, imports=("import itertools",))  # fmt: skip

# -- names -------------------------------------------------------------------------------------------------------------

statement(
    "globals()",
    "globals()['<+str:N>'] = <str>",
    "globals().update(<+str:N>=<str>)",
    "<+bool:B> = 'DEBUG' in globals()",
    "<+maybe:N> = globals().get('<@str:M>')",
)
statement(
    "setattr module",
    "setattr(sys.modules[__name__], '<+str:N>', <str>)",
    "sys.modules[__name__].<+str:N> = <str>",
    imports=("import sys",),
)
statement(
    "vars update",
    "vars().update(<+str:N>=<str>)",
    "locals()['<+str:N>'] = <str>",
    "vars()['<+str:N>'] = <str>",
)
statement("names in a loop", "for k, v in {'<+str:A>': <str>, '<+str:B>': <str>}.items():\n    globals()[k] = v", "for k in ('<+str:A>', '<+str:B>'):\n    vars()[k] = os.environ.get(k, k.lower())",
          weight=1, imports=("import os",))  # fmt: skip
statement(
    "environment write",
    'os.environ["<VAR>"] = <str>',
    'os.environ.setdefault("<VAR>", <str>)',
    'os.environ.pop("<VAR>", None)',
    'os.environ.update({"<VAR>": <str>})',
    imports=("import os",),
)
