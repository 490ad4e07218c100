"""What a stranger tries in the first hour: each mistake is answered once, in words, with the right exit code."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from store.marks import Marks
from tests.tui.commands_run import environment, watchfloor

TEXT = "“We will not stop now,” said Ilja Marrow, the foreign minister of Vostra, in Kyrna on Wednesday.\n"


@pytest.mark.parametrize(("content", "word"), [(b"", "empty"), (b"\0\1\2\3" * 500, "binary")])
def test_a_file_that_cannot_be_explained_is_told_once(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(content)

    ran = watchfloor(tmp_path, "explain", str(path))

    assert ran.code == 2
    assert not ran.out
    assert ran.err.count(str(path)) == 1
    assert word in ran.err


def test_a_page_that_cannot_be_had_is_told_in_one_line(tmp_path: Path) -> None:
    ran = watchfloor(tmp_path, "explain", "http://meridian.invalid/talks", "--json")

    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert ran.err.startswith("watchfloor: http://meridian.invalid/talks: ")
    assert list(json.loads(ran.out)) == ["errors"]


def test_explain_jsonl_reads_the_file_that_is_named(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT}) + "\n")

    ran = watchfloor(tmp_path, "explain", "--jsonl", str(path))

    assert ran.code == 0
    assert json.loads(ran.out)["id"] == "a"
    missing = watchfloor(tmp_path, "explain", "--jsonl", str(tmp_path / "none.jsonl"))
    assert missing.code == 2
    assert "none.jsonl" in missing.err


def test_an_explanation_nobody_reads_on_ends_quietly(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(TEXT * 400)
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "tui", "explain", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(tmp_path),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()
    complaints = process.stderr.read()
    process.stderr.close()

    assert (process.wait(60), complaints) == (0, b"")


@pytest.mark.parametrize("group", ["alerts", "config", "threads", "store", "feeds"])
def test_a_group_without_its_command_answers_with_its_help_alone(tmp_path: Path, group: str) -> None:
    ran = watchfloor(tmp_path, group)

    help_text = ran.err or ran.out
    assert help_text.startswith(f"Usage: watchfloor {group}")
    assert "see: " not in help_text


def test_being_offline_is_told_without_a_feed_to_blame(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    names = ("meridian", "northwire", "ledger", "lantry")
    config.write_text("".join(f'[[feeds]]\nname = "{name}"\nurl = "http://{name}.invalid/rss"\n' for name in names))

    ran = watchfloor(tmp_path, "--config", str(config), "refresh")

    assert ran.code == 1
    assert ran.err.startswith("  offline: ")


def test_a_pack_nobody_is_in_is_told_without_an_empty_list(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('packs = ["cor"]\n[[feeds]]\nname = "Meridian"\nurl = "https://meridian.example/rss"\n')

    ran = watchfloor(tmp_path, "--config", str(config), "config", "check")

    assert ran.code == 2
    assert 'no feed is in a pack "cor"; no feed of this config names one\n' in ran.err


def test_a_first_sentence_that_serves_as_title_is_not_cut_inside_a_word(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    whole = f"Envoys of Ardenia are to meet {'and talk ' * 16}as the talks move into an “operational phase”."
    path.write_text(f"{whole}\n\nThe talks go on.\n\n{'Envoys talked ' * 40}on.\n")
    endless = tmp_path / "endless.txt"
    endless.write_text(f"Envoys of Ardenia are to meet {'and converse ' * 40}again.\n\nThe talks go on.\n")

    assert watchfloor(tmp_path, "refresh", "--files", str(path), str(endless)).code == 0
    titles = [story["title"] for story in json.loads(watchfloor(tmp_path, "stories", "--json").out)["stories"]]

    assert whole in titles
    (cut,) = [title for title in titles if title != whole]
    assert len(cut) <= 202
    assert cut.endswith(("and …", "converse …"))


def test_a_text_saved_under_the_name_of_a_page_is_taken_up(tmp_path: Path) -> None:
    path = tmp_path / "article.html"
    path.write_text(TEXT)

    ran = watchfloor(tmp_path, "add", str(path), "--outlet", "Selm Daily")

    assert (ran.code, ran.err) == (0, "")
    assert "We will not stop now" in watchfloor(tmp_path, "quotes").out


def test_a_statement_is_told_with_its_verb_in_lists_and_briefs(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(
        "Ceasefire talks go on\n\nIlja Marrow, the foreign minister of Vostra, denied that his army had broken the "
        "ceasefire at night.\n\nThe talks go on in Kyrna with envoys of both sides.\n"
    )
    assert watchfloor(tmp_path, "refresh", "--files", str(path)).code == 0

    listed = watchfloor(tmp_path, "statements").out
    assert "denied" in listed
    assert "deny" not in listed
    brief = watchfloor(tmp_path, "brief").out
    assert "denied" in brief
    assert "deny:" not in brief


def test_a_brief_needs_no_right_to_write_the_store(tmp_path: Path) -> None:
    path, store = tmp_path / "article.txt", tmp_path / "a" / "stories.sqlite"
    path.write_text(TEXT)
    assert watchfloor(tmp_path, "--store", str(store), "refresh", "--files", str(path)).code == 0
    with Marks(store, "somebody") as marks:
        assert marks.basket_list() == []
        # Reading the basket opens no writing connection, so a store on a read-only disk is read like any other.
        assert marks._connection is None


def test_a_file_that_is_no_store_keeps_the_dashboard_shut(tmp_path: Path) -> None:
    store, config = tmp_path / "stories.sqlite", tmp_path / "config.toml"
    store.write_text("Dear diary, this is no database at all.\n" * 50)
    config.write_text("[look]\nwatch = false\n")
    terminal, inside = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "tui", "--config", str(config), "--store", str(store)],
        stdin=inside,
        stdout=inside,
        stderr=subprocess.PIPE,
        env=environment(tmp_path, TERM="xterm-256color"),
    )
    _, told = process.communicate(timeout=60)
    os.close(inside)
    os.close(terminal)

    assert process.returncode == 4
    assert told.decode().count("\n") == 1
    assert "no SQLite database" in told.decode()
    assert store.read_text().startswith("Dear diary")


def test_fewer_than_no_rows_are_not_asked_for(tmp_path: Path) -> None:
    ran = watchfloor(tmp_path, "stories", "--limit", "-3", "--json")

    assert ran.code == 2
    assert list(json.loads(ran.out)) == ["errors"]
    assert "-3" in ran.err


def test_a_watched_folder_that_is_not_there_is_no_mistake_but_is_told(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'[[folders]]\npath = "{tmp_path}/drop"\n')

    checked = watchfloor(tmp_path, "--config", str(config), "config", "check")
    doctor = watchfloor(tmp_path, "--config", str(config), "doctor")

    assert checked.code == 0
    assert f"{tmp_path}/drop: there is no such folder now" in checked.err
    assert f"{tmp_path}/drop is not there" in doctor.out


def test_a_text_without_a_date_keeps_the_words_of_its_days_and_piped_lines_end_where_they_end(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("Envoys meet\n\nForeign Minister Tomas Reyl met envoys in Selm on Wednesday.\n")

    ran = watchfloor(tmp_path, "explain", str(path))

    assert "no date (give it: --published DATE)" in ran.out
    assert "“Wednesday”" in ran.out
    assert not [line for line in ran.out.splitlines() if line != line.rstrip()]


@pytest.mark.parametrize("command", ["add", "explain"])
@pytest.mark.parametrize(
    ("source", "code", "told"),
    [
        ("http://[::1", 1, "http://[::1: it is no web address; one looks like https://example.org/feed"),
        ("http://selm..example/", 1, "it is no web address"),
        ("http://ann:s3cret@selm.invalid:1/", 1, "http://selm.invalid:1/: its name is not found"),
        ("file:///etc/hostname", 2, "file:///etc/hostname: file:// is not fetched; a page's address begins with"),
        ("www.selm.example", 2, "there is no such file; the page of that name is https://www.selm.example"),
        ("article.txt", 2, "article.txt: there is no such file"),
        ("-", 2, "standard input: nothing came; pipe the text of a story into it"),
    ],
)
def test_what_is_no_page_and_no_file_is_told_in_one_line(
    tmp_path: Path, command: str, source: str, code: int, told: str
) -> None:
    ran = watchfloor(tmp_path, command, source)

    assert (ran.code, ran.err.count("\n"), "s3cret" in ran.err) == (code, 1, False)
    assert told in ran.err


def test_a_config_that_is_replaced_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("# mine\n", "utf-8")

    refused = watchfloor(tmp_path, "config", "init", str(config))
    replaced = watchfloor(tmp_path, "config", "init", "--force", str(config))

    assert (refused.code, replaced.code, replaced.out) == (2, 0, f"{config}\n")
    assert "--force replaces it" in refused.err
    assert replaced.err == f"the one that was there is kept as {config}.bak\n"
    assert (tmp_path / "config.toml.bak").read_text("utf-8") == "# mine\n"
    assert config.read_text("utf-8").startswith("# watchfloor")


def test_an_alert_that_would_not_have_fired_is_named_on_a_pipe_too(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('packs = []\n[alerts.truce]\nquery = "truce"\n')
    assert watchfloor(tmp_path, "--config", str(config), "refresh").code == 0

    ran = watchfloor(tmp_path, "--config", str(config), "alerts", "test", "--since", "2w")

    assert (ran.code, ran.out, ran.err) == (0, "", "truce: would not have fired in the last 2w\n")


def test_explain_names_all_who_said_it_and_whom_they_told(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(
        "Mara Ilvic and Petar Lund said in a joint statement that they would “act soon”.\n\n"
        "“It is late,” Ilvic told CNN.\n",
        "utf-8",
    )

    ran = watchfloor(tmp_path, "explain", str(path))

    told = " ".join(ran.out.split())
    assert "quote of Mara Ilvic and Petar Lund (" in told
    assert "quote of Mara Ilvic, to CNN (" in told
