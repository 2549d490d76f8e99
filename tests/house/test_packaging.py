"""The lock, the image, the compose file and the hooks: read as data, without an engine to run them."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.cli import VERBS
from bot.ours import STREET
from bot.settings import Settings, variable
from bot.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
HEAVY = re.compile(r"^(torch|stanza|spacy|minisbd|onnxruntime|nvidia|triton|transformers|jax)", re.IGNORECASE)


def pins(lock: str) -> dict[str, str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return dict(match.groups() for line in lines if (match := re.match(r"([\w.-]+)==([\w.!+]+)", line)))


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_pins_by_hash_and_names_no_address(lock: str) -> None:
    """Every package with at least one hash; no URL, no index, no file."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert all(re.match(r"[\w.-]+==\S+( ; [^\\]+)? \\\n    --hash=sha256:[0-9a-f]{64}", entry) for entry in entries)
    assert "://" not in text
    assert "never" not in text


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_holds_no_deep_learning_stack(lock: str) -> None:
    """argostranslate would bring stanza, and stanza torch: 5.7 GB."""
    assert [name for name in pins(lock) if HEAVY.match(name)] == []


def test_the_locks_hold_what_pyproject_names() -> None:
    """Each dependency is pinned in its lock; the two locks do not overlap."""
    runtime, development = pins("requirements.lock"), pins("requirements-dev.lock")
    assert [name for name in map(bare, PYPROJECT["project"]["dependencies"]) if name not in runtime] == []
    assert [name for name in map(bare, PYPROJECT["dependency-groups"]["dev"]) if name not in development] == []
    assert set(runtime) & set(development) == set()


def test_every_dependency_has_its_reason_in_the_changelog() -> None:
    """What is carried is accounted for."""
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").lower().replace(".", "-")
    named = [*PYPROJECT["project"]["dependencies"], *PYPROJECT["dependency-groups"]["dev"]]
    assert [
        name for name in map(bare, named) if name.replace("pymorphy3-dicts", "pymorphy3") not in log and not name.startswith("pymorphy3")
    ] == []


def test_every_dependency_is_imported_somewhere() -> None:
    """What nothing imports is not carried, unless it is the plug of another one."""
    plugs = {"sniffio", "tzdata", "pymorphy3-dicts-uk", "pymorphy3-dicts-ru", "sacremoses"}
    modules = {
        "dkimpy": "dkim",
        "python-telegram-bot": "telegram",
        "python-dateutil": "dateutil",
        "python-dotenv": "dotenv",
        "ruamel-yaml": "ruamel.yaml",
    }
    sources = [path.read_text(encoding="utf-8") for package in STREET for path in (ROOT / package).rglob("*.py")]
    imports = set(re.findall(r"^\s*(?:from|import) ([\w.]+)", "\n".join(sources), re.MULTILINE))
    carried = {
        name: modules.get(name, name.replace("-", "_")) for name in map(bare, PYPROJECT["project"]["dependencies"]) if name not in plugs
    }
    assert [name for name, module in carried.items() if not any(each == module or each.startswith(f"{module}.") for each in imports)] == []


def test_the_readme_counts_the_lock_rightly() -> None:
    """So many packages, hash-pinned."""
    assert f"{len(pins('requirements.lock'))} hash-pinned packages" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_version_is_one() -> None:
    """In pyproject, in the program, in the image's name, in the changelog's newest release (what is unreleased stands above it)."""
    assert PYPROJECT["project"]["version"] == VERSION
    assert f"tellal:{VERSION}" in (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert re.search(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)[1] == VERSION  # type: ignore[index]  # no match fails the test too


def test_every_ignored_rule_has_its_reason() -> None:
    """`select = ["ALL"]`, and a comment beside (or on the line above or below) each exception."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text.partition("ignore = [\n")[2].partition("\n]")[0]
    assert PYPROJECT["tool"]["ruff"]["lint"]["select"] == ["ALL"]
    assert [line for line in block.splitlines() if "#" not in line] == []


def test_the_image_copies_only_what_is_there_and_not_ignored() -> None:
    """Every COPY from the context exists, is under version control, and passes .dockerignore."""
    sources = [word for line in instructions("COPY") if "--from" not in line for word in line.split()[:-1]]
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")}
    known = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert [source for source in sources if not (ROOT / source).exists() or source.removeprefix("./") not in allowed] == []
    if known:
        assert [source for source in sources if not re.search(rf"^{re.escape(source.removeprefix('./'))}(/|$)", known, re.MULTILINE)] == []


def test_the_image_holds_every_package_of_the_street() -> None:
    """A package added to the street is added to the image."""
    copied = " ".join(instructions("COPY"))
    assert [name for name in PYPROJECT["tool"]["importlinter"]["root_packages"] if f"./{name}" not in copied] == []


def test_the_image_has_two_stages_and_runs_without_root() -> None:
    """pip stays behind in the first; the user is a number, so that a cluster can see it is not 0."""
    assert len(instructions("FROM")) == 2
    assert "registry" not in DOCKERFILE
    assert all("/" not in line.split()[0] for line in instructions("FROM"))
    (user,) = instructions("USER")
    assert int(user.split(":")[0]) > 0
    assert DOCKERFILE.rindex("USER ") > DOCKERFILE.rindex("RUN ")


def test_the_image_asks_the_verb_health_and_runs_the_verb_run() -> None:
    """The health check and the command are verbs there are."""
    assert json.loads(instructions("HEALTHCHECK")[0].partition("CMD ")[2])[:4] == ["python", "-m", "bot", "health"]
    assert json.loads(instructions("CMD")[0]) == ["run"]
    assert {"health", "run"} <= VERBS.keys()


def test_compose_runs_it_read_only_and_gives_it_a_place_to_write() -> None:
    """Read-only root, no capabilities, a volume for the state, the token as a secret under the name the settings read."""
    compose = YAML(typ="safe").load(ROOT / "compose.yaml")
    service = compose["services"]["tellal"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["environment"]["TMPDIR"] in service["tmpfs"]
    assert any(volume.endswith(":/state") for volume in service["volumes"])
    assert service["secrets"] == [{"source": "telegram_token", "target": "tellal_telegram_token"}]
    assert compose["secrets"].keys() == {"telegram_token"}
    assert "TELLAL_TELEGRAM_TOKEN" not in service["environment"]
    assert compose["volumes"].keys() == {"state"}


def test_what_compose_hands_through_are_settings() -> None:
    """Names in compose.yaml, the Dockerfile and .env.example are settings there are."""
    known = {variable(name) for name in Settings.model_fields}
    text = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in ("compose.yaml", "Dockerfile", ".env.example"))
    assert set(re.findall(r"\bTELLAL_[A-Z_]+", text)) - known == set()


def test_hooks_are_local() -> None:
    """Nothing is fetched from elsewhere to commit."""
    hooks = YAML(typ="safe").load(ROOT / ".pre-commit-config.yaml")
    assert [repository["repo"] for repository in hooks["repos"]] == ["local"]


def instructions(name: str) -> list[str]:
    """Arguments of every instruction of that name, continuation lines joined."""
    joined = DOCKERFILE.replace("\\\n", " ")
    return [line.removeprefix(name).strip() for line in joined.splitlines() if line.startswith(f"{name} ")]


def bare(requirement: str) -> str:
    """`sqlalchemy[asyncio]>=2` → sqlalchemy; names as the lock writes them."""
    return re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-").replace(".", "-")  # type: ignore[index]  # no match fails the test too
