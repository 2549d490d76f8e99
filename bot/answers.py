"""Answers and notices travel through the outbox as JSON; here they are packed and unpacked."""

from __future__ import annotations

import json
from dataclasses import asdict

from news.deliveries import Button
from news.views import AnswerView


def answer_payload(view: AnswerView) -> str:
    return json.dumps(asdict(view), ensure_ascii=False)


def answer_view(payload: str) -> AnswerView:
    raw = json.loads(payload)
    return AnswerView(raw["html"], tuple(tuple(Button(**button) for button in row) for row in raw["buttons"]))
