"""Feeds and topics back into the words of feeds.yaml: what `feeds export` prints and an operator may paste."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import StringIO

from ruamel.yaml import YAML

from bot.durations import format_duration
from bot.feedaccess import plain_access
from bot.feedrows import FeedRow
from news.feed import Feed
from news.subscribers import Topic

Plain = Mapping[str, object]
_DEFAULT_PACE = FeedRow.model_fields["every"].default


def write_feeds_text(feeds: Iterable[Feed] = (), topics: Iterable[Topic] = ()) -> str:
    """YAML that `bot.feedsfile.read_feeds_text` reads back to the same feeds and topics."""
    sections: dict[str, list[Plain]] = {"feeds": [_feed(feed) for feed in feeds]}
    if presets := [_topic(topic) for topic in topics]:
        sections["topics"] = presets
    yaml = YAML(typ="rt")
    yaml.width = 4096  # a folded query is hard to compare
    out = StringIO()
    yaml.dump(sections, out)
    return out.getvalue()


def _feed(feed: Feed) -> Plain:
    row = {
        "slug": feed.slug,
        "url": feed.url,
        "title": feed.title,
        "outlet": feed.outlet,
        "language": feed.language,
        "owner": feed.owner,
        "country": feed.country,
        "category": feed.category,
        "zone": "" if feed.zone == "UTC" else feed.zone,
        "every": "" if feed.every == _DEFAULT_PACE else format_duration(feed.every),
        "paused": feed.paused,
        "full_text": feed.full_text,
    }
    return {key: value for key, value in row.items() if value} | (plain_access(feed.access) if feed.access else {})


def _topic(topic: Topic) -> Plain:
    row: dict[str, object] = {"slug": topic.slug, "title": dict(topic.titles) or topic.title, "queries": dict(topic.queries)}
    if topic.hold is not None:
        row["hold"] = format_duration(topic.hold)
    return row
