"""What people see: a view becomes Telegram HTML or a mail page. Pure: no clock, no network, no files but the templates."""
