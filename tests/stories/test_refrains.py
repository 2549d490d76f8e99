"""What an outlet repeats is left out; what happened never is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.clocks import SetClock
from support.stores import NOW
from support.streets import WrittenFeeds, entry

from bot.intake import Intake
from news.articles import Text
from news.feed import Feed
from news.refrains import HALF, REMEMBERED, SOME, OutletMemory, without_refrains
from storage.memory import MemoryStore

NAMES = ("Ada Tekin", "Olena Koval", "Murat Belik")
TOWNS = ("Kestel", "Paros", "Inebolu", "Mut", "Ordu", "Bor", "Pazar", "Of", "Rize", "Sur", "Silvan", "Hatay", "Bolu", "Ege", "Foça", "Kaş", "Dim", "Muş", "Van", "Kars")  # fmt: skip


def news(n: int) -> str:
    return f"The dam at {TOWNS[n % 20]} gave way on day {n} and {n + 40} families left."


def summaries(of: Callable[[int], str], number: int = REMEMBERED) -> list[str]:
    """What is left of the last of so many articles, and of all of them with what is known then."""
    texts = [Text(f"Headline {n}", of(n)) for n in range(number)]
    memory = OutletMemory()
    for text in texts:
        memory = memory.hear(text.title, text)
    return [without_refrains(text, memory.refrains()).summary for text in texts]


def every(share: int, words: str) -> Callable[[int], str]:
    """In one article of so many."""
    return lambda n: f"{news(n)}\n{words}" if n % share == 0 else news(n)


LEFT_OUT = {
    "a word alone on its line": lambda n: f"{news(n)}\n\nDetails\n\nMore is awaited on day {n}.",
    "a tail of a widget": lambda n: f"{news(n)}\nReuters US Top News\nRead more",
    "a stamp in front": lambda n: f"date 2025-12-{n + 1:02} {news(n)}",
    "a bare date in front": lambda n: f"{n + 1:02}.12.2025 {news(n)}",
    "by-lines of a staff": lambda n: f"By {NAMES[n % 3]}\n{news(n)}",
    "by-lines of two": lambda n: f"By {NAMES[n % 3]} and {NAMES[(n + 1) % 3]}\n{news(n)}",
    "a label in front": lambda n: f"SON DAKİKA: {news(n)}",
    "a sentence at the end": lambda n: f"{news(n)} Subscribe to our channel for more.",
    "a sentence on its line": lambda n: f"{news(n)}\nAll rights are reserved by the agency.",
}


@pytest.mark.parametrize("what", LEFT_OUT)
def test_what_recurs_is_left_out(what: str):
    """Whatever it is: no list names it. The news stays to the letter."""
    for n, left in enumerate(summaries(LEFT_OUT[what])):
        assert left.split("\n")[0] == news(n)
        assert not any(words in left for words in ("Details", "Top News", "2025", "By ", "DAKİKA", "Subscribe", "rights"))


NEWS = {
    "scores of a club": lambda n: f"{news(n)}\nFenerbahçe – Rize {n}-1",
    "headlines of a town": lambda n: f"Ankara {TOWNS[n]} Açıkladı\n{news(n)}",
    "dates that belong to a sentence": lambda n: f"On 04.12.2025 the {n}th dam gave way above {TOWNS[n]}.",
    "sentences that begin alike": lambda n: f"The President of {TOWNS[n]} said that day {n} was hard.",
    "a passage that is nothing else": lambda _: "Details",
    "a sentence in a third": every(3, "Russia invaded Ukraine in February 2022."),
    "a line in a tenth": every(10, "Details"),
    "a speaker in a quarter": lambda n: f"Зеленський: ворог відступив {n} разів" if n % 4 == 0 else news(n),
}


@pytest.mark.parametrize("what", NEWS)
def test_what_is_news_stays(what: str):
    """Numbers are not folded, headlines do not come back as a staff does, and a sentence must stand in half of the articles."""
    assert summaries(NEWS[what]) == [NEWS[what](n) for n in range(REMEMBERED)]


def test_it_takes_enough_different_articles():
    """One short of it nothing is left out; and the same words told again are one article."""
    of = LEFT_OUT["a word alone on its line"]
    assert summaries(of, SOME - 1) == [of(n) for n in range(SOME - 1)]
    assert "Details" not in summaries(of, SOME)[-1]
    sentence = LEFT_OUT["a sentence on its line"]
    assert summaries(sentence, HALF - 1) == [sentence(n) for n in range(HALF - 1)]
    memory, once = OutletMemory(), Text("Headline", of(1))
    for _ in range(REMEMBERED):
        memory = memory.hear("the same", once)
    assert memory.refrains() == frozenset()


def test_an_outlet_that_drops_a_habit_is_believed():
    """Only the last articles count."""
    memory = OutletMemory()
    for n in range(2 * REMEMBERED):
        memory = memory.hear(f"{n}", Text("", f"{news(n)}\nDetails" if n < REMEMBERED else news(n)))
    assert len(memory.heard) == REMEMBERED
    assert memory.refrains() == frozenset()


words = st.text(alphabet="abcçдїЖИ 012.:!?\n–", max_size=80)


@given(st.lists(words, min_size=1, max_size=12), words)
def test_only_whole_phrases_go_and_never_all(told: list[str], text: str):
    """Any texts: what is left are pieces of what was there, in order; no passage with words becomes empty."""
    memory = OutletMemory()
    for number, each in enumerate(told * 2):
        memory = memory.hear(f"{number}", Text("", each))
    left = without_refrains(Text("", text), memory.refrains()).summary
    letters = iter(text)
    assert all(letter in letters for letter in left.replace("\n", "")) or left == text
    assert any(map(str.isalnum, left)) == any(map(str.isalnum, text))


@given(st.lists(words, max_size=30))
def test_a_memory_is_kept_as_it_is(told: list[str]):
    """Through the store."""
    memory = OutletMemory()
    for number, each in enumerate(told):
        memory = memory.hear(f"{number}", Text("", each))
    assert OutletMemory.from_json(memory.to_json()) == memory


@pytest.mark.parametrize("kept", [None, "", "{", "[1]", "[[]]", '[["a", 1]]', '[["a", "z9"]]', '{"a": 1}'])
def test_a_memory_of_another_shape_is_none(kept: str | None):
    """Another version wrote it."""
    assert OutletMemory.from_json(kept) == OutletMemory()


async def test_articles_are_stored_without_refrains_and_not_taken_for_edits():
    """Also when their own words change; another outlet's are its own affair."""
    feeds, store = WrittenFeeds(), MemoryStore()
    intake = Intake(store, feeds, feeds, SetClock(NOW))
    told = [
        entry(f"Dam at {TOWNS[n]} gives way on day {n}", f"{news(n)}\nDetails", guid=f"g{n}", url=f"https://x.example/{n}")
        for n in range(8)
    ]
    async with store.transaction() as tx:
        await tx.put_feed(Feed("x", "https://x.example/rss", outlet="Anka"))
        await tx.put_feed(Feed("y", "https://y.example/rss", outlet="Dnipro"))
    feeds.says = {"x": told, "y": [entry("A ferry runs aground near Paros", "The coast guard came.\nDetails", guid="y")]}
    report = await intake.poll(await store.feed("x"))
    assert [article.original.summary for article in report.new] == [news(n) for n in range(8)]
    (other,) = (await intake.poll(await store.feed("y"))).new
    assert other.original.summary.endswith("Details")
    assert (await intake.poll(await store.feed("x"))).edited == ()
    feeds.says["x"] = [entry(told[0].title, f"{news(99)}\nDetails", guid="g0", url="https://x.example/0"), *told[1:]]
    (edit,) = (await intake.poll(await store.feed("x"))).edited
    assert edit.original.summary == news(99)
