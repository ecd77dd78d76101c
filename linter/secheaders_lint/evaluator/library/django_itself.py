"""Django: its version, the defaults of ``global_settings``, lazy texts, constants that settings use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.convert import from_python
from secheaders_lint.evaluator.library.signature import argument, fixed
from secheaders_lint.evaluator.pure import pure
from secheaders_lint.evaluator.sequences import make_tuple
from secheaders_lint.evaluator.values import Library, Modelled, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Value

# django.contrib.messages.constants, unchanged since 1.2.
_MESSAGE_LEVELS = {"DEBUG": 10, "INFO": 20, "SUCCESS": 25, "WARNING": 30, "ERROR": 40}
# django.utils.csp.CSP (6.0 and 6.1).
CSP = {
    "NONE": "'none'", "REPORT_SAMPLE": "'report-sample'", "SELF": "'self'", "STRICT_DYNAMIC": "'strict-dynamic'",
    "UNSAFE_EVAL": "'unsafe-eval'", "UNSAFE_HASHES": "'unsafe-hashes'", "UNSAFE_INLINE": "'unsafe-inline'",
    "WASM_UNSAFE_EVAL": "'wasm-unsafe-eval'", "NONCE": "<CSP_NONCE_SENTINEL>",
}  # fmt: skip


class LazyText(Modelled):
    """``gettext_lazy("…")`` and ``reverse_lazy("…")``: an object that becomes a text when Django asks for it."""

    kind = "django.utils.functional.lazy"

    def __init__(self, name: str, value: Value) -> None:
        self.name = name
        self.value = value

    def text(self, machine: Machine) -> Value:
        """Return the text in the language of the source, if any."""
        if self.name.startswith("gettext") and isinstance(self.value, str):
            return self.value
        return Unknown(f"the text of {self.name}()", None, "str")

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return an attribute of the text."""
        return machine.attribute(self.text(machine), name, node)


def _lazy(name: str) -> Callable[[Machine, Arguments], Value]:
    def make(machine: Machine, arguments: Arguments) -> Value:
        return machine.each(argument(arguments, 0), lambda part: LazyText(name, part))

    return make


def _gettext(machine: Machine, arguments: Arguments) -> Value:
    return machine.unknown("a translated text", arguments.site.node, "str")


def _version(machine: Machine) -> Value:
    version = machine.state.get("django")
    if not isinstance(version, str):
        return Unknown("the version of Django", None, "tuple")
    parts = [int(part) for part in version.split(".")[:3] if part.isdigit()]
    if len(parts) < 2:
        return Unknown("the version of Django", None, "tuple")
    return make_tuple([*parts, *([0] * (3 - len(parts))), "final", 0])


def _get_version(machine: Machine, arguments: Arguments) -> Value:
    version = machine.state.get("django")
    return (
        version
        if isinstance(version, str)
        else machine.unknown("the version of Django", arguments.site.node, "str")
    )


def _global_default(name: str) -> Callable[[Machine], Value]:
    def default(machine: Machine) -> Value:
        from secheaders_lint.data.django import default_of

        found = default_of(name, machine.state.get("django"))
        return (
            Library(f"django.conf.global_settings.{name}") if found is None else from_python(found[0], None)
        )

    return default


def _star_of_global_settings(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.data.django import default_of, setting_names

    target = arguments.positional[0]
    target.disturb(machine, machine.unknown("Django's default", arguments.site.node))
    for name in setting_names():
        found = default_of(name, machine.state.get("django"))
        if found is not None:
            target.set(machine, name, from_python(found[0], arguments.site), arguments.site)
    return None


def _random_key(machine: Machine, arguments: Arguments) -> Value:
    return machine.unknown("a random key", arguments.site.node, "str")


# What django.http.request takes for a host (the same from 1.8 to 6.1).
_HOST = r"([a-z0-9.-]+|\[[a-f0-9]*:[a-f0-9.:]+\])(?::([0-9]+))?"


def _split_host(host: str) -> tuple[str, str]:
    """Return domain and port of a host as ``django.http.request.split_domain_port`` does; both are empty for what is none."""
    import re

    found = re.fullmatch(_HOST, host.lower())
    return ("", "") if found is None else (found[1].removesuffix("."), found[2] or "")


def _split_domain_port(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node

    def part(place: int) -> Value:
        def one(host: str) -> str:
            return _split_host(host)[place]

        shape = f"split_domain_port({{}})[{place}]"
        return pure(machine, node, one, [argument(arguments, 0, "host")], shape, "str", raises="")

    return make_tuple([part(0), part(1)], arguments.site)


def _nothing(machine: Machine, arguments: Arguments) -> Value:
    del machine, arguments
    return None


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "django.utils.translation.gettext_lazy": _lazy("gettext_lazy"),
    "django.utils.translation.ugettext_lazy": _lazy("gettext_lazy"),
    "django.utils.translation.pgettext_lazy": _lazy("pgettext_lazy"),
    "django.utils.translation.ngettext_lazy": _lazy("ngettext_lazy"),
    "django.utils.translation.gettext": _gettext,
    "django.utils.translation.ugettext": _gettext,
    "django.utils.translation.gettext_noop": lambda _, arguments: argument(arguments, 0),
    "django.utils.translation.ugettext_noop": lambda _, arguments: argument(arguments, 0),
    "django.urls.reverse_lazy": _lazy("reverse_lazy"),
    "django.core.urlresolvers.reverse_lazy": _lazy("reverse_lazy"),
    "django.utils.functional.lazy": lambda machine, arguments: machine.unknown(
        "a lazy function", arguments.site.node
    ),
    "django.get_version": _get_version,
    "django.setup": _nothing,
    "django.http.request.split_domain_port": _split_domain_port,
    "django.conf.global_settings.*": _star_of_global_settings,
    "django.core.management.utils.get_random_secret_key": _random_key,
    "django.utils.crypto.get_random_string": _random_key,
}

VALUES: dict[str, Callable[[Machine], Value]] = {
    "django.VERSION": _version,
    "django.__version__": lambda machine: (
        machine.state.get("django") or Unknown("the version of Django", None, "str")
    ),
    **{f"django.contrib.messages.constants.{name}": fixed(level) for name, level in _MESSAGE_LEVELS.items()},
    **{f"django.contrib.messages.{name}": fixed(level) for name, level in _MESSAGE_LEVELS.items()},
    **{f"django.utils.csp.CSP.{name}": fixed(text) for name, text in CSP.items()},
}


def load_defaults() -> None:
    """Add the settings whose defaults are known to ``VALUES``."""
    from secheaders_lint.data.django import setting_names

    for name in setting_names():
        VALUES[f"django.conf.global_settings.{name}"] = _global_default(name)


load_defaults()
