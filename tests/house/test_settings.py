"""The environment, `.env` and /run/secrets: one set of settings, or every mistake by name, and never a secret."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.problems import Problems
from bot.settings import ROOT, Settings, load, variable

TOKEN = "987654321:AAHsecretsecretsecret"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No TELLAL_ variable of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("TELLAL_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "secrets").mkdir()
    return {"root": tmp_path, "secrets": tmp_path / "secrets"}


def problems_of(places: dict[str, Path]) -> list[str]:
    with pytest.raises(Problems) as caught:
        load(**places)
    return [str(problem) for problem in caught.value.problems]


def test_nothing_set_is_a_good_setting(places: dict[str, Path]) -> None:
    """Every setting has a default; paths start at the repository root."""
    settings = load(**places)
    assert settings.telegram_token is None
    assert settings.hold_seconds == 90
    assert settings.sqlite_path == ROOT / "state/tellal.sqlite"
    assert settings.feeds_path == ROOT / "feeds.yaml"


def test_lists_are_written_with_commas_or_spaces(places: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids, networks and translators."""
    monkeypatch.setenv("TELLAL_ADMIN_IDS", "1, 22 333")
    monkeypatch.setenv("TELLAL_ALLOW_PRIVATE", "127.0.0.1, 10.0.0.0/8 wiki.intranet:8080")
    monkeypatch.setenv("TELLAL_TRANSLATORS", "none")
    settings = load(**places)
    assert settings.admin_ids == (1, 22, 333)
    assert settings.allow_private == ("127.0.0.1", "10.0.0.0/8", "wiki.intranet:8080")
    assert settings.translators == ()


def test_the_environment_wins_over_the_file_and_the_file_over_secrets(places: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearer to the process, the stronger."""
    (places["root"] / ".env").write_text(f"TELLAL_ZONE=Europe/Kyiv\nTELLAL_LANGUAGE=uk\nTELLAL_TELEGRAM_TOKEN={TOKEN}\n")
    (places["secrets"] / "tellal_telegram_token").write_text("1:fromsecrets\n")
    monkeypatch.setenv("TELLAL_LANGUAGE", "tr")
    settings = load(**places)
    assert (settings.language, settings.zone) == ("tr", "Europe/Kyiv")
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == TOKEN


def test_a_secret_file_is_read_and_an_empty_one_means_none(places: dict[str, Path]) -> None:
    """What Docker mounts at /run/secrets."""
    file = places["secrets"] / "tellal_telegram_token"
    file.write_text("")
    assert load(**places).telegram_token is None
    file.write_text(f"{TOKEN}\n")
    token = load(**places).telegram_token
    assert token is not None
    assert token.get_secret_value() == TOKEN


def test_an_empty_variable_is_the_default(places: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """compose.yaml hands through what is not set as an empty text."""
    monkeypatch.setenv("TELLAL_ADMIN_IDS", "")
    assert load(**places).admin_ids == ()


def test_an_unknown_variable_is_refused_with_what_was_meant(places: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """From each of the three places, with the line where there is one."""
    monkeypatch.setenv("TELLAL_HOLD_SECOND", "5")
    (places["root"] / ".env").write_text("# comment\n\nTELLAL_LANGAUGE=tr\n")
    (places["secrets"] / "tellal_telegram_tokn").write_text(TOKEN)
    said = problems_of(places)
    assert said[0] == 'environment: TELLAL_HOLD_SECOND: unknown setting, did you mean "TELLAL_HOLD_SECONDS"?'
    assert said[1] == '.env:3: TELLAL_LANGAUGE: unknown setting, did you mean "TELLAL_LANGUAGE"?'
    assert 'did you mean "TELLAL_TELEGRAM_TOKEN"?' in said[2]


def test_every_mistake_is_told_at_once(places: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody wants to start four times to find four mistakes."""
    for name, value in {
        "TELLAL_HOLD_SECONDS": "soon",
        "TELLAL_ZONE": "Europe/Kiew",
        "TELLAL_LANGUAGE": "turkish",
        "TELLAL_DIGEST_AT": "8",
        "TELLAL_DATABASE_URL": "mysql://x",
        "TELLAL_ALLOW_PRIVATE": "ten",
        "TELLAL_TELEGRAM_API_URL": "api.telegram.org",
    }.items():
        monkeypatch.setenv(name, value)
    said = problems_of(places)
    assert len(said) == 7
    assert "environment: TELLAL_HOLD_SECONDS: must be a whole number; mend it or leave it out (docs/reference/environment.md)" in said


def test_asking_for_libretranslate_without_its_address_is_a_mistake(places: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Two settings that contradict each other."""
    monkeypatch.setenv("TELLAL_TRANSLATORS", "argos, libretranslate")
    assert problems_of(places) == [
        "environment: TELLAL_LIBRETRANSLATE_URL: names no server, but TELLAL_TRANSLATORS asks for libretranslate"
    ]


@pytest.mark.parametrize("token", [TOKEN, "AAHsecretsecretsecret", f"bot{TOKEN}"])
def test_a_token_never_shows(token: str, places: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in repr, not in `config`, not in the error about itself or about another setting."""
    monkeypatch.setenv("TELLAL_TELEGRAM_TOKEN", token)
    monkeypatch.setenv("TELLAL_KEEP_DAYS", "x")
    assert "secretsecret" not in "\n".join(problems_of(places))
    monkeypatch.delenv("TELLAL_KEEP_DAYS")
    if token == TOKEN:
        settings = load(**places)
        assert "secretsecret" not in repr(settings) + str(settings.shown())
        assert settings.shown()["TELLAL_TELEGRAM_TOKEN"] == "********"


def test_the_password_of_a_proxy_never_shows(places: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does an address that cannot be one."""
    monkeypatch.setenv("TELLAL_PROXY", "http://me:hunter2@proxy.example:3128")
    settings = load(**places)
    assert "hunter2" not in repr(settings) + str(settings.shown())
    monkeypatch.setenv("TELLAL_PROXY", "socks5://me:hunter2@proxy.example")
    (said,) = problems_of(places)
    assert "TELLAL_PROXY: must be a proxy's address like http://proxy.example:3128" in said
    assert "hunter2" not in said


def test_a_password_in_an_address_is_masked(places: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A LibreTranslate server behind basic authentication."""
    monkeypatch.setenv("TELLAL_LIBRETRANSLATE_URL", "https://me:hunter2@mt.example:8443/x")
    assert load(**places).shown()["TELLAL_LIBRETRANSLATE_URL"] == "https://me:********@mt.example:8443/x"


def test_every_setting_is_used() -> None:
    """A setting nothing reads is a lie in the documentation."""
    readers = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py") if path.name != "settings.py")
    through = {"feeds_file": "feeds_path", "packages_dir": "packages_path", "backups_dir": "backups_path"}
    through |= dict.fromkeys(("access", "invite_code", "allowed_ids"), "door")
    read_as = {name: through.get(name, name) for name in Settings.model_fields}
    unread = [name for name, read in read_as.items() if f"settings.{read}" not in readers and f"house.{read}" not in readers]
    assert unread == []


def test_every_setting_is_documented() -> None:
    """In docs/reference/environment.md, by its variable."""
    page = (ROOT / "docs/reference/environment.md").read_text(encoding="utf-8")
    assert [variable(name) for name in Settings.model_fields if f"`{variable(name)}`" not in page] == []
