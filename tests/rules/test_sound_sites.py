"""Sites that have nothing to mend: no rule says anything, advice included."""

from __future__ import annotations

from .sites import Site, sites

# ``startproject`` of Django 6.0 with what its deployment checklist asks for and a policy of its own.
STARTPROJECT = """
import os
from pathlib import Path
from django.utils.csp import CSP

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = ["www.example.com"]
INSTALLED_APPS = [
    "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.messages", "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
]
ROOT_URLCONF = "config.urls"
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "DIRS": [],
    "APP_DIRS": True,
    "OPTIONS": {"context_processors": ["django.template.context_processors.request", "django.template.context_processors.csp"]},
}]
WSGI_APPLICATION = "config.wsgi.application"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}
LANGUAGE_CODE = "en-us"
USE_TZ = True
STATIC_URL = "static/"
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
PERMISSIONS_POLICY = {"camera": [], "geolocation": [], "microphone": []}
"""
URLS = "from django.contrib import admin\nfrom django.urls import path\nurlpatterns = [path('admin/', admin.site.urls)]\n"
REQUIREMENTS = "django-permissions-policy==4.27.0\n"
DJANGO_CSP = (
    STARTPROJECT.replace(
        "django.middleware.csp.ContentSecurityPolicyMiddleware", "csp.middleware.CSPMiddleware"
    )
    .replace("from django.utils.csp import CSP\n", "from csp.constants import NONCE, NONE, SELF\n")
    .replace("CSP.", "")
    .replace("SECURE_CSP = {", 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {')
    .replace('"frame-ancestors": [NONE],\n}', '"frame-ancestors": [NONE],\n}}')
    .replace(', "django.template.context_processors.csp"', "")
)


def sound(
    settings: str = STARTPROJECT, django: str = "6.0.10", requirements: str = REQUIREMENTS, **more: object
) -> Site:
    return Site(settings, django=django, requirements=requirements, files={"config/urls.py": URLS}, **more)  # type: ignore[arg-type]


@sites(
    {
        "startproject of Django 6.0": sound(),
        "startproject of Django 6.1": sound(django="6.1.3"),
        "with django-csp 4 on Django 5.2": sound(DJANGO_CSP, "5.2.19", REQUIREMENTS + "django-csp==4.0\n"),
        "with WhiteNoise below SecurityMiddleware": sound(
            STARTPROJECT + 'MIDDLEWARE.insert(1, "whitenoise.middleware.WhiteNoiseMiddleware")\n',
            requirements=REQUIREMENTS + "whitenoise==6.7.0\n",
        ),
        "with cross-origin readers that are listed": sound(
            STARTPROJECT
            + 'MIDDLEWARE.insert(1, "corsheaders.middleware.CorsMiddleware")\nCORS_ALLOWED_ORIGINS = ["https://app.example.com"]\n',
            requirements=REQUIREMENTS + "django-cors-headers==4.9.0\n",
        ),
        "behind a proxy that ends TLS": sound(
            STARTPROJECT + 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n', tls="proxy"
        ),
        "a finished stage of the ramp-up": sound(
            STARTPROJECT.replace("31536000", "604800").replace("SECURE_HSTS_INCLUDE_SUBDOMAINS = True\n", ""),
            hsts_target=604800,
        ),
        "an edge that sends HSTS and redirects": sound(
            STARTPROJECT.replace("SECURE_HSTS_SECONDS = 31536000\n", "").replace(
                "SECURE_HSTS_INCLUDE_SUBDOMAINS = True\n", ""
            ),
            edge={"Strict-Transport-Security": "max-age=31536000; includeSubDomains"},
        ),
    }
)
def test_nothing_is_said(site: Site) -> None:
    assert [f"{found.code} {found.message}" for found in site.findings()] == []


def test_an_intranet_without_tls_is_told_nothing_about_it() -> None:
    site = sound(
        STARTPROJECT.replace("_SECURE = True", "_SECURE = False").replace(
            "SSL_REDIRECT = True", "SSL_REDIRECT = False"
        ),
        tls="none",
    )
    assert [found.code for found in site.findings() if found.code.startswith(("HSTS", "TLS", "COOKIE"))] == []
