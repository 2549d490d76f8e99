# ruff: noqa: E402  run as a script, from anywhere
"""Replay the evaluation sets: UN votes in 24 orders, NTREX with and without pivot, ECB+. `sets.py [votes|ntrex|ecb]`; prints JSON.

With `--without-refrains` each outlet's texts are cut as the running street does it (`news.refrains`), in the order of the file.
"""

from __future__ import annotations

import itertools
import json
import random
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

import rows as sets_of_rows
from rows import article, folder

from news.articles import Text
from news.refrains import OutletMemory, without_refrains
from news.stories.features import Features, features
from news.stories.placement import StoryWindow

LANGUAGES = ("en", "tr", "uk")
SEEDS = 8


rows = sets_of_rows.rows


def rows_without_refrains(name: str) -> list[dict]:
    memories: dict[tuple[str, str], OutletMemory] = {}
    found = []
    for row in sets_of_rows.rows(name):
        text, whose = Text(row["title"], row["summary"], row.get("body") or ""), (row["outlet"], row.get("language") or "en")
        memories[whose] = memories.get(whose, OutletMemory()).hear(row["id"], text)
        cut = without_refrains(text, memories[whose].refrains())
        found.append({**row, "summary": cut.summary, "body": cut.body})
    changed = sum(
        row["summary"] != before["summary"] or row["body"] != (before.get("body") or "")
        for row, before in zip(found, sets_of_rows.rows(name), strict=True)
    )
    print(f"{name}: {changed} of {len(found)} texts were cut", file=sys.stderr)
    return found


def partition(found: list[Features]) -> dict[str, str]:
    """As `tellal replay` does it."""
    window = StoryWindow()
    for one in found:
        window.add(one, window.place(one).story_id)
    for moved in window.regroup():
        window.transfer(moved.article_id, moved.placement.story_id)
    return {one.article_id: window.story_of(one.article_id) or "" for one in found}


def votes() -> dict:
    found = [features(article(row)) for row in rows("un-votes.jsonl")]
    return {"stories_in_24_orders": sorted({len(set(partition(list(order)).values())) for order in itertools.permutations(found)})}


def ecb() -> dict:
    entries = rows("ecbplus-dev.jsonl")
    story = partition([features(article(row)) for row in entries])
    hard = merged = 0
    precision = recall = 0.0
    for one in entries:
        same_story = {row["id"] for row in entries if story[row["id"]] == story[one["id"]]}
        same_event = {row["id"] for row in entries if row["gold"] == one["gold"]}
        precision += len(same_story & same_event) / len(same_story)
        recall += len(same_story & same_event) / len(same_event)
        like = {row["id"] for row in entries if row["topic"] == one["topic"]} - same_event
        hard, merged = hard + len(like), merged + len(like & same_story)
    p, r = precision / len(entries), recall / len(entries)
    return {"b3_f1": round(2 * p * r / (p + r), 4), "hard_false_merge": round(merged / hard, 4)}


def ntrex(*, pivot: bool) -> dict:
    entries, labels = rows("ntrex-dev.jsonl"), json.loads((folder() / "ntrex-labels.json").read_text(encoding="utf-8"))
    by = {(row["document"], row["language"]): row for row in entries}
    documents = sorted({row["document"] for row in entries})
    found = {row["id"]: features(article(row, pivot=pivot)) for row in entries}
    scores, hard = [], 0
    for seed in range(SEEDS):
        draw = random.Random(seed)
        chosen = [by[document, draw.choice(LANGUAGES)] for document in documents]
        draw.shuffle(chosen)
        story = partition([found[row["id"]] for row in chosen])
        placed = {row["document"]: story[row["id"]] for row in chosen}
        scores.append(_pair_f1(placed, {row["document"]: row["gold"] for row in chosen}, labels))
        hard += sum(placed[a] == placed[b] for a, b, _ in labels["hard_negatives"])
    return {
        "pair_f1": round(sum(scores) / SEEDS, 4),
        "by_seed": scores,
        "hard_negatives_merged": hard,
        **_same_document(by, documents, found),
    }


def _same_document(by, documents, found) -> dict:
    joined = 0
    for pair in itertools.combinations(LANGUAGES, 2):
        chosen = [by[document, language] for document in documents for language in pair]
        random.Random(0).shuffle(chosen)
        story = partition([found[row["id"]] for row in chosen])
        joined += sum(story[by[document, pair[0]]["id"]] == story[by[document, pair[1]]["id"]] for document in documents)
    return {"same_document_joined": round(joined / 3 / len(documents), 4)}


def _pair_f1(placed: dict[str, str], gold: dict[str, str], labels: dict) -> float:
    groups = [set(members) for members in labels["related"].values()]
    for members in labels["strict_events"].values():
        groups = [group | set(members) if group & set(members) else group for group in groups]
    hits = together = same = 0
    for a, b in itertools.combinations(gold, 2):
        if gold[a] != gold[b] and any(a in group and b in group for group in groups):
            continue
        hits += gold[a] == gold[b] and placed[a] == placed[b]
        together += placed[a] == placed[b]
        same += gold[a] == gold[b]
    return round(2 * hits / (together + same), 4)


SETS = {"votes": votes, "ecb": ecb, "ntrex": lambda: {"pivot": ntrex(pivot=True), "original": ntrex(pivot=False)}}


def run(names: tuple[str, ...] = tuple(SETS)) -> dict:
    return {name: SETS[name]() for name in names}


if __name__ == "__main__":
    if "--without-refrains" in sys.argv:
        sys.argv.remove("--without-refrains")
        rows = rows_without_refrains
    print(json.dumps(run(tuple(sys.argv[1:]) or tuple(SETS)), indent=1))
