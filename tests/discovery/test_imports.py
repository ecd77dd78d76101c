from __future__ import annotations

import pytest
from secheaders_lint.discovery.imports import providers_of


@pytest.mark.parametrize(
    ("name", "distribution"),
    [
        ("debug_toolbar", "django-debug-toolbar"),
        ("corsheaders", "django-cors-headers"),
        ("corsheaders.middleware", "django-cors-headers"),
        ("whitenoise", "whitenoise"),
        ("environ", "django-environ"),
        ("decouple", "python-decouple"),
        ("dotenv", "python-dotenv"),
        ("rest_framework", "djangorestframework"),
        ("storages", "django-storages"),
        ("csp", "django-csp"),
        ("sentry_sdk.integrations.django", "sentry-sdk"),
        ("yaml", "pyyaml"),
        ("psycopg2", "psycopg2-binary"),
        ("google.cloud.logging", "google-cloud-logging"),
        ("django_redis", "django-redis"),
    ],
)
def test_distribution_that_provides_a_package(name: str, distribution: str) -> None:
    assert distribution in providers_of(name)


@pytest.mark.parametrize(
    ("name", "distribution"),
    [("csp", "csp-tools"), ("redis_cache", "redis"), ("debug", "django-debug-toolbar")],
)
def test_similar_names_are_others(name: str, distribution: str) -> None:
    assert distribution not in providers_of(name)
