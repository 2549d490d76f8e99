"""feeds.yaml says how a feed is asked, and names its secrets; whoever writes one there is told so, by line, and never by the secret."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest

from bot.cli.check import elsewhere
from bot.feedsfile import FeedsFile, read_feeds_text, write_feeds_text
from bot.logs import redact
from bot.problems import Problems
from bot.secrets import secret_named
from news.access import FeedAccess, SentHeader
from news.feed import Feed, FeedState, WatchedFeed

SECRET = "hunter2-hunter2"


def row(text: str) -> str:
    return "feeds:\n  - slug: a\n    url: https://a.example/rss\n" + indent(dedent(text).strip("\n"), "    ")


@pytest.mark.parametrize(
    ("text", "access"),
    [
        ("every: 5m", None),
        (
            "headers: {Accept-Language: tr, X-Key: {secret: A_KEY}}",
            FeedAccess((SentHeader("Accept-Language", "tr"), SentHeader("X-Key", secret="A_KEY"))),
        ),
        ("auth: {username: ayse, password: {secret: A_WORD}}", FeedAccess(username="ayse", password="A_WORD")),
        ("auth: {bearer: {secret: a_token}}", FeedAccess(bearer="a_token")),
        ("proxy: http://proxy.example:3128", FeedAccess(proxy="http://proxy.example:3128")),
        ("proxy: direct", FeedAccess(proxy="direct")),
        ("proxy: {secret: A_PROXY}", FeedAccess(proxy_secret="A_PROXY")),
    ],
)
def test_a_row_says_how_its_feed_is_asked_and_is_written_back(text: str, access: FeedAccess | None) -> None:
    """`feeds export` loses none of it."""
    (feed,) = read_feeds_text(row(text)).feeds
    assert feed.access == access
    assert read_feeds_text(write_feeds_text([feed])).feeds == (feed,)


@pytest.mark.parametrize(
    ("text", "line", "key", "word"),
    [
        (f"headers:\n  Accept: text/xml\n  Authorization: Bearer {SECRET}", 6, "headers.Authorization", "write {secret: ITS_NAME}"),
        (f"headers:\n  X-Api-Key: {SECRET}", 5, "headers.X-Api-Key", "write {secret: ITS_NAME}"),
        (f"headers:\n  Cookie: sid={SECRET}", 5, "headers.Cookie", "write {secret: ITS_NAME}"),
        (f"headers: {{X-Key: {{secret: {SECRET}}}}}", 4, "headers.X-Key", "is no name"),
        (f"headers: {{X-Key: {{value: {SECRET}}}}}", 4, "headers.X-Key", "write {secret: ITS_NAME}"),
        ("headers: {X-Key: 12345678}", 4, "headers.X-Key", "must be text"),
        ("headers: {X-Key: {secret: TELLAL_TELEGRAM_TOKEN}}", 4, "headers.X-Key", "TELLAL_"),
        ("headers: {Host: evil.example}", 4, "headers.Host", "ours to say"),
        ("headers: {If-None-Match: x}", 4, "headers.If-None-Match", "ours to say"),
        ('headers: {"X Y": x}', 4, "headers.X Y", "no name of a header"),
        ('headers: {X-Y: "a\\r\\nb: c"}', 4, "headers.X-Y", "no header can carry"),
        (f"auth: {{username: ayse, password: {SECRET}}}", 4, "auth.password", "write {secret: ITS_NAME}"),
        (f"auth:\n  bearer: {SECRET}", 5, "auth.bearer", "write {secret: ITS_NAME}"),
        ("auth: {username: ayse, bearer: {secret: A}}", 4, "auth", "username and password, or bearer"),
        ("auth: {}", 4, "auth", "username and password, or bearer"),
        ("auth: {user: ayse}", 4, "auth.user", "did you mean"),
        (f"proxy: http://me:{SECRET}@proxy.example:3128", 4, "proxy", "write {secret: ITS_NAME}"),
        ("proxy: socks5://proxy.example", 4, "proxy", "must be a proxy's address"),
    ],
)
def test_what_is_wrong_is_named_by_line_without_the_secret(text: str, line: int, key: str, word: str) -> None:
    """Refused with the next step."""
    with pytest.raises(Problems) as caught:
        read_feeds_text(row(text))
    (problem,) = caught.value.problems
    assert (problem.line, problem.key) == (line, f"feeds[0].{key}")
    assert word in problem.text
    assert SECRET not in str(problem)


def test_a_password_in_an_address_is_refused() -> None:
    """It would stand in logs and lists."""
    with pytest.raises(Problems) as caught:
        read_feeds_text(f"feeds:\n  - slug: a\n    url: https://me:{SECRET}@a.example/rss\n")
    assert "feeds.yaml:3: feeds[0].url: names somebody" in str(caught.value)
    assert SECRET not in str(caught.value)


def test_a_secret_that_nobody_has_set_is_named() -> None:
    """Before `run` starts."""
    with pytest.raises(Problems, match="the secret A_KEY is not set"):
        read_feeds_text(row("auth: {bearer: {secret: A_KEY}}"), has_secret=lambda _: False)


def test_a_secret_is_found_in_three_places_and_masked_from_then_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment, .env, a file of /run/secrets in its own or in small letters; the log does not show it."""
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    (secrets / "first_key").write_text("from-a-file-1\n", encoding="utf-8")
    (tmp_path / ".env").write_text("SECOND_KEY=from-dotenv-2\nTHIRD_KEY=not-this\n", encoding="utf-8")
    monkeypatch.setenv("THIRD_KEY", "from-outside-3")
    found = [secret_named(name, root=tmp_path, secrets=secrets) for name in ("FIRST_KEY", "SECOND_KEY", "THIRD_KEY", "NO_KEY")]
    assert found == ["from-a-file-1", "from-dotenv-2", "from-outside-3", None]
    assert redact("said from-dotenv-2 and from-a-file-1") == "said ••• and •••"


def test_the_store_keeps_names_only() -> None:
    """What `feeds show --json` prints is what feeds.yaml says."""
    (feed,) = read_feeds_text(row("auth: {bearer: {secret: A_KEY}}")).feeds
    assert feed == Feed("a", "https://a.example/rss", "a", "a", access=FeedAccess(bearer="A_KEY"))


def test_check_names_a_feed_that_is_read_where_it_has_moved_to() -> None:
    """As long as the file says the old address."""
    feed = Feed("a", "https://a.example/rss")
    moved = WatchedFeed(feed, FeedState("a", address="https://b.example/rss", moved_from=feed.url))
    (note,) = elsewhere([moved], FeedsFile((feed,)))
    assert "put that into feeds.yaml" in note
    assert "https://b.example/rss" in note
    assert list(elsewhere([moved], FeedsFile((feed.evolve(url="https://b.example/rss"),)))) == []
