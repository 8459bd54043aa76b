"""The containers are set up as safely as they claim, and with the settings that the program reads."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.postgres.operations import CreateExtension
from django.db.migrations.loader import MigrationLoader

from claims.management.commands.up import web_command
from tests.serving import image_command

ROOT = Path(__file__).parent.parent
WRITTEN = (ROOT / "docker-compose.yml").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(WRITTEN)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
HEADER = "\n".join(line for line in WRITTEN.split("\nname:")[0].splitlines() if line.startswith("#"))
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
OF_THE_PROGRAM = ["web", "worker", "beat", "migrate"]
MUST_BE_SET = {"SECRET_KEY", "DATABASE_OWNER_PASSWORD", "DATABASE_APP_PASSWORD", "REDIS_PASSWORD"}
EXTENSIONS = {"vector", "pg_trgm", "unaccent", "btree_gist", "btree_gin"}
SERVED_BY = ("--workers", "--worker-class", "--threads")
VARIABLE = re.compile(r"\$\{(\w+)(:[-?])?")


def test_compose_fits_the_schema() -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", ROOT / "docker-compose.yml"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_services_are_these() -> None:
    assert list(SERVICES) == [*OF_THE_PROGRAM, "postgres", "redis"]


@pytest.mark.parametrize("name", SERVICES)
def test_service_is_watched_or_runs_once(name: str) -> None:
    service = SERVICES[name]
    if name == "web":
        assert "HEALTHCHECK" in DOCKERFILE, "the image's own"
        assert "healthcheck" not in service
    elif name == "migrate":
        assert (service["restart"], service["healthcheck"]) == ("no", {"disable": True})
    else:
        assert service["restart"] == "unless-stopped"
        assert set(service["healthcheck"]) == {"test", "interval", "timeout", "start_period", "retries"}


@pytest.mark.parametrize("name", SERVICES)
def test_service_has_no_power_over_its_host(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["read_only"] is (name != "postgres")
    assert {"privileged", "network_mode", "pid", "cap_add"} & set(service) == set()


@pytest.mark.parametrize("name", SERVICES)
def test_lines_of_a_service_fill_no_disk(name: str) -> None:
    # Unlike `json-file`, Docker's own, it lets the oldest go.
    assert SERVICES[name]["logging"] == {"driver": "local"}


def test_whoever_is_at_work_has_time_to_end() -> None:
    # Seconds. The web's gunicorn and the worker's tasks take half a minute; beat and migrate need the ten that Docker gives.
    told = {name: service.get("stop_grace_period") for name, service in SERVICES.items()}
    assert told == {"web": "40s", "worker": "60s", "beat": None, "migrate": None, "postgres": "60s", "redis": None}


@pytest.mark.parametrize("name", SERVICES)
def test_service_does_not_run_as_root(name: str) -> None:
    if name in OF_THE_PROGRAM:
        assert re.findall(r"^USER (.*)$", DOCKERFILE, re.MULTILINE) == ["factcheck"]
        assert "user" not in SERVICES[name]
    else:
        assert SERVICES[name]["user"] == {"postgres": "postgres", "redis": "valkey"}[name]


@pytest.mark.parametrize(
    "image", [*(service["image"] for service in SERVICES.values()), *re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)]
)
def test_image_has_a_tag(image: str) -> None:
    _, _, tag = image.partition(":")
    assert tag not in {"", "latest"}


def test_image_is_built_once_and_never_looked_for_elsewhere() -> None:
    # Several builds of one name at a time end with "already exists" where images are kept by containerd, as by default.
    assert [name for name, service in SERVICES.items() if "build" in service] == ["migrate"]
    assert [name for name, service in SERVICES.items() if service.get("pull_policy") == "never"] == OF_THE_PROGRAM


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_log_begins_with_no_banner(name: str) -> None:
    # It would be no object where LOG_FORMAT is json.
    assert SERVICES[name]["command"][:2] == ["celery", "--quiet"]


def test_secrets_must_be_set_and_are_not_written_here() -> None:
    variables = VARIABLE.findall(WRITTEN)
    assert {name for name, operator in variables if operator == ":?"} == MUST_BE_SET
    assert {operator for name, operator in variables if name in MUST_BE_SET} == {":?"}
    assert {operator for _, operator in variables} == {":?", ":-"}


@pytest.mark.parametrize("name", SERVICES)
def test_service_gets_every_secret_from_a_variable(name: str) -> None:
    for key, given in SERVICES[name].get("environment", {}).items():
        if re.search("PASSWORD|SECRET|AUTH|API_KEY", key):
            assert re.fullmatch(r"\$\{\w+:[-?][^}]*\}", given)
        if "@" in given:
            assert re.fullmatch(r"\w+://\w*:\$\{\w+:\?[^}]*\}@[\w.:/]+", given)


def test_only_migrate_and_the_database_know_the_owner() -> None:
    knowing = [name for name, service in SERVICES.items() if "DATABASE_OWNER_PASSWORD" in json.dumps(service.get("environment", {}))]
    assert knowing == ["migrate", "postgres"]


def test_image_serves_as_up_does() -> None:
    told = [{word: command[command.index(word) + 1] for word in SERVED_BY} for command in (image_command(), web_command(8000))]
    assert told[0] == told[1]


def test_whoever_has_a_way_out_can_tell_of_errors_and_traces() -> None:
    told = {name for name in OF_THE_PROGRAM if {"SENTRY_DSN", "OTEL_EXPORTER_OTLP_ENDPOINT"} <= set(SERVICES[name]["environment"])}
    assert told == {name for name in OF_THE_PROGRAM if "default" in SERVICES[name]["networks"]}
    assert re.findall(r"--extra (\w+)", DOCKERFILE) == ["sentry", "otel"]


def test_every_variable_is_explained() -> None:
    assert {name for name, _ in VARIABLE.findall(WRITTEN)} == {
        word for word in re.findall(r"[A-Z][A-Z_]{3,}", HEADER) if word not in {"DEBUG", "INFO", "WARNING", "ERROR", "IANA"}
    }


@pytest.mark.parametrize("name", OF_THE_PROGRAM)
def test_service_is_given_only_settings_that_exist(name: str) -> None:
    read = set(re.findall(r'environment\.\w+\(\s*"(\w+)"', (ROOT / "factcheck" / "settings.py").read_text("utf-8")))
    assert set(SERVICES[name]["environment"]) - read == set()


def test_servers_are_out_of_reach() -> None:
    assert COMPOSE["networks"]["store"] == {"internal": True}
    assert {name: service["networks"] for name, service in SERVICES.items()} == {
        "web": ["default", "store"],
        "worker": ["default", "store"],
        "beat": ["store"],
        "migrate": ["store"],
        "postgres": ["store"],
        "redis": ["store"],
    }
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"web"}


def test_what_must_last_is_in_named_volumes() -> None:
    assert set(COMPOSE["volumes"]) == {"postgres", "redis"}
    assert SERVICES["postgres"]["volumes"] == ["postgres:/var/lib/postgresql"]
    assert SERVICES["redis"]["volumes"] == ["redis:/data"]


def test_database_has_the_extensions_of_the_migrations() -> None:
    made = set(re.findall(r"CREATE EXTENSION (\w+);", COMPOSE["configs"]["roles"]["content"]))
    operations = [operation for migration in MigrationLoader(None).disk_migrations.values() for operation in migration.operations]
    assert made == EXTENSIONS
    assert {operation.name for operation in operations if isinstance(operation, CreateExtension)} - made == set()


def test_database_sorts_as_the_embedded_one() -> None:
    embedded = (ROOT / "factcheck" / "embedded" / "postgresql.py").read_text("utf-8")
    options = SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert [option for option in options if f'"{option}"' not in embedded] == []


def test_image_is_made_of_what_is_there() -> None:
    copied = {word for line in re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, re.MULTILINE) for word in line.split()[:-1]}
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert copied == allowed
    assert [name for name in sorted(copied) if not (ROOT / name).exists()] == []
