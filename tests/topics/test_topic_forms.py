"""The labelled forms: how much a keyword finds, and what it leaves alone."""

from pathlib import Path

import pytest
import yaml
from support.naive_topics import article

from news.subscribers import Topic
from news.topics.matching import TopicIndex

FORMS = yaml.safe_load(Path(__file__).with_name("forms.yaml").read_text(encoding="utf-8"))
LEAST_RECALL, MOST_FALSE = 0.95, 0.02


def rows(wanted):
    """(keyword, text, language) of every labelled row."""
    return [(entry["keyword"], text, language) for language, entries in FORMS.items() for entry in entries for text in entry[wanted]]


def met(labelled, query_language):
    """Those rows whose keyword meets their text; the keywords stand in one index, as they would in the field."""
    topics = {keyword: Topic(keyword, keyword, ((query_language or "", keyword),)) for keyword, _, _ in labelled}
    index = TopicIndex(topics.values())
    return [row for row in labelled if row[0] in {match.topic_id for match in index.match(article(row[1], language=row[2]))}]


def of(language, labelled):
    return [row for row in labelled if row[2] == language]


def test_the_labelled_set_is_large_enough():
    assert len(rows("finds")) + len(rows("leaves")) >= 400
    assert set(FORMS) == {"tr", "uk", "ru", "en"}


@pytest.mark.parametrize("language", FORMS)
@pytest.mark.parametrize("names_its_language", [True, False])
def test_a_keyword_finds_the_forms_of_its_word(language, names_its_language):
    labelled = of(language, rows("finds"))
    found = met(labelled, language if names_its_language else "")
    assert len(found) / len(labelled) >= LEAST_RECALL, sorted(set(labelled) - set(found))


@pytest.mark.parametrize("language", FORMS)
@pytest.mark.parametrize("names_its_language", [True, False])
def test_a_keyword_leaves_look_alikes_alone(language, names_its_language):
    labelled = of(language, rows("leaves"))
    found = met(labelled, language if names_its_language else "")
    assert len(found) / len(labelled) <= MOST_FALSE, found
