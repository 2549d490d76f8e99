"""What sending met, as an admin reads it."""

from __future__ import annotations

from datetime import datetime

from bot.telegram import alarm_phrases as say
from bot.telegram.asking import code, named, view
from channels.rendering.phrases import day_and_time
from news.alarms import Alarm, Standing
from news.subscribers import Subscriber
from news.views import AnswerView


def alarm_view(alarm: Alarm, admin: Subscriber, now: datetime) -> AnswerView:
    """The notice to one admin."""
    when = day_and_time(now, admin.language, admin.zone)
    words = say.ALARMS[alarm.kind].say(admin.language, place=code(alarm.place), error=named(alarm.words, 200), when=when)
    return view(words, language=admin.language)


def standing_line(standing: Standing, language: str, zone: str) -> str:
    """A line of `/health`."""
    return say.STANDING[standing.kind].say(language, when=day_and_time(standing.since, language, zone))
