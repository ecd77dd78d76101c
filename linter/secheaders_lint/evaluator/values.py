"""Abstract values.

Immutable Python values that are fully known stand for themselves (``None``, ``bool``, ``int``, ``float``, ``complex``,
``str``, ``bytes``, ``range``, ``timedelta``, …). Everything else is one of the classes below. Containers have
identity, as in Python: an alias sees a mutation. Each item says under which condition it is there, and where it
was written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.evaluator.conditions import TRUE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.environment import Variable
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.source.module import SourceModule

Value = Any

# Stands in strings for the absolute path of the repository's root, which differs between machines.
ROOT = "\ue0f0ROOT"


class Site(NamedTuple):
    """A node of a source file: where something was written or decided."""

    source: SourceModule
    node: cst.CSTNode

    def __repr__(self) -> str:
        return f"Site({self.source.path!r}, {type(self.node).__name__})"


class Unset:
    """The value of a name, attribute or key that is not there."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNSET"


UNSET = Unset()


class Unknown:
    """A value that cannot be told, why, and where that began.

    ``type`` names the Python type where that much is certain (``str``, ``int``, ``list``, …), else ``None``; ``among`` are
    the objects that it may be one of, or a part of: what is done to it is done to one of them. ``holds`` are those that were
    stored in it: what is read from it may be one of them.
    """

    __slots__ = ("among", "holds", "reason", "site", "type")

    def __init__(self, reason: str, site: Site | None = None, type: str | None = None) -> None:  # noqa: A002
        self.reason = reason
        self.site = site
        self.type = type
        self.among: tuple[Value, ...] = ()
        self.holds: tuple[Value, ...] = ()

    @property
    def parts(self) -> tuple[Value, ...]:
        """The objects that what is read from it may be one of."""
        return (*self.among, *self.holds)

    def hold(self, value: Value) -> None:
        """Remember what was stored in it."""
        if type(value) not in RAW_TYPES and value is not UNSET:
            self.holds = (*self.holds, value)

    def one_of(self, objects: Iterable[Value]) -> Unknown:
        """Say of what this value may be; returns it for convenience."""
        self.among = (
            *self.among,
            *(one for one in objects if type(one) not in RAW_TYPES and one is not UNSET),
        )
        return self

    def __repr__(self) -> str:
        return f"Unknown({self.reason!r})"


class Symbol(Unknown):
    """An unknown value that is a function of one environment variable (or one fact of the machine).

    ``key`` names the function, so that two reads of one variable are the same value; ``apply`` computes it for a
    given text of the variable and may raise what Python would.
    """

    __slots__ = ("apply", "key", "variable")

    def __init__(
        self,
        variable: Variable,
        key: tuple[object, ...],
        apply: Callable[[str], Value],
        type: str | None,  # noqa: A002
        site: Site | None,
    ) -> None:
        super().__init__(variable.reason, site, type)
        self.variable = variable
        self.key = key
        self.apply = apply

    def __repr__(self) -> str:
        return f"Symbol({self.variable.name!r}, {self.key!r})"


class Stretch(Unknown):
    """An unknown iterable of which one thing is known: what an element of it looks like."""

    __slots__ = ("element",)

    def __init__(self, reason: str, site: Site | None, element: Value) -> None:
        super().__init__(reason, site, "list")
        self.element = element


class Choice:
    """One of several values, each under its own condition; the conditions exclude one another."""

    __slots__ = ("alternatives",)

    def __init__(self, alternatives: tuple[tuple[Cond, Value], ...]) -> None:
        self.alternatives = alternatives

    def __repr__(self) -> str:
        return f"Choice({self.alternatives!r})"


class Item:
    """One element of a sequence or set: ``many`` marks an unknown stretch of any length (then ``value`` is Unknown)."""

    __slots__ = ("cond", "many", "site", "value")

    def __init__(self, value: Value, site: Site | None = None, cond: Cond = TRUE, many: bool = False) -> None:
        self.value = value
        self.site = site
        self.cond = cond
        self.many = many

    def __repr__(self) -> str:
        return (
            f"Item({self.value!r}{'' if self.cond == TRUE else f' if {self.cond}'}{'*' if self.many else ''})"
        )

    def under(self, cond: Cond) -> Item:
        """Return the same item, there under ``cond``."""
        return self if cond == self.cond else Item(self.value, self.site, cond, self.many)


class Sequence:
    """A list or a tuple; ``plain`` is true while every item is certainly there and none stands for many."""

    __slots__ = ("items", "plain")
    type = "sequence"

    def __init__(self, items: list[Item], plain: bool | None = None) -> None:
        self.items = items
        self.plain = all(item.cond == TRUE and not item.many for item in items) if plain is None else plain

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.items!r})"

    def __iter__(self) -> Iterator[Value]:
        return (item.value for item in self.items)


class ListValue(Sequence):
    """A ``list``; ``writes`` are the places that changed it after it was made."""

    __slots__ = ("writes",)
    type = "list"

    def __init__(self, items: list[Item], plain: bool | None = None) -> None:
        super().__init__(items, plain)
        self.writes: list[Site] = []


class TupleValue(Sequence):
    """A ``tuple``: its ``items`` are never changed; ``fields`` names them in a named tuple, which is of the class ``cls``."""

    __slots__ = ("cls", "fields")
    type = "tuple"

    def __init__(
        self,
        items: list[Item],
        plain: bool | None = None,
        fields: tuple[str, ...] = (),
        cls: Value = None,
    ) -> None:
        super().__init__(items, plain)
        self.fields = fields
        self.cls = cls


class SetValue:
    """A ``set`` or ``frozenset``: element → item, in the order of insertion.

    ``rest`` is set where more may be in it, in the worlds of ``rest_cond``.
    """

    __slots__ = ("frozen", "items", "rest", "rest_cond", "writes")
    type = "set"

    def __init__(
        self,
        items: dict[object, Item],
        *,
        frozen: bool = False,
        rest: Unknown | None = None,
        rest_cond: Cond = TRUE,
    ) -> None:
        self.items = items
        self.frozen = frozen
        self.rest = rest
        self.rest_cond = rest_cond
        self.writes: list[Site] = []

    def copy(self, *, frozen: bool | None = None) -> SetValue:
        """Return a new set of the same elements; ``frozen`` as this one, unless it is given."""
        kind = self.frozen if frozen is None else frozen
        return SetValue(dict(self.items), frozen=kind, rest=self.rest, rest_cond=self.rest_cond)


class DictValue:
    """A ``dict``: key → item; the item's value may be a choice with ``UNSET`` in it, its ``cond`` is always true.

    ``rest`` is set where keys that are not listed may be there, in the worlds of ``rest_cond``; ``factory`` makes missing
    values (defaultdict); ``ordered`` says that the keys have one order in all worlds, that of ``items``; ``before_rest`` are the
    keys that were there before any that are not listed.
    """

    __slots__ = ("before_rest", "factory", "items", "ordered", "rest", "rest_cond", "writes")
    type = "dict"

    def __init__(
        self,
        items: dict[object, Item] | None = None,
        *,
        rest: Unknown | None = None,
        rest_cond: Cond = TRUE,
        factory: Value = None,
        ordered: bool = True,
    ) -> None:
        self.items = {} if items is None else items
        self.ordered = ordered
        self.before_rest = frozenset(self.items)
        self.rest = rest
        self.rest_cond = rest_cond
        self.factory = factory
        self.writes: list[Site] = []

    def copy(self, items: dict[object, Item] | None = None) -> DictValue:
        """Return a new dictionary of the same entries, or of ``items`` under the same keys."""
        made = DictValue(
            dict(self.items) if items is None else items,
            rest=self.rest,
            rest_cond=self.rest_cond,
            factory=self.factory,
            ordered=self.ordered,
        )
        made.before_rest = self.before_rest
        return made


class Library:
    """A module, class, function or constant outside of the repository, by its dotted name (``os.environ``)."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"Library({self.name!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Library) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)


class Bound:
    """A method of a modelled object, looked up and not yet called: ``function(machine, arguments)``."""

    __slots__ = ("function", "name", "owner")

    def __init__(self, owner: Value, name: str, function: Callable[..., Value]) -> None:
        self.owner = owner
        self.name = name
        self.function = function

    def __repr__(self) -> str:
        return f"Bound({self.owner!r}.{self.name})"


class Modelled:
    """Base of the values that stand for instances of library classes; ``kind`` is the class's dotted name.

    A model overrides what its class can do. What it leaves as it is here gives an unknown value, or ``None`` where
    the caller should go on as for any other object.
    """

    kind = "object"
    hashable = True

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return the attribute of that name."""
        return machine.unknown(f"attribute {name} of a {self.kind}", node)

    def set_attribute(self, machine: Machine, name: str, value: Value, node: cst.CSTNode) -> None:
        """Bind an attribute; by default nothing that settings depend on."""

    def call(self, machine: Machine, arguments: Arguments) -> Value:
        """Return what calling the object gives."""
        del arguments
        return machine.unknown(f"result of calling a {self.kind}", None)

    def subscript(self, machine: Machine, key: Value, node: cst.CSTNode) -> Value:
        """Return ``self[key]``."""
        del key
        return machine.unknown(f"item of a {self.kind}", node)

    def set_subscript(self, machine: Machine, key: Value, value: Value, node: cst.CSTNode) -> None:
        """Carry out ``self[key] = value`` (``UNSET``: ``del self[key]``)."""

    def contains(self, machine: Machine, element: Value, node: cst.CSTNode) -> Cond | None:
        """Return the worlds in which ``element in self`` holds; ``None``: cannot be told."""
        del machine, element, node
        return None

    def iterate(self, machine: Machine, node: cst.CSTNode) -> list[Item] | None:
        """Return what a loop over the object meets; ``None``: cannot be told."""
        del machine, node
        return None

    def truth(self, machine: Machine) -> Cond | None:
        """Return the worlds in which the object is true; ``None``: cannot be told."""
        del machine
        return TRUE

    def binary(
        self, machine: Machine, operator: str, other: Value, node: cst.CSTNode, *, reflected: bool
    ) -> Value:
        """Return ``self operator other``, or the reverse; ``UNSET``: not supported by this object."""
        del machine, operator, other, node, reflected
        return UNSET

    def equals(self, machine: Machine, other: Value) -> Cond | None:
        """Return the worlds in which the object equals another value; ``None``: cannot be told."""
        del machine
        return TRUE if other is self else None

    def text(self, machine: Machine) -> Value:
        """Return ``str(self)``."""
        return machine.unknown(f"text of a {self.kind}", None, "str")


class Raised(Modelled):
    """An instance of a builtin or library exception, by the dotted name of its class."""

    def __init__(self, kind: str, arguments: list[Value]) -> None:
        self.kind = kind
        self.arguments = arguments

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return ``errno`` of a file that is missing; the rest of an exception is not followed."""
        if name == "errno" and self.kind == "builtins.FileNotFoundError":
            return 2
        return super().attribute(machine, name, node)

    def text(self, machine: Machine) -> Value:
        """Return the message, where there is one."""
        if len(self.arguments) != 1:
            return super().text(machine)
        message = self.arguments[0]
        if self.kind != "builtins.KeyError":
            return message
        return repr(message) if type(message) is str else super().text(machine)


class Arguments(NamedTuple):
    """The evaluated arguments of a call.

    ``open`` is set where a ``*`` or ``**`` could not be read to its end, ``open_keywords`` where a ``**`` could not. ``rest``
    holds the positional arguments behind those in ``positional`` where it is not the same ones in all worlds; ``perhaps``
    has the names of the keyword arguments that are not there in all of them.
    """

    positional: list[Value]
    keywords: dict[str, Value]
    site: Site
    open: Unknown | None = None
    rest: tuple[Item, ...] = ()
    open_keywords: Unknown | None = None
    perhaps: tuple[str, ...] = ()


def is_raw(value: Value) -> bool:
    """Tell whether the value stands for itself: a fully known immutable Python value."""
    return type(value) in RAW_TYPES


# Models add the immutable types that they make (``timedelta``, ``Decimal``); importing those here would cost start-up.
RAW_TYPES: set[type] = {type(None), bool, int, float, complex, str, bytes, range, type(...)}
