"""Looks up models by dotted name, and says what is done where there is none.

A model module has ``FUNCTIONS`` (dotted name → ``function(machine, arguments)``) and ``VALUES`` (dotted name →
``function(machine)``); it is imported when the library that it models is first used.
"""

from __future__ import annotations

from importlib import import_module
from types import MethodDescriptorType, WrapperDescriptorType
from typing import TYPE_CHECKING, Any

from secheaders_lint.evaluator.values import RAW_TYPES, UNSET, Arguments, Library, Raised

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.namespaces import Namespace
    from secheaders_lint.evaluator.values import Value

# Top-level name of a library → the module of models, below this package.
MODELS = {
    "builtins": "builtin_functions",
    "os": "operating_system", "posixpath": "operating_system", "genericpath": "operating_system",
    "io": "operating_system", "codecs": "operating_system",
    "sys": "machine_facts", "platform": "machine_facts", "socket": "machine_facts", "getpass": "machine_facts",
    "pathlib": "paths", "path": "paths",
    "environ": "django_environ",
    "environs": "environs_reader",
    "decouple": "python_decouple",
    "dotenv": "dotenv_files",
    "datetime": "times", "time": "times",
    "copy": "containers", "functools": "containers", "itertools": "containers", "collections": "containers",
    "operator": "containers",
    "json": "texts", "simplejson": "texts", "ast": "texts", "re": "texts", "distutils": "texts", "tomllib": "texts",
    "tomli": "texts", "textwrap": "texts", "urllib": "texts", "shlex": "texts", "setuptools": "texts", "yaml": "yaml_texts",
    "dataclasses": "objects", "typing": "objects", "types": "objects", "contextlib": "objects", "enum": "objects",
    "inspect": "objects", "warnings": "objects", "attr": "objects", "abc": "objects",
    "importlib": "module_finding", "pkgutil": "module_finding", "imp": "module_finding",
    "django": "django_itself", "csp": "header_packages", "corsheaders": "header_packages",
    "configurations": "configurations_values",
    "split_settings": "split_settings_include",
    "dj_database_url": "url_readers", "cfenv": "cfenv_reader",
    "pydantic": "pydantic_reader", "pydantic_settings": "pydantic_reader", "dynaconf": "dynaconf_reader",
    "celery": "plain_objects", "kombu": "plain_objects", "structlog": "plain_objects", "zoneinfo": "plain_objects",
    "django_heroku": "platform_helpers", "django_on_heroku": "platform_helpers",
}  # fmt: skip

_functions: dict[str, Callable[[Machine, Arguments], Value]] = {}
_values: dict[str, Callable[[Machine], Value]] = {}
_loaded: set[str] = set()

# Standard library modules whose plain constants are the same everywhere.
_CONSTANTS = {
    "string",
    "logging",
    "errno",
    "stat",
    "math",
    "http.client",
    "calendar",
    "signal",
    "socket",
    "ssl",
}

# Names that libraries give to one thing: what is written → what the models know.
_ALIASES = {
    "posixpath": "os.path",
    "path.Path": "pathlib.Path",
    "typing_extensions": "typing",
    "yaml.error": "yaml",
}


def _load(name: str) -> None:
    top = name.partition(".")[0]
    model = MODELS.get(top)
    if model is None or model in _loaded:
        return
    _loaded.add(model)
    module = import_module(f"secheaders_lint.evaluator.library.{model}")
    _functions.update(module.FUNCTIONS)
    _values.update(getattr(module, "VALUES", {}))


def canonical(name: str) -> str:
    """Return the name under which the models know a dotted name."""
    for alias, known in _ALIASES.items():
        if name == alias or name.startswith(f"{alias}."):
            return known + name[len(alias) :]
    return name


def is_function(name: str) -> bool:
    """Tell whether a dotted name is that of a function or class that is modelled."""
    name = canonical(name)
    _load(name)
    return name in _functions


def value_of(machine: Machine, name: str) -> Value:
    """Return the value of a dotted library name: modelled, a plain constant, or the name itself."""
    changed = machine.state.get("library")
    if changed is not None:
        found = changed.get(machine, name)
        if found is not UNSET:
            return found
    _load(name)
    made = _values.get(name)
    if made is not None:
        return made(machine)
    module, _, attribute_name = name.rpartition(".")
    if (module in _CONSTANTS and attribute_name.isupper()) or module == "string":
        constant = getattr(import_module(module), attribute_name, None)
        if type(constant) in {int, str, float} or (
            isinstance(constant, int) and not isinstance(constant, bool)
        ):
            return int(constant) if isinstance(constant, int) else constant
    return Library(name)


def attribute(machine: Machine, owner: Library, name: str, node: cst.CSTNode) -> Value:
    """Return ``owner.name`` for something outside of the repository."""
    if name == "__name__":
        return owner.name.rpartition(".")[2]
    machine.may_fail("builtins.AttributeError", node, f"{owner.name} has no {name}") if _explicit(
        machine
    ) else None
    return value_of(machine, canonical(f"{owner.name}.{name}"))


def _explicit(machine: Machine) -> bool:
    """Tell whether a handler around names AttributeError itself."""
    return any(name == "builtins.AttributeError" for frame in machine.tries for name in frame.catches)


def set_attribute(machine: Machine, owner: Library, name: str, value: Value, node: cst.CSTNode) -> None:
    """Remember an assignment to an attribute of a library (``django.utils.encoding.force_text = …``)."""
    from secheaders_lint.evaluator.namespaces import Namespace

    space: Namespace = machine.state.setdefault("library", Namespace("library"))
    space.set(machine, canonical(f"{owner.name}.{name}"), value, machine.site(node))


def call(machine: Machine, function: Library, arguments: Arguments) -> Value:
    """Return the result of calling something outside of the repository."""
    name = canonical(function.name)
    _load(name)
    model = _functions.get(name)
    if model is not None:
        return model(machine, arguments)
    if name.startswith("builtins."):
        return _call_builtin(machine, name, arguments)
    if is_exception(name):
        return Raised(name, arguments.positional)
    if _harmless(name):
        machine.may_fail_somehow(arguments.site.node, f"{name} fails")
        return machine.unknown(f"result of {name}()", arguments.site.node)
    return machine.call_unknown(None, name, arguments)


def _call_builtin(machine: Machine, name: str, arguments: Arguments) -> Value:
    import builtins

    short = name.removeprefix("builtins.")
    python: Any = getattr(builtins, short, None)
    if isinstance(python, type) and issubclass(python, BaseException):
        return Raised(name, arguments.positional)
    kind, _, method = short.partition(".")
    if method and arguments.positional:
        return _call_on_instance(machine, kind, method, arguments)
    return machine.call_unknown(None, short, arguments)


def _call_on_instance(machine: Machine, kind: str, method: str, arguments: Arguments) -> Value:
    """Call a method by way of its type, such as ``str.strip(text)``; class methods of the types are not followed."""
    import builtins

    node = arguments.site.node
    python = getattr(getattr(builtins, kind, None), method, None)
    if not isinstance(python, MethodDescriptorType | WrapperDescriptorType):
        return machine.call_unknown(None, f"{kind}.{method}", arguments)

    def one(owner: Value) -> Value:
        if machine.is_instance(owner, Library(f"builtins.{kind}")) is False:
            return machine.fail("builtins.TypeError", f"{kind}.{method}() needs a {kind!r} object", node)
        bound = machine.attribute(owner, method, node)
        return machine.call(bound, arguments._replace(positional=arguments.positional[1:]))

    return machine.each(arguments.positional[0], one)


def is_exception(name: str) -> bool:
    """Tell whether a dotted name reads like that of an exception class."""
    last = name.rpartition(".")[2]
    return last.endswith(("Error", "Exception", "Warning", "ImproperlyConfigured", "NotFound"))


# Calls that read what they are given and change nothing of it.
_HARMLESS = (
    "logging.", "warnings.", "sentry_sdk.", "structlog.", "subprocess.", "socket.", "hashlib.", "uuid.", "secrets.", "random.",
    "base64.", "urllib.", "time.", "tempfile.", "shutil.", "locale.", "mimetypes.", "platform.", "yaml.", "celery.schedules.",
    "kombu.", "dj_database_url.", "django_cache_url.", "dj_email_url.", "pkg_resources.", "importlib.metadata.", "newrelic.",
    "ddtrace.", "opentelemetry.", "boto3.", "redis.", "requests.", "cryptography.", "ldap.", "django_auth_ldap.", "struct.",
    "decimal.", "fractions.", "zoneinfo.", "pytz.", "git.", "toml.", "tomllib.", "configparser.", "threading.", "gc.", "faulthandler.",
)  # fmt: skip


def _harmless(name: str) -> bool:
    return name.startswith(_HARMLESS)


def builtin(machine: Machine, name: str) -> Value:
    """Return the builtin of that name; ``UNSET`` where there is none."""
    import builtins

    if not hasattr(builtins, name) and name not in {"exit", "quit", "unicode", "__builtins__"}:
        return UNSET
    if name == "unicode":
        return UNSET
    value = getattr(builtins, name, None)
    if type(value) in RAW_TYPES and name.startswith("__") and name != "__debug__":
        return UNSET
    return value_of(machine, f"builtins.{name}")


# Modules of the standard library whose ``*`` is followed: importing them does nothing. Others have effects of all kinds
# (``antigravity`` opens a browser), and it is a repository that names them.
_INERT = frozenset({
    "base64", "collections", "copy", "dataclasses", "datetime", "decimal", "enum", "functools", "glob", "hashlib", "itertools",
    "json", "logging", "math", "operator", "os", "os.path", "pathlib", "platform", "random", "re", "socket", "string", "sys",
    "textwrap", "time", "types", "typing", "urllib.parse", "uuid",
})  # fmt: skip


def public(module: str, name: str) -> Value:
    """Return what ``from module import *`` binds a name to; ``UNSET`` where it does not bind it."""
    python = import_module(module)
    names = getattr(python, "__all__", None) or [n for n in vars(python) if not n.startswith("_")]
    return Library(canonical(f"{module}.{name}")) if name in names else UNSET


def star_import(machine: Machine, library: Library, target: Namespace, node: cst.CSTNode) -> bool:
    """Carry out ``from library import *`` where it is known what it brings; tell whether it is."""
    name = canonical(library.name)
    _load(name)
    star = _functions.get(f"{name}.*")
    if star is not None:
        star(machine, Arguments([target], {}, machine.site(node)))
        return True
    if name in _INERT:
        target.fallbacks.append(Library(name))
        return True
    return False
