"""Which distribution provides an import name, for packages whose two names differ."""

from __future__ import annotations

from secheaders_lint.discovery.formats.claims import normalise

# Import name -> distributions, any of which provides it.
_PROVIDERS: dict[str, tuple[str, ...]] = {
    "MySQLdb": ("mysqlclient",),
    "OpenSSL": ("pyopenssl",),
    "PIL": ("pillow",),
    "ajax_select": ("django-ajax-selects",),
    "attr": ("attrs",),
    "bs4": ("beautifulsoup4",),
    "corsheaders": ("django-cors-headers",),
    "elasticapm": ("elastic-apm",),
    "google": ("google-cloud-core", "google-api-core", "google-auth", "protobuf"),
    "jwt": ("pyjwt",),
    "oauth2_provider": ("django-oauth-toolkit",),
    "psycopg2": ("psycopg2", "psycopg2-binary"),
    "pythonjsonlogger": ("python-json-logger",),
    "rest_framework": ("djangorestframework",),
    "rest_framework_simplejwt": ("djangorestframework-simplejwt",),
    "saml2": ("pysaml2",),
    "social_core": ("social-auth-core", "social-auth-app-django"),
    "social_django": ("social-auth-app-django",),
    "sorl": ("sorl-thumbnail",),
    "two_factor": ("django-two-factor-auth",),
    "yaml": ("pyyaml",),
    "zmq": ("pyzmq",),
}


def providers_of(import_name: str) -> tuple[str, ...]:
    """Return the normalised names of distributions that may provide a dotted import name, likeliest first.

    Where no table knows better, a package is named as its distribution is, with ``django-`` or ``python-``
    before it or not; the longer prefixes of the name come first, for namespace packages.
    """
    parts = import_name.split(".")
    names = list(_PROVIDERS.get(parts[0], ()))
    for length in range(min(len(parts), 4), 0, -1):
        plain = normalise("-".join(parts[:length]))
        names += [plain, f"django-{plain}", f"python-{plain}"]
    return tuple(dict.fromkeys(names))
