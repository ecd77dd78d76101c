"""Addresses that stand for several settings: django-environ's ``email_url`` and ``url``, and dj-database-url.

Which keys such a reader gives matters more than their values: settings are updated with them. What its versions do not agree on
is not told. Read in django-environ 0.14.0 and dj-database-url 0.5.0 to 3.0.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlparse

from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.library.environ import environment_of
from secheaders_lint.evaluator.library.signature import argument, fixed
from secheaders_lint.evaluator.library.texts import UrlParts
from secheaders_lint.evaluator.mappings import empty_dict
from secheaders_lint.evaluator.truthiness import truth
from secheaders_lint.evaluator.values import ROOT, UNSET, DictValue, Item, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable
    from urllib.parse import ParseResult

    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Value

_BACKENDS = {
    "smtp": "smtp", "smtps": "smtp", "smtp+tls": "smtp", "smtp+ssl": "smtp", "consolemail": "console",
    "filemail": "filebased", "memorymail": "locmem", "dummymail": "dummy",
}  # fmt: skip
_ALWAYS = (
    "EMAIL_FILE_PATH", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_BACKEND",
)  # fmt: skip
# Keys that depend on the scheme or on the query of the address.
_SOMETIMES = ("EMAIL_USE_TLS", "EMAIL_USE_SSL", "OPTIONS")
_MISSING = "django.core.exceptions.ImproperlyConfigured"


def environ_url(machine: Machine, name: str, value: Value, node: cst.CSTNode) -> Value:
    """Return what ``env.name()`` makes of one text: ``url`` splits it, ``email_url`` and ``email`` make settings of it."""
    if value is UNSET:
        return UNSET
    if name == "url" and value is None:
        return None
    if name == "url" and isinstance(value, str) and ROOT not in value:
        return _split(machine, value, node)
    if name in {"email_url", "email"} and isinstance(value, str | Unknown):
        return _email(machine, value, node)
    reason = value.reason if isinstance(value, Unknown) else f"what env.{name}() makes of an address"
    return machine.unknown(reason, node)


def _split(machine: Machine, text: str, node: cst.CSTNode) -> Value:
    try:
        return UrlParts(urlparse(text))
    except ValueError as error:
        return machine.fail("builtins.ValueError", str(error), node)


def _email(machine: Machine, text: Value, node: cst.CSTNode) -> Value:
    known = _email_settings(urlparse(text)) if isinstance(text, str) and _plain(text) else None
    site = machine.site(node)
    if known is not None:
        return DictValue({key: Item(value, site) for key, value in known.items()})
    reason = text.reason if isinstance(text, Unknown) else "what env.email_url() makes of an address"
    machine.may_fail(_MISSING, node, f"{reason} is no address of a mail server")
    rows: dict[object, Item] = {key: Item(Unknown(reason, site), site) for key in _ALWAYS}
    for key in _SOMETIMES:
        there = machine.opaque(f"{reason} has {key}", site)
        value = machine.choose([(there, Unknown(reason, site)), (machine.conditions.not_(there), UNSET)])
        rows[key] = Item(value, site)
    return DictValue(rows)


def _plain(text: str) -> bool:
    """Tell whether all versions read an address alike: a plus sign, or a query, they do not."""
    return not any(sign in text for sign in "+?[]") and ROOT not in text


def _email_settings(url: ParseResult) -> dict[str, Value] | None:
    try:
        port = url.port
    except ValueError:
        return None
    if url.scheme not in _BACKENDS:
        return None
    found: dict[str, Value] = {
        "EMAIL_FILE_PATH": unquote(url.path[1:]),
        "EMAIL_HOST_USER": None if url.username is None else unquote(url.username),
        "EMAIL_HOST_PASSWORD": None if url.password is None else unquote(url.password),
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": port,
        "EMAIL_BACKEND": f"django.core.mail.backends.{_BACKENDS[url.scheme]}.EmailBackend",
    }
    if url.scheme == "smtps":
        found["EMAIL_USE_TLS"] = True
    return found


def _database(machine: Machine, arguments: Arguments) -> Value:
    """Return ``dj_database_url.config(env, default)``: an empty dictionary where there is no address."""
    node = arguments.site.node
    name = argument(arguments, 0, "env", "DATABASE_URL")
    text = environment_of(machine).get(machine, name, argument(arguments, 1, "default", None), node)

    def one(part: Value) -> Value:
        given = truth(machine, part, node)
        absent = machine.conditions.minus(machine.pc, given)
        nothing = empty_dict(machine, id(node)) if absent != FALSE else UNSET
        address = _from_address(machine, part, node) if given != FALSE else UNSET
        return machine.choose([(absent, nothing), (given, address)])

    return machine.each(text, one)


def _parse_database(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    return machine.each(argument(arguments, 0, "url"), lambda part: _from_address(machine, part, node))


def _from_address(machine: Machine, text: Value, node: cst.CSTNode) -> Value:
    """Return a dictionary of which no key is told: its versions differ in what they add."""
    reason = text.reason if isinstance(text, Unknown) else "what dj_database_url makes of an address"
    machine.may_fail("builtins.ValueError", node, f"{reason} is no address of a database")
    return DictValue(rest=machine.unknown(reason, node))


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "dj_database_url.config": _database,
    "dj_database_url.parse": _parse_database,
}
VALUES: dict[str, Callable[[Machine], Value]] = {"dj_database_url.DEFAULT_ENV": fixed("DATABASE_URL")}
