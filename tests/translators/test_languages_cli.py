"""`tellal languages`: what evaluation and operators call."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner
from support.tiny_models import ENGLISH_UKRAINIAN, TURKISH_ENGLISH, word_package

from bot.cli import main
from translators import packages

ROOT = Path(__file__).parents[2]


@pytest.fixture
def spoken(tmp_path):
    """Run a verb of `languages` over a package folder of its own."""

    def run(*words, text=None):
        return CliRunner().invoke(main, ["languages", "--packages", str(tmp_path / "packages"), *words], input=text)

    return run


@pytest.fixture
def made(tmp_path):
    return [word_package(tmp_path / "tr", "tr", "en", TURKISH_ENGLISH), word_package(tmp_path / "en", "en", "uk", ENGLISH_UKRAINIAN)]


def test_detect_prints_one_code_a_line():
    """In order, also for blank lines and broken bytes."""
    said = (
        "Meclis yeni bütçeyi kabul etti\n\nВерховна Рада ухвалила бюджет\n2026\n".encode()
        + b"\xff\xfe\n"
        + b"no newline at the end, just English"
    )
    ran = subprocess.run([sys.executable, "-m", "bot", "languages", "detect"], input=said, capture_output=True, cwd=ROOT, check=True)
    assert ran.stdout.decode().split() == ["tr", "und", "uk", "und", "und", "en"]


def test_detect_takes_the_feeds_language_as_a_prior(spoken):
    """The same few words in a Ukrainian and in a Russian feed."""
    assert spoken("detect", "--feed-language", "uk", text="Дитина\n").output.split() == ["uk"]
    assert spoken("detect", "--feed-language", "ru", text="Президент\n").output.split() == ["ru"]


def test_detect_answers_each_line_at_once():
    """A caller that writes a line and waits for its answer gets it."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "languages", "detect"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as running:
        for line, code in (("Meclis yeni bütçeyi kabul etti\n", b"tr\n"), ("Sejm przyjął budżet na przyszły rok\n", b"pl\n")):
            running.stdin.write(line.encode())
            running.stdin.flush()
            assert running.stdout.readline() == code


def test_files_are_installed_listed_and_removed(spoken, made):
    """The whole life of a package without a network."""
    installed = spoken("install", "--file", str(made[0]), "--file", str(made[1]))
    assert installed.exit_code == 0, installed.output
    assert "installed tr_en 1.0" in installed.output
    rows = [json.loads(line) for line in spoken("list", "--json").output.splitlines()]
    assert [(row["from"], row["to"], row["through"]) for row in rows] == [
        ("en", "uk", ["en_uk 1.0"]),
        ("tr", "en", ["tr_en 1.0"]),
        ("tr", "uk", ["tr_en 1.0", "en_uk 1.0"]),
    ]
    assert rows[2]["bytes"] == rows[0]["bytes"] + rows[1]["bytes"] > 0
    assert "tr → uk" in spoken("list").output
    assert "removed en_uk 1.0" in spoken("remove", "en_uk").output
    assert len(spoken("list", "--json").output.splitlines()) == 1


def test_installed_routes_are_tried_and_their_quality_noted(spoken, made):
    """Measured on the shipped sentences; `list` shows it afterwards. The words-by-word model of the tests is useless on news, and that is said."""
    spoken("install", "--file", str(made[0]), "--file", str(made[1]))
    assert "not measured" in spoken("list").output
    rows = [json.loads(line) for line in spoken("test", "--json", "tr").stdout.splitlines()]
    assert [(row["from"], row["to"], row["quality"]["sentences"]) for row in rows] == [("tr", "en", 16)]
    assert rows[0]["quality"]["refused"] > 0
    listed = {row["to"]: row for row in map(json.loads, spoken("list", "--json").output.splitlines()) if row["from"] == "tr"}
    assert listed["en"]["quality"] == rows[0]["quality"]
    assert listed["uk"]["quality"] is None
    assert "chrF" in spoken("list").output


def test_a_package_that_changed_since_it_was_installed_is_named(spoken, made, tmp_path):
    """By the file; exit status 1, and nothing is measured with it."""
    spoken("install", "--file", str(made[0]))
    (weights,) = (tmp_path / "packages").glob("*/model/model.bin")
    weights.write_bytes(weights.read_bytes()[:-1] + b"x")
    result = spoken("test")
    assert result.exit_code == 1
    assert "tr_en 1.0/model/model.bin" in result.output
    assert "install it again" in result.output


def test_testing_what_is_not_installed_names_the_next_step(spoken):
    """No traceback, exit status 1."""
    result = spoken("test", "uk")
    assert result.exit_code == 1
    assert "uk → en" in result.output
    assert "tellal languages install" in result.output


def test_a_file_must_have_the_checksum_it_is_said_to_have(spoken, made):
    """Another file of the same name is refused; the right one is installed, its checksum listed."""
    digest = hashlib.sha256(made[0].read_bytes()).hexdigest()
    refused = spoken("install", "--file", str(made[1]), "--sha256", digest)
    assert refused.exit_code == 1
    assert digest in refused.output
    assert spoken("list", "--json").output.startswith("No package") or not spoken("list", "--json").output
    assert spoken("install", "--file", str(made[0]), "--sha256", digest.upper()).exit_code == 0
    assert json.loads(spoken("list", "--json").output)["sha256"] == [digest]
    assert spoken("install", "tr", "--sha256", digest).exit_code == 2


def test_an_empty_folder_names_the_next_step(spoken, tmp_path):
    """And is not created by looking."""
    assert "tellal languages install" in spoken("list").output
    assert not (tmp_path / "packages").exists()


def test_a_file_that_is_no_package_is_an_error(spoken, tmp_path):
    """A sentence and exit status 1, no traceback."""
    (tmp_path / "page.argosmodel").write_text("<html>", encoding="utf-8")
    result = spoken("install", "--file", str(tmp_path / "page.argosmodel"))
    assert result.exit_code == 1
    assert "no whole .argosmodel file" in result.output


@pytest.mark.parametrize("words", [("install",), ("install", "t1"), ("remove", "tr_"), ("remove",)])
def test_wrong_words_are_refused_with_usage(spoken, words):
    """Exit status 2 for usage, 1 when there is nothing to remove."""
    assert spoken(*words).exit_code in {1, 2}


def test_offered_packages_are_fetched_and_installed(spoken, made, monkeypatch):
    """From the index to the folder, over HTTP on this machine."""
    served = made[0].parent
    index = [
        {
            "package_version": version,
            "argos_version": "1.9",
            "from_code": "tr",
            "from_name": "Turkish",
            "to_code": "en",
            "to_name": "English",
            "links": links,
        }
        for version, links in (("0.9", ["http://127.0.0.1:9/old"]), ("1.0", ["ipfs://nowhere", "{base}/" + made[0].name]))
    ]
    handler = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(served)))
    base = f"http://127.0.0.1:{server.server_port}"
    (served / "index.json").write_text(json.dumps(index).replace("{base}", base), encoding="utf-8")
    Thread(target=server.serve_forever, daemon=True).start()
    vendor = packages._vendor()
    monkeypatch.setattr(vendor.settings, "remote_package_index", f"{base}/index.json")
    try:
        result = spoken("install", "tr")
        missing = spoken("install", "xx")
    finally:
        server.shutdown()
        server.server_close()
    assert result.exit_code == 0, result.output
    assert "installed tr_en 1.0" in result.output
    assert "no package is published for xx → en" in missing.output


def test_a_download_that_breaks_off_keeps_the_old_package(spoken, made, monkeypatch):
    """The server closes half-way: a sentence with both lengths, exit status 1, and the installed package stays."""
    spoken("install", "--file", str(made[0]))
    content = made[0].read_bytes()

    class HalfWay(SimpleHTTPRequestHandler):
        def do_GET(self):
            body = self.server.index if self.path == "/index.json" else content[: len(content) // 2]
            self.send_response(200)
            self.send_header("content-length", str(len(body if self.path == "/index.json" else content)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), HalfWay)
    base = f"http://127.0.0.1:{server.server_port}"
    row = {
        "package_version": "2.0",
        "argos_version": "1.9",
        "from_code": "tr",
        "from_name": "",
        "to_code": "en",
        "to_name": "",
        "links": [f"{base}/tr"],
    }
    server.index = json.dumps([row]).encode()
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(packages._vendor().settings, "remote_package_index", f"{base}/index.json")
    try:
        result = spoken("install", "tr")
    finally:
        server.shutdown()
        server.server_close()
    assert result.exit_code == 1
    assert "tr → en cannot be downloaded" in result.output
    assert "tr_en 1.0" in spoken("list").output


def test_an_index_out_of_reach_names_the_next_step(spoken, monkeypatch):
    """Nobody listens on port 9 of this machine."""
    monkeypatch.setattr(packages._vendor().settings, "remote_package_index", "http://127.0.0.1:9/index.json")
    result = spoken("install", "tr")
    assert result.exit_code == 1
    assert "--file" in result.output
