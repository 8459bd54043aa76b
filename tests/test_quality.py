"""The project's own rules, held by the tools themselves; each prints what it found."""

import re
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
TOOLS = {
    "ruff check": [sys.executable, "-m", "ruff", "check"],
    "ruff format": [sys.executable, "-m", "ruff", "format", "--check", "--diff"],
    "mypy": [sys.executable, "-m", "mypy"],
    "import contracts": [sysconfig.get_path("scripts") + "/lint-imports"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
}
# Files speak of the project alone: not of the machine, the package index or the task list that somebody had while writing them.
FOREIGN = {
    "a path of somebody's machine": re.compile(r"(?<![\w.])/(?:work|root|home|Users)/\w"),
    "a package index": re.compile(
        r"(?:--(?:extra-)?index-url|--find-links)[ =]\S|//[\w.-]*(?:pypi|registry|artifactory|nexus)[\w.-]*(?<!pypi\.org)/"
    ),
    "a number of a task": re.compile(r"\b(?:issue|ruling|ticket)s? #?\d", re.IGNORECASE),
}


def _files() -> list[Path]:
    try:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout, so nobody knows which files belong to the project")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("tool", TOOLS)
def test_tool_finds_nothing(tool: str) -> None:
    run = subprocess.run(TOOLS[tool], cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        pytest.fail(run.stdout + run.stderr, pytrace=False)


@pytest.mark.parametrize("matter", FOREIGN)
def test_files_speak_of_the_project_alone(matter: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in _files()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if FOREIGN[matter].search(line)
    ]
    assert found == []


def test_lock_pins_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = (wish for extra in ("test", "sentry", "otel") for wish in project["optional-dependencies"][extra])
    asked = [Requirement(line) for line in (*project["dependencies"], *extras)]
    lock = [Requirement(line) for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines() if line[0] not in "# "]
    pinned = {canonicalize_name(pin.name): next(iter(pin.specifier)).version for pin in lock}
    unmet = [str(wish) for wish in asked if not wish.specifier.contains(pinned.get(canonicalize_name(wish.name), "0"))]
    assert unmet == []


def test_ci_runs_the_command_of_the_readme() -> None:
    steps = (ROOT / ".ci" / "run").read_text("utf-8").split("\n\n")[-1].strip().splitlines()
    command = " && ".join(steps).replace('"$venv"', ".venv").replace('"$venv/', ".venv/").replace('"', "")
    assert command in (ROOT / "README.md").read_text("utf-8")
