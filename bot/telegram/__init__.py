"""The conversation on Telegram: commands in, answers into the outbox."""

from bot.telegram.conversation import TelegramConversation
from bot.telegram.listening import Patience

__all__ = ["Patience", "TelegramConversation"]
