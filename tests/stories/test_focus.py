"""Who is in the news is not what happened: names are told apart from the other words of a report."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from news.articles import Article, Text
from news.stories.features import Channel, Features, features
from news.stories.likeness import SIGNALS, Bags, Rarity, Signal, bag, compare
from news.stories.placement import StoryWindow
from news.stories.rules import conflict, contradictions
from news.stories.values import PlacementReason

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SPEECH = (
    "Minister Ostrova tells assembly her country will never give up the Halden reactor",
    "Foreign minister Vera Ostrova of Kestria said in a speech that sanctions deepened mistrust. Kestria would not close the Halden reactor.",
    (
        "Ostrova spoke before delegates in Geneva. She blamed sanctions for the lack of progress in talks between Kestria and Norrland. "
        "Inspectors counted fuel rods twice since spring; engineers replaced valves, pumps and cables while guards kept reporters outside. Diplomats "
        "from seven capitals listened, some left early, several applauded; an ambassador called the address defiant but short of new threats."
    ),
)
BIRTHS = (
    "Births in Kestria drop to a record low",
    "Fewer babies were born in Kestria last year than ever before, the statistical office of Kestria reported. Families cite rents.",
    (
        "Kestria and Norrland have a common border. Vera Ostrova blamed Norrland in Geneva for the lack of progress in talks about Halden. "
        "Midwives warned that clinics would close, schools merge classrooms, pensions shrink; economists proposed allowances, cheaper nurseries, longer "
        "parental leave and housing credits. Young couples interviewed by demographers postponed weddings, emigrated or preferred pets."
    ),
)


def read(name: str, text: tuple[str, str, str]) -> Features:
    return features(Article(name, "f", f"outlet-{name}", "", AT, AT, Text(*text, "en")))


def signals(one: Features, other: Features) -> dict[Signal, float]:
    return dict(zip(Signal, compare(bag(one), Bags.of([bag(other)]), Rarity())[0].tolist(), strict=True))


def test_a_stem_that_stands_for_a_name_is_marked_and_stays_so_when_stored() -> None:
    """Stored and read again, the features are the same."""
    found = read("a", SPEECH)
    named = {term.text for term in found.terms if term.channel is Channel.WORD and term.named}
    assert {"ostrova", "kestria"} <= named
    assert not {"reactor", "sanct", "speech"} & named
    assert Features.from_json(found.to_json()) == found


def test_another_occasion_of_the_same_people_is_another_story() -> None:
    """Though it recalls the first in its last paragraph, and names the same people, countries and towns."""
    window = StoryWindow()
    speech = read("a", SPEECH)
    window.add(speech, window.place(speech).story_id)
    placed = window.place(read("b", BIRTHS))
    assert placed.reason is PlacementReason.DIFFERENT_KIND
    assert any(one.signal == "focus_apart" for one in placed.evidence)


def test_the_same_event_in_other_words_has_one_focus() -> None:
    """Nothing speaks against a report that tells the same thing."""
    other = (
        "Kestria will not close Halden reactor, Ostrova says",
        "Kestria's top diplomat Vera Ostrova told the assembly that mistrust grew with every round of sanctions.",
        "Her country would never give up the reactor, the minister said in her speech.",
    )
    assert signals(read("a", SPEECH), read("b", other))[Signal.FOCUS_APART] == 0


def test_names_alone_are_no_words_in_common() -> None:
    """Two notes that share a town share a name, not a text."""
    one = ("Bakers of Almere win prize", "The bakers were honoured in Almere for their rye bread.", "")
    other = ("Tram stops in Almere after storm", "Passengers waited in Almere while branches were cleared from rails.", "")
    found = signals(read("a", one), read("b", other))
    assert found[Signal.NAMES] > 0
    assert found[Signal.WORDS] < 0.2


def test_what_is_repeated_is_counted_once() -> None:
    """A report that says a word five times is not five times as near to one that says it once."""
    once = ("Reactor closed", "The reactor was closed after inspectors found cracked pipes near turbines.", "")
    often = (
        "Reactor closed",
        "The reactor was closed after inspectors found cracked pipes near turbines.",
        "The reactor, the reactor, the reactor.",
    )
    plain = read("a", once)
    assert signals(plain, read("b", often))[Signal.WORDS] == signals(plain, read("c", once))[Signal.WORDS]


@pytest.mark.parametrize("wordless", [("", "", ""), ("🔥🔥", "🔥", "")])
def test_a_report_without_a_word_has_nothing_in_common_and_stops_no_look(wordless: tuple[str, str, str]) -> None:
    """It stands in a story where an admin put it; the looks, placing and `why` go on."""
    window, speech, empty = StoryWindow(), read("a", SPEECH), read("e", wordless)
    for one in (empty, speech):
        window.add(one, window.place(one).story_id)
    window.move("s-e", "s-a")
    window.second_look()
    assert [one.article_id for one in window.partings()] == ["e"]
    assert len({one.placement.story_id for one in window.regroup()} | {"s-a"}) == 2
    told = window.explained(speech, window.place(speech), within="s-a")
    assert (told.nearest, told.evidence) == ("e", ())


def test_a_pair_that_cannot_be_read_has_no_voice_where_words_are_asked_for() -> None:
    """One of two reports of a story tells another occasion in words we can read: that the other is in a script of its own speaks for nothing."""
    signals = np.zeros((2, SIGNALS))
    signals[0, [Signal.COMMON_LANGUAGE, Signal.FOCUS_APART, Signal.NAMES]] = 1
    signals[1, Signal.NAMES] = 1
    voices = contradictions(signals, np.zeros(2))
    assert conflict(voices) is PlacementReason.DIFFERENT_KIND
    signals[1, Signal.COMMON_LANGUAGE] = 1
    assert conflict(contradictions(signals, np.zeros(2))) is None


def test_a_pair_that_cannot_be_read_has_a_voice_where_places_are_asked_for() -> None:
    signals = np.zeros((2, SIGNALS))
    signals[:, Signal.PLACES_APART] = 1
    assert conflict(contradictions(signals, np.zeros(2))) is PlacementReason.DIFFERENT_PLACES
    signals[1, Signal.PLACES_APART] = 0
    assert conflict(contradictions(signals, np.zeros(2))) is None
