"""The command line as people run it: real processes, their status, what they print and where."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest

from palabre.cli import main
from palabre.minutes.imports.tests.documents import a_docx, a_scan
from palabre.refusal import Refusal
from tests.lengths import short_by

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "src/palabre/pure/minutes/minutes.schema.json").read_text(encoding="utf-8"))
MINUTES = (
    "# Réunion du verger\n\n6 octobre 2020\n\nPrésents : Odile Ferrand, Basile Roux\n\nÀ faire :\n- tailler (Odile)\n"
)


def palabre(*arguments: str | bytes, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "palabre.cli", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=ROOT / "src", check=False)


def answer(*arguments: str | bytes, stdin: bytes = b"") -> object:
    done = palabre(*arguments, stdin=stdin)
    assert (done.returncode, done.stderr) == (0, b"")
    return json.loads(done.stdout)


def refusal(*arguments: str, stdin: bytes = b"") -> str:
    done = palabre(*arguments, stdin=stdin)
    assert (done.returncode, done.stdout) == (2, b"")
    [line] = done.stderr.decode().splitlines()
    return line


def test_dates_are_printed_with_their_place_in_the_text() -> None:
    [found] = answer("dates", "RDV jeudi 15 à 14h, salle 3", "--on", "2020-09-29")

    assert found == {
        "text": "jeudi 15 à 14h",
        "start": 4,
        "end": 18,
        "kind": "datetime",
        "value": "2020-10-15T14:00",
        "until": None,
        "rrule": None,
        "ambiguous": False,
    }


def test_the_words_of_an_old_terminal_are_read_too() -> None:
    [found] = answer("dates", "le 3 février 2021".encode("latin-1"), "--on", "2020-09-29")

    assert (found["text"], found["value"]) == ("le 3 février 2021", "2021-02-03")


@pytest.mark.parametrize("encoding", short_by(["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"], ["utf-16"]))
def test_minutes_in_any_usual_alphabet_fit_the_schema(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "cr.md"
    path.write_bytes(MINUTES.encode(encoding))

    found = answer("minutes", str(path))

    jsonschema.validate(found, SCHEMA)
    assert found["date"] == "2020-10-06"
    assert [one["name"] for one in found["participants"]] == ["Odile Ferrand", "Basile Roux"]


def test_minutes_come_from_the_standard_input_as_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "cr.md"
    path.write_text(MINUTES, encoding="utf-8")

    assert answer("minutes", "-", "--locale", "fr", stdin=MINUTES.encode()) == answer("minutes", str(path))


def test_close_texts_come_with_the_ids_they_were_given() -> None:
    texts = [
        {"id": 1, "text": "Partager le verger du quartier"},
        {"id": "b", "text": "Un verger à partager dans le quartier"},
        {"id": "c", "text": "La toiture de l’école"},
    ]

    [pair] = answer("affinity", "-", "--top", "1", stdin=json.dumps(texts).encode())

    assert sorted(pair) == ["a", "b", "score", "shared"]
    assert {pair["a"], pair["b"]} == {1, "b"}


BAD_FILES = {
    "absent": (None, "n’existe pas"),
    "empty": (b" \n", "est vide"),
    "binary": (bytes(range(256)) * 9, "n’est pas du texte"),
    "null": (b"Presents : Odile\0", "n’est pas du texte"),
    "pdf": (b"%PDF-1.7\n", "est un PDF"),
    "huge": (b"a" * 2_000_001, "dépasse 2 Mo"),
}


@pytest.mark.parametrize("name", short_by(BAD_FILES, ["pdf"]))
def test_what_is_no_text_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    content, sentence = BAD_FILES[name]
    path = tmp_path / "cr.md"
    if content is not None:
        path.write_bytes(content)

    assert sentence in refusal("minutes", str(path))


def test_a_document_gives_the_same_minutes_as_its_text(tmp_path: Path) -> None:
    path = tmp_path / "cr.docx"
    path.write_bytes(a_docx("Présents : Inès Courtois, Zoé Le Du"))

    read = answer("minutes", str(path), "--on", "2020-10-09")

    assert read == answer("minutes", "-", "--on", "2020-10-09", stdin="Présents : Inès Courtois, Zoé Le Du".encode())
    assert [person["name"] for person in read["participants"]] == ["Inès Courtois", "Zoé Le Du"]


BAD_DOCUMENTS = {
    "broken": ("cr.docx", b"not a zip", "ne peut pas être lu : abîmé, protégé, ou d’un autre format."),
    "scan": ("cr.pdf", a_scan(), "ne contient que des images de pages ; donnez le document d’origine."),
    "huge": ("cr.odt", b"a" * 10_000_001, "dépasse 10 Mo ; donnez un compte rendu à la fois."),
    "absent": ("cr.rtf", None, "n’existe pas."),
}


@pytest.mark.parametrize("kind", short_by(BAD_DOCUMENTS, ["scan"]))
def test_a_document_that_cannot_be_read_is_refused_in_one_line(tmp_path: Path, kind: str) -> None:
    name, content, sentence = BAD_DOCUMENTS[kind]
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    assert refusal("minutes", str(path)).endswith(sentence)


def test_a_folder_is_refused_by_every_command(tmp_path: Path) -> None:
    lines = [refusal(command, str(tmp_path)) for command in ("minutes", "affinity")]

    assert lines == [
        f"palabre {command} : « {tmp_path} » est un dossier ; donnez un fichier de texte."
        for command in ("minutes", "affinity")
    ]


BAD_TEXTS = {
    '[{"id": "a"}': "ce n’est pas du JSON, ligne 1, colonne 13.",
    "[" * 100_000: "ce n’est pas du JSON.",
    '{"id": "a"}': '$ : une liste de {"id", "text"} est attendue.',
    '[{"id": "a", "text": "x"}, 3]': '$[1] : un objet {"id", "text"} est attendu.',
    '[{"id": null, "text": "x"}]': "$[0].id : un texte ou un nombre entier est attendu.",
    '[{"id": "a", "text": 3}]': "$[0].text : un texte est attendu.",
    '[{"id": 1, "text": "x"}, {"id": "1", "text": "y"}]': "$[1].id : « 1 » est déjà pris.",
}


@pytest.mark.parametrize("number", short_by(range(len(BAD_TEXTS)), [0]))
def test_texts_that_fail_their_shape_say_where(number: int) -> None:
    given, sentence = [*BAD_TEXTS.items()][number]
    assert refusal("affinity", "-", stdin=given.encode()) == f"palabre affinity : {sentence}"


@pytest.mark.parametrize(
    "arguments",
    short_by([["dates", "demain", "--on", "2020-13-45"], ["dates"], ["dance"], [], ["minutes", "x", "--loud"]], [[]]),
)
def test_a_command_that_is_not_understood_is_refused_in_one_line(arguments: list[str]) -> None:
    assert refusal(*arguments).endswith(" --help)")


def test_no_django_is_loaded_before_it_is_needed() -> None:
    code = "import sys; from palabre.cli import main; main(sys.argv[1:]); sys.exit('django' in sys.modules)"
    runs = [["dates", "demain"], ["minutes", "-"], ["affinity", "-"]]
    given = [b"", MINUTES.encode(), b"[]"]

    done = [
        subprocess.run(
            [sys.executable, "-c", code, *run], input=stdin, capture_output=True, cwd=ROOT / "src", check=False
        )
        for run, stdin in zip(runs, given)
    ]

    assert [one.returncode for one in done] == [0, 0, 0]


def test_the_management_commands_of_django_are_behind_manage() -> None:
    done = palabre("manage", "version")

    assert (done.returncode, done.stdout.startswith(b"6.")) == (0, True)


def an_import(monkeypatch: pytest.MonkeyPatch, act: object) -> list[str]:
    """The arguments of an import whose act is another: what it does is tested in its slice."""
    monkeypatch.setitem(sys.modules, "palabre.minutes.import_command", SimpleNamespace(import_minutes=act))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(MINUTES.encode())))
    return ["import", "minutes", "-", "--space", "verger"]


@pytest.mark.parametrize(
    ("asked", "really", "corrects"),
    [([], False, None), (["--yes"], True, None), (["--yes", "--correct"], True, True), (["--another"], False, False)],
)
def test_an_import_creates_nothing_without_yes(asked, really, corrects, monkeypatch, capfdbinary) -> None:
    arguments = an_import(monkeypatch, lambda text, **options: options | {"read": text == MINUTES})

    main([*arguments, *asked])

    said = {"space_slug": "verger", "really": really, "corrects": corrects, "read": True}
    assert json.loads(capfdbinary.readouterr().out) == said


def test_a_refused_import_says_why_in_one_line(monkeypatch: pytest.MonkeyPatch, capfd) -> None:
    def refuse(text: str, **options: object) -> None:
        raise Refusal("Cet espace est fermé.", instead="Demandez à Odile.")

    status = main(an_import(monkeypatch, refuse))

    assert (status, *capfd.readouterr()) == (
        2,
        "",
        "palabre import minutes : Cet espace est fermé. Demandez à Odile.\n",
    )
