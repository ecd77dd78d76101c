from __future__ import annotations

import time

import pytest
from secheaders_lint.discovery.mentions import Voice
from secheaders_lint.discovery.plaintext import read_plaintext, speaks_of_settings


def named(text: str, path: str = "x.yml") -> list[tuple[str | None, str | None]]:
    return [(each.module, each.configuration) for each in read_plaintext(path, text, Voice.NEUTRAL, "x")]


@pytest.mark.parametrize(
    "text",
    [
        "ENV DJANGO_SETTINGS_MODULE=a.b",
        "ENV DJANGO_SETTINGS_MODULE a.b",
        'ENV DJANGO_SETTINGS_MODULE="a.b" \\\n    OTHER=1',
        "ARG DJANGO_SETTINGS_MODULE=a.b",
        "DJANGO_SETTINGS_MODULE=a.b\n",
        "export DJANGO_SETTINGS_MODULE='a.b'",
        "  - DJANGO_SETTINGS_MODULE=a.b",
        '  - "DJANGO_SETTINGS_MODULE=a.b"',
        "  DJANGO_SETTINGS_MODULE: a.b",
        '  "DJANGO_SETTINGS_MODULE": "a.b",',
        "  DJANGO_SETTINGS_MODULE: ${DJANGO_SETTINGS_MODULE:-a.b}",
        "- name: DJANGO_SETTINGS_MODULE\n  value: a.b",
        '- key: DJANGO_SETTINGS_MODULE\n  scope: RUN_TIME\n  value: "a.b"',
        '{"name": "DJANGO_SETTINGS_MODULE", "value": "a.b"}',
        '"DJANGO_SETTINGS_MODULE": {\n  "description": "which",\n  "value": "a.b"\n}',
        "web: gunicorn x.wsgi --env DJANGO_SETTINGS_MODULE=a.b",
        "CMD python manage.py runserver --settings=a.b",
        "CMD python manage.py runserver --settings a.b",
        'CMD ["python", "manage.py", "migrate", "--settings", "a.b"]',
        "addopts = --ds=a.b --reuse-db",
        "django_settings_module = a.b",
        'django_settings_module = "a.b"',
        "SETTINGS=a.b\nDJANGO_SETTINGS_MODULE=$SETTINGS",
        "ARG NAME=a\nENV DJANGO_SETTINGS_MODULE=${NAME}.b",
    ],
)
def test_forms_of_naming_a_module(text: str) -> None:
    assert named(text) == [("a.b", None)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# DJANGO_SETTINGS_MODULE=a.b",
        "; DJANGO_SETTINGS_MODULE=a.b",
        "DJANGO_SETTINGS_MODULE=",
        "DJANGO_SETTINGS_MODULE: ${DJANGO_SETTINGS_MODULE}",
        "DJANGO_SETTINGS_MODULE={{ settings }}",
        "DJANGO_SETTINGS_MODULE=$(cat file)",
        "MY_DJANGO_SETTINGS_MODULE=a.b",
        "env -u DJANGO_SETTINGS_MODULE\n\ndjango-admin x",
        "pelican --settings docs/pelicanconf.py",
        "tool --settings-file=a.b",
        "- name: DJANGO_SETTINGS_MODULE\n- name: OTHER\n  value: a.b",
    ],
)
def test_what_names_no_module(text: str) -> None:
    assert named(text) == []


def test_configuration_class_is_joined_to_the_only_module() -> None:
    assert named("DJANGO_SETTINGS_MODULE=a.b\nDJANGO_CONFIGURATION=Production") == [("a.b", "Production")]


def test_configuration_class_alone() -> None:
    assert named("environment:\n  - DJANGO_CONFIGURATION=Development") == [(None, "Development")]


def test_option_of_django_configurations() -> None:
    assert named("./manage.py test --settings=a.b --configuration=Testing") == [("a.b", "Testing")]


def test_lines_are_counted_from_one() -> None:
    assert read_plaintext("x", "# c\n\nDJANGO_SETTINGS_MODULE=a.b", Voice.DEPLOY, "x")[0].line == 3


def test_dockerfile_says_which_instruction() -> None:
    text = "FROM python\nENV A=1 \\\n    DJANGO_SETTINGS_MODULE=a.b\n"
    assert read_plaintext("Dockerfile", text, Voice.DEPLOY, "Dockerfile")[0].what == "Dockerfile ENV"


def test_command_of_a_build_is_no_deployment() -> None:
    text = "FROM python\nRUN pip install x && \\\n    DJANGO_SETTINGS_MODULE=a.b python manage.py collectstatic\n"
    assert read_plaintext("Dockerfile", text, Voice.DEPLOY, "Dockerfile")[0].voice is Voice.BUILD


def test_exported_variable_of_a_build_is_a_deployment() -> None:
    text = "FROM python\nRUN export DJANGO_SETTINGS_MODULE=a.b\n"
    assert read_plaintext("Dockerfile", text, Voice.DEPLOY, "Dockerfile")[0].voice is Voice.DEPLOY


def test_stage_of_a_dockerfile_says_what_it_is_for() -> None:
    text = "FROM python AS dev\nENV DJANGO_SETTINGS_MODULE=a.b\nFROM python AS final\nENV DJANGO_SETTINGS_MODULE=c.d\n"
    voices = [each.voice for each in read_plaintext("Dockerfile", text, Voice.DEPLOY, "Dockerfile")]
    assert voices == [Voice.DEVELOPMENT, Voice.DEPLOY]


@pytest.mark.parametrize(
    ("path", "voice"),
    [
        ("Dockerfile", Voice.DEPLOY),
        ("Dockerfile.development", Voice.DEVELOPMENT),
        ("docker/test/Dockerfile", Voice.TEST),
        ("fly.staging.toml", Voice.NEUTRAL),
        (".env.example", Voice.NEUTRAL),
        ("docker-compose.prod.yml", Voice.DEPLOY),
    ],
)
def test_words_of_the_path_say_which_environment(path: str, voice: Voice) -> None:
    assert read_plaintext(path, "DJANGO_SETTINGS_MODULE=a.b", Voice.DEPLOY, "x")[0].voice is voice


def test_most_files_are_ruled_out_by_their_bytes() -> None:
    assert not speaks_of_settings(b"FROM python\nENV SETTINGS=x\n")
    assert speaks_of_settings(b"ENV DJANGO_SETTINGS_MODULE=x\n")


@pytest.mark.parametrize(
    "unit", ["DJANGO_SETTINGS_MODULE=${", "--settings ", "value: ", "$A ", "DJANGO_SETTINGS_MODULE ", '"']
)
def test_hostile_text_costs_linear_time(unit: str) -> None:
    start = time.perf_counter()
    read_plaintext("Dockerfile", "FROM x\nDJANGO_SETTINGS_MODULE=$A\n" + unit * 5_000, Voice.DEPLOY, "x")
    assert time.perf_counter() - start < 3
