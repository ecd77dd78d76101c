"""A first Content-Security-Policy, that only reports, and a first Permissions-Policy: what a site begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import DJANGO_CSP, NATIVE_CSP, PERMISSIONS_POLICY, SECURITY
from secheaders_lint.data.permissions_policy import refuses
from secheaders_lint.prediction.policies import csp_major
from secheaders_lint.remedies import AddText, Insert, Put, Remedy
from secheaders_lint.rules.asking import app
from secheaders_lint.rules.framing import frames_itself
from secheaders_lint.rules.mending import OF_HEADERS, UNSAFE

if TYPE_CHECKING:
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.remedies import Step

# What rules say of a policy that is on trial, and of one beside X_FRAME_OPTIONS.
_ON_TRIAL = ("CSP002", "CSP016")
_NAMES = {"'self'": "CSP.SELF", "'none'": "CSP.NONE"}
# Features that hardly a site asks for, and a script that was smuggled in gladly would; position, payment and full screen are
# left out, for shops and maps use them.
_CLOSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "usb",
)


def first_policy(site: SiteModel) -> tuple[Remedy, ...]:
    """Return the policy that only reports, in the dialect of the installed Django or django-csp; nothing where neither is there."""
    if site.at_least("6.0") and site.django.version is not None:
        return (_remedy("SECURE_CSP_REPORT_ONLY", (_native(site), *_listed(site, NATIVE_CSP))),)
    if site.dependencies.find("django-csp") is None:
        return ()
    major = csp_major(site)
    if major == 3:
        steps = tuple(_version_3(site))
        return (_remedy("CSP_REPORT_ONLY", (*steps, *_listed(site, DJANGO_CSP))),)
    if major != 4:
        return ()
    return (
        _remedy(
            "CONTENT_SECURITY_POLICY_REPORT_ONLY", (_version_4(site), *_listed(site, DJANGO_CSP), *_app(site))
        ),
    )


def _remedy(name: str, steps: tuple[Step, ...]) -> Remedy:
    return Remedy(f"Begin with a policy that only reports ({name})", steps, UNSAFE, _ON_TRIAL)


def _listed(site: SiteModel, middleware: str) -> tuple[Insert, ...]:
    """Return the step that puts the middleware into the list; nothing where it is there."""
    return () if site.stack.has(middleware) is True else (Insert(middleware, below=(SECURITY,)),)


def _app(site: SiteModel) -> tuple[AddText, ...]:
    """Return the step that installs the app: its checks come with it."""
    return () if app(site, "csp", "csp.apps.CspConfig") is not False else (AddText("INSTALLED_APPS", "csp"),)


def _directives(site: SiteModel) -> dict[str, tuple[str, ...]]:
    framing = site.value("X_FRAME_OPTIONS")
    alone = isinstance(framing, str) and framing.upper() == "DENY" and not frames_itself(site)
    return {
        "default-src": ("'self'",),
        "img-src": ("'self'", "data:"),
        "object-src": ("'none'",),
        "base-uri": ("'none'",),
        "form-action": ("'self'",),
        "frame-ancestors": ("'none'" if alone else "'self'",),
    }


def _native(site: SiteModel) -> Put:
    rows = "".join(
        f'    "{name}": [{", ".join(_NAMES.get(each, _quoted(each)) for each in sources)}],\n'
        for name, sources in _directives(site).items()
    )
    return Put("SECURE_CSP_REPORT_ONLY", f"{{\n{rows}}}", OF_HEADERS, ("from django.utils.csp import CSP",))


def _version_4(site: SiteModel) -> Put:
    rows = "".join(
        f'        "{name}": [{", ".join(map(_quoted, sources))}],\n'
        for name, sources in _directives(site).items()
    )
    code = f'{{\n    "DIRECTIVES": {{\n{rows}    }},\n}}'
    return Put("CONTENT_SECURITY_POLICY_REPORT_ONLY", code, OF_HEADERS)


def _version_3(site: SiteModel) -> list[Put]:
    """Return the settings of django-csp 3, which without them enforces a policy that allows the site's own files alone."""
    steps = [Put("CSP_REPORT_ONLY", "True", OF_HEADERS, plain=True, always=True)]
    for name, sources in _directives(site).items():
        setting = f"CSP_{name.upper().replace('-', '_')}"
        code = f"[{', '.join(map(_quoted, sources))}]"
        steps.append(Put(setting, code, ("CSP_REPORT_ONLY", *OF_HEADERS), always=True))
    return steps


def _quoted(source: str) -> str:
    return f'"{source}"'


def first_permissions(site: SiteModel) -> tuple[Remedy, ...]:
    """Return the Permissions-Policy that closes what hardly anybody uses; nothing where its package is not installed."""
    installed = site.dependencies.find("django-permissions-policy")
    if installed is None:
        return ()
    closed = [name for name in _CLOSED if installed.version is None or not refuses(name, installed.version)]
    rows = "".join(f'    "{name}": [],\n' for name in closed)
    steps: tuple[Step, ...] = (Put("PERMISSIONS_POLICY", f"{{\n{rows}}}", OF_HEADERS),)
    if site.stack.has(PERMISSIONS_POLICY) is not True:
        steps = (*steps, Insert(PERMISSIONS_POLICY, below=(SECURITY,)))
    return (Remedy("Close what hardly a site uses (PERMISSIONS_POLICY)", steps, UNSAFE),)
