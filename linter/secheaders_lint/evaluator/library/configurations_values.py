"""django-configurations: the value classes (read in version 2.5.1). The classes themselves are those of the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import TRUE
from secheaders_lint.evaluator.library.environ import environment_of, remember_default
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.library.texts import decided
from secheaders_lint.evaluator.pure import pure, unknown_of
from secheaders_lint.evaluator.values import (
    UNSET,
    Bound,
    DictValue,
    Item,
    ListValue,
    Modelled,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Site, Value


def to_bool(text: str) -> bool:
    """Return what ``BooleanValue`` makes of a text; raises ValueError."""
    lowered = text.strip().lower()
    if lowered in {"yes", "y", "true", "1"}:
        return True
    if lowered in {"no", "n", "false", "0", ""}:
        return False
    raise ValueError(f"Cannot interpret boolean value {text!r}")


class ConfigurationsValue(Modelled):
    """A ``values.Value`` in a class body: it becomes a setting once the class is set up under a name."""

    def __init__(self, kind: str, arguments: Arguments) -> None:
        self.kind = f"configurations.values.{kind}"
        self.name = kind
        self.arguments = arguments

    def option(self, machine: Machine, place: int, name: str, default: Value) -> Value:
        """Return an option of the value class."""
        return machine.settle(argument(self.arguments, place, name, default))

    def resolve(self, machine: Machine, setting: str) -> Value:
        """Return the value of the setting of that name: the environment's, cast, or the default."""
        site = self.arguments.site
        default = argument(self.arguments, 0, "default", None)
        if isinstance(default, ConfigurationsValue):
            default = argument(default.arguments, 0, "default", None)
        required = self.name == "SecretValue" or self.option(machine, 4, "environ_required", False) is True
        if self.option(machine, 1, "environ", True) is False:
            return self._default(machine, default, site)
        name = self.option(machine, 2, "environ_name", None)
        prefix = self.option(machine, 3, "environ_prefix", "DJANGO")
        full = name if isinstance(name, str) else setting.upper()
        if isinstance(prefix, str) and prefix:
            full = f"{prefix.removesuffix('_')}_{full}"
        value = environment_of(machine).read(machine, full, site)

        def one(part: Value) -> Value:
            if part is UNSET:
                if required:
                    return machine.fail("builtins.ValueError", f"{full} is required", site.node)
                remember_default(machine, full, default)
                return self._default(machine, default, site)
            return self._cast(machine, part, site)

        return machine.each(value, one)

    def _default(self, machine: Machine, default: Value, site: Site) -> Value:
        default = machine.settle(default)
        if self.name == "ListValue" and default is None:
            return ListValue([])
        if self.name == "TupleValue" and default is None:
            return TupleValue([])
        if self.name in {"ListValue", "TupleValue"}:
            items = machine.items_of(default, site.node)
            if items is None:
                return unknown_of(machine, site.node, [default])
            return ListValue(list(items)) if self.name == "ListValue" else TupleValue(list(items))
        if self.name == "DictValue" and default is None:
            return DictValue()
        if self.name in _URL_VALUES:
            return machine.unknown(f"what {self.name} makes of its default", site.node)
        if self.name in {"IntegerValue", "PositiveIntegerValue"} and default is None:
            return None
        return default

    def _cast(self, machine: Machine, text: Value, site: Site) -> Value:
        node = site.node
        if self.name == "BooleanValue":
            return decided(machine, node, to_bool, text, "{} as a boolean", {True: "is on", False: "is off"})
        if self.name in {"IntegerValue", "PositiveIntegerValue"}:
            return pure(machine, node, int, [text], "int({})", "int")
        if self.name == "FloatValue":
            return pure(machine, node, float, [text], "float({})", "float")
        if self.name in {"ListValue", "TupleValue", "SetValue"}:
            return self._split(machine, text, site)
        if self.name in {
            "Value",
            "SecretValue",
            "EmailValue",
            "URLValue",
            "IPValue",
            "RegexValue",
            "PathValue",
        }:
            return text
        return (
            unknown_of(machine, node, [text])
            if isinstance(text, Unknown)
            else machine.unknown(f"what {self.name} gives", node)
        )

    def _split(self, machine: Machine, text: Value, site: Site) -> Value:
        separator = self.option(machine, -1, "separator", ",")
        if isinstance(text, str) and isinstance(separator, str):
            parts = [part.strip() for part in text.strip().split(separator)]
            items = [Item(part, site) for part in parts if part]
        else:
            items = [
                Item(
                    Unknown(getattr(text, "reason", "a list of a variable"), site, "list"),
                    site,
                    TRUE,
                    many=True,
                )
            ]
        if self.name == "SetValue":
            return machine.make_set(ListValue(items), site.node)
        return ListValue(items) if self.name == "ListValue" else TupleValue(items)

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return ``setup``, and ``value``: what the environment or the default gives now, where the variable's name is fixed."""
        if name == "setup":
            return Bound(self, name, self._set_up)
        if name == "value" and isinstance(self.option(machine, 2, "environ_name", None), str):
            return self.resolve(machine, "")
        return machine.unknown("a configurations value that is not set up yet", node)

    def _set_up(self, machine: Machine, arguments: Arguments) -> Value:
        def one(name: Value) -> Value:
            if isinstance(name, str):
                return self.resolve(machine, name)
            return machine.unknown(
                "a configurations value under a name that is not known", arguments.site.node
            )

        return machine.each(argument(arguments, 0, "name"), one)

    def truth(self, machine: Machine) -> Cond | None:
        """Leave the truth of a value that is not set up open."""
        del machine
        return None


_URL_VALUES = {
    "DatabaseURLValue",
    "CacheURLValue",
    "EmailURLValue",
    "SearchURLValue",
    "CastingValue",
    "BackendsValue",
}
_NAMES = (
    "Value", "BooleanValue", "IntegerValue", "PositiveIntegerValue", "FloatValue", "DecimalValue", "ListValue", "TupleValue",
    "SingleNestedListValue", "SingleNestedTupleValue", "SetValue", "DictValue", "EmailValue", "URLValue", "IPValue",
    "RegexValue", "PathValue", "SecretValue", "DatabaseURLValue", "CacheURLValue", "EmailURLValue", "SearchURLValue",
    "BackendsValue",
)  # fmt: skip


def _made(kind: str) -> Callable[[Machine, Arguments], Value]:
    def make(machine: Machine, arguments: Arguments) -> Value:
        value = ConfigurationsValue(kind, arguments)
        late = machine.settle(arguments.keywords.get("late_binding", False))
        named = isinstance(value.option(machine, 2, "environ_name", None), str)
        environ = value.option(machine, 1, "environ", True)
        default = value.option(machine, 0, "default", None)
        # With a name of its own, or without the environment, the value is there at once (``Value.__new__``).
        if late is False and (
            (environ is True and named) or (environ is False and not (default is None or default in {"", 0}))
        ):
            return value.resolve(machine, "")
        return value

    return make


def _nothing(machine: Machine, arguments: Arguments) -> Value:
    del machine, arguments
    return None


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    **{f"configurations.values.{name}": _made(name) for name in _NAMES},
    "configurations.importer.install": _nothing,
    "configurations.setup": _nothing,
}
