"""Search roots, several projects in one repository, and what limits the question to a part of it."""

from __future__ import annotations

import pytest

from .trees import LAYER, SITE, entrypoint, found, judged, package, sets

SHOP = {"manage.py": sets("shop.settings"), "shop/__init__.py": "", "shop/settings.py": SITE}


def under(folder: str, files: dict[str, str]) -> dict[str, str]:
    return {f"{folder}/{path}": text for path, text in files.items()}


@pytest.mark.parametrize("folder", ["src", "backend", "apps/api", "shop"])
def test_folder_of_manage_py_is_the_search_root(folder: str) -> None:
    only = found(under(folder, SHOP)).judged
    assert [(each.module, each.search_roots) for each in only] == [("shop.settings", (folder,))]


def test_manage_py_inside_a_package_runs_from_the_folder_above() -> None:
    files = {"shop/__init__.py": "", "shop/manage.py": sets("shop.settings"), "shop/settings.py": SITE}
    assert entrypoint(files, "shop.settings").search_roots == ("",)


def test_manage_py_in_a_package_that_a_type_checker_names_runs_from_its_own_folder() -> None:
    files = {
        ".mypy.ini": '[mypy.plugins.django-stubs]\ndjango_settings_module = "backend.shop.settings"\n',
        "backend/__init__.py": "",
        **under("backend", SHOP),
    }
    only = found(files).judged
    assert [(each.module, each.search_roots) for each in only] == [("shop.settings", ("backend",))]


def test_wsgi_alone_runs_from_the_folder_above_the_top_package() -> None:
    files = {
        "web/shop/__init__.py": "",
        "web/shop/wsgi.py": sets("shop.settings"),
        "web/shop/settings.py": SITE,
    }
    assert entrypoint(files, "shop.settings").search_roots == ("web",)


def test_package_under_src_is_found_from_manage_py_above() -> None:
    files = {"manage.py": sets("shop.settings"), **under("src", package("shop", settings=SITE))}
    only = entrypoint(files, "shop.settings")
    assert only.root == "src"
    assert (only.path, only.search_roots, only.judged) == ("src/shop/settings.py", ("src",), True)


def test_dockerfile_at_the_root_names_a_module_of_a_nested_project() -> None:
    files = {
        "Dockerfile": "ENV DJANGO_SETTINGS_MODULE=app.settings.production\n",
        "api/manage.py": sets("app.settings.local"),
        **package("api/app"),
        **package(
            "api/app/settings",
            common=SITE,
            local="from .common import *\n",
            production="from .common import *\n",
        ),
    }
    production = entrypoint(files, "app.settings.production")
    assert (production.path, production.search_roots) == ("api/app/settings/production.py", ("api",))
    assert judged(files) == ["app.settings.production"]


def test_folders_that_manage_py_puts_on_the_path_are_search_roots() -> None:
    files = {
        **SHOP,
        "manage.py": 'sys.path.append(str(here / "apps"))\n' + SHOP["manage.py"],
        "apps/x/__init__.py": "",
    }
    assert entrypoint(files, "shop.settings").search_roots == ("", "apps")


def test_folder_put_on_the_path_by_one_script_holds_for_all_settings_of_the_project() -> None:
    files = {
        "manage.py": 'sys.path.append(str(Path(__file__).parent / "apps"))\n' + sets("config.local"),
        "config/wsgi.py": 'sys.path.append(str(BASE_DIR / "apps"))\n' + sets("config.production"),
        **package("config", base=SITE, local=LAYER, production=LAYER),
        "apps/x/__init__.py": "",
    }
    assert {each.search_roots for each in found(files).entrypoints} == {("", "apps")}


def test_folder_put_on_the_path_may_hold_the_settings() -> None:
    files = {
        "manage.py": 'sys.path.append("src")\n' + sets("settings.develop"),
        **under("src", package("settings", base=SITE, develop=LAYER, production=LAYER)),
    }
    production = entrypoint(files, "settings.production")
    assert (production.search_roots, production.root) == (("", "src"), "src")
    assert [project.folder for project in found(files).projects] == ["src"]


def test_production_package_beside_a_development_package() -> None:
    files = {
        "manage.py": sets("shop.settings"),
        **package("shop"),
        **package("shop/settings", base=SITE),
        "compose.yml": "DJANGO_SETTINGS_MODULE: shop.settings.development\n",
        "shop/settings/development/__init__.py": "from ..base import *\n",
        "shop/settings/production/__init__.py": "from ..base import *\n",
    }
    assert judged(files) == ["shop.settings.production"]


def test_package_of_the_project_is_not_a_search_root() -> None:
    files = under(
        "shop", {"manage.py": sets("shop.settings"), "shop/__init__.py": "", "shop/settings.py": SITE}
    )
    assert entrypoint(files, "shop.settings").path == "shop/shop/settings.py"


def test_look_alike_without_init_files_is_placed_by_its_urls() -> None:
    files = {"web/shop/settings.py": SITE + 'ROOT_URLCONF = "shop.urls"\n'}
    only = entrypoint(files, "shop.settings")
    assert only.search_roots == ("web",)


def test_two_projects_are_both_judged() -> None:
    files = {**under("services/a", SHOP), **under("services/b", SHOP)}
    discovery = found(files)
    assert [project.folder for project in discovery.projects] == ["services/a", "services/b"]
    assert [each.path for each in discovery.judged] == [
        "services/a/shop/settings.py",
        "services/b/shop/settings.py",
    ]


def test_two_sites_under_one_search_root_are_both_judged() -> None:
    files = {
        **package("lms"),
        **package("lms/envs", production=SITE, devstack="from .production import *\n"),
        **package("cms"),
        **package("cms/envs", production=SITE),
        "manage.py": sets("lms.envs.devstack"),
        "cms/wsgi.py": sets("cms.envs.production"),
    }
    assert judged(files) == ["cms.envs.production", "lms.envs.production"]


def test_file_names_the_module_of_its_own_project() -> None:
    split = {"manage.py": sets("config.local"), **package("config", base=SITE, local=LAYER, docker=LAYER)}
    files = {
        **under("a", split),
        **under("b", split),
        "a/Dockerfile": "ENV DJANGO_SETTINGS_MODULE=config.docker\n",
    }
    roles = {each.path: each.role for each in found(files).entrypoints if each.module == "config.docker"}
    assert roles == {"a/config/docker.py": "production", "b/config/docker.py": "unknown"}


def test_file_beside_two_projects_may_mean_either() -> None:
    one = {"manage.py": sets("config.local"), **package("config", base=SITE, local=LAYER, docker=LAYER)}
    files = {
        **under("a", one),
        **under("b", one),
        "docker/Dockerfile": "ENV DJANGO_SETTINGS_MODULE=config.docker\n",
    }
    assert [each.path for each in found(files).judged] == ["a/config/docker.py", "b/config/docker.py"]


def test_module_that_two_search_roots_reach_is_one() -> None:
    path = 'sys.path.append("lib")\n'
    files = {
        "a/manage.py": path + sets("config.prod"),
        "b/manage.py": path + sets("config.prod"),
        **under("lib", package("config", prod=SITE)),
        "compose.prod.yml": "DJANGO_SETTINGS_MODULE: config.prod\n",
    }
    assert [each.path for each in found(files).entrypoints] == ["lib/config/prod.py"]


def test_projects_of_other_folders_do_not_count_within() -> None:
    files = {**under("a", SHOP), **under("b", SHOP)}
    discovery = found(files, within=["b"])
    assert [each.path for each in discovery.judged] == ["b/shop/settings.py"]
    outside = next(each for each in discovery.entrypoints if each.path == "a/shop/settings.py")
    assert outside.why == "Not judged: it lies outside of the paths that were asked for."


@pytest.mark.parametrize("within", ["", ".", "b", "b/", "./b", "b/shop", "b/shop/settings.py"])
def test_paths_that_hold_a_settings_module(within: str) -> None:
    assert judged(under("b", SHOP), within=[within]) == ["shop.settings"]


@pytest.mark.parametrize("within", ["a", "b/other", "shop", "b/sho"])
def test_paths_that_hold_no_settings_module(within: str) -> None:
    assert judged(under("b", SHOP), within=[within]) == []


def test_file_that_is_no_settings_module_means_its_project() -> None:
    files = {**under("a", SHOP), **under("b", SHOP), "b/shop/views.py": ""}
    assert [each.path for each in found(files, within=["b/shop/views.py"]).judged] == ["b/shop/settings.py"]


def test_settings_module_that_is_asked_for_by_its_path_is_judged_whatever_its_role() -> None:
    files = {
        "manage.py": sets("shop.settings.local"),
        **package("shop"),
        **package("shop/settings", base=SITE, local=LAYER, prod=LAYER),
    }
    assert judged(files, within=["shop/settings/local.py"]) == ["shop.settings.local"]
    assert judged(files, within=["shop/settings/base.py", "shop/settings/prod.py"]) == [
        "shop.settings.prod",
        "shop.settings.base",
    ]


def test_example_is_judged_when_it_is_asked_for() -> None:
    files = {"setup.py": "", **SHOP, **under("examples/toy", SHOP)}
    assert [each.path for each in found(files, within=["examples/toy"]).judged] == [
        "examples/toy/shop/settings.py"
    ]
    assert [each.path for each in found(files, within=["examples"]).judged] == [
        "examples/toy/shop/settings.py"
    ]


def test_evidence_from_outside_of_the_paths_counts() -> None:
    files = {
        "Dockerfile": "ENV DJANGO_SETTINGS_MODULE=shop.settings.docker\n",
        "web/manage.py": sets("shop.settings.dev"),
        **under("web", {**package("shop"), **package("shop/settings", base=SITE, dev=LAYER, docker=LAYER)}),
    }
    assert judged(files, within=["web"]) == ["shop.settings.docker"]


def test_project_of_an_entrypoint_is_its_own() -> None:
    discovery = found({**under("a", SHOP), **under("b", SHOP)})
    assert [discovery.project_of(each) for each in discovery.entrypoints] == list(discovery.projects)
