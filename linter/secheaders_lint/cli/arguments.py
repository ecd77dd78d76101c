"""What can be written behind ``secheaders-lint``."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from secheaders_lint.cli.console import width_of
from secheaders_lint.config.values import ASSUMPTIONS, CONFIDENCES, FAIL_ON, SEVERITIES
from secheaders_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PROGRAM = "secheaders-lint"
CHECK_FORMATS = ("text", "concise", "json", "github", "sarif", "markdown", "gitlab")
# Forms that a program reads: a report that holds nothing is one, too.
MACHINE_FORMATS = frozenset({"json", "sarif", "gitlab"})
TABLE_FORMATS = ("text", "json")

_ACTIONS_BOT = "github-actions[bot]"

_COMMANDS = """\
commands:
  check [PATH ...]      lint (what is done where no command is named)
  headers [PATH]        the response headers that Django will send, and who sets each
  settings [PATH]       every security setting: value, condition, where it was decided
  csp --policy TEXT     audit a Content-Security-Policy given by hand
  rules [CODE|NAME]     list the rules; one rule's documentation
  github [PATH ...]     in GitHub Actions: check, review the pull request, summary, outputs

Each command has its own --help. Exit status: 0 nothing at or over --fail-on, 1 findings, 2 could not do it.
"""


class Command(NamedTuple):
    """A command: what it does, and the options that it has beside the common ones."""

    summary: str
    add_options: Callable[[argparse.ArgumentParser], None]


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; {self.prog} --help shows what there is")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments, the name of the command among them; raises `UsageError`, and `SystemExit` for --help."""
    words = list(argv)
    named = words[0] if words and words[0] in COMMANDS else None
    name = named or "check"
    parser = _parser(name, top=named is None)
    words = words[1:] if named else words
    if name == "github":
        from secheaders_lint.github.inputs import options_of

        words += options_of(os.environ)
    arguments, extra = parser.parse_known_intermixed_args(words)
    if extra:
        parser.error(_told(parser, extra[0]))
    arguments.command = name
    return arguments


def _parser(name: str, *, top: bool) -> argparse.ArgumentParser:
    command = COMMANDS[name]
    parser = _Parser(
        prog=PROGRAM if top else f"{PROGRAM} {name}",
        description="Static linter for the HTTP security headers of a Django site."
        if top
        else command.summary,
        epilog=_COMMANDS if top else None,
        formatter_class=_formatter,
        allow_abbrev=False,
    )
    command.add_options(parser)
    _add_common(parser)
    return parser


def _formatter(prog: str) -> argparse.HelpFormatter:
    # argparse asks for one with every option; left to itself it imports shutil for the width.
    return argparse.RawDescriptionHelpFormatter(prog, width=width_of(sys.stdout, os.environ) - 2)


def _told(parser: argparse.ArgumentParser, word: str) -> str:
    """Return what is wrong with a word that the parser has no place for."""
    if not word.startswith("-"):
        return f"one argument too many: {word}"
    return f"unknown option {word}{_nearest_option(parser, word)}"


def _nearest_option(parser: argparse.ArgumentParser, word: str) -> str:
    from difflib import get_close_matches

    known = [option for action in parser._actions for option in action.option_strings]  # noqa: SLF001 - argparse has no other list
    close = get_close_matches(word.partition("=")[0], known, n=1, cutoff=0.6)
    return f" (did you mean {close[0]}?)" if close else ""


def _add_common(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("common options")
    group.add_argument(
        "--settings",
        metavar="MODULE",
        action="append",
        default=[],
        help="judge this settings module: dotted, or a file; module:Class for django-configurations; again for more",
    )
    group.add_argument(
        "--env",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        type=_assignment,
        help="take an environment variable as set to this; again for more",
    )
    group.add_argument(
        "--assume",
        choices=ASSUMPTIONS,
        help="how to read variables that are not given: as on a production server (default), or all unset and nothing else",
    )
    group.add_argument(
        "--django",
        metavar="VERSION",
        type=_version,
        help="Django's version, instead of what the project's files say",
    )
    group.add_argument("--config", metavar="FILE", help="read the configuration from this file")
    group.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colour the output (default: on a terminal)",
    )
    group.add_argument(
        "-q",
        "--quiet",
        action="store_true",
        help="the findings alone: no notes, no word about what was judged",
    )
    group.add_argument(
        "-v", "--verbose", action="store_true", help="also what was silenced or left out, and tracebacks"
    )
    group.add_argument("--version", action="version", version=_version_line())


def _version_line() -> str:
    from secheaders_lint import __version__

    return f"{PROGRAM} {__version__}"


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help="what to judge: folders, or files that stand for their repository (default: .)",
    )
    parser.add_argument(
        "--format", choices=CHECK_FORMATS, default="text", help="form of the report on stdout (default: text)"
    )
    parser.add_argument(
        "--output",
        metavar="FORMAT:FILE",
        action="append",
        default=[],
        type=_output,
        help="also write the report to a file in that form; again for more",
    )
    _add_what_counts(parser)
    _add_fixes(parser)
    _add_baseline(parser)


def _add_what_counts(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("what counts")
    rules = "codes, names or families of rules, with commas between"
    group.add_argument(
        "--select", metavar="RULES", action="extend", type=_words, help=f"report these alone: {rules}"
    )
    group.add_argument("--ignore", metavar="RULES", action="extend", type=_words, help="do not report these")
    group.add_argument("--severity", choices=SEVERITIES, help="leave out what is less severe (default: info)")
    group.add_argument(
        "--confidence", choices=CONFIDENCES, help="leave out what is less sure (default: medium)"
    )
    group.add_argument(
        "--fail-on", choices=FAIL_ON, help="exit with 1 from this severity on (default: warning)"
    )
    group.add_argument(
        "--min-grade",
        metavar="GRADE",
        type=_grade,
        help="exit with 1 where a module's grade is worse: B, as estimated for securityheaders.com, or observatory:B+",
    )


def _add_baseline(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("what is left out")
    group.add_argument(
        "--baseline", metavar="FILE", help="silence the findings that this file names, until they are gone"
    )
    group.add_argument(
        "--since",
        metavar="REV",
        help="report only what the change since this revision of git brought, whichever file it changed",
    )
    group.add_argument(
        "--write-baseline",
        metavar="FILE",
        help="write all that is found to such a file; nothing is left then",
    )


def _add_fixes(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("fixes")
    group.add_argument(
        "--fix", action="store_true", help="write the safe fixes into the files, then report what is left"
    )
    group.add_argument(
        "--unsafe-fixes",
        action="store_true",
        help="with --fix or --diff: also those after which visitors get something else",
    )
    group.add_argument(
        "--diff", action="store_true", help="show what the fixes would change; exit with 1 where they would"
    )


def _add_table(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="*", help="where to look (default: .)")
    parser.add_argument(
        "--format", choices=TABLE_FORMATS, default="text", help="form of the report on stdout (default: text)"
    )


def _add_settings(parser: argparse.ArgumentParser) -> None:
    _add_table(parser)
    parser.add_argument(
        "--all",
        action="store_true",
        help="every setting, and Django's defaults where the project sets nothing",
    )


def _add_github(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="what to judge: folders of one repository (default: .)"
    )
    _add_what_counts(parser)
    group = parser.add_argument_group("on GitHub")
    group.add_argument(
        "--only-new",
        choices=("auto", "true", "false"),
        default="auto",
        help="tell only what the change brought; auto: for pull requests and merge queues",
    )
    group.add_argument(
        "--annotations",
        choices=("auto", "all", "off"),
        default="auto",
        help="annotate lines; auto: where there is no comment (default)",
    )
    group.add_argument(
        "--suggestions",
        choices=("auto", "off"),
        default="auto",
        help="comment on the pull request, with fixes to apply (default: auto)",
    )
    group.add_argument(
        "--unsafe-suggestions",
        action="store_true",
        help="also offer fixes after which visitors get something else",
    )
    group.add_argument(
        "--author", default=_ACTIONS_BOT, metavar="LOGIN", help="who our comments are written by"
    )
    group.add_argument("--baseline", metavar="FILE", help="silence the findings that this file names")
    group.add_argument(
        "--sarif-file", metavar="FILE", help="write all that is there as SARIF, for code scanning"
    )
    group.add_argument("--json-file", metavar="FILE", help="write what is told as JSON")
    # Fixes and grades are wanted in any case, as they are for JSON; nothing is written into the repository.
    parser.set_defaults(format="json", output=[], since=None, write_baseline=None, fix=False)


def _add_csp(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--policy",
        metavar="TEXT",
        required=True,
        help="the value of the header, commas between several of them; - reads it from stdin",
    )
    parser.add_argument(
        "--format", choices=TABLE_FORMATS, default="text", help="form of the report on stdout (default: text)"
    )


def _add_rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rule", metavar="CODE|NAME", nargs="?", help="show the documentation of this rule")


COMMANDS = {
    "check": Command("Lint the security headers of a Django site.", _add_check),
    "headers": Command("Show the response headers that Django will send, and who sets each.", _add_table),
    "settings": Command(
        "Show every security setting: its value, what can change it, where it was decided.", _add_settings
    ),
    "csp": Command(
        "Audit a Content-Security-Policy: what gets around it, what is misspelt, what of it counts.", _add_csp
    ),
    "github": Command(
        "In GitHub Actions: check, review the pull request, write the job's summary and outputs.", _add_github
    ),
    "rules": Command("List the rules, or show the documentation of one.", _add_rules),
}


def _words(text: str) -> list[str]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    if not words:
        raise argparse.ArgumentTypeError("names no rule")
    return words


def _assignment(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=VALUE")
    return name.strip(), value


def _version(text: str) -> str:
    from secheaders_lint.config.schema import is_version

    if not is_version(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no version of Django, such as 5.2 or 5.2.7")
    return text


def _grade(text: str) -> str:
    from secheaders_lint.config.schema import is_grade

    if not is_grade(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no grade, such as B or observatory:B+")
    return text


def _output(text: str) -> tuple[str, str]:
    form, sign, path = text.partition(":")
    if not sign or not path or form not in CHECK_FORMATS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not of the form FORMAT:FILE, with one of {', '.join(CHECK_FORMATS)}"
        )
    return form, path
