"""Which alert counts when stories that were told separately turned out to be one."""

from __future__ import annotations

from collections.abc import Iterable

from news.alerts import STANDING
from news.deliveries import Delivery, DeliveryState, stands_in_digest
from news.splitting import has_spoken


def one_alert_each(alerts: Iterable[Delivery], story_id: str) -> dict[str, Delivery]:
    """Subscriber id → the alert that stands for the story: the one that says most of what they heard. Of several messages sent that is the
    newest: the one nearest at hand in the chat is rewritten and replied to. Else the story's own before a merged one's, then the older.
    """

    def rank(alert: Delivery) -> tuple[object, ...]:
        since_sent = -alert.sent_at.timestamp() if alert.sent_at else 0.0
        return STANDING.index(alert.state), _silence(alert), since_sent, alert.story_id != story_id, alert.created_at, alert.delivery_id

    standing: dict[str, Delivery] = {}
    for alert in sorted(alerts, key=rank):
        standing.setdefault(alert.subscriber_id, alert)
    return standing


def _silence(alert: Delivery) -> int:
    """Of dead ones, the one that a digest makes up for comes first: a split must take that debt along. One closed as told with another comes
    last: the other's fate is the story's.
    """
    rules = (alert.state is not DeliveryState.DEAD, stands_in_digest(alert), has_spoken(alert), True)
    return rules.index(True)
