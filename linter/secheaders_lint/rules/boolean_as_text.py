"""DJ004: a text where a switch is meant: "False" is true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.data.middleware import CORS, CSRF, SECURITY
from secheaders_lint.evaluator.values import Choice, Symbol, Unknown
from secheaders_lint.findings import Severity
from secheaders_lint.remedies import ANY, Remedy, Wrap
from secheaders_lint.rules.asking import checks, for_visitors, objects_to, shown
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.cookies import csrf_checks, session_checks
from secheaders_lint.rules.mending import SAFE, UNSAFE, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

_OFF = frozenset({"false", "0", "no", "off", "n", "f", "none", "null", "disabled"})
HELP = "Give a bool: True or False; from the environment os.environ.get('{name}') == '1', or env.bool('{name}', default={default})."


class Switch(NamedTuple):
    """A setting that is on or off: what being on does, and the middleware that reads it (empty: always read)."""

    effect: str
    middleware: str = ""
    until: str = ""


SWITCHES = {
    "DEBUG": Switch("whoever meets an error is shown settings, paths and source code of the site"),
    "SECURE_SSL_REDIRECT": Switch("every request by http is redirected", SECURITY),
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": Switch("browsers refuse http for every sub-domain", SECURITY),
    "SECURE_HSTS_PRELOAD": Switch(
        "the header says preload, and browsers may build it in for years", SECURITY
    ),
    "SECURE_CONTENT_TYPE_NOSNIFF": Switch("nosniff is sent", SECURITY),
    "SECURE_BROWSER_XSS_FILTER": Switch("X-XSS-Protection is sent", SECURITY, until="4.0"),
    "SESSION_COOKIE_SECURE": Switch("over http nobody can log in"),
    "SESSION_COOKIE_HTTPONLY": Switch("scripts cannot read the session cookie"),
    "CSRF_COOKIE_SECURE": Switch("over http every form is refused", CSRF),
    "CSRF_COOKIE_HTTPONLY": Switch("scripts cannot read the CSRF cookie", CSRF),
    "CSRF_USE_SESSIONS": Switch("the CSRF token is kept in the session", CSRF),
    "LANGUAGE_COOKIE_SECURE": Switch("over http the language is not kept"),
    "LANGUAGE_COOKIE_HTTPONLY": Switch("scripts cannot read the language cookie"),
    "USE_X_FORWARDED_HOST": Switch("the host is taken from a header that visitors can send"),
    "CORS_ALLOW_ALL_ORIGINS": Switch("every site may read the answers", CORS),
    "CORS_ORIGIN_ALLOW_ALL": Switch("every site may read the answers", CORS),
    "CORS_ALLOW_CREDENTIALS": Switch("other sites may ask with the visitor's cookies", CORS),
}


def check(site: SiteModel) -> Iterator[Report]:
    """Report switches that are texts."""
    for name, switch in SWITCHES.items():
        if switch.until and site.at_least(switch.until):
            continue
        if switch.middleware and site.stack.has(switch.middleware) is not True:
            continue
        value = _debug(site) if name == "DEBUG" else site.value(name)
        if isinstance(value, str) and value:
            yield _report(site, name, value)


def _debug(site: SiteModel) -> str | None:
    """Return a text that DEBUG may be: under the reading of production it is off wherever it can be."""
    if not for_visitors(site):
        return None
    value = site.settings.evaluation.value("DEBUG")
    parts = [part for _, part in value.alternatives] if isinstance(value, Choice) else [value]
    site.settings.get("DEBUG")
    text = next((part for part in parts if isinstance(part, str) and part), None)
    raw = next((part for part in parts if isinstance(part, Unknown) and part.type == "str"), None)
    return text or ("False" if raw is not None else None)


def _report(site: SiteModel, name: str, value: str) -> Report:
    on_by_mistake = value.strip().lower() in _OFF
    effect = SWITCHES[name].effect
    variable = _variable(site, name)
    if on_by_mistake and variable:
        message = f"{name} is the text of the variable {variable}, and every text but the empty one is true, 'False' too: {effect}"
    elif on_by_mistake:
        message = f"{name} is the text {shown(value)}, which is true: {effect}"
    else:
        message = f"{name} is the text {shown(value)} and works, but 'False' in its place would be true as well: {effect}"
    return Report(
        message,
        site.where(name),
        name,
        HELP.format(name=variable or name, default=name not in {"DEBUG", "USE_X_FORWARDED_HOST"}),
        checks=_checks(site, name),
        severity=_severity(name, on_by_mistake=on_by_mistake, trap=bool(variable)),
        remedies=tuple(_remedies(site, name, value, variable)),
    )


def _remedies(site: SiteModel, name: str, value: str, variable: str) -> Iterator[Remedy]:
    """Yield the bool that a text is meant to be; of a variable, the question whether its text means on."""
    if variable:
        # A default that is no text has no lower().
        others = any(not isinstance(part, str | Symbol) for part in _parts(site, name))
        read = "str({})" if others else "{}"
        code = f'{read}.lower() in {{"1", "true", "yes", "on"}}'.replace("{{", "{").replace("}}", "}")
        yield Remedy(f"Ask whether {variable} says on", (Wrap(name, code),), UNSAFE, (ANY,))
        return
    meant = value.strip().lower() not in _OFF
    yield from by_setting(name, meant, most=SAFE if meant else UNSAFE, leads_to=() if meant else (ANY,))


def _severity(name: str, *, on_by_mistake: bool, trap: bool) -> Severity | None:
    if not on_by_mistake:
        return Severity.INFO
    # A variable that is not set may leave it off: it is on only for those who try to switch it off.
    return Severity.ERROR if name == "DEBUG" and not trap else None


def _parts(site: SiteModel, name: str) -> list[Any]:
    value = site.settings.evaluation.value(name)
    return [part for _, part in value.alternatives] if isinstance(value, Choice) else [value]


def _variable(site: SiteModel, name: str) -> str:
    """Return the environment variable whose text the setting takes as it is; empty where there is none."""
    return next(
        (
            part.variable.name
            for part in _parts(site, name)
            if isinstance(part, Symbol) and part.type == "str"
        ),
        "",
    )


def _checks(site: SiteModel, name: str) -> tuple[str, ...]:
    """Return the checks that object to the text: most want the object True."""
    if name in {"SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"}:
        return session_checks(site, name)
    if name == "CSRF_COOKIE_SECURE":
        return csrf_checks(site) if site.settings.get("CSRF_USE_SESSIONS").truth is False else ()
    if name == "DEBUG":
        return checks(site, "security.W018", needs="") if site.settings.get(name).truth else ()
    ids = {
        "SECURE_SSL_REDIRECT": "security.W008",
        "SECURE_CONTENT_TYPE_NOSNIFF": "security.W006",
        "SECURE_BROWSER_XSS_FILTER": "security.W007",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": "security.W005",
        "SECURE_HSTS_PRELOAD": "security.W021",
    }
    check = ids.get(name, "")
    if not check or ("HSTS" in name and site.settings.get("SECURE_HSTS_SECONDS").truth is not True):
        return ()
    return tuple(one for one in checks(site, check) if objects_to(site, one, site.value(name)))


RULE = Rule(
    code="DJ004",
    name="boolean-as-text",
    summary='a text where a switch is meant: "False" is true',
    severity=Severity.WARNING,
    check=check,
    checks=(
        "security.W005",
        "security.W006",
        "security.W007",
        "security.W008",
        "security.W010",
        "security.W011",
        "security.W012",
        "security.W013",
        "security.W014",
        "security.W015",
        "security.W016",
        "security.W018",
        "security.W021",
    ),
    cwe=704,
    source="headers recorded from Django 2.2 to 6.1",
    docs=Docs(
        what=(
            "Reports switches among the security settings that hold a text, most often one that was read from the environment: `DEBUG`, the "
            "`SECURE_*` switches, the flags of cookies, `CORS_ALLOW_*`. A text that means on is advice; one that means off is on all the same."
        ),
        why=(
            'Python takes every text but the empty one for true. `SECURE_SSL_REDIRECT = "False"` redirects, '
            '`SECURE_HSTS_PRELOAD = "False"` sends `preload`, `DEBUG = "False"` shows debug pages to everyone. Django\'s checks want the '
            "object `True`, and then say that the switch is off."
        ),
        example='```python\nDEBUG = os.environ.get("DEBUG", "False")\n```',
        instead='```python\nDEBUG = os.environ.get("DEBUG", "False").lower() in {"1", "true", "yes"}\n```',
        silence="Never.",
    ),
)
