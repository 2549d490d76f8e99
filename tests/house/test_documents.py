"""The documents say what is: commands exist, links lead somewhere, names are the code's names, and nothing of one machine slips in."""

from __future__ import annotations

import re
import subprocess
from enum import StrEnum
from pathlib import Path

import click
import pytest

from bot.cli import VERBS, main
from bot.cli.bench import benches
from bot.ours import STREET
from bot.telegram.menu import MENU, entry_called
from news.alerts import AlertReason
from news.articles import TranslationMark
from news.audit import DeedOutcome
from news.deliveries import DeliveryKind, DeliveryOutcome, DeliveryState
from news.moves import MoveVerdict
from news.polling import FeedDue
from news.stories.values import PlacementReason
from news.trouble import FeedTrouble
from news.websub import HubState

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").glob("*.md")])
ENUMS: tuple[type[StrEnum], ...] = (
    FeedDue,
    FeedTrouble,
    HubState,
    MoveVerdict,
    PlacementReason,
    AlertReason,
    DeliveryKind,
    DeliveryState,
    DeliveryOutcome,
    DeedOutcome,
    TranslationMark,
)
FORBIDDEN = (
    # in two halves, so that this file does not name them either
    *(
        one + other
        for one, other in (("pypi", ".org"), ("python", "hosted.org"), ("npm", "js."), ("deb.deb", "ian.org"), ("crates", ".io"))
    ),
    *(one + other for one, other in (("ghcr", ".io"), ("quay", ".io"), ("mcr.micro", "soft"))),
    *(one + other for one, other in (("/wo", "rk/"), ("/ro", "ot/"), ("/tm", "p/"), ("fa", "rm-"), (".lib", "rary"), ("issues", " show"))),
)


def test_the_two_commands_stand_before_line_twenty() -> None:
    """A newcomer copies two lines and sees something."""
    first = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:19]
    assert any(line.startswith("./tellal demo") for line in first)
    assert any(line.startswith("./tellal test") for line in first)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    """Files exist, and so do the headings that fragments name."""
    assert [link for link in links_of(page) if not leads_somewhere(page, link)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_documented_verb_exists(page: Path) -> None:
    """`./tellal VERB SUBVERB --option` in a page is what the command line knows."""
    calls = re.findall(r"(?:\./tellal|python -m bot) ([a-z][^`\n#|]*)", page.read_text(encoding="utf-8"))
    assert [call for call in calls if not is_known(call.split())] == []


def test_every_verb_is_documented() -> None:
    """With its subverbs, in the reference."""
    page = (ROOT / "docs/reference/command-line.md").read_text(encoding="utf-8")
    missing = [verb for verb in every_verb() if f"`{verb}`" not in page and f"`{verb} " not in page]
    assert missing == []


def test_every_verb_in_the_reference_exists() -> None:
    """The reference's tables name no verb of the past or of the future."""
    page = (ROOT / "docs/reference/command-line.md").read_text(encoding="utf-8")
    rows = [row.split("|")[1] for row in page.splitlines() if row.startswith("| `")]
    named = [call for row in rows for call in re.findall(r"`([^`]+)`", row)]
    assert [call for call in named if not is_known(call.split())] == []


def test_the_page_about_telegram_names_every_command_and_no_other() -> None:
    """The whole menu; besides it only what the bot answers to: other names, and what stands behind buttons."""
    page = (ROOT / "docs/how-to/telegram.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"`/([a-z_]+)", page))
    assert {entry.name for entry in MENU} - listed == set()
    assert [name for name in sorted(listed) if entry_called(name) is None] == []


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_the_page_of_reasons_equals_the_code(kind: type[StrEnum]) -> None:
    """Every member of every named decision, in the code's order, and no other."""
    page = (ROOT / "docs/reference/reasons.md").read_text(encoding="utf-8")
    section = page.partition(f"## {kind.__name__}\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \| \S", section, re.MULTILINE) == [member.value for member in kind]


def test_every_bench_has_its_row() -> None:
    """Where its figure stands."""
    page = (ROOT / "bench/README.md").read_text(encoding="utf-8")
    assert [name for name in benches() if f"\n| {name} |" not in page] == []


def test_pages_that_sentences_point_to_exist() -> None:
    """An error that says where to read on must not lead into nothing."""
    sources = "\n".join(path.read_text(encoding="utf-8") for package in STREET for path in (ROOT / package).rglob("*.py"))
    assert [page for page in sorted(set(re.findall(r"docs/[\w/-]+\.md", sources))) if not (ROOT / page).exists()] == []


def test_nothing_of_one_machine_stands_in_the_repository() -> None:
    """No registry hosts, no paths of whoever wrote it."""
    found = [
        f"{name}: {word}" for name in tracked() for word in FORBIDDEN if word in (ROOT / name).read_text(encoding="utf-8", errors="ignore")
    ]
    assert found == []


def test_no_lock_with_addresses_is_kept() -> None:
    """uv.lock names a registry's addresses; requirements.lock names packages and hashes."""
    assert "uv.lock" not in tracked()


def links_of(page: Path) -> list[str]:
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.findall(r"\]\(([^)\s]+)\)", prose)


def leads_somewhere(page: Path, link: str) -> bool:
    if link.startswith(("https://", "http://")):
        return True
    path, _, fragment = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not fragment or fragment in headings_of(target))


def headings_of(page: Path) -> set[str]:
    """As GitHub makes them: small letters, hyphens for spaces, no punctuation."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def is_known(words: list[str]) -> bool:
    """A verb, its subverb where it is a group, and options it has."""
    if words[0] == "VERB" or words[0].startswith("-"):
        return True
    if words[0] not in VERBS:
        return False
    command = main.get_command(click.Context(main), words[0])
    rest = words[1:]
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        command = command.get_command(click.Context(command), rest[0])
        rest = rest[1:]
    return command is not None and all(has_option(command, word) for word in rest if word.startswith("--"))


def has_option(command: click.Command, option: str) -> bool:
    passes_on = (
        command.ignore_unknown_options
        if hasattr(command, "ignore_unknown_options")
        else command.context_settings.get("ignore_unknown_options")
    )
    return bool(passes_on) or option == "--help" or any(option in parameter.opts for parameter in command.params)


def every_verb() -> list[str]:
    """demo, feeds list, feeds add, …"""
    verbs: list[str] = []
    for verb in VERBS:
        command = main.get_command(click.Context(main), verb)
        if isinstance(command, click.Group):
            verbs += [f"{verb} {sub}" for sub in command.list_commands(click.Context(command))]
        else:
            verbs.append(verb)
    return verbs


def tracked() -> list[str]:
    """Files under version control (in a copy without git: all that would be)."""
    told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if told.returncode == 0:
        return [name for name in told.stdout.split("\0") if name and (ROOT / name).is_file()]
    return [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]
