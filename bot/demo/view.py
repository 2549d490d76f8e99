"""The demo as people see it in a terminal: plain values in, rich renderables out. Readable at 100 columns, without colour, and in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from rich.box import ROUNDED, SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.demo.markup import plainer, terminal_text
from bot.demo.report import Apart, DemoReport, FetchedFeed, Member, Round, Shown, ToldStory
from bot.demo.world import Reader
from channels.rendering.phrases import language_name
from news.deliveries import Body, DeliveryKind
from news.stories.why import BECAUSE

BUBBLE = 78
TITLE = 58
ACCENT = "dark_orange3"
GROWN = "dark_sea_green4"
GONE = "indian_red"
ODD = "light_goldenrod3"
WORKING = {
    "open": "opening the street …",
    "fetch": "asking nine outlets over HTTP …",
    "place": "detecting, translating, placing into stories …",
    "deliver": "letting the hold pass, rendering, delivering …",
}
TOLD_IN_FULL = 3
"""Stories shown article by article; the others get a line each."""

REASONS = {
    **{reason.value: because.brief for reason, because in BECAUSE.items()},
    "first": "tells it first",
    "new_story": "a new story",
    "grew": "the story grew",
    "more_outlets": "many outlets now",
}


def say_hello(console: Console, readers: Sequence[Reader]) -> None:
    console.print()
    console.print(
        Text.assemble(("  Tellal", f"bold {ACCENT}"), ("   one event → one story → one message, whatever language it breaks in", "italic"))
    )
    console.print()
    console.print("  Nine invented outlets, served on 127.0.0.1, go through the real street.", style="dim")
    console.print("  No token, no network, no model: translations are recorded. Lists are in UTC.", style="dim")
    console.print()
    table = Table.grid(padding=(0, 2))
    for reader in readers:
        digest = f"; in the digest: {', '.join(reader.digest)}" if reader.digest else ""
        table.add_row(
            Text(reader.name, style="bold"), f"reads {language_name(reader.language, 'en')}", f"at once: {', '.join(reader.now)}{digest}"
        )
    console.print(Padding(table, (0, 2)))


def say_round(console: Console, seen: Round) -> None:
    for part in _first_round(seen) if seen.number == 1 else _second_round(seen):
        console.print(part)


def _first_round(seen: Round) -> Iterator[RenderableType]:
    yield heading("1", "What was fetched")
    yield fetched_table(seen.feeds)
    yield heading("2", f"{seen.articles} articles became {seen.stories} stories")
    yield from (told_story(story) for story in seen.told[:TOLD_IN_FULL])
    yield _told_briefly(seen.told[TOLD_IN_FULL:])
    yield apart_list(seen.apart)
    yield heading("3", "What the subscribers see")
    yield from (bubble(shown) for shown in _one_each(seen.shown))
    yield _also(seen.shown)


def _second_round(seen: Round) -> Iterator[RenderableType]:
    changed = [feed for feed in seen.feeds if not feed.not_modified]
    quiet = [feed.outlet for feed in seen.feeds if feed.not_modified]
    yield heading("4", "An hour later" if not changed else f"The feeds have grown: {seen.articles} new or changed articles")
    yield _indented(f"{len(changed)} outlets had something new; {', '.join(quiet)} answered 304 Not Modified.", style="dim")
    yield from (told_story(story, only_new=True) for story in seen.told[:2])
    yield apart_list([apart for apart in seen.apart if apart.reason == "outside_window"])
    edits = [shown for shown in seen.shown if shown.before is not None]
    yield heading("5", f"{len(edits)} messages are edited, not sent again")
    yield from (edit_panel(shown) for shown in _most_telling(edits)[:2])
    spoken = [shown for shown in seen.shown if shown.kind is not DeliveryKind.EDIT]
    yield heading("6", "Spoken again only for a named reason")
    yield from (bubble(shown) for shown in spoken if shown.kind is DeliveryKind.FOLLOW_UP and shown.reader == spoken[0].reader)
    yield _also(spoken, shown_already=1)


def say_goodbye(console: Console, report: DemoReport) -> None:
    first, second = report.rounds
    kinds = [shown.kind for seen in report.rounds for shown in seen.shown]
    console.print(heading("7", "The daily digest"))
    console.print(
        _indented(f"{report.digest.reader}'s digest with {report.digest.stories} stories: ")
        + Text(str(report.digest.path), style=f"bold {ACCENT}")
    )
    console.print()
    console.print(
        _indented(
            f"{first.articles + second.articles} articles, {kinds.count(DeliveryKind.ALERT)} alerts, {kinds.count(DeliveryKind.EDIT)} edits, "
            f"{kinds.count(DeliveryKind.FOLLOW_UP)} replies, {_sent_twice(report) or 'nothing'} sent twice; {report.seconds:.1f} s.",
            style="bold",
        )
    )
    console.print()
    console.print(_indented("Next: put TELLAL_TELEGRAM_TOKEN=… into .env, then  ./tellal check  and  ./tellal run"))
    console.print()


def _sent_twice(report: DemoReport) -> int:
    """Alerts of one story to one reader beyond the first. Counted, not claimed."""
    alerts = [shown for seen in report.rounds for shown in seen.shown if shown.kind is DeliveryKind.ALERT]
    return len(alerts) - len({(shown.reader, shown.body.buttons[0][-1].action) for shown in alerts})


# --- pieces ---------------------------------------------------------------------------------------------------------


def fetched_table(feeds: Iterable[FetchedFeed]) -> RenderableType:
    """Outlet, format, charset, languages, entries; what was odd stands under the outlet."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for name in ("outlet", "format", "charset", "languages"):
        table.add_column(name, no_wrap=True)
    table.add_column("entries", justify="right")
    for feed in feeds:
        languages = ", ".join(language_name(code, "en") for code in feed.languages)
        odd = "".join(f"\n  {note}" for note in feed.notes)
        outlet = Text.assemble(f"{feed.outlet} ({feed.country})", (odd, ODD))
        table.add_row(outlet, feed.form, Text(feed.charset, style="" if feed.charset == "utf-8" else ODD), languages, str(feed.entries))
    return Padding(table, (0, 2))


def told_story(story: ToldStory, *, only_new: bool = False) -> RenderableType:
    """A story, its articles, and for each the reason it stands there."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(no_wrap=True, max_width=24)
    table.add_column(ratio=1, max_width=TITLE)
    for member in story.members:
        if member.is_new or not only_new:
            table.add_row(f"{member.published:%H:%M}", f"{member.country} {member.outlet}", _why(member))
    title = Text.assemble(("● ", ACCENT), (story.headline, "bold"))
    figures = Text(f"{story.houses} independent outlets · {len(story.languages)} languages", style="dim")
    return Padding(Group(title, Padding(figures, (0, 2)), Padding(table, (0, 2))), (1, 2, 0, 2))


def _why(member: Member) -> Text:
    score = f" {member.score:.2f}" if member.reason != "first" else ""
    because = Text(f"{REASONS.get(member.reason, member.reason)}{score}{': ' if member.evidence else ''}{member.evidence}")
    because.stylize("dim" if member.reason == "first" else GROWN)
    return Text("\n").join([_within(Text(member.title), TITLE), _within(because, TITLE)])


def _within(text: Text, width: int) -> Text:
    text.truncate(width, overflow="ellipsis")
    return text


def _told_briefly(stories: Sequence[ToldStory]) -> RenderableType:
    lines = [
        Text.assemble(("● ", ACCENT), story.headline, (f"  {story.houses} outlets · {', '.join(story.languages)}", "dim"))
        for story in stories
    ]
    return Padding(Group(*lines), (1, 2, 0, 2))


def apart_list(found: Sequence[Apart]) -> RenderableType:
    if not found:
        return Text()
    return Padding(Group(Text("What stayed apart, and why", style="bold"), *(_apart_lines(each) for each in found)), (1, 2, 0, 2))


def _apart_lines(apart: Apart) -> RenderableType:
    days = abs((apart.published - apart.like_published).days)
    distance = f", {days} days apart" if days > 1 else ""
    because = f" ({apart.evidence})" if apart.evidence else ""
    why = f"{REASONS.get(apart.reason, apart.reason)}{distance}; likeness {apart.score:.2f}{because}"
    title = Text.assemble(("≠ ", GONE), apart.title)
    return Group(title, Padding(Group(Text.assemble(("is not ", "dim"), apart.like), Text(why, style="dim")), (0, 0, 0, 2)))


def bubble(shown: Shown) -> RenderableType:
    """The message as in the chat, its buttons beneath."""
    sign = "↩ reply to " if shown.kind is DeliveryKind.FOLLOW_UP else "to "
    panel = Panel(
        terminal_text(shown.body.html),
        box=ROUNDED,
        width=BUBBLE,
        padding=(0, 1),
        border_style=ACCENT,
        title=Text(f"{sign}{shown.reader} · {language_name(shown.language, 'en')}", style="bold"),
        title_align="left",
    )
    return Padding(Group(panel, *button_rows(shown.body)), (1, 2, 0, 4))


def button_rows(body: Body) -> list[Text]:
    """Beneath the message, row by row as the chat has them."""
    labels = [[f"{button.label}{' ↗' if button.url else ''}" for button in row] for row in body.buttons]
    return [Text("  " + "  ".join(f"[ {label} ]" for label in row), style="bold " + ACCENT) for row in labels]


def edit_panel(shown: Shown) -> RenderableType:
    """Before and after of an edited message, line by line."""
    before = plainer(shown.before.text if shown.before else "").splitlines()
    after = plainer(shown.body.text).splitlines()
    panel = Panel(
        Group(*_changes(before, after)),
        box=ROUNDED,
        width=BUBBLE,
        padding=(0, 1),
        border_style=GROWN,
        title=Text(f"✎ {shown.reader}'s message, edited", style="bold"),
        title_align="left",
        subtitle=Text(REASONS.get(shown.reason, shown.reason), style="dim"),
        subtitle_align="left",
    )
    return Padding(panel, (1, 2, 0, 4))


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[Text]:
    """What stayed, what went, what came, in the order of the message."""
    for _, old, old_end, new, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if before[old:old_end] == after[new:new_end]:
            yield from (Text(f"  {line}", style="dim") for line in before[old:old_end] if line)
        else:
            yield from (Text(f"- {line}", style=GONE) for line in before[old:old_end] if line)
            yield from (Text(f"+ {line}", style=GROWN) for line in after[new:new_end] if line)


def _one_each(shown: Sequence[Shown]) -> list[Shown]:
    """The message of each reader that shows most: several outlets, a translation, then length."""
    telling: dict[str, Shown] = {}
    for each in sorted(shown, key=lambda one: (one.body.html.count("<a ") < 2, "<i>" not in one.body.html, -len(one.body.text))):
        telling.setdefault(each.reader, each)
    return list(telling.values())


def _most_telling(edits: Sequence[Shown]) -> list[Shown]:
    """The edits that changed most lines, of different readers first."""
    ranked = sorted(edits, key=lambda one: -len(set(one.body.text.splitlines()) ^ set(one.before.text.splitlines() if one.before else ())))
    firsts = {one.reader: one for one in reversed(ranked)}
    return [one for one in ranked if firsts[one.reader] is one] + [one for one in ranked if firsts[one.reader] is not one]


def _also(shown: Sequence[Shown], *, shown_already: int = 0) -> RenderableType:
    told = {id(one) for one in _one_each(shown)} if not shown_already else {id(shown[0])} if shown else set()
    rest = [one for one in shown if id(one) not in told]
    lines = [Text.assemble((f"  {_KINDS[one.kind]} {one.reader}: ", "dim"), _first_line(one.body)) for one in rest]
    return Padding(Group(*lines), (1, 2, 0, 2)) if lines else Text()


_KINDS = {DeliveryKind.ALERT: "also to", DeliveryKind.FOLLOW_UP: "reply to", DeliveryKind.EDIT: "edited for"}


def _first_line(body: Body) -> str:
    lines = [line for line in plainer(body.text).splitlines() if line]
    return lines[1] if lines[0].startswith("📣") else lines[0]


def heading(number: str, words: str) -> RenderableType:
    title = Text.assemble((f"{number}  ", f"bold {ACCENT}"), (words, "bold"))
    return Padding(Rule(title, align="left", style="dim"), (2, 2, 0, 2))


def _indented(words: str, *, style: str = "") -> Text:
    return Text(f"  {words}", style=style)
