"""The count of rows to remove after an import, on an invented text and its annotations."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

TOOL = Path(__file__).resolve().parents[1] / "tools" / "score_imports.py"
SPEC = importlib.util.spec_from_file_location("score_imports_under_test", TOOL)
scorer = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(scorer)

TEXT = """# Réunion du 4 mars 2025

| Nom | Structure |
|---|---|
| Ada Bihan | Ville de Brume / service des eaux |
| Bo Kervran | Foyer rural |

Excusé : Luc Séné (Ferme du lac)

## Actions

- ramoner le four
- couvrir le toit
"""
GOLD = {
    "participants": [{"name": "Ada Bihan", "org": "Ville de Brume"}, {"name": "Zoé Le Du", "org": None}],
    "excused": ["Luc Séné"],
    "agenda": [],
    "decisions": [],
    "tasks": [{"text": "ramoner le four", "owner": None, "due": None, "kind": "stated"}],
}


def test_a_row_that_nobody_annotated_is_one_to_remove(tmp_path, capsys):
    (tmp_path / "one.gold.json").write_text(json.dumps(GOLD))
    (tmp_path / "one.md").write_text(TEXT.replace("| Nom |", "## Présents\n\n| Nom |", 1))

    assert scorer.main([str(tmp_path), "--rows"]) == 0

    told = capsys.readouterr().out
    assert "rows to remove: 3 in 1 texts, 3.00 a text" in told
    assert all(
        words in told for words in ("person: Bo Kervran", "organisation: Foyer rural", "action: couvrir le toit")
    )
    assert "people imported: 1 of 2 (0.50)" in told
