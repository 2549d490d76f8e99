"""Answers and notices travel through the outbox as JSON; here they are packed and unpacked."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

from news.deliveries import Button, Delivery, DeliveryKind, TextFile, delivery_id, notice_key
from news.views import AnswerView


def answer_payload(view: AnswerView) -> str:
    return json.dumps(asdict(view), ensure_ascii=False)


def answer_view(payload: str) -> AnswerView:
    raw = json.loads(payload)
    file = TextFile(**raw["file"]) if raw.get("file") else None
    return AnswerView(raw["html"], tuple(tuple(Button(**button) for button in row) for row in raw["buttons"]), file, raw.get("key", ""))


def notice(subscriber_id: str, about: str, view: AnswerView, *, reason: str, now: datetime) -> Delivery:
    """The outbox row of a notice, due now. `about` tells it from others to the same subscriber: the same one never enters twice."""
    key = notice_key(subscriber_id, about)
    return Delivery(delivery_id(key), key, DeliveryKind.NOTICE, subscriber_id, now, now, reason=reason, payload=answer_payload(view))
