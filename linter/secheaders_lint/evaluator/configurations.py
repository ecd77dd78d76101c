"""django-configurations: the settings that a configuration class gives (read in version 2.5.1)."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from secheaders_lint.data.django import knows_setting
from secheaders_lint.errors import SourceError
from secheaders_lint.evaluator.classes import ClassValue, InstanceValue, find
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.functions import Descriptor, FunctionValue, MethodValue
from secheaders_lint.evaluator.library import files
from secheaders_lint.evaluator.library.configurations_values import ConfigurationsValue
from secheaders_lint.evaluator.library.dotenv_files import parse_django_environ
from secheaders_lint.evaluator.library.environ import environment_of
from secheaders_lint.evaluator.namespaces import Namespace, Origin
from secheaders_lint.evaluator.values import UNSET, Arguments, Library, Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.evaluator.imports import ModuleValue
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def set_up(machine: Machine, module: ModuleValue, name: str) -> Namespace:
    """Return the settings of a configuration class as a namespace; raises :class:`SourceError` where there is no such class."""
    machine.pc = TRUE
    cls = machine.settle(module.namespace.get(machine, name))
    if not isinstance(cls, ClassValue) or module.source is None:
        raise SourceError(f"has no configuration class {name}", module.path or module.name)
    machine.source = module.source
    site = Site(module.source, cls.node)
    _load_dotenv(machine, cls, site)
    _hook(machine, cls, "pre_setup", site)
    for attribute in uppercase_names(cls):
        value = find(machine, cls, attribute)
        if _holds_value(value):
            made = machine.each(value, _resolver(machine, attribute))
            cls.namespace.put(machine, attribute, made, _origins(cls, attribute))
    _hook(machine, cls, "setup", site)
    instance = machine.settle(machine.call(cls, Arguments([], {}, site)))
    if not isinstance(instance, InstanceValue):
        instance = InstanceValue(cls)
    settings = _collect(machine, cls, instance, site)
    _add_names_of_module(machine, module, settings)
    # What the module or a class may have bound unseen is a setting too.
    spaces = [module.namespace, *(base.namespace for base in cls.order if isinstance(base, ClassValue))]
    settings.disturbances = [each for space in spaces for each in space.disturbances]
    _hook(machine, cls, "post_setup", site)
    return settings


def uppercase_names(cls: ClassValue) -> list[str]:
    """Return the names of the settings that a class and its bases of the repository define."""
    names: dict[str, None] = {}
    for base in reversed(cls.order):
        if isinstance(base, ClassValue):
            for name in base.namespace.names():
                if name == name.upper() and not name.startswith("_"):
                    names[name] = None
    return list(names)


def _holds_value(value: Value) -> bool:
    parts = [part for _, part in value.alternatives] if hasattr(value, "alternatives") else [value]
    return any(isinstance(part, ConfigurationsValue) for part in parts)


def _resolver(machine: Machine, name: str) -> Callable[[Value], Value]:
    """Return what sets a value object up under a name; every other value stays as it is."""
    return lambda part: part.resolve(machine, name) if isinstance(part, ConfigurationsValue) else part


def _origins(cls: ClassValue, name: str) -> tuple[Origin, ...]:
    """Return where the nearest class in the order of resolution binds a name."""
    for base in cls.order:
        if isinstance(base, ClassValue) and name in base.namespace.bindings:
            return base.namespace.bindings[name].origins
    return ()


def _collect(machine: Machine, cls: ClassValue, instance: InstanceValue, site: Site) -> Namespace:
    settings = Namespace("module")
    running = machine.pc
    for name in uppercase_names(cls):
        # A class body may bind a name in some worlds only: in the others there is no such setting.
        machine.pc = running
        machine.pc = machine.conditions.and_(running, machine.bound(find(machine, cls, name)))
        if machine.pc == FALSE:
            continue
        value = machine.attribute(instance, name, site.node)
        if isinstance(value, MethodValue | FunctionValue):
            value = machine.call(value, Arguments([], {}, site))
        value = machine.each(value, _resolver(machine, name))
        settings.put(machine, name, value, _origins(cls, name))
    machine.pc = running
    return settings


def _add_names_of_module(machine: Machine, module: ModuleValue, settings: Namespace) -> None:
    """Add what the module binds beside the class: the importer writes the class's settings into the module, and Django reads that.

    A configuration has an attribute for every setting that Django has a default for: of those, the module's is lost.
    """
    version = machine.state.get("django")
    running = machine.pc
    for name in module.namespace.names():
        if not name.isupper() or knows_setting(name, version):
            continue
        machine.pc = running
        own = settings.get(machine, name)
        machine.pc = machine.conditions.minus(running, machine.bound(own))
        value = module.namespace.get(machine, name)
        settings.put(machine, name, value, module.namespace.bindings[name].origins)
    machine.pc = running


def _hook(machine: Machine, cls: ClassValue, name: str, site: Site) -> None:
    """Call ``pre_setup``, ``setup`` or ``post_setup`` where the repository defines it."""
    found = find(machine, cls, name)
    if isinstance(found, Descriptor) and isinstance(found.function, FunctionValue):
        machine.call(found.function, Arguments([cls], {}, site))


def _load_dotenv(machine: Machine, cls: ClassValue, site: Site) -> None:
    path = machine.settle(find(machine, cls, "DOTENV"))
    if path is UNSET or isinstance(path, Library):
        return
    text = machine.settle(files.path_text(machine, path))
    below = files.inside(text) if isinstance(text, str) else None
    content = files.text_of(machine, posixpath.normpath(below)) if below else None
    for name, value in parse_django_environ(content or "").items():
        environment_of(machine).set_default(machine, name, value, site.node)
