"""Settings in a file outside of the repository: a mapping that nobody sees, and that may hold next to nothing.

Such a file is an environment by another name. So its content is split into two worlds: in one it holds nothing but the keys
that the code cannot do without (their values are unknown); in the other it holds whatever it likes, and is unknown as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.mappings import empty_dict
from secheaders_lint.evaluator.values import Bound, Symbol, Unknown

if TYPE_CHECKING:
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, DictValue, Site, Value


def mapping_of(machine: Machine, content: Value, parsed: Value, site: Site) -> Value:
    """Return the mapping that a file of unknown ``content`` holds; ``parsed`` is what it is taken for otherwise."""
    if not isinstance(content, Symbol) or not content.variable.machine or not isinstance(parsed, Unknown):
        return parsed
    name = content.variable.name
    more = machine.fact(
        "content",
        name,
        None,
        f"{name} has more than what is required",
        f"{name} has nothing but what is required",
        # A server has such a file because it says something: only the reading of an empty machine takes it as empty.
        prefer=None,
    )
    # A symbol is the same one each time the file is read, and so is what the code asks of it.
    anything = parsed if isinstance(parsed, Symbol) else Unknown(name, parsed.site or site)
    conditions = machine.conditions
    return machine.settle(
        machine.choose([(more, anything), (conditions.not_(more), _required_only(machine, name))])
    )


def _required_only(machine: Machine, name: str) -> DictValue:
    """Return a dictionary in which a key is found where it is taken without a default, and not where it is asked for."""
    made = empty_dict(machine, name)
    if made.factory is not None:
        return made

    def missing(machine: Machine, arguments: Arguments) -> Value:
        if machine.catches("builtins.KeyError"):
            return machine.fail("builtins.KeyError", name, arguments.site.node)
        return machine.unknown(f"a key of {name}", arguments.site.node)

    made.factory = Bound(made, "missing", missing)
    return made
