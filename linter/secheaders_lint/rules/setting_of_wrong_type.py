"""DJ008: a value of a type that Django takes for something else, or breaks on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.data import django_middleware
from secheaders_lint.data import middleware as known
from secheaders_lint.data.cors import ALL
from secheaders_lint.data.middleware import CSRF, SECURITY, SESSION
from secheaders_lint.evaluator.rendering import Repr, UnknownPart
from secheaders_lint.evaluator.values import Choice, Unknown
from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.remedies import ANY, Put, Remedy, Separate, SwapText
from secheaders_lint.rules.asking import checks, csrf_cookie, shown, switch, version_sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.boolean_as_text import SWITCHES
from secheaders_lint.rules.mending import UNSAFE, by_setting
from secheaders_lint.rules.middleware_classes_ignored import LACKS, WITHOUT_MIDDLEWARE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from secheaders_lint.model.site import SiteModel

COMMA = (
    "Take the comma off the end of the line, it makes a tuple; or write the plain value in place of the list."
)
_LOG_IN = "a log-in, and whatever else sets the session cookie, is a server error (500)"
_FORM = "every page with a form is a server error (500)"
_DOMAIN = "browsers refuse the cookie, as its Domain is no host"
# Two paths are shorter; what the pattern takes to fit grows faster than the text.
_LONGEST = 300
# A class whose name ends as those of middleware do, and then the path of another one.
_GLUED = re.compile(
    r"(?P<first>[a-z_]\w*(?:\.\w+)*\.[A-Z]\w*?Middleware)(?P<second>[a-z]\w*(?:\.\w+)*\.[A-Z]\w*)"
)
# DJ001 and the rules of CORS say that these are on.
_SPOKEN_OF = frozenset(("DEBUG", *ALL))
_BREAKS_ALONE = frozenset("*+?[()\\")
_FITS_ALL = frozenset("^$.|")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class Text(NamedTuple):
    """A setting that is a text: what a list or tuple in its place does, whether that breaks pages, when it is read."""

    effect: str
    severity: Severity
    is_read: Callable[[SiteModel], bool | None]


def check(site: SiteModel) -> Iterator[Report]:
    """Report lists in place of switches and texts, texts in place of lists, times that are no numbers, glued paths."""
    yield from _switches(site)
    yield from _texts(site)
    yield from _times(site)
    yield from _hosts(site)
    yield from _origins(site)
    yield from _patterns(site)
    yield from _ssl_host(site)
    yield from _middleware(site)


# -- tuples where a plain value is meant -------------------------------------------------------------------------------


def _switches(site: SiteModel) -> Iterator[Report]:
    """Report switches that are lists: every list but the empty one is true."""
    for name, row in SWITCHES.items():
        if name in _SPOKEN_OF or (row.until and site.at_least(row.until)):
            continue
        value = _full_list(site, name)
        if value is None or (row.middleware and site.stack.has(row.middleware) is not True):
            continue
        off = len(value) == 1 and _is_off(value[0])
        so = "true all the same" if off else "true"
        tail = "" if off else ", and would be so with False in it as well"
        yield Report(
            f"{name} is {_written(site, name, value)}, which is {so}: {row.effect}{tail}",
            site.where(name),
            name,
            COMMA,
            severity=Severity.WARNING if off else Severity.INFO,
            remedies=by_setting(name, not off, leads_to=(ANY,)) if len(value) == 1 else (),
        )


def _is_off(value: Any) -> bool:
    return not value or (
        isinstance(value, str) and value.strip().lower() in {"false", "0", "no", "off", "n", "f"}
    )


def _sets_session(site: SiteModel) -> bool | None:
    return site.stack.has(SESSION)


def _sends_opener(site: SiteModel) -> bool:
    return site.at_least("4.0") and site.stack.has(SECURITY) is True


def _redirects(site: SiteModel) -> bool:
    """Tell whether Django sends visitors from http to https."""
    return site.stack.has(SECURITY) is True and switch(site, "SECURE_SSL_REDIRECT") is True


TEXTS = {
    "SESSION_COOKIE_NAME": Text(_LOG_IN, Severity.ERROR, _sets_session),
    "SESSION_COOKIE_SAMESITE": Text(
        _LOG_IN, Severity.ERROR, lambda site: site.at_least("2.1") and _sets_session(site)
    ),
    "SESSION_COOKIE_DOMAIN": Text(f"{_DOMAIN}: nobody can log in", Severity.ERROR, _sets_session),
    "CSRF_COOKIE_NAME": Text(_FORM, Severity.ERROR, csrf_cookie),
    "CSRF_COOKIE_SAMESITE": Text(
        _FORM, Severity.ERROR, lambda site: site.at_least("2.1") and csrf_cookie(site)
    ),
    "CSRF_COOKIE_DOMAIN": Text(f"{_DOMAIN}, and every form is refused (403)", Severity.ERROR, csrf_cookie),
    "SECURE_CROSS_ORIGIN_OPENER_POLICY": Text(
        "the header goes out with its brackets, and browsers ignore it", Severity.WARNING, _sends_opener
    ),
    "SECURE_SSL_HOST": Text(
        "visitors who come by http are sent to an address that does not exist",
        Severity.ERROR,
        _redirects,
    ),
}


def _texts(site: SiteModel) -> Iterator[Report]:
    """Report texts that are lists. Of X_FRAME_OPTIONS XFO002 speaks."""
    for name, row in TEXTS.items():
        value = _full_list(site, name)
        if value is None or row.is_read(site) is not True:
            continue
        yield Report(
            f"{name} is {_written(site, name, value)} and no text: {row.effect}",
            site.where(name),
            name,
            COMMA,
            checks=checks(site, "security.E024") if name == "SECURE_CROSS_ORIGIN_OPENER_POLICY" else (),
            severity=row.severity,
            remedies=_alone(name, value),
        )


def _alone(name: str, value: list[Any]) -> tuple[Remedy, ...]:
    """Return the only text of a list as the value."""
    only = value[0] if len(value) == 1 and isinstance(value[0], str) and _is_plain(value[0]) else None
    return () if only is None else by_setting(name, only, most=UNSAFE, leads_to=(ANY,))


def _is_plain(text: str) -> bool:
    """Tell whether a text can be written between quotes as it is."""
    return text.isprintable() and not {'"', "\\"} & set(text)


def _as_row(name: str, parts: list[str], raw: str = "") -> tuple[Remedy, ...]:
    """Return a list of texts as the value; ``raw`` is put before each."""
    if not parts or not all(each.isprintable() and '"' not in each for each in parts):
        return ()
    code = f"[{', '.join(f'{raw}{chr(34)}{each}{chr(34)}' for each in parts)}]"
    return (Remedy(f"Set {name} = {code}", (Put(name, code),), UNSAFE, (ANY,)),)


def _parts_of(value: Any) -> list[str]:
    """Return the parts of a text with commas between; nothing where it is no text that can be written out as it is."""
    if not isinstance(value, str) or not _is_plain(value):
        return []
    return [part.strip() for part in value.split(",") if part.strip()]


def _full_list(site: SiteModel, name: str) -> list[Any] | None:
    """Return a list, tuple or set that holds something known; ``None`` for all else."""
    setting = site.settings.get(name)
    value = setting.value
    if not setting.is_set or not isinstance(value, list) or not value:
        return None
    return None if any(isinstance(part, UnknownPart) for part in value) else value


def _written(site: SiteModel, name: str, value: list[Any]) -> str:
    """Return a list as it is written: a tuple of one has a comma and may have no brackets."""
    if site.settings.shape(name) == "tuple":
        return f"the tuple {shown(tuple(value))}"
    return f"the list {shown(value)}"


def _sureness(site: SiteModel, name: str) -> Confidence:
    """Return low where a variable that is set makes another type of it: it is the default alone that is of a wrong one."""
    value = site.settings.evaluation.value(name)
    parts = [part for _, part in value.alternatives] if isinstance(value, Choice) else []
    others = [
        part
        for part in parts
        if not isinstance(part, str) and not (isinstance(part, Unknown) and part.type == "str")
    ]
    return Confidence.LOW if others else Confidence.HIGH


def _times(site: SiteModel) -> Iterator[Report]:
    """Report the ages of cookies that cannot be added to a time."""
    for name, reads, effect in (
        ("SESSION_COOKIE_AGE", _sets_session(site), _LOG_IN),
        ("CSRF_COOKIE_AGE", csrf_cookie(site), _FORM),
    ):
        setting = site.settings.get(name)
        if reads is not True or not setting.is_set or not _is_no_number(name, setting.value):
            continue
        value = setting.value
        text = value.text if isinstance(value, Repr) else shown(value)
        yield Report(
            f"{name} is {text} and no number: {effect}",
            site.where(name),
            name,
            "Write whole seconds: 60 * 60 * 24 * 14; from the environment int(os.environ.get(…, '1209600')).",
            severity=Severity.ERROR,
            confidence=_sureness(site, name),
            remedies=by_setting(name, int(value), most=UNSAFE, leads_to=(ANY,))
            if isinstance(value, str) and re.fullmatch(r"[0-9]{1,12}", value)
            else (),
        )


def _is_no_number(name: str, value: Any) -> bool:
    if isinstance(value, Repr):
        # Of a timedelta some versions know what to do for the CSRF cookie.
        return name == "SESSION_COOKIE_AGE" and value.text.startswith("datetime.timedelta(")
    if value is None:
        return name == "SESSION_COOKIE_AGE"
    return isinstance(value, str | list | dict) and not isinstance(value, UnknownPart)


# -- texts where a list is meant ---------------------------------------------------------------------------------------


def _hosts(site: SiteModel) -> Iterator[Report]:
    """Report ``ALLOWED_HOSTS`` that is a text or a set; of an empty one DJ002 speaks."""
    name = "ALLOWED_HOSTS"
    value, shape = site.value(name), site.settings.shape(name)
    if not value or shape not in {"text", "set", "dict"}:
        return
    refused = site.at_least("4.0")
    if not refused and (shape != "text" or "*" in value):
        return
    effect = (
        "the site does not start (ImproperlyConfigured)"
        if refused
        else "each of its letters is taken for a host, and every request is refused (400)"
    )
    yield Report(
        f"{name} is {shown(value) if shape == 'text' else f'a {shape}'} and no list: {effect}",
        site.where(name),
        name,
        _as_list(name, value),
        severity=Severity.ERROR,
        confidence=min(version_sureness(site), _sureness(site, name)),
        remedies=_as_row(name, _parts_of(value)),
    )


def _as_list(name: str, value: Any) -> str:
    if not isinstance(value, str):
        return f"Write {name} as a list."
    parts = [part.strip() for part in value.split(",") if part.strip()]
    return f"Write {name} = {shown(parts)}; from the environment split it: os.environ.get('{name}', '').split(',')."


def _origins(site: SiteModel) -> Iterator[Report]:
    """Report ``CSRF_TRUSTED_ORIGINS`` that is a text, or whose entries have the form of another version."""
    name = "CSRF_TRUSTED_ORIGINS"
    value = site.value(name)
    if not site.settings.is_set(name) or site.stack.has(CSRF) is not True:
        return
    if isinstance(value, str) and value:
        yield Report(
            f"{name} is the text {shown(value)}: each of its letters is taken for an origin, and forms that come from those sites are refused (403)",
            site.where(name),
            name,
            _as_list(name, value),
            confidence=_sureness(site, name),
            remedies=_as_row(name, _parts_of(value)),
        )
        return
    full = site.at_least("4.0")
    for part in site.settings.parts(name) or []:
        if not part.sure or not isinstance(part.value, str) or not part.value:
            continue
        if bool(_SCHEME.match(part.value)) == full:
            continue
        yield Report(
            f"{name} holds {shown(part.value)}, and Django {site.series} wants {'a scheme before the host' if full else 'the host alone'}: "
            f"forms that come from there are refused (403){', and manage.py stops' if full else ''}",
            site.place(part.site) or site.where(name),
            f"{name} {part.value}",
            f"Write {_origin(part.value, full=full)!r}.",
            confidence=version_sureness(site),
            remedies=(
                Remedy(
                    f"Write {_origin(part.value, full=full)!r}",
                    (SwapText(name, part.value, _origin(part.value, full=full)),),
                    UNSAFE,
                ),
            ),
        )


def _origin(value: str, *, full: bool) -> str:
    if not full:
        return _SCHEME.sub("", value).rstrip("/")
    return f"https://{'*' if value.startswith('.') else ''}{value.lstrip('/')}"


def _patterns(site: SiteModel) -> Iterator[Report]:
    """Report ``SECURE_REDIRECT_EXEMPT`` that is a text: each letter is a pattern."""
    name = "SECURE_REDIRECT_EXEMPT"
    value = site.value(name)
    if not isinstance(value, str) or not value or site.stack.has(SECURITY) is not True:
        return
    breaks = sorted(_BREAKS_ALONE & set(value))
    if not breaks and not _redirects(site):
        return
    if breaks:
        effect = f"{breaks[0]!r} is none, and the site does not start (re.error)"
    elif _FITS_ALL & set(value):
        effect = f"{min(_FITS_ALL & set(value))!r} fits every path, so nobody is sent to https"
    else:
        effect = "paths that hold any of them are not sent to https"
    yield Report(
        f"{name} is the text {shown(value)}, and each of its letters is taken for a pattern: {effect}",
        site.where(name),
        name,
        f"Write {name} = [{value!r}].",
        severity=Severity.ERROR if breaks else None,
        confidence=_sureness(site, name),
        remedies=_as_row(name, [value] if value.isprintable() else [], raw="r" if "\\" in value else ""),
    )


def _ssl_host(site: SiteModel) -> Iterator[Report]:
    """Report a host that is an address: Django puts https:// before it."""
    name = "SECURE_SSL_HOST"
    value = site.value(name)
    if isinstance(value, str) and _SCHEME.match(value) and _redirects(site):
        yield Report(
            f"{name} is {shown(value)}, and Django puts https:// before it: visitors who come by http are sent to https://{value}",
            site.where(name),
            name,
            f"Write {name} = {_SCHEME.sub('', value).rstrip('/')!r}.",
            severity=Severity.ERROR,
            remedies=(
                Remedy(
                    f"Write {_SCHEME.sub('', value).rstrip('/')!r}",
                    (SwapText(name, value, _SCHEME.sub("", value).rstrip("/")),),
                    UNSAFE,
                ),
            ),
        )


# -- middleware --------------------------------------------------------------------------------------------------------


def _middleware(site: SiteModel) -> Iterator[Report]:
    """Report a list of middleware that is a text, and two paths that have become one for want of a comma."""
    name = site.stack.setting
    value = site.value(name)
    if isinstance(value, str) and value and site.settings.is_set(name):
        yield Report(
            f"{name} is the text {shown(value)} and no list: Django takes each of its letters for a middleware, and the site does not start (ImportError)",
            site.where(name),
            name,
            f"Write {name} = [{shown(value)}]; a list of one in round brackets needs a comma behind it.",
            severity=Severity.ERROR,
            remedies=_as_row(name, [value] if _is_plain(value) else []),
            explains=WITHOUT_MIDDLEWARE,
        )
        return
    for entry in site.stack.entries:
        both = glued(entry.path) if entry.sure else None
        if both is None:
            continue
        yield Report(
            f"there is no comma between '{both[0]}' and '{both[1]}' in {name}, so Python makes one text of them: the site does not start (ImportError)",
            site.place(entry.site) or site.anchor(),
            entry.path,
            "Put a comma between the two.",
            severity=Severity.ERROR,
            remedies=(Remedy("Put a comma between the two", (Separate(entry.path),), UNSAFE, (ANY,)),),
            explains=(*both, *(rule for path in both for rule in LACKS.get(path, ()))),
        )


def glued(path: str) -> tuple[str, str] | None:
    """Return the two paths that a missing comma has made one of; ``None`` where it is one path."""
    if len(path) > _LONGEST or path in known.table() or path in django_middleware.table():
        return None
    for end in (*known.table(), *django_middleware.table()):
        first = path.removesuffix(end)
        if first != path and "." in first and not first.endswith("."):
            return first, end
    match = _GLUED.fullmatch(path)
    return (match["first"], match["second"]) if match else None


RULE = Rule(
    code="DJ008",
    name="setting-of-wrong-type",
    summary="a value that Django takes for something else, or breaks on",
    severity=Severity.WARNING,
    check=check,
    checks=("security.E024",),
    cwe=704,
    source="Django 5.2 run with such values",
    docs=Docs(
        what=(
            "Reports values of a wrong type: switches, cookie names, domains and policies that a comma at the end of the line has made a "
            "tuple; `ALLOWED_HOSTS`, `CSRF_TRUSTED_ORIGINS`, `SECURE_REDIRECT_EXEMPT` and `MIDDLEWARE` as a text; ages of cookies that are no "
            "numbers; origins without a scheme from Django 4.0 on, or with one before; `SECURE_SSL_HOST` with a scheme; two middleware that "
            "a missing comma has made one text."
        ),
        why=(
            "Python goes through a text letter by letter, takes every tuple but the empty one for true, and joins two texts without a comma "
            "between them, all without a word. Some of it stops the site, some of it only for those who log in, and some opens it: "
            "`SECURE_REDIRECT_EXEMPT = r'^health/$'` fits every path."
        ),
        example='```python\nSECURE_SSL_REDIRECT = False,\nSECURE_REDIRECT_EXEMPT = r"^health/$"\n```',
        instead='```python\nSECURE_SSL_REDIRECT = False\nSECURE_REDIRECT_EXEMPT = [r"^health/$"]\n```',
        silence="Never.",
    ),
)
