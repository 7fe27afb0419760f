"""The example of a deployment: what cannot be run here is read, and has to agree with itself and with us."""

from __future__ import annotations

import re
import shlex
from argparse import ArgumentParser
from fnmatch import fnmatch
from typing import Any

import pytest
import yaml
from django.core.management import get_commands, load_command_class
from django.urls import reverse

from tests.architecture import sources

ROOT = sources.ROOT
INSTRUCTIONS = {
    *("CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK"),
    *("RUN", "USER", "VOLUME", "WORKDIR"),
}
# What is meant for the interpreter, for libraries and for the shell.
OF_OTHERS = {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "XDG_CACHE_HOME"}
SERVICES = {"proxy", "db", "migrate", "web", "live", "worker"}
APP = ["migrate", "web", "live", "worker"]
# Read beside BASE_URL by compose itself, and never seen by the application.
OF_COMPOSE = {"POSTGRES_PASSWORD"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def instructions() -> list[tuple[str, str]]:
    """Return the steps of the Containerfile, continued lines joined and remarks left out."""
    text = re.sub(r"^#.*\n", "", read("Containerfile"), flags=re.MULTILINE).replace("\\\n", " ")
    steps = (line.split(maxsplit=1) for line in text.splitlines() if line.strip())
    return [(word, " ".join(rest.split())) for word, rest in steps]


def of_kind(kind: str) -> list[str]:
    return [rest for word, rest in instructions() if word == kind]


def compose() -> dict[str, Any]:
    return yaml.safe_load(read("compose.yaml"))


def services() -> dict[str, dict[str, Any]]:
    return compose()["services"]


def settings_read() -> set[str]:
    """Return the environment variables that the settings read."""
    return set(re.findall(r"""env\.\w+\(\s*"([A-Z_]+)\"""", read("cxmaturity/settings.py")))


def parser(command: str) -> ArgumentParser:
    return load_command_class(get_commands()[command], command).create_parser("manage.py", command)


def runs(service: str) -> list[list[str]]:
    """Return every management command that a service runs, as words."""
    spec = services()[service]
    if "entrypoint" not in spec:
        return [spec["command"]]
    assert spec["entrypoint"] == ["sh", "-c"]
    parts = [shlex.split(part) for part in " ".join(spec["command"]).split("&&")]
    assert [part[:2] for part in parts] == [["python", "manage.py"]] * len(parts)
    return [part[2:] for part in parts]


def options(service: str) -> dict[str, Any]:
    """Return what the command of a service makes of its words; a wrong word ends the test."""
    command, *words = runs(service)[0]
    return vars(parser(command).parse_args(words))


# --- Containerfile --------------------------------------------------------------------------------


def test_containerfile_has_instructions_of_known_kinds_only():
    assert {word for word, _rest in instructions()} - INSTRUCTIONS == set()


def test_base_images_are_official_and_pinned_by_version():
    images = [rest.split()[0] for rest in of_kind("FROM")]
    images += [services()[name]["image"] for name in ("proxy", "db")]
    assert [name for name in images if not re.fullmatch(r"(python|postgres|caddy):\d[\w.-]*", name)] == []
    assert {name for name in images if name.startswith("python:")} == {"python:3.11-slim-bookworm"}


def test_packages_of_the_image_are_those_of_the_product():
    installed = re.search(r"--no-install-recommends ((?:[\w.+-]+ )+)&&", " ".join(of_kind("RUN")))
    wanted = re.search(r'pdf\)\n\s+debian="([^"]+)"', read("requirements/system"))
    assert installed.group(1).split() == wanted.group(1).split()


def test_image_installs_locked_packages_only():
    pip = [rest for rest in of_kind("RUN") if "pip install" in rest]
    assert len(pip) == 1
    assert "--require-hashes -r requirements/base.txt" in pip[0]


def test_image_runs_as_somebody_who_may_write_only_their_own_folder():
    assert of_kind("USER") == ["cxmaturity"]
    kinds = [word for word, _rest in instructions()]
    assert kinds.index("USER") > max(at for at, kind in enumerate(kinds) if kind in {"RUN", "COPY"})
    assert of_kind("VOLUME") == ["/var/lib/cxmaturity"]
    assert "VAR_DIR=/var/lib/cxmaturity" in of_kind("ENV")[0].split()


def test_variables_of_the_image_are_read_by_somebody():
    names = {word.split("=")[0] for word in of_kind("ENV")[0].split()}
    assert names - OF_OTHERS - settings_read() == set()


def test_what_is_copied_exists():
    own = [rest for rest in of_kind("COPY") if not rest.startswith("--from=build")]
    assert own == ["requirements/base.txt requirements/", ". ."]
    left_out, *let_in = [line for line in read(".dockerignore").splitlines() if not line.startswith("#")]
    assert left_out == "*"
    named = [line[1:] for line in let_in if line.startswith("!")]
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("name", [".env", ".git/config", "var/secret_key", "tests/factories.py"])
def test_image_holds_no_secret_and_no_test(name: str):
    let_in = [line[1:] for line in read(".dockerignore").splitlines() if line.startswith("!")]
    assert [one for one in let_in if fnmatch(name, one) or name.startswith(f"{one}/")] == []


def test_image_holds_every_package_of_the_house():
    let_in = set(read(".dockerignore").splitlines())
    packages = {name for name in sources.PACKAGES if (ROOT / name).is_dir()}
    assert {f"!{name}" for name in (*packages, "static", "templates", "manage.py")} - let_in == set()


def test_containerfile_asks_whether_the_process_lives():
    (check,) = of_kind("HEALTHCHECK")
    assert check.endswith('CMD ["python", "deploy/alive.py", "8000"]')
    assert '"/livez"' in read("deploy/alive.py")


# --- compose.yaml ---------------------------------------------------------------------------------


def test_every_service_is_there():
    assert set(services()) == SERVICES
    assert {volume for spec in services().values() for volume in spec.get("volumes", ())} == {
        "./deploy/Caddyfile:/etc/caddy/Caddyfile:ro",
        "certificates:/data",
        "database:/var/lib/postgresql/data",
        "var:/var/lib/cxmaturity",
    }
    assert set(compose()["volumes"]) == {"certificates", "database", "var"}


@pytest.mark.parametrize("service", APP)
def test_service_runs_real_commands_with_real_options(service: str):
    for command, *words in runs(service):
        parser(command).parse_args(words)


@pytest.mark.parametrize("service", APP)
def test_variables_of_a_service_are_read_by_the_settings(service: str):
    assert set(services()[service]["environment"]) - settings_read() == set()


@pytest.mark.parametrize("service", APP)
def test_service_can_write_nothing_but_its_own_folder(service: str):
    spec = services()[service]
    kept = [spec[key] for key in ("read_only", "volumes", "tmpfs", "cap_drop", "security_opt")]
    assert kept == [True, ["var:/var/lib/cxmaturity"], ["/tmp"], ["ALL"], ["no-new-privileges:true"]]  # noqa: S108 # of the container


@pytest.mark.parametrize("service", ["web", "live", "worker"])
def test_service_waits_for_the_tables(service: str):
    assert services()[service]["depends_on"] == {
        "db": {"condition": "service_healthy"},
        "migrate": {"condition": "service_completed_successfully"},
    }


def test_only_the_proxy_can_be_reached_from_outside():
    assert {name for name, spec in services().items() if "ports" in spec} == {"proxy"}
    assert services()["proxy"]["ports"] == ["80:80", "443:443", "443:443/udp"]


def test_ports_of_proxy_and_services_agree():
    upstreams = dict(re.findall(r"reverse_proxy (\w+):(\d+)", read("deploy/Caddyfile")))
    assert upstreams == {name: str(options(name)["port"]) for name in ("web", "live")}
    assert {options(name)["host"] for name in ("web", "live")} == {"0.0.0.0"}  # noqa: S104 # of the container
    assert {name: services()[name]["healthcheck"]["test"][-1] for name in upstreams} == upstreams
    assert of_kind("EXPOSE") == [f"{upstreams['web']} {upstreams['live']}"]


def test_pages_streams_and_work_are_done_by_three():
    assert (options("web")["no_worker"], options("web")["no_live"]) == (True, True)


def test_proxy_leads_the_addresses_of_streams_to_what_holds_them():
    assert read("deploy/Caddyfile").count("handle /live/* {\n\t\treverse_proxy live:8001 {") == 1
    assert reverse("workshops:stream", args=["ticket"]).startswith("/live/")


def test_braces_of_the_proxy_are_in_pairs():
    depth = 0
    for character in re.sub(r"#.*", "", read("deploy/Caddyfile")):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0


# --- deploy/example.env ---------------------------------------------------------------------------


def asked_for() -> set[str]:
    return set(re.findall(r"\$\{(\w+):", read("compose.yaml")))


def test_example_names_every_variable_that_compose_asks_for():
    offered = set(re.findall(r"^#?([A-Z_]+)=", read("deploy/example.env"), re.MULTILINE))
    assert offered == asked_for()
    assert asked_for() - OF_COMPOSE - settings_read() == set()


def test_no_secret_stands_in_a_file():
    assert (
        re.findall(r"^[A-Z_]*(?:PASSWORD|KEY|SECRET)=(.+)$", read("deploy/example.env"), re.MULTILINE) == []
    )
    spec = services()["db"]["environment"]["POSTGRES_PASSWORD"]
    assert spec.startswith("${POSTGRES_PASSWORD:?")
    assert ":${POSTGRES_PASSWORD:?" in services()["web"]["environment"]["DATABASE_URL"]


def test_nothing_comes_from_a_place_that_is_named_here():
    text = "".join(read(name) for name in ("Containerfile", "compose.yaml", "deploy/Caddyfile"))
    assert re.findall(r":latest|--(?:extra-)?index-url|--find-links|https?://\w", text) == []
