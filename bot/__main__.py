"""`python -m bot VERB`."""

from bot.ours import assert_ours

assert_ours()

from bot.cli import main  # noqa: E402  what is imported here must first be known to be ours

main(prog_name="./tellal")
