"""Random classes of django-configurations: mixins, properties, value classes, ``setup`` hooks."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.evaluator.programs.core import Writer

_BODY = """
class Base(Configuration):
    TEXT = <str>
    ROWS = <list>
    FLAG_OF_CLASS = values.BooleanValue(<=bool>)
    HOSTS_OF_CLASS = values.ListValue(<=list>)
    NUMBER_OF_CLASS = values.IntegerValue(<0-9>, environ_name='<NUMBER>', environ_prefix=None)
    ENVIRONMENT = values.Value(<=str>, environ_name='<VAR>', environ_prefix=<None|'DJANGO'>)
    PAIRS_OF_CLASS = values.DictValue({'a': 'b'}<|, environ=False>)
    @property
    def COMBINED(self):
        return [self.TEXT, *self.ROWS]
    @classmethod
    def pre_setup(cls):
        super().pre_setup()
        cls.FROM_SETUP = cls.ROWS + ['pre']
class Mixin:
    MIXED = <str>
    ROWS = <list>
    @property
    def DEBUG_TEXT(self): return 'on' if self.FLAG_OF_CLASS else 'off'
class Dev(<Mixin, Base|Base>):
    FLAG_OF_CLASS = True
    ROWS = Base.ROWS + [<str>]
class Prod(<Mixin, Base|Base, Mixin|Dev>):
    TEXT = Base.TEXT + <str>
    if <bool>:
        CONDITIONAL = <bool>
    FLAG_OF_CLASS = values.BooleanValue(<=bool>, environ_name='<FLAG>')
    INSTANCE = values.Value(<=str>).setup('<VAR>')
    def LATER(self): return self.TEXT + '!'
"""


def add_classes(writer: Writer) -> None:
    """Write configuration classes into the entrypoint, and make one of them what is deployed."""
    writer.use("django-configurations")
    writer.imports.update(("from configurations import Configuration, values",))
    for line in textwrap.dedent(_BODY).strip().split("\n"):
        writer.emit(writer.fill(line))
    for name in ("FLAG_OF_CLASS", "HOSTS_OF_CLASS"):
        writer.program.variables.add(f"DJANGO_{name}")
    writer.program.variables.add("DJANGO_ENV")
    writer.program.entrypoints = [("settings", writer.pick(("Prod", "Dev")))]
