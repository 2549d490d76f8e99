"""`./tellal` before any Python of ours runs: driven with stand-ins for python, uv and pip, so that nothing is fetched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tellal"
TOOLS = ("sh", "dirname", "readlink", "cat", "cksum", "cut", "du", "date", "rm", "sed", "mkdir", "chmod", "cp", "printf", "env", "sleep")

OLD_PYTHON = """#!/bin/sh
case $1 in --version) echo 'Python 3.9.2' ;; *) exit 1 ;; esac
"""
PYTHON_WITHOUT_VENV = """#!/bin/sh
case $* in *'import venv'*) exit 1 ;; --version) echo 'Python 3.11.9' ;; esac
"""
PYTHON = """#!/bin/sh
case $* in
  --version) echo 'Python 3.11.9' ;;
  '-m venv --clear '*) mkdir -p "$4/bin"; cp "$0" "$4/bin/python" ;;
  '-m pip install'*) echo "pip $*" >>"$LOG"; echo 'Collecting one'; exit "${PIP_STATUS:-0}" ;;
  '-P -m bot'*) shift 3; echo "bot in $PWD with $PYTHONPATH:" "$@" ;;
  *flock*) exec "$REAL_PYTHON" "$@" ;;
esac
"""
UV = """#!/bin/sh
case $* in
  --version) echo 'uv 1' ;;
  venv*) for last; do :; done; mkdir -p "$last/bin"; cp "$(command -v python3)" "$last/bin/python" ;;
  'pip install'*) echo "uv $*" >>"$LOG"; sleep "${UV_SECONDS:-0}"; exit "${UV_STATUS:-0}" ;;
esac
"""


@dataclass
class Checkout:
    """A folder with `tellal` and two locks, and a PATH that holds only what a test puts there."""

    root: Path
    home: Path = field(init=False)
    path: Path = field(init=False)
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.home, self.path, self.log = self.root / "the house", self.root / "bin", self.root / "log"
        self.home.mkdir()
        self.path.mkdir()
        shutil.copy(SCRIPT, self.home / "tellal")
        (self.home / "requirements.lock").write_text("one==1\n")
        (self.home / "requirements-dev.lock").write_text("two==2\n")
        for tool in TOOLS:
            if found := shutil.which(tool):
                (self.path / tool).symlink_to(found)

    def put(self, name: str, script: str) -> None:
        (self.path / name).write_text(script)
        (self.path / name).chmod(0o755)

    def start(self, *arguments: str, cwd: Path | None = None, script: Path | None = None, **environment: str) -> subprocess.Popen[str]:
        settings = {"PATH": str(self.path), "HOME": str(self.root), "LOG": str(self.log), "REAL_PYTHON": sys.executable, **environment}
        command = ["/bin/sh", str(script or self.home / "tellal"), *arguments]
        return subprocess.Popen(command, cwd=cwd or self.home, env=settings, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(
        self, *arguments: str, cwd: Path | None = None, script: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments, cwd=cwd, script=script, **environment)
        out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    @property
    def installs(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


@pytest.fixture
def ready(checkout: Checkout) -> Checkout:
    checkout.put("python3", PYTHON)
    return checkout


def test_an_old_python_is_named_and_the_next_step_said(checkout: Checkout) -> None:
    """Too old a Python: its version, what is needed, how to get it; nothing is made."""
    checkout.put("python3", OLD_PYTHON)
    told = checkout.run("demo")
    assert told.returncode == 1
    assert "needs Python 3.11 or newer and found Python 3.9.2" in told.stderr
    assert not (checkout.home / ".venv").exists()


def test_no_python_at_all_is_said(checkout: Checkout) -> None:
    """No Python on the path: a sentence, not a shell's "not found"."""
    told = checkout.run("demo")
    assert told.returncode == 1
    assert "no python3 at all" in told.stderr


def test_a_missing_venv_module_names_the_package_that_brings_it(checkout: Checkout) -> None:
    """Debian's bare python3 has no ensurepip."""
    checkout.put("python3", PYTHON_WITHOUT_VENV)
    told = checkout.run("demo")
    assert told.returncode == 1
    assert "python3-venv" in told.stderr


def test_pip_installs_the_lock_once_and_arguments_arrive_whole(ready: Checkout) -> None:
    """First call installs, hash-checked and without dependencies; the second goes straight to the program."""
    first = ready.run("demo", "two words", "")
    again = ready.run("demo")
    assert first.returncode == again.returncode == 0
    assert first.stdout.strip() == f"bot in {ready.home} with {ready.home}: demo two words"
    assert len(ready.installs) == 1
    assert "--no-deps --require-hashes -r requirements.lock" in ready.installs[0]
    assert again.stderr == ""


def test_uv_is_preferred_where_there_is_one(ready: Checkout) -> None:
    """With uv on the path pip is not asked."""
    ready.put("uv", UV)
    assert ready.run("demo").returncode == 0
    assert [line.split()[0] for line in ready.installs] == ["uv"]


def test_where_uv_cannot_pip_is_asked(ready: Checkout) -> None:
    """A company's mirror is often known to pip alone."""
    ready.put("uv", UV)
    told = ready.run("demo", UV_STATUS="1")
    assert told.returncode == 0
    assert [line.split()[0] for line in ready.installs] == ["uv", "pip"]


def test_a_failed_installation_is_said_and_repeated(ready: Checkout) -> None:
    """Without a network: a sentence, no stamp, and the next call installs again."""
    told = ready.run("demo", PIP_STATUS="1")
    assert told.returncode == 1
    assert "Is there a network" in told.stderr
    assert ready.run("demo").returncode == 0
    assert len(ready.installs) == 2


def test_a_changed_lock_is_installed_again(ready: Checkout) -> None:
    """The stamp is the lock's checksum."""
    ready.run("demo")
    (ready.home / "requirements.lock").write_text("one==2\n")
    ready.run("demo")
    assert len(ready.installs) == 2


@pytest.mark.parametrize("verb", ["test", "check-code"])
def test_verbs_of_developers_add_the_development_lock(ready: Checkout, verb: str) -> None:
    """`test` and `check-code` need more than what runs."""
    ready.run("demo")
    ready.run(verb)
    assert ready.installs[-1].endswith("-r requirements.lock -r requirements-dev.lock")


def test_two_at_once_install_once(ready: Checkout) -> None:
    """The second waits for the first and finds everything done."""
    ready.put("uv", UV)
    both = [ready.start("demo", UV_SECONDS="0.5") for _ in range(2)]
    told = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert len(ready.installs) == 1


def test_through_a_link_and_from_another_folder_it_finds_its_house(ready: Checkout) -> None:
    """The folder you stand in stays yours (file arguments), the packages stay ours."""
    elsewhere = ready.root / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "crier").symlink_to(Path("..") / "the house" / "tellal")
    told = ready.run("demo", cwd=elsewhere, script=elsewhere / "crier")
    assert told.stdout.strip() == f"bot in {elsewhere} with {ready.home}: demo"


def test_a_broken_environment_is_made_anew(ready: Checkout) -> None:
    """The system's Python went away with an upgrade: the link in .venv dangles."""
    ready.run("demo")
    (ready.home / ".venv/bin/python").unlink()
    assert ready.run("demo").returncode == 0
    assert len(ready.installs) == 2


def test_the_exit_status_is_the_programs(ready: Checkout) -> None:
    """What `python -m bot` returns is what `./tellal` returns."""
    ready.put("python3", PYTHON.replace('shift 3; echo "bot in', 'exit 2; echo "bot in'))
    assert ready.run("check").returncode == 2


def test_the_script_is_plain_sh() -> None:
    """dash, Debian's /bin/sh, reads it; it is executable and short."""
    dash = shutil.which("dash") or "/bin/sh"
    assert subprocess.run([dash, "-n", str(SCRIPT)], check=False).returncode == 0
    assert os.access(SCRIPT, os.X_OK)
    assert len(SCRIPT.read_text().splitlines()) < 150
