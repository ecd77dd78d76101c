"""TLS002: SECURE_PROXY_SSL_HEADER is no pair, or names a header that Django never sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from secheaders_lint.findings import Severity
from secheaders_lint.remedies import Put, Remedy
from secheaders_lint.rules.asking import shown, switch
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "SECURE_PROXY_SSL_HEADER"
HELP = f"Write {NAME} = ('HTTP_X_FORWARDED_PROTO', 'https'): HTTP_, then the header in capitals with underscores."
# The names of header fields, as people write them: X-Forwarded-Proto, x_forwarded_proto, HTTP_X-Forwarded-Proto.
_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def check(site: SiteModel) -> Iterator[Report]:
    """Report a value that is no pair, a name that is not in the form of ``request.META``, a wanted value that is no text."""
    setting = site.settings.get(NAME)
    if setting.truth is not True or not setting.is_set:
        return
    fault = _no_pair(setting.value)
    if fault:
        yield Report(
            f"{NAME} is {shown(setting.value)}, {fault}: Django refuses every request (ImproperlyConfigured)",
            site.where(NAME),
            NAME,
            HELP,
            remedies=_remedies(setting.value),
        )
        return
    fault = _never_seen(setting.value)
    if fault:
        loops = switch(site, "SECURE_SSL_REDIRECT") is True
        effect = (
            "the redirect to https never ends"
            if loops
            else "no request counts as https, so Strict-Transport-Security is not sent"
        )
        yield Report(
            f"{NAME} {fault}: {effect}",
            site.where(NAME),
            NAME,
            HELP,
            severity=None if loops else Severity.WARNING,
            remedies=_remedies(setting.value),
        )


def _remedies(value: Any) -> tuple[Remedy, ...]:
    """Return the pair that a value is meant to be: the header that it names, in the form of ``request.META``."""
    parts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    named = (
        parts[0]
        if parts and isinstance(parts[0], str) and _FIELD.fullmatch(parts[0])
        else "X-Forwarded-Proto"
    )
    name = f"HTTP_{named.upper().replace('-', '_').removeprefix('HTTP_')}"
    wanted = parts[1] if len(parts) == 2 and isinstance(parts[1], str) else "https"
    if '"' in wanted or "\\" in wanted or not wanted.isprintable():
        return ()
    code = f'("{name}", "{wanted}")'
    return (Remedy(f"Set {NAME} = {code}", (Put(NAME, code),), UNSAFE, ("TLS001", "HSTS001")),)


def _no_pair(value: Any) -> str:
    """Return why a value cannot be taken apart into a name and a value; empty where it can, or that is not known."""
    if isinstance(value, str):
        return "a text and no pair"
    if isinstance(value, bool | int | float):
        return "no pair"
    if (
        isinstance(value, list)
        and len(value) != 2
        and all(isinstance(part, str | bool | int | type(None)) for part in value)
    ):
        return f"which has {len(value)} part{'' if len(value) == 1 else 's'} and not two"
    return ""


def _never_seen(value: Any) -> str:
    """Return why a request never fits; empty where it can, or that is not known."""
    if not isinstance(value, list) or len(value) != 2:
        return ""
    name, wanted = value
    if isinstance(name, str) and _FIELD.fullmatch(name) and not _in_meta_form(name):
        return f"names {shown(name)}, but request.META holds headers as 'HTTP_{name.upper().replace('-', '_').removeprefix('HTTP_')}'"
    if wanted is None or isinstance(wanted, bool | int):
        return f"wants {shown(wanted)}, but headers are text"
    return ""


def _in_meta_form(name: str) -> bool:
    return name == name.upper() and "-" not in name and not name.startswith("X_")


RULE = Rule(
    code="TLS002",
    name="proxy-header-malformed",
    summary="SECURE_PROXY_SSL_HEADER is no pair, or names a header that Django never sees",
    severity=Severity.ERROR,
    check=check,
    cwe=319,
    source="Django documentation, SECURE_PROXY_SSL_HEADER; django.http.HttpRequest.scheme",
    docs=Docs(
        what=(
            "Reports `SECURE_PROXY_SSL_HEADER` that is not a pair of a name and a value, or whose name is not written as in `request.META` "
            "(`HTTP_X_FORWARDED_PROTO`)."
        ),
        why=(
            "Django asks for it whenever it wants to know whether a request is https. A value that is no pair makes every request fail. A name "
            "in another form is never found: every request counts as http, no Strict-Transport-Security goes out, and with "
            "`SECURE_SSL_REDIRECT` the redirect never ends."
        ),
        example='```python\nSECURE_PROXY_SSL_HEADER = ("X-Forwarded-Proto", "https")\n```',
        instead=(
            '```python\nSECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n```\n\n'
            "Only where the proxy overwrites the header: otherwise a visitor can send it."
        ),
        silence="The server puts a variable of its own into the environment of the request under that name.",
    ),
)
