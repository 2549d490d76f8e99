"""What people may ask of the street, whether in chat or on the command line. One verb, one meaning, two mouths.

Verbs that change something take a `Transaction`, so that whoever asks can put the answer into the same one; verbs that only look take
any `Reading` (a store or a transaction). A verb that cannot do what it was asked raises `Refused` (or `QueryError`) before it changes
anything; `str(error)` is a sentence.

    async with store.transaction() as tx:
        feed = await verbs.add_feed(tx, "https://example.org/rss")
"""

from bot.verbs.broadcasting import Broadcast, audience, broadcast, checked_words
from bot.verbs.editing import FIELDS, edit_feed, take_new_address
from bot.verbs.examining import Examined, examine
from bot.verbs.explaining import explain_article, explain_in
from bot.verbs.feeds import (
    IN_TROUBLE,
    FeedCondition,
    FeedHealth,
    RemovedFeed,
    add_feed,
    condition_of,
    feed_called,
    feeds_health,
    pause_feed,
    planned_feed,
    poll_now,
    remove_feed,
    resume_feed,
)
from bot.verbs.health import Health, health
from bot.verbs.hours import set_quiet, set_zone
from bot.verbs.housekeeping import LEVELS, Copied, back_up, set_log_level
from bot.verbs.lists import Imported, export_feeds, export_topics, import_list
from bot.verbs.lists import read as read_list
from bot.verbs.mail import (
    AskedForMail,
    Asking,
    Confirming,
    ask_for_mail,
    checked_address,
    confirm_mail,
    leave_mail,
    mail_of_chat,
    new_mail_subscriber,
    note_bounce,
    reach,
)
from bot.verbs.muting import mute, unmute
from bot.verbs.pausing import Resumed, pause, resume
from bot.verbs.reading import digest_now, set_digest, set_reading
from bot.verbs.refused import Reason, Refused
from bot.verbs.rulings import RuledMerge, RuledSplit, merge, planned_merge, planned_split, split
from bot.verbs.searching import search
from bot.verbs.sharing import shared, words_shared
from bot.verbs.stats import Listener, Listeners, Stats, listeners, stats
from bot.verbs.stories import Explanation, LatestStories, TellingReport, latest, story_of, why
from bot.verbs.striking import strike
from bot.verbs.subscribers import enrol, newcomer, set_language, subscriber_id
from bot.verbs.topics import (
    Followed,
    Followings,
    Met,
    Tried,
    Unfollowed,
    follow,
    followed_topic,
    followings,
    known_topic,
    presets,
    set_pace,
    to_try,
    tried,
    unfollow,
    unfollow_all,
)
from bot.verbs.trying import TriedFeed, try_feed, try_new

__all__ = [
    "FIELDS",
    "IN_TROUBLE",
    "LEVELS",
    "AskedForMail",
    "Asking",
    "Broadcast",
    "Confirming",
    "Copied",
    "Examined",
    "Explanation",
    "FeedCondition",
    "FeedHealth",
    "Followed",
    "Followings",
    "Health",
    "Imported",
    "LatestStories",
    "Listener",
    "Listeners",
    "Met",
    "Reason",
    "Refused",
    "RemovedFeed",
    "Resumed",
    "RuledMerge",
    "RuledSplit",
    "Stats",
    "TellingReport",
    "Tried",
    "TriedFeed",
    "Unfollowed",
    "add_feed",
    "ask_for_mail",
    "audience",
    "back_up",
    "broadcast",
    "checked_address",
    "checked_words",
    "condition_of",
    "confirm_mail",
    "digest_now",
    "edit_feed",
    "enrol",
    "examine",
    "explain_article",
    "explain_in",
    "export_feeds",
    "export_topics",
    "feed_called",
    "feeds_health",
    "follow",
    "followed_topic",
    "followings",
    "health",
    "import_list",
    "known_topic",
    "latest",
    "leave_mail",
    "listeners",
    "mail_of_chat",
    "merge",
    "mute",
    "new_mail_subscriber",
    "newcomer",
    "note_bounce",
    "pause",
    "pause_feed",
    "planned_feed",
    "planned_merge",
    "planned_split",
    "poll_now",
    "presets",
    "reach",
    "read_list",
    "remove_feed",
    "resume",
    "resume_feed",
    "search",
    "set_digest",
    "set_language",
    "set_log_level",
    "set_pace",
    "set_quiet",
    "set_reading",
    "set_zone",
    "shared",
    "split",
    "stats",
    "story_of",
    "strike",
    "subscriber_id",
    "take_new_address",
    "to_try",
    "tried",
    "try_feed",
    "try_new",
    "unfollow",
    "unfollow_all",
    "unmute",
    "why",
    "words_shared",
]
