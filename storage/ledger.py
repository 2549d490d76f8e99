"""Which alert counts when stories that were told separately turned out to be one."""

from __future__ import annotations

from collections.abc import Iterable

from news.deliveries import Delivery, DeliveryState


def one_alert_each(alerts: Iterable[Delivery], story_id: str) -> dict[str, Delivery]:
    """Subscriber id → the alert that stands for the story: one that is not dead before a dead one, the story's own before a merged one's, the older first."""

    def rank(alert: Delivery) -> tuple[object, ...]:
        return alert.state is DeliveryState.DEAD, alert.story_id != story_id, alert.created_at, alert.delivery_id

    standing: dict[str, Delivery] = {}
    for alert in sorted(alerts, key=rank):
        standing.setdefault(alert.subscriber_id, alert)
    return standing
