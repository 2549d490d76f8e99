"""What people may ask of the street, whether in chat or on the command line. One verb, one meaning, two mouths.

Verbs that change something take a `Transaction`, so that whoever asks can put the answer into the same one; verbs that only look take
any `Reading` (a store or a transaction). A verb that cannot do what it was asked raises `Refused` (or `QueryError`) before it changes
anything; `str(error)` is a sentence.

    async with store.transaction() as tx:
        feed = await verbs.add_feed(tx, "https://example.org/rss")
"""

from bot.verbs.explaining import explain_article, explain_in
from bot.verbs.feeds import (
    FeedCondition,
    FeedHealth,
    RemovedFeed,
    add_feed,
    feeds_health,
    pause_feed,
    poll_now,
    remove_feed,
    resume_feed,
)
from bot.verbs.health import Health, health
from bot.verbs.hours import set_quiet, set_zone
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
    reach,
)
from bot.verbs.muting import mute, unmute
from bot.verbs.pausing import Resumed, pause, resume
from bot.verbs.refused import Reason, Refused
from bot.verbs.rulings import RuledMerge, RuledSplit, merge, split
from bot.verbs.stories import Explanation, LatestStories, TellingReport, latest, story_of, why
from bot.verbs.subscribers import enrol, newcomer, set_language, subscriber_id
from bot.verbs.topics import (
    Followed,
    Followings,
    Met,
    Tried,
    Unfollowed,
    follow,
    followings,
    known_topic,
    presets,
    set_pace,
    tried,
    unfollow,
    unfollow_all,
)

__all__ = [
    "AskedForMail",
    "Asking",
    "Confirming",
    "Explanation",
    "FeedCondition",
    "FeedHealth",
    "Followed",
    "Followings",
    "Health",
    "LatestStories",
    "Met",
    "Reason",
    "Refused",
    "RemovedFeed",
    "Resumed",
    "RuledMerge",
    "RuledSplit",
    "TellingReport",
    "Tried",
    "Unfollowed",
    "add_feed",
    "ask_for_mail",
    "checked_address",
    "confirm_mail",
    "enrol",
    "explain_article",
    "explain_in",
    "feeds_health",
    "follow",
    "followings",
    "health",
    "known_topic",
    "latest",
    "leave_mail",
    "mail_of_chat",
    "merge",
    "mute",
    "new_mail_subscriber",
    "newcomer",
    "pause",
    "pause_feed",
    "poll_now",
    "presets",
    "reach",
    "remove_feed",
    "resume",
    "resume_feed",
    "set_language",
    "set_pace",
    "set_quiet",
    "set_zone",
    "split",
    "story_of",
    "subscriber_id",
    "tried",
    "unfollow",
    "unfollow_all",
    "unmute",
    "why",
]
