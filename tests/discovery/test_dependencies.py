"""Which file decides on a version: locks, pins and ranges of one repository against one another."""

from __future__ import annotations

import pytest
from secheaders_lint.discovery import Dependencies, Requirement

from .trees import SITE, found, package, sets


def lock(**versions: str) -> str:
    return "".join(
        f'[[package]]\nname = "{name}"\nversion = "{version}"\n\n' for name, version in versions.items()
    )


def dependencies(files: dict[str, str], folder: str = "") -> Dependencies:
    prefix = f"{folder}/" if folder else ""
    project = {f"{prefix}manage.py": sets("shop.settings"), **package(f"{prefix}shop", settings=SITE)}
    return next(each.dependencies for each in found({**project, **files}).projects if each.folder == folder)


def django(files: dict[str, str], folder: str = "") -> tuple[str | None, str] | None:
    requirement = dependencies(files, folder).find("Django")
    return None if requirement is None else (requirement.version, f"{requirement.path}:{requirement.line}")


def test_requirement_says_all_that_is_known() -> None:
    assert dependencies({"requirements.txt": "# x\nDjango==5.2.1\n"}).find("DJANGO") == Requirement(
        name="django",
        version="5.2.1",
        exact=True,
        specifier="==5.2.1",
        path="requirements.txt",
        line=2,
        direct=True,
    )


def test_nothing_is_known_without_files() -> None:
    assert dependencies({}).find("django") is None
    assert dependencies({}).names() == frozenset()


def test_lock_beats_pin_and_range() -> None:
    files = {
        "uv.lock": lock(django="5.2.1"),
        "requirements.txt": "django==5.2.2\n",
        "pyproject.toml": '[project]\ndependencies = ["django>=5"]\n',
    }
    assert django(files) == ("5.2.1", "uv.lock:3")


def test_pin_beats_range() -> None:
    files = {"requirements.in": "django>=5\n", "requirements.txt": "django==5.2.2\n"}
    assert django(files) == ("5.2.2", "requirements.txt:1")


def test_compiled_file_beats_its_input() -> None:
    files = {"requirements/base.in": "django==5.2.2\n", "requirements/base.txt": "# x\ndjango==5.2.2\n"}
    assert django(files) == ("5.2.2", "requirements/base.txt:2")


def test_range_is_read_as_the_newest_release_that_it_admits() -> None:
    requirement = dependencies({"requirements.txt": "Django>=4.1,<4.2\n"}).find("django")
    assert requirement is not None
    assert (requirement.version, requirement.exact, requirement.specifier) == ("4.1.13", False, ">=4.1,<4.2")


def test_unknown_range_has_no_version() -> None:
    requirement = dependencies({"requirements.txt": "somebody>=1\n"}).find("somebody")
    assert requirement is not None
    assert (requirement.version, requirement.exact) == (None, False)


def test_lock_that_does_not_name_it_leaves_it_to_the_others() -> None:
    files = {"uv.lock": lock(ruff="1.0"), "requirements.txt": "django==5.2.2\n"}
    assert django(files) == ("5.2.2", "requirements.txt:1")


def test_production_requirements_beat_those_of_development() -> None:
    files = {
        "requirements/dev.txt": "django==5.0\n",
        "requirements/local.txt": "django==4.9\n",
        "requirements/production.txt": "django==5.2.2\n",
        "requirements/test.txt": "django==4.8\n",
    }
    assert django(files) == ("5.2.2", "requirements/production.txt:1")


def test_requirements_of_development_are_better_than_none() -> None:
    assert django({"requirements/dev.txt": "django==5.0\n"}) == ("5.0", "requirements/dev.txt:1")


def test_development_pin_does_not_beat_the_range_of_production() -> None:
    files = {"requirements-dev.txt": "django==3.2\n", "requirements.txt": "django>=4.1,<4.2\n"}
    assert django(files) == ("4.1.13", "requirements.txt:1")


def test_file_nearest_to_the_project_wins() -> None:
    files = {
        "requirements.txt": "django==4.1\n",
        "api/requirements.txt": "django==4.2\n",
        "web/requirements.txt": "django==3.2\n",
    }
    assert django(files, "api") == ("4.2", "api/requirements.txt:1")


def test_file_above_the_project_counts() -> None:
    assert django({"requirements/prod.txt": "django==4.2\n"}, "src/api") == ("4.2", "requirements/prod.txt:1")


def test_file_of_a_neighbour_counts_only_without_one_of_its_own() -> None:
    files = {"deploy/requirements.txt": "django==4.1\n"}
    assert django(files, "api") == ("4.1", "deploy/requirements.txt:1")
    assert django({**files, "pyproject.toml": '[project]\ndependencies = ["django>=4.2,<5"]\n'}, "api") == (
        "4.2.30",
        "pyproject.toml:2",
    )


def test_files_of_examples_and_documentation_do_not_count() -> None:
    files = {"docs/requirements.txt": "django==3.2\n", "requirements.txt": "django>=4.1,<4.2\n"}
    assert django(files) == ("4.1.13", "requirements.txt:1")


def test_files_of_another_project_do_not_count() -> None:
    inner = {"b/manage.py": sets("other.settings"), **package("b/other", settings=SITE)}
    files = {
        **inner,
        "b/requirements.txt": "django==3.2\nwhitenoise==6.0\n",
        "requirements.txt": "django==4.2\n",
    }
    assert django(files) == ("4.2", "requirements.txt:1")
    assert dependencies(files).find("whitenoise") is None
    assert django(files | {"a": ""}, "") == ("4.2", "requirements.txt:1")


def test_included_files_are_followed() -> None:
    files = {"requirements.txt": "-r deps/web.list\n", "deps/web.list": "django==4.2\n"}
    assert django(files) == ("4.2", "deps/web.list:1")


def test_files_that_include_one_another_end() -> None:
    files = {
        "requirements.txt": "-r more.txt\ndjango==4.2\n",
        "more.txt": "-r requirements.txt\n-r more.txt\n",
    }
    assert django(files) == ("4.2", "requirements.txt:2")


@pytest.mark.parametrize("outside", ["../secret.txt", "/etc/passwd", "a/../../x.txt"])
def test_included_file_outside_of_the_root_is_noted(outside: str) -> None:
    files = {"requirements.txt": f"-r {outside}\ndjango==4.2\n", "manage.py": sets("s"), "s.py": SITE}
    discovery = found(files)
    assert [(note.path, note.message) for note in discovery.notes] == [
        ("requirements.txt", f"takes in {outside}, which lies outside of the repository")
    ]
    assert discovery.projects[0].dependencies.find("django") is not None


def test_included_address_is_left() -> None:
    assert django({"requirements.txt": "-r https://example.com/r.txt\ndjango==4.2\n"}) == (
        "4.2",
        "requirements.txt:2",
    )


def test_constraint_pins_a_range() -> None:
    files = {"requirements.txt": "-c bounds.txt\ndjango\n", "bounds.txt": "django==4.2.1\nwhitenoise==6\n"}
    assert django(files) == ("4.2.1", "bounds.txt:1")
    assert dependencies(files).find("whitenoise") is None


def test_requirements_that_constrain_those_of_development_are_still_requirements() -> None:
    files = {
        "requirements.in": "django==4.2\n",
        "requirements.txt": "# x\ndjango==4.2\n",
        "requirements-dev.in": "-c requirements.txt\npytest\n",
    }
    assert django(files) == ("4.2", "requirements.txt:2")


def test_constraint_narrows_a_range() -> None:
    files = {"requirements/base.in": "django>=3\n", "requirements/constraints.txt": "django<4.2\n"}
    assert django(files) == ("4.1.13", "requirements/base.in:1")


def test_constraint_does_not_touch_a_pin() -> None:
    files = {"requirements.txt": "django==4.1\n", "constraints.txt": "django==4.2\n"}
    assert django(files) == ("4.1", "requirements.txt:1")


def test_newest_of_several_versions_for_different_pythons() -> None:
    text = "django==4.2.1; python_version < '3.10'\ndjango==5.2.1; python_version >= '3.10'\n"
    requirement = dependencies({"requirements.txt": text}).find("django")
    assert requirement is not None
    assert (requirement.version, requirement.exact, requirement.line) == ("5.2.1", False, 2)


def test_broken_lock_is_noted_and_the_rest_goes_on() -> None:
    files = {"uv.lock": "x = \n", "requirements.txt": "django==4.2\n", "manage.py": sets("s"), "s.py": SITE}
    discovery = found(files)
    assert [(note.path, note.line) for note in discovery.notes] == [("uv.lock", 1)]
    assert "not valid TOML" in discovery.notes[0].message
    assert discovery.projects[0].dependencies.find("django") is not None


def test_broken_pyproject_is_noted_once_for_all_projects() -> None:
    one = {"manage.py": sets("shop.settings"), **package("shop", settings=SITE)}
    files = {f"{folder}/{path}": text for folder in "ab" for path, text in one.items()}
    discovery = found({**files, "pyproject.toml": "[project]\nname = \n"})
    assert [(note.path, note.line) for note in discovery.notes] == [("pyproject.toml", 2)]


def test_byte_order_marks_and_utf_16_are_read() -> None:
    files = {"manage.py": sets("s"), "s.py": SITE}
    for data in ("django==4.2\r\n".encode("utf-16"), "\ufeffdjango==4.2\n".encode()):
        project = found({**files, "requirements.txt": data}).projects[0]
        requirement = project.dependencies.find("django")
        assert requirement is not None
        assert requirement.version == "4.2"


def test_names_are_those_of_all_files() -> None:
    files = {"uv.lock": lock(django="5.2", asgiref="3.8"), "requirements-dev.txt": "Django_Debug.Toolbar\n"}
    assert dependencies(files).names() == {"django", "asgiref", "django-debug-toolbar"}


def test_locked_package_is_direct_where_a_manifest_names_it() -> None:
    files = {
        "uv.lock": lock(django="5.2", asgiref="3.8"),
        "pyproject.toml": '[project]\ndependencies = ["django"]\n',
    }
    found_in = dependencies(files)
    answers = {name: requirement.direct for name in found_in.names() if (requirement := found_in.find(name))}
    assert answers == {"django": True, "asgiref": False}


def test_import_name_of_a_production_package() -> None:
    found_in = dependencies({"requirements.txt": "django-cors-headers\npython-decouple\nboto3\n"})
    assert found_in.names_package("corsheaders.middleware")
    assert found_in.names_package("decouple")
    assert found_in.names_package("boto3")


def test_import_name_of_a_package_for_development_or_of_none() -> None:
    found_in = dependencies(
        {"requirements.txt": "django\n", "requirements-dev.txt": "django-debug-toolbar\n"}
    )
    assert not found_in.names_package("debug_toolbar")
    assert not found_in.names_package("silk")


def test_lock_does_not_move_a_package_from_development_to_production() -> None:
    files = {
        "uv.lock": lock(**{"django-debug-toolbar": "4.0", "sqlparse": "0.5"}),
        "pyproject.toml": '[dependency-groups]\ndev = ["django-debug-toolbar"]\n',
    }
    found_in = dependencies(files)
    assert not found_in.names_package("debug_toolbar")
    assert found_in.names_package("sqlparse")


def test_wheel_metadata_at_the_root() -> None:
    assert django({"shop-1.0.dist-info/METADATA": "Name: shop\nRequires-Dist: django<4.3,>=4.0\n"}) == (
        "4.2.30",
        "shop-1.0.dist-info/METADATA:2",
    )


def test_dockerfile_counts_where_nothing_else_does() -> None:
    files = {"Dockerfile": "FROM x\nRUN pip install django==4.2.3\n"}
    assert django(files) == ("4.2.3", "Dockerfile:2")
    assert django({**files, "requirements.txt": "django==4.2.1\n"}) == ("4.2.1", "requirements.txt:1")
