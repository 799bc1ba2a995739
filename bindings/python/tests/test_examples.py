"""The examples, the example of the documentation and the stubs, each in a Python of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import SOURCE

EXAMPLES = SOURCE / "examples" / "python"
SHARED = Path(os.environ.get("RAPPORT_SHARED_DATA", SOURCE.parent / "shared" / "data"))


def run(*words, folder):
    done = subprocess.run([sys.executable, *map(str, words)], cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_help_desk(tmp_path):
    said = run(EXAMPLES / "help_desk.py", folder=tmp_path)
    assert "fired: Half of the time is gone" in said and "resolution: satisfied" in said


def test_who_drifts_away(tmp_path):
    assert "are drifting away" in run(EXAMPLES / "drifting.py", folder=tmp_path)
    assert "<svg" in (tmp_path / "funnel.html").read_text(encoding="utf-8")


def test_who_drifts_away_in_real_exports(tmp_path):
    folder = SHARED / "maven_crm"
    if not folder.is_dir():
        pytest.skip("the reference data are not there")
    said = run(EXAMPLES / "drifting.py", folder, folder=tmp_path)
    assert "accounts.csv: 85 of 85 rows" in said and re.search(r"[1-9]\d* of \d+ are drifting away", said)


@pytest.mark.parametrize("page", [SOURCE / "docs" / "python.md", SOURCE / "README.md"], ids=lambda page: page.name)
def test_examples_of_the_documentation_run(page, tmp_path):
    code = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    assert code
    run("-c", "\n".join(code), folder=tmp_path)


def test_the_stubs_are_fresh(tmp_path):
    written = tmp_path / "__init__.pyi"
    run(SOURCE / "bindings" / "python" / "stubs" / "write_stubs.py", written, folder=tmp_path)
    committed = SOURCE / "bindings" / "python" / "rapport" / "__init__.pyi"
    assert written.read_text() == committed.read_text(), "the stubs are stale: run ./dev regenerate and commit them"


def test_mypy_and_stubtest(tmp_path):
    pytest.importorskip("mypy")
    run("-m", "mypy", "--strict", "-p", "rapport", folder=tmp_path)
    run("-m", "mypy", "--strict", EXAMPLES / "help_desk.py", EXAMPLES / "drifting.py", folder=tmp_path)
    allowed = Path(__file__).parent / "stubtest_allowed.txt"
    run("-m", "mypy.stubtest", "--allowlist", allowed, "rapport", folder=tmp_path)


def test_a_wrong_use_is_seen_by_mypy(tmp_path):
    (tmp_path / "use.py").write_text(
        "import rapport\n"
        "acme = rapport.Customer(name='Acme')\n"
        "acme.stage = 'commitment'\n"
        "acme.employees = 'many'\n"
        "name: str = acme.name\n"
        "owner: int = acme.owner\n"
        "condition = (rapport.Customer.stage == 'commitment') & (rapport.Customer.employees > 5)\n"
        "with rapport.open(None) as book:\n"
        "    found: rapport.Customer = book.customers.get(acme.id)\n"
        "    book.customers.get(5)\n"
        "    book.lifecycle.move(acme, 'awareness', reason='asked')\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, "-m", "mypy", "use.py"], cwd=tmp_path, capture_output=True, text=True)
    assert re.findall(r"use.py:(\d+): error", done.stdout) == ["4", "6", "10"], done.stdout
