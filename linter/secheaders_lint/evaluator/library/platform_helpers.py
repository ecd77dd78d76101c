"""``django_heroku.settings(locals())`` and its successor (read in django-heroku 0.3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.convert import from_python
from secheaders_lint.evaluator.library.environ import environment_of
from secheaders_lint.evaluator.library.namespace_dict import NamespaceDict
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.sequences import make_tuple
from secheaders_lint.evaluator.values import UNSET, Item, Sequence, TupleValue, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.namespaces import Namespace
    from secheaders_lint.evaluator.values import Arguments, Value

_WHITENOISE = "whitenoise.middleware.WhiteNoiseMiddleware"


def _settings(machine: Machine, arguments: Arguments) -> Value:
    config = machine.settle(argument(arguments, 0, "config"))
    if not isinstance(config, NamespaceDict):
        return machine.call_unknown(None, "django_heroku.settings", arguments)
    space = config.namespace

    def wanted(option: str) -> bool:
        return machine.settle(arguments.keywords.get(option, True)) is not False

    if wanted("databases"):
        space.set(
            machine, "DATABASES", machine.unknown("databases of Heroku", arguments.site.node), arguments.site
        )
    if wanted("staticfiles"):
        _static_files(machine, space, arguments)
    if wanted("allowed_hosts"):
        space.set(machine, "ALLOWED_HOSTS", from_python(["*"], arguments.site), arguments.site)
    if wanted("logging"):
        space.set(
            machine, "LOGGING", machine.unknown("logging for Heroku", arguments.site.node), arguments.site
        )
    if wanted("secret_key"):
        key = environment_of(machine).read(machine, "SECRET_KEY", arguments.site)
        running = machine.pc
        for part in machine.worlds(key):
            if part is not UNSET:
                space.set(machine, "SECRET_KEY", part, arguments.site)
        machine.pc = running
    return None


def _static_files(machine: Machine, space: Namespace, arguments: Arguments) -> None:
    """Put WhiteNoise in front of everything, as the helper does."""
    site = arguments.site
    space.set(machine, "STATIC_URL", "/static/", site)
    space.set(
        machine, "STATIC_ROOT", machine.unknown("a folder that django_heroku names", site.node, "str"), site
    )
    space.set(machine, "STATICFILES_STORAGE", "whitenoise.storage.CompressedManifestStaticFilesStorage", site)
    for name in ("MIDDLEWARE_CLASSES", "MIDDLEWARE"):
        before = machine.settle(space.get(machine, name))
        if before is UNSET and name == "MIDDLEWARE_CLASSES":
            continue
        if isinstance(before, Sequence):
            made: Value = TupleValue([Item(_WHITENOISE, site), *before.items])
        else:
            made = (
                make_tuple([_WHITENOISE])
                if before is UNSET
                else Unknown("middleware that django_heroku puts together", site)
            )
        space.set(machine, name, made, site, keep=True)
        return


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "django_heroku.settings": _settings,
    "django_on_heroku.settings": _settings,
}
