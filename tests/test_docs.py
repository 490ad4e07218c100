"""The pages made from code say what the code says."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

from feeds.settings import SettingsError
from tui.sections import read_settings

ROOT = Path(__file__).parent.parent


def test_the_reference_pages_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}: run python docs/generate.py"


def test_every_link_of_the_documents_leads_somewhere() -> None:
    missing = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                missing.append(f"{page.name}: {target}")
    assert missing == []


def test_every_piece_of_config_in_the_documents_is_one(tmp_path: Path) -> None:
    (tmp_path / "watchfloor-templates").mkdir()
    wrong = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for piece in re.findall(r"^ *```toml\n(.*?)^ *```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE):
            config = tmp_path / "config.toml"
            config.write_text(textwrap.dedent(piece).replace("~/", f"{tmp_path}/"), "utf-8")
            try:
                read_settings(config)
            except SettingsError as error:
                wrong.append(f"{page.name}: {error}")
    assert wrong == []


def test_the_readme_names_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for name in ("run command", "test command"):
        found = re.search(rf"<!-- {name} -->\n```\n(.+)\n```\n<!-- end -->", text)
        assert found is not None
        assert "python3 -m venv" in found[1]


def test_every_dependency_is_listed_with_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    listed = set(re.findall(r"[\w-]+", page))
    assert [line for line in wanted if re.split(r"[^\w-]", line)[0] not in listed] == []


def test_every_promise_stands_where_it_is_said_to_and_has_its_test() -> None:
    page = (ROOT / "docs" / "promises.md").read_text("utf-8")
    wrong = []
    for name, part in zip(("README.md", "SECURITY.md"), page.split("\n## ")[1:], strict=True):
        told = " ".join((ROOT / name).read_text("utf-8").replace("**", "").split())
        for promise, tests in re.findall(r"^\| (.+) \| (.*`.+) \|$", part, re.MULTILINE):
            if promise not in told:
                wrong.append(f"{name} does not say: {promise}")
            for path, test in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", tests):
                if not re.search(rf"^(?:async )?def {test}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE):
                    wrong.append(f"{path} has no {test}")
    assert wrong == []


def test_every_picture_is_one_the_command_draws() -> None:
    drawn = set(re.findall(r'"([a-z-]+)"', (ROOT / "docs" / "make_screenshots.py").read_text("utf-8")))
    shown = set()
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        shown |= set(re.findall(r"screenshots/([\w-]+)\.(?:png|svg)", page.read_text("utf-8")))
    assert shown
    assert shown <= drawn
