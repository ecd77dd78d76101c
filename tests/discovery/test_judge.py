"""Which modules are judged, and where they are found: one small repository a reason."""

from __future__ import annotations

from .trees import LAYER, SITE, entrypoint, found, judged, package, sets


def split(folder: str = "shop/settings", **modules: str) -> dict[str, str]:
    top = folder.rpartition("/")[0]
    return {f"{top}/__init__.py": "", **package(folder, base=SITE, **modules)}


def test_single_settings_module_of_manage_py() -> None:
    files = {"manage.py": sets("shop.settings"), "shop/__init__.py": "", "shop/settings.py": SITE}
    assert judged(files) == ["shop.settings"]


def test_single_settings_module_of_wsgi_py_is_the_deployed_one() -> None:
    files = {"shop/__init__.py": "", "shop/wsgi.py": sets("shop.settings"), "shop/settings.py": SITE}
    found_one = entrypoint(files, "shop.settings")
    assert (found_one.judged, found_one.role, found_one.search_roots) == (True, "production", ("",))
    assert found_one.why == "Judged: shop/wsgi.py:2 names it."


def test_production_is_judged_and_development_is_not() -> None:
    files = {
        "manage.py": sets("shop.settings.local"),
        "shop/wsgi.py": sets("shop.settings.production"),
        **split(local=LAYER, production=LAYER),
    }
    assert judged(files) == ["shop.settings.production"]
    local = entrypoint(files, "shop.settings.local")
    assert (local.role, local.why) == ("development", "Not judged: its name says development.")


def test_production_sibling_that_nothing_names_is_judged() -> None:
    files = {
        "manage.py": sets("shop.settings.local"),
        "shop/wsgi.py": sets("shop.settings.local"),
        **split(local=LAYER, production=LAYER),
    }
    assert judged(files) == ["shop.settings.production"]


def test_production_module_beside_a_plain_settings_module() -> None:
    files = {
        "manage.py": sets("shop.settings"),
        **package("shop", settings=SITE, settings_prod="from .settings import *\n", views=""),
    }
    assert judged(files) == ["shop.settings_prod"]


def test_module_that_a_server_reads_is_judged_beside_production() -> None:
    files = {
        "shop/__init__.py": "",
        "shop/wsgi.py": sets("shop.settings"),
        "shop/settings/__init__.py": SITE,
        "shop/settings/production.py": "from . import *\n",
    }
    assert judged(files) == ["shop.settings", "shop.settings.production"]


def test_fragment_called_production_is_no_entrypoint() -> None:
    files = {
        "manage.py": sets("shop.settings"),
        "shop/__init__.py": "",
        "shop/settings/__init__.py": SITE + 'include("production.py")\n',
        "shop/settings/production.py": "DEBUG = False\n",
    }
    assert judged(files) == ["shop.settings"]


def test_module_that_the_named_package_takes_in_is_part_of_it() -> None:
    files = {
        "manage.py": sets("shop.settings"),
        "shop/__init__.py": "",
        "shop/settings/__init__.py": "from .production import *\n",
        **{path: text for path, text in split(production=LAYER).items() if "__init__" not in path},
    }
    assert judged(files) == ["shop.settings"]
    assert entrypoint(files, "shop.settings.production").why == "Not judged: it is part of shop.settings."


def test_fragments_of_a_package_are_not_even_found() -> None:
    files = {
        "manage.py": sets("shop.settings"),
        "shop/__init__.py": "",
        "shop/settings/__init__.py": "from .apps import *\nfrom .mail import *\n",
        "shop/settings/apps.py": SITE,
        "shop/settings/mail.py": "from .apps import *\n",
    }
    assert [each.module for each in found(files).entrypoints] == ["shop.settings"]


def test_empty_package_is_not_judged_in_place_of_its_modules() -> None:
    files = {"manage.py": sets("shop.settings"), **split()}
    assert judged(files) == ["shop.settings.base"]
    assert entrypoint(files, "shop.settings").why == "Not judged: the file is empty."


def test_dockerfile_makes_a_plain_name_production() -> None:
    files = {
        "manage.py": sets("shop.settings.common"),
        "docker/Dockerfile": "FROM python\nENV DJANGO_SETTINGS_MODULE=shop.settings.docker\n",
        **package("shop"),
        **package("shop/settings", common=SITE, docker="from .common import *\n"),
    }
    assert judged(files) == ["shop.settings.docker", "shop.settings.common"]
    docker = entrypoint(files, "shop.settings.docker")
    assert docker.role == "production"
    assert docker.why == "Judged: docker/Dockerfile:2 names it (Dockerfile ENV)."


def test_base_is_not_judged_beside_production() -> None:
    files = {"manage.py": sets("shop.settings.base"), **split(production=LAYER)}
    assert judged(files) == ["shop.settings.production"]


def test_base_is_judged_where_a_server_reads_it_and_nothing_else_is_there() -> None:
    files = {
        "manage.py": sets("shop.settings.base"),
        "shop/wsgi.py": sets("shop.settings.base"),
        **split(local=LAYER),
    }
    assert judged(files) == ["shop.settings.base"]
    assert entrypoint(files, "shop.settings.base").role == "base"


def test_development_is_judged_where_it_is_all_that_a_server_reads() -> None:
    files = {
        "shop/wsgi.py": sets("shop.settings.local"),
        **package("shop"),
        **package("shop/settings", local=SITE),
    }
    assert judged(files) == ["shop.settings.local"]


def test_settings_of_a_platform_are_judged_before_development() -> None:
    files = {"shop/wsgi.py": sets("shop.settings.local"), **split(local=LAYER, heroku=LAYER)}
    assert judged(files) == ["shop.settings.heroku"]


def test_settings_of_a_build_step_are_no_deployment_though_the_image_names_them() -> None:
    dockerfile = "FROM x\nENV DJANGO_SETTINGS_MODULE=shop.settings.build\n"
    files = {
        "Dockerfile": dockerfile,
        "shop/wsgi.py": sets("shop.settings.main"),
        **split(main=LAYER, build=LAYER),
    }
    assert judged(files) == ["shop.settings.main"]
    assert judged({"Dockerfile": dockerfile, **split(build=LAYER)}) == ["shop.settings.build"]


def test_plain_package_is_judged_before_what_a_development_image_names() -> None:
    files = {
        "manage.py": sets("shop.settings"),
        "Dockerfile": "FROM x\nENV DJANGO_SETTINGS_MODULE=shop.settings.dev\n",
        "shop/__init__.py": "",
        "shop/settings/__init__.py": SITE,
        "shop/settings/dev.py": "from . import *\n",
    }
    assert judged(files) == ["shop.settings"]


def test_staging_is_not_judged_beside_production() -> None:
    files = {"manage.py": sets("shop.settings.local"), **split(local=LAYER, production=LAYER, staging=LAYER)}
    assert judged(files) == ["shop.settings.production"]
    assert entrypoint(files, "shop.settings.staging").why == "Not judged: its name says staging."


def test_variants_of_production_are_left_to_the_plain_one() -> None:
    files = {
        "manage.py": sets("shop.settings"),
        **package("shop", settings=SITE, production_settings="from .settings import *\n"),
        "shop/migration_production_settings.py": "from .settings import *\n",
        "shop/production_readonly_settings.py": "from .settings import *\n",
    }
    assert judged(files) == ["shop.production_settings"]


def test_several_named_production_modules_are_all_judged() -> None:
    files = {
        "manage.py": sets("shop.settings.dev"),
        "a.wsgi": sets("shop.settings.production_eu"),
        "b.wsgi": sets("shop.settings.production_us"),
        **split(dev=LAYER, production_eu=LAYER, production_us=LAYER),
    }
    assert judged(files) == ["shop.settings.production_eu", "shop.settings.production_us"]


def test_example_to_be_copied_is_not_judged() -> None:
    files = {
        "manage.py": sets("shop.settings.common"),
        **package("shop", settings=""),
        **package("shop/settings", common=SITE),
    }
    files["shop/settings/production_example.py"] = "from .common import *\n"
    files["shop/settings/production.example.py"] = "from .common import *\n"
    assert judged(files) == ["shop.settings.common"]


def test_module_of_tests_is_never_judged() -> None:
    files = {"manage.py": sets("tests.settings"), "tests/__init__.py": "", "tests/settings.py": SITE}
    assert judged(files) == []
    assert entrypoint(files, "tests.settings").role == "test"


def test_reusable_app_with_an_example_project_is_no_site() -> None:
    files = {
        "pyproject.toml": '[build-system]\nrequires = ["hatchling"]\n[project]\nname = "x"\n',
        "tox.ini": "[testenv]\nsetenv = DJANGO_SETTINGS_MODULE=tests.settings\n",
        "tests/settings.py": SITE,
        "example/manage.py": sets("example.settings"),
        "example/example/__init__.py": "",
        "example/example/wsgi.py": sets("example.settings"),
        "example/example/settings.py": SITE,
        "docs/settings.py": SITE,
    }
    assert judged(files) == []
    assert {each.module for each in found(files).entrypoints} == {
        "tests.settings",
        "example.settings",
        "docs.settings",
    }


def test_example_project_is_judged_where_the_repository_is_nothing_else() -> None:
    files = {
        "example/manage.py": sets("shop.settings"),
        "example/shop/__init__.py": "",
        "example/shop/settings.py": SITE,
    }
    assert judged(files) == ["shop.settings"]


def test_example_project_is_not_judged_beside_a_real_one() -> None:
    files = {
        "manage.py": sets("shop.settings"),
        **package("shop", settings=SITE),
        "examples/demo/manage.py": sets("demo.settings"),
        **package("examples/demo/demo", settings=SITE),
    }
    assert judged(files) == ["shop.settings"]
    assert entrypoint(files, "demo.settings").why.startswith("Not judged: it belongs to an example")


def test_settings_that_only_tests_of_a_package_name_are_no_site() -> None:
    files = {
        "setup.py": "from setuptools import setup\nsetup()\n",
        "pytest.ini": "[pytest]\nDJANGO_SETTINGS_MODULE = project.settings\n",
        **package("project", settings=SITE),
    }
    assert judged(files) == []


def test_settings_that_only_tests_of_a_site_name_are_judged() -> None:
    files = {
        "pytest.ini": "[pytest]\nDJANGO_SETTINGS_MODULE = shop.settings\n",
        **package("shop", settings=SITE),
    }
    assert judged(files) == ["shop.settings"]


def test_module_that_looks_like_settings_is_judged_where_nothing_names_any() -> None:
    assert judged(package("shop", settings=SITE)) == ["shop.settings"]
    assert judged(package("config", base=SITE, production=LAYER, local=LAYER)) == ["config.production"]


def test_module_called_settings_without_a_site_is_none() -> None:
    assert found(package("scraper", settings="BOT_NAME = 'x'\n")).entrypoints == ()
    assert found({"conf/settings.py": "from pydantic import BaseSettings\n"}).entrypoints == ()


def test_settings_of_apps_are_no_entrypoints() -> None:
    files = {
        "manage.py": sets("shop.settings"),
        **package("shop", settings=SITE),
        **package("shop/apps/mail", settings="INSTALLED_APPS = None\n"),
    }
    assert [each.module for each in found(files).entrypoints] == ["shop.settings"]


def test_unnamed_look_alike_is_not_judged_beside_a_named_module() -> None:
    files = {
        "manage.py": sets("shop.settings"),
        **package("shop", settings=SITE),
        **package("other", settings=SITE),
    }
    assert judged(files) == ["shop.settings"]
    assert entrypoint(files, "other.settings").why == "Not judged: nothing that is deployed names it."


def test_template_of_a_project_is_no_site() -> None:
    files = {
        "{{cookiecutter.slug}}/manage.py": sets("config.settings.local"),
        "{{cookiecutter.slug}}/config/settings/production.py": SITE,
        "project_name/manage.py": sets("{{ project_name }}.settings"),
    }
    assert found(files).entrypoints == ()


def test_installed_packages_are_no_sites() -> None:
    files = {
        ".venv/lib/python3.12/site-packages/cms/settings.py": SITE,
        "node_modules/x/manage.py": sets("a.b"),
    }
    assert found(files).entrypoints == ()


def test_flask_and_celery_projects_are_no_sites() -> None:
    files = {
        "wsgi.py": "from app import app\n",
        "app/celery.py": "app = Celery()\n",
        "Dockerfile": "CMD gunicorn wsgi:app\n",
    }
    assert found(files).entrypoints == ()


def test_missing_module_is_judged_where_it_is_all_there_is() -> None:
    files = {"manage.py": sets("shop.settings"), "shop/__init__.py": ""}
    missing = entrypoint(files, "shop.settings")
    assert (missing.path, missing.judged, missing.search_roots) == (None, True, ("",))
    assert missing.why == "Judged: manage.py:2 names it, but it is not in the repository."


def test_missing_module_is_not_judged_beside_one_that_is_there() -> None:
    files = {"core/celery.py": sets("site_config"), **package("shop", settings=SITE)}
    assert judged(files) == ["shop.settings"]
    assert entrypoint(files, "site_config").why == "Not judged: it is not in the repository."


def test_missing_module_of_a_compose_file_is_not_even_found() -> None:
    files = {
        "compose.yml": "environment:\n  DJANGO_SETTINGS_MODULE: shop.settings.docker\n",
        "shop/views.py": "",
    }
    assert found(files).entrypoints == ()


def test_override_of_a_compose_file_does_not_matter() -> None:
    files = {
        "shop/wsgi.py": sets("shop.settings.docker"),
        "docker-compose.override.yml": "  - DJANGO_SETTINGS_MODULE=shop.settings.web_docker\n",
        **split(docker=LAYER, web_docker=LAYER),
    }
    assert judged(files) == ["shop.settings.docker"]


def test_two_names_for_one_file_are_one_entrypoint() -> None:
    files = {
        "manage.py": sets("shop.settings"),
        "shop/wsgi.py": sets("settings"),
        **package("shop", settings=SITE),
    }
    only = found(files).entrypoints
    assert [(each.module, each.search_roots) for each in only] == [("shop.settings", ("",))]
    assert [each.path for each in only[0].evidence] == ["manage.py", "shop/wsgi.py"]


def test_candidates_of_a_choice_are_weighed_by_name() -> None:
    files = {
        "manage.py": 'os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings.prod" if PROD else "shop.settings.dev"\n',
        **split(prod=LAYER, dev=LAYER),
    }
    assert judged(files) == ["shop.settings.prod"]


def test_folder_of_settings_without_that_name() -> None:
    files = {
        "manage.py": sets("config.django.base"),
        "config/wsgi.py": sets("config.django.base"),
        **package("config"),
        **package(
            "config/django", base=SITE, production="from .base import *\n", helpers="from x import *\n"
        ),
    }
    assert judged(files) == ["config.django.production"]
    assert "config.django.helpers" not in {each.module for each in found(files).entrypoints}
