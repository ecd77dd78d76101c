"""Readers of the environment, each with the casts of the real library."""

from __future__ import annotations

from tests.evaluator.programs.core import expression

_ENVIRON = ("import environ",)
_ENVIRONS = ("import environs",)
_DECOUPLE = ("import decouple",)

expression("bool", "django-environ", 'environ.Env().bool("<FLAG>", default=<=bool>)',
           'environ.Env(DEBUG=(bool, <=bool>), SECURE=(bool, True), VERBOSE=(bool, False))("<FLAG>")', weight=1, imports=_ENVIRON)  # fmt: skip
expression(
    "int",
    "django-environ",
    'environ.Env().int("<NUMBER>", default=<0-9>)',
    'environ.Env(COUNT=(int, <0-9>), LEVEL=(int, 5))("<NUMBER>")',
    weight=1,
    imports=_ENVIRON,
)
expression(
    "str",
    "django-environ",
    'environ.Env()("<VAR>", default=<=str>)',
    'environ.Env().str("<VAR>", <str>)',
    'environ.Env()("<VAR>", str, <=str>)',
    weight=1,
    imports=_ENVIRON,
)
expression("list", "django-environ", 'environ.Env().list("<VAR>", default=<=list>)', 'environ.Env(HOSTS=(list, <=list>), ENV=(list, ["e"]), NAME=list)("<VAR>", default=<=list>)', 'environ.Env()("<VAR>", list, ["a"])',
           'environ.Env().list("<VAR>", default=[]) + <list>', weight=1, imports=_ENVIRON)  # fmt: skip
expression(
    "tuple", "django-environ", 'environ.Env().tuple("<VAR>", default=<=tuple>)', weight=1, imports=_ENVIRON
)
expression(
    "dict", "django-environ", 'environ.Env().dict("<PAIRS>", default={"a": "b"})', weight=1, imports=_ENVIRON
)
expression("maybe", "trap of a reader", 'environ.Env().int("<NUMBER>", None)', 'environ.Env().bool("<FLAG>", default="off")', 'environ.Env().list("<VAR>", default=None)',
           'decouple.config("<NUMBER>", default=None)', 'environs.Env().bool("<FLAG>", None)', 'bool(os.environ.get("<FLAG>", "False"))',
           'decouple.config("<FLAG>", default="off", cast=bool)', 'environ.Env().bool("<FLAG>", "0")', 'os.environ.get("<FLAG>", False)',
           weight=4, imports=("import os", *_ENVIRON, *_DECOUPLE, *_ENVIRONS))  # fmt: skip
expression(
    "bool",
    "environs",
    'environs.Env().bool("<FLAG>", <=bool>)',
    'environs.Env().bool("<FLAG>", default=<=bool>)',
    weight=1,
    imports=_ENVIRONS,
)
expression(
    "int",
    "environs",
    'environs.Env().int("<NUMBER>", <0-9>)',
    'environs.Env().int("<NUMBER>", default=<0-9>)',
    weight=1,
    imports=_ENVIRONS,
)
expression(
    "str",
    "environs",
    'environs.Env()("<VAR>", <=str>)',
    'environs.Env().str("<VAR>", default=<=str>)',
    weight=1,
    imports=_ENVIRONS,
)
expression(
    "list",
    "environs",
    'environs.Env().list("<VAR>", ["a"])',
    'environs.Env().list("<VAR>", default=<=list>)',
    weight=1,
    imports=_ENVIRONS,
)
expression(
    "bool",
    "python-decouple",
    'decouple.config("<FLAG>", default=<=bool>, cast=bool)',
    'decouple.config("<FLAG>", default=<"0"|"yes"|"">, cast=bool)',
    weight=1,
    imports=_DECOUPLE,
)
expression(
    "int",
    "python-decouple",
    'decouple.config("<NUMBER>", default=<0-9>, cast=int)',
    'decouple.config("<NUMBER>", default="<0-9>", cast=int)',
    weight=1,
    imports=_DECOUPLE,
)
expression("str", "python-decouple", 'decouple.config("<VAR>", default=<=str>)', 'decouple.config("<VAR>", <=str>, cast=str)', 'decouple.config("<VAR>", default="a", cast=lambda x: x.upper())',
           'decouple.config("<VAR>", default="a", cast=decouple.Choices(["a", "prod", "dev", "x,y"]))', weight=1, imports=_DECOUPLE)  # fmt: skip
expression("list", "python-decouple", 'decouple.config("<VAR>", default=<=str>, cast=decouple.Csv())', 'decouple.config("<VAR>", default="a, b", cast=decouple.Csv(str.upper))',
           'decouple.config("<VAR>", default="a,b", cast=lambda v: [s.strip() for s in v.split(",")])', weight=1, imports=_DECOUPLE)  # fmt: skip
expression(
    "tuple",
    "python-decouple",
    'decouple.config("<VAR>", default="a,b", cast=decouple.Csv(post_process=tuple))',
    weight=1,
    imports=_DECOUPLE,
)
