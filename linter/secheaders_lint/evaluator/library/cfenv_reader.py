"""cfenv: what Cloud Foundry hands to an application in variables of JSON (read in version 0.5.3).

Without these variables a credential is a variable of its own name; what they hold where they are set is not followed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.library.environ import environment_of
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.sequences import make_list
from secheaders_lint.evaluator.values import UNSET, Bound, Modelled

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Value

_EMPTY = "{}"


class AppEnv(Modelled):
    """A ``cfenv.AppEnv``: the texts of both variables as they were when it was made."""

    kind = "cfenv.AppEnv"

    def __init__(self, application: Value, services: Value) -> None:
        self.application = application
        self.services = services

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return what is known where the variable is not set; unknown where it is."""
        if name == "get_credential":
            return Bound(self, name, self._credential)
        if name == "get_service":
            return Bound(self, name, lambda m, arguments: self._service(m, arguments.site.node))
        if name in {"name", "space"}:
            return _without(machine, self.application, "VCAP_APPLICATION", lambda: None, node)
        if name in {"uris", "services"}:
            variable = "VCAP_APPLICATION" if name == "uris" else "VCAP_SERVICES"
            text = self.application if name == "uris" else self.services
            return _without(machine, text, variable, lambda: make_list([]), node)
        return machine.unknown(f"{name} of cfenv.AppEnv()", node)

    def _credential(self, machine: Machine, arguments: Arguments) -> Value:
        key, default = argument(arguments, 0, "key"), argument(arguments, 1, "default", None)
        node = arguments.site.node

        def variable() -> Value:
            return environment_of(machine).get(machine, key, default, node)

        return _without(machine, self.services, "VCAP_SERVICES", variable, node)

    def _service(self, machine: Machine, node: cst.CSTNode) -> Value:
        return _without(machine, self.services, "VCAP_SERVICES", lambda: None, node)


def _without(
    machine: Machine, text: Value, variable: str, known: Callable[[], Value], node: cst.CSTNode
) -> Value:
    """Return ``known()`` where a variable is not set or empty, and unknown where it is."""

    def one(part: Value) -> Value:
        if part is UNSET or part == _EMPTY:
            return known()
        return machine.unknown(f"value of {variable}", node)

    return machine.each(text, one)


def _app_env(machine: Machine, arguments: Arguments) -> Value:
    read = environment_of(machine).read
    return AppEnv(
        read(machine, "VCAP_APPLICATION", arguments.site), read(machine, "VCAP_SERVICES", arguments.site)
    )


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {"cfenv.AppEnv": _app_env}
