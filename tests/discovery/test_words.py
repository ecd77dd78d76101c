from __future__ import annotations

import pytest
from secheaders_lint.discovery.words import (
    NameRole,
    role_of_module,
    role_of_name,
    role_of_path,
    stands_aside,
    words_of,
)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("production_settings", ["production", "settings"]),
        ("ThunderbirdProduction", ["thunderbird", "production"]),
        ("CISettings", ["ci", "settings"]),
        ("docker-compose.prod.yml", ["docker", "compose", "prod", "yml"]),
        ("settings2", ["settings2"]),
        ("", []),
    ],
)
def test_words_of_every_case_style(name: str, words: list[str]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("production", NameRole.PRODUCTION),
        ("settings_prod", NameRole.PRODUCTION),
        ("Live", NameRole.PRODUCTION),
        ("prod2", NameRole.PRODUCTION),
        ("staging", NameRole.STAGING),
        ("PreProduction", NameRole.STAGING),
        ("local", NameRole.DEVELOPMENT),
        ("not_production_settings", NameRole.DEVELOPMENT),
        ("non_prod", NameRole.DEVELOPMENT),
        ("local_production", NameRole.DEVELOPMENT),
        ("test_settings", NameRole.TEST),
        ("e2etest", NameRole.TEST),
        ("testproject", NameRole.TEST),
        ("github_ci", NameRole.TEST),
        ("common", NameRole.BASE),
        ("production_example", NameRole.AUXILIARY),
        ("collectstatic_settings", NameRole.AUXILIARY),
    ],
)
def test_role_of_a_telling_name(name: str, role: NameRole) -> None:
    assert role_of_name(name) is role


@pytest.mark.parametrize(
    "name", ["settings", "docker", "heroku", "latest", "contest", "productive", "devices", "liveblog", ""]
)
def test_other_names_tell_nothing(name: str) -> None:
    assert role_of_name(name) is None


def test_last_component_of_a_module_speaks_first() -> None:
    assert role_of_module("config.settings.production", None, "") is NameRole.PRODUCTION
    assert role_of_module("mysite.production.settings", None, "") is NameRole.PRODUCTION
    assert role_of_module("tests.settings.production", None, "") is NameRole.PRODUCTION


def test_top_package_is_a_mere_name() -> None:
    assert role_of_module("local.settings", None, "") is None
    assert role_of_module("common.settings", None, "") is None


def test_top_package_of_tests_counts() -> None:
    assert role_of_module("tests.settings", None, "") is NameRole.TEST
    assert role_of_module("testproject.settings", None, "") is NameRole.TEST


def test_single_module_is_read_by_its_own_name() -> None:
    assert role_of_module("local_settings", None, "") is NameRole.DEVELOPMENT


def test_class_of_a_configuration_beats_the_module() -> None:
    assert role_of_module("site.local", "Production", "") is NameRole.PRODUCTION
    assert role_of_module("site.settings", "Base", "") is NameRole.BASE
    assert role_of_module("site.local", "Weird", "") is NameRole.DEVELOPMENT


def test_search_root_of_tests_or_development_counts() -> None:
    assert role_of_module("shop.settings", None, "tests/shop") is NameRole.TEST
    assert role_of_module("config", None, "development") is NameRole.DEVELOPMENT


def test_search_root_does_not_make_production() -> None:
    assert role_of_module("shop.settings", None, "production") is None
    assert role_of_module("shop.settings", None, "common/base") is None


@pytest.mark.parametrize(
    ("path", "role"),
    [
        (".envs/.production/.django", NameRole.PRODUCTION),
        ("env.d/development/common", NameRole.BASE),
        ("env.d/development/web", NameRole.DEVELOPMENT),
        ("docker-compose.prod.yml", NameRole.PRODUCTION),
        ("docker-compose.override.yml", NameRole.DEVELOPMENT),
        ("deploy/local/Dockerfile", NameRole.DEVELOPMENT),
        ("deploy/Dockerfile", None),
        ("infrastructure/aws/staging/task-definition.json", NameRole.STAGING),
        ("Dockerfile", None),
    ],
)
def test_part_of_a_path_nearest_to_the_file_speaks(path: str, role: NameRole | None) -> None:
    assert role_of_path(path) is role


@pytest.mark.parametrize(
    "path",
    [
        "docs/settings.py",
        "examples/shop/settings.py",
        "example_project/settings.py",
        "tests/settings.py",
        "vendor/lib/settings.py",
        "third_party/x/settings.py",
        "app/project_template/settings.py",
        "sandbox/settings.py",
    ],
)
def test_examples_tests_and_vendored_code_stand_aside(path: str) -> None:
    assert stands_aside(path)


@pytest.mark.parametrize(
    "path", ["settings.py", "src/shop/settings.py", "documents/settings.py", "tests.py", "shop/tests.py"]
)
def test_own_code_does_not_stand_aside(path: str) -> None:
    assert not stands_aside(path)


def test_nothing_stands_aside_in_the_folder_that_was_asked_for() -> None:
    assert not stands_aside("examples/shop/settings.py", "examples/shop")
    assert not stands_aside("examples/shop/settings.py", "examples")
    assert stands_aside("examples/shop/settings.py", "example")
    assert stands_aside("examples/shop/docs/settings.py", "examples/shop")
