"""Make the pictures of the README from a real run of the demo: `python docs/pictures/make.py` (needs Chromium and an emoji font).

Nothing in them is drawn by hand: the alert is the very HTML the channel would send, the digest the very page of the mail.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path
from string import Template

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from rich.console import Console  # noqa: E402  the repository must be importable first

from bot.demo import view  # noqa: E402  as above
from bot.demo.report import DemoReport, Shown  # noqa: E402  as above
from bot.demo.run import demo  # noqa: E402  as above
from bot.demo.world import READERS  # noqa: E402  as above
from channels.rendering.html import escape  # noqa: E402  as above
from channels.rendering.phrases import language_name  # noqa: E402  as above
from news.deliveries import DeliveryKind  # noqa: E402  as above

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH = 100

TERMINAL = Template("""<!DOCTYPE html><meta charset="utf-8"><style>
  body { margin: 0; padding: 22px 26px; background: #1b1d23; color: #e8e6e3 }
  pre { margin: 0; font: 13px/1.34 "DejaVu Sans Mono", Menlo, monospace }
  a { color: #8ab8ff; text-decoration: none }
</style><pre>$code</pre>""")
CHAT = Template("""<!DOCTYPE html><meta charset="utf-8"><style>
  body { margin: 0; padding: 30px 40px; background: linear-gradient(160deg, #cfdcc4, #a9c6b5 60%, #8fb7ad); font: 15.5px/1.4 "Noto Sans", "Segoe UI", Roboto, sans-serif }
  main { display: flex; flex-direction: column; gap: 22px }
  section { width: 620px }
  h1 { margin: 0 0 12px 4px; font-size: 13px; font-weight: 600; color: #2f4a40 }
  .bubble { padding: 10px 14px 8px; background: #fff; border-radius: 14px 14px 14px 4px; box-shadow: 0 1px 2px #0003; white-space: pre-wrap; color: #16211d }
  .bubble a { color: #2b7bb9; text-decoration: none }
  .bubble i { color: #6d7a75 }
  .keys { display: flex; gap: 6px; margin-top: 6px }
  .keys span { flex: 1; padding: 8px 4px; border-radius: 8px; background: #3d5f54b0; color: #fff; text-align: center; font-size: 14px }
</style><main>$bubbles</main>""")
BUBBLE = Template('<section><h1>$reader</h1><div class="bubble" lang="$language">$html</div>$keys</section>')


def main() -> None:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit(f"none of {', '.join(BROWSERS)} is installed")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        report = asyncio.run(demo(work, Console(file=StringIO(), width=WIDTH), Console(stderr=True)))
        (work / "terminal.html").write_text(terminal(report), encoding="utf-8")
        (work / "alert.html").write_text(chat(alerts(report)), encoding="utf-8")
        take(browser, work / "terminal.html", "demo.png", (872, 1646))
        take(browser, work / "alert.html", "alert.png", (700, 1440))
        take(browser, report.digest.path, "digest.png", (700, 1240))
        take(browser, report.digest.path, "digest-dark.png", (700, 1240), "--blink-settings=preferredColorScheme=0")


def terminal(report: DemoReport) -> str:
    """The parts of the terminal view that tell most, as HTML."""
    first, second = report.rounds
    told = next(story for story in first.told if "Ukrainian children" in story.headline)
    edit = next(
        shown for shown in second.shown if shown.kind is DeliveryKind.EDIT and shown.language == "en" and "Odesa" in shown.body.text
    )
    console = Console(record=True, file=StringIO(), width=WIDTH, force_terminal=True, color_system="truecolor", highlight=False)
    view.say_hello(console, READERS)
    console.print(view.heading("1", "What was fetched"))
    console.print(view.fetched_table(first.feeds))
    console.print(view.heading("2", f"{first.articles} articles became {first.stories} stories"))
    console.print(view.told_story(told))
    console.print(view.apart_list([apart for apart in second.apart if apart.reason == "outside_window"]))
    console.print(view.heading("3", "What the subscribers see"))
    console.print(view.bubble(alerts(report)[0]))
    console.print(view.edit_panel(edit))
    return TERMINAL.substitute(code=console.export_html(inline_styles=True, code_format="{code}"))


def alerts(report: DemoReport) -> list[Shown]:
    """One alert of round one per reader: two translated for them, one from an outlet in their own language."""
    said = [shown for shown in report.rounds[0].shown if shown.kind is DeliveryKind.ALERT]
    wanted = (("en", "Odesa"), ("uk", "38%"), ("tr", "çocukların"))
    return [next(shown for shown in said if shown.language == language and words in shown.body.text) for language, words in wanted]


def chat(shown: list[Shown]) -> str:
    """The alerts as chat bubbles, their buttons beneath."""
    return CHAT.substitute(bubbles="".join(map(bubble, shown)))


def bubble(shown: Shown) -> str:
    labels = [[f"<span>{escape(button.label)}{' ↗' if button.url else ''}</span>" for button in row] for row in shown.body.buttons]
    keys = "".join(f'<div class="keys">{"".join(row)}</div>' for row in labels)
    reader = f"{shown.reader} reads {language_name(shown.language, 'en')}"
    return BUBBLE.substitute(reader=escape(reader), language=shown.language, html=shown.body.html, keys=keys)


def take(browser: str, page: Path, name: str, size: tuple[int, int], *more: str) -> None:
    with tempfile.TemporaryDirectory() as profile:
        switches = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
        where = [f"--user-data-dir={profile}", f"--window-size={size[0]},{size[1]}", f"--screenshot={HERE / name}"]
        subprocess.run([browser, *switches, *more, *where, page.as_uri()], check=True, capture_output=True)  # noqa: S603  our own arguments
    print(HERE / name)  # noqa: T201  a script speaks


if __name__ == "__main__":
    main()
