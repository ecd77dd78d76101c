"""Between the words of users and those of the engine: options in, descriptions of modules out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.engine import Options
from secheaders_lint.errors import SourceError
from secheaders_lint.model.site import Surroundings
from secheaders_lint.reporters.report import ModuleInfo

if TYPE_CHECKING:
    from argparse import Namespace

    from secheaders_lint.config import Config
    from secheaders_lint.discovery.found import Entrypoint
    from secheaders_lint.model.site import DjangoVersion
    from secheaders_lint.source.text import SourceText
    from secheaders_lint.source.tree import SourceTree

_VERDICTS = ("Judged: ", "Not judged: ")


def engine_options(config: Config, arguments: Namespace) -> Options:
    """Return how to evaluate: the command line beats the configuration."""
    return Options(
        environment={**config.environment, **dict(arguments.env)},
        assume=arguments.assume or config.assume or "production",
        django=arguments.django or config.django,
        surroundings=Surroundings(config.tls, config.profile, config.hsts_target, config.edge),
        django_source="--django" if arguments.django else f"{config.path}:{config.line('django')}",
    )


def module_info(entrypoint: Entrypoint, django: DjangoVersion | None) -> ModuleInfo:
    """Return what reports say of a settings module."""
    why = entrypoint.why
    for verdict in _VERDICTS:
        why = why.removeprefix(verdict)
    info = ModuleInfo(
        entrypoint.module,
        entrypoint.configuration,
        entrypoint.path or "",
        str(entrypoint.role),
        why=why.rstrip("."),
    )
    if django is None:
        return info
    return info._replace(django=django.version, django_source=django.source, django_exact=django.exact)


class Lines:
    """The lines of a tree's files. The file that was asked for last is kept: findings are told file by file."""

    def __init__(self, tree: SourceTree) -> None:
        self._tree = tree
        self._path = ""
        self._text: SourceText | None = None

    def __call__(self, path: str, number: int) -> str | None:
        """Return a line of a file; ``None`` where it cannot be read."""
        text = self._of(path)
        return None if text is None else text.line(number)

    def text(self, path: str) -> str | None:
        """Return all of a file with its own line ends; ``None`` where it cannot be read."""
        text = self._of(path)
        return None if text is None else text.text

    def _of(self, path: str) -> SourceText | None:
        if path != self._path:
            self._path = path
            try:
                self._text = self._tree.text(path)
            except SourceError:
                self._text = None
        return self._text
