"""The command line: `palabre minutes`, `dates`, `affinity`, `import minutes`, `backup`, `restore`, `export`, `manage`.

Stdout holds JSON only; exit status 0, or 2 with one line on stderr for an input that cannot be read. Each engine is
imported on demand, so that the help or a date does not load Django: hence the late imports of this file. The clock is
read here and nowhere below.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from palabre.refusal import Refusal

MOST_BYTES = 2_000_000  # a very long meeting is 100 KB
MOST_DOCUMENT_BYTES = 10_000_000  # a document holds pictures too
STDIN = "-"
NOT_TEXT = {b"%PDF": "un PDF", b"PK\x03\x04": "un document Word, LibreOffice ou une archive", b"\x89PNG": "une image"}


class BadInput(Exception):
    """The input cannot be read: one sentence for the user."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["manage"]:
        return manage(given[1:])
    options = command_line().parse_args(given)
    try:
        return print_json(options.run(options))
    except (BadInput, Refusal) as no:
        return refuse(options.said, str(no))
    except KeyboardInterrupt:
        return 130


def minutes(options: argparse.Namespace) -> object:
    """Return the parsed minutes, in the shape of `minutes.schema.json`."""
    text = read_document_argument(options.file)
    from palabre.pure.minutes import as_json, read_minutes  # on demand: quick to start

    return as_json(read_minutes(text, on=options.on or date.today(), locale=options.locale))


def dates(options: argparse.Namespace) -> object:
    """Return every date of an expression, with its position in the text."""
    text = read_text_argument(STDIN) if options.text == STDIN else decoded(os.fsencode(options.text), "le texte")
    from palabre.pure.dates import find_dates  # on demand: quick to start

    found = find_dates(text, on=options.on or date.today(), locale=options.locale or "fr")
    return [{name: getattr(one, name) for name in one.__slots__} for one in found]


def affinity(options: argparse.Namespace) -> object:
    """Return the pairs of similar texts, most similar first."""
    named = named_texts(read_text_argument(options.file))
    from palabre.pure.affinity import closest  # on demand: quick to start

    pairs = closest([(str(name), text) for name, text in named], top=options.top)
    given = {str(name): name for name, _ in named}
    return [{"a": given[p.a], "b": given[p.b], "score": p.score, "shared": list(p.shared)} for p in pairs]


def import_(options: argparse.Namespace) -> object:
    """Return what importing minutes into a space creates, or would create without --yes."""
    text = read_document_argument(options.file)
    set_django_up()
    from django.db import DatabaseError  # on demand: no Django before

    from palabre.minutes.import_command import import_minutes  # on demand: no Django before

    try:
        return import_minutes(text, space_slug=options.space, really=options.yes, corrects=options.corrects)
    except DatabaseError as fault:
        said = f"la base de données ne répond pas comme prévu ({fault}) ; lancez d’abord ./start."
        raise BadInput(said) from fault


def later(module: str, name: str) -> Callable[[argparse.Namespace], object]:
    """Return a function that runs a slice's command, loading Django when it is called."""

    def run(options: argparse.Namespace) -> object:
        set_django_up()
        return getattr(import_module(f"palabre.{module}"), name)(options)

    return run


def manage(arguments: list[str]) -> int:
    """Run Django's management commands: `palabre manage migrate`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palabre.settings")
    from django.core.management import execute_from_command_line  # on demand: no Django before

    execute_from_command_line(["palabre manage", *arguments])
    return 0


def set_django_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palabre.settings")
    import django  # on demand: no Django before

    django.setup()


# Input


def read_document_argument(name: str) -> str:
    """Return the text of a file, converted as an uploaded one where its name says so, or of the standard input."""
    from palabre.minutes.imports.document_conversion import READERS  # on demand: quick to start

    kind = Path(name).suffix.lower()
    return converted(name, kind) if name != STDIN and kind in READERS else read_text_argument(name)


def converted(name: str, kind: str) -> str:
    """Have a child process read the document, with the bounds of uploads."""
    said = f"le fichier « {name} »"
    content = read_bytes(name, said, MOST_DOCUMENT_BYTES)
    if len(content) > MOST_DOCUMENT_BYTES:
        raise BadInput(f"{said} dépasse {MOST_DOCUMENT_BYTES // 1_000_000} Mo ; donnez un compte rendu à la fois.")
    from palabre.minutes.imports import document_conversion  # on demand: quick to start
    from palabre.web.sandbox import STOPPED, run_apart  # on demand: loads a part of Django

    status, text = run_apart(document_conversion, kind, content)
    if status == document_conversion.SCAN:
        raise BadInput(f"{said} ne contient que des images de pages ; donnez le document d’origine.")
    if status in STOPPED:
        raise BadInput(f"{said} prend trop de temps à lire : il est lourd, ou la machine est très occupée.")
    if status != 0 or not text.strip():
        raise BadInput(f"{said} ne peut pas être lu : abîmé, protégé, ou d’un autre format.")
    return text.decode("utf-8", "replace")


def read_text_argument(name: str) -> str:
    """Return the text of a file, or of the standard input."""
    said = "l’entrée standard" if name == STDIN else f"le fichier « {name} »"
    return decoded(read_bytes(name, said, MOST_BYTES), said)


def read_bytes(name: str, said: str, most: int) -> bytes:
    """Return at most one byte more than `most`."""
    try:
        return read_from(sys.stdin.buffer, most) if name == STDIN else opened(name, most)
    except FileNotFoundError as fault:
        raise BadInput(f"{said} n’existe pas.") from fault
    except IsADirectoryError as fault:
        raise BadInput(f"« {name} » est un dossier ; donnez un fichier de texte.") from fault
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise BadInput(f"{said} ne peut pas être lu ({reason}).") from fault


def opened(name: str, most: int) -> bytes:
    with Path(name).open("rb") as stream:
        return read_from(stream, most)


def read_from(stream: BinaryIO, most: int) -> bytes:
    return stream.read(most + 1)


def decoded(content: bytes, said: str) -> str:
    """Return the bytes as text. Raise BadInput when they are empty, too many, or not text."""
    from palabre.pure.decoded_text import decode  # on demand: quick to start

    if len(content) > MOST_BYTES:
        raise BadInput(f"{said} dépasse {MOST_BYTES // 1_000_000} Mo ; donnez un compte rendu à la fois.")
    for mark, what in NOT_TEXT.items():
        if content.startswith(mark):
            raise BadInput(f"{said} est {what} ; donnez du texte ou du Markdown.")
    try:
        text = decode(content)
    except ValueError as fault:
        raise BadInput(f"{said} n’est pas du texte.") from fault
    if "\0" in text:
        raise BadInput(f"{said} n’est pas du texte (octet nul).")
    if not text.strip():
        raise BadInput(f"{said} est vide.")
    return text


def named_texts(text: str) -> list[tuple[str | int, str]]:
    """Return a list of {"id", "text"}, validated: the error says where it fails."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as fault:
        place = f", ligne {fault.lineno}, colonne {fault.colno}" if isinstance(fault, json.JSONDecodeError) else ""
        raise BadInput(f"ce n’est pas du JSON{place}.") from fault
    if not isinstance(rows, list):
        raise BadInput('$ : une liste de {"id", "text"} est attendue.')
    named = [named_text(row, f"$[{place}]") for place, row in enumerate(rows)]
    seen: set[str] = set()
    for index, (name, _) in enumerate(named):
        if str(name) in seen:
            raise BadInput(f"$[{index}].id : « {name} » est déjà pris.")
        seen.add(str(name))
    return named


def named_text(row: object, where: str) -> tuple[str | int, str]:
    if not isinstance(row, dict):
        raise BadInput(f'{where} : un objet {{"id", "text"}} est attendu.')
    name, text = row.get("id"), row.get("text")
    if isinstance(name, bool) or not isinstance(name, str | int):
        raise BadInput(f"{where}.id : un texte ou un nombre entier est attendu.")
    if not isinstance(text, str):
        raise BadInput(f"{where}.text : un texte est attendu.")
    return name, text


def a_day(said: str) -> date:
    """Parse a day given as YYYY-MM-DD."""
    try:
        if re.fullmatch(r"[12]\d{3}-\d\d-\d\d", said):
            return date.fromisoformat(said)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"« {said} » n’est pas un jour de la forme AAAA-MM-JJ")


def a_number(said: str) -> int:
    """Parse a number of 1 or more."""
    if re.fullmatch(r"[1-9]\d{0,5}", said):
        return int(said)
    raise argparse.ArgumentTypeError(f"« {said} » n’est pas un nombre de 1 à 999999")


# Output


def print_json(answer: object) -> int:
    """Print JSON, in UTF-8 whatever the terminal; what UTF-8 cannot encode is escaped."""
    printed = json.dumps(answer, ensure_ascii=False, indent=1, default=str) + "\n"
    try:
        sys.stdout.buffer.write(printed.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader (head, less) closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def refuse(command: str, sentence: str) -> int:
    """Print an error in one line on stderr."""
    line = " ".join(sentence.split())
    print(f"{command} : {line}".encode("utf-8", "backslashreplace").decode(), file=sys.stderr)
    return 2


# Commands


class Parser(argparse.ArgumentParser):
    """argparse with French headings and one-line errors."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title = "ce que l’on donne"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="montrer cette aide / show this help")

    def error(self, message: str) -> NoReturn:
        for english, french in COMPLAINTS.items():
            message = re.sub(english, french, message)
        sys.exit(refuse(self.prog, f"{message} (aide : {self.prog} --help)"))


COMPLAINTS = {
    r"the following arguments are required: ": "il manque ",
    r"unrecognized arguments: ": "options inconnues : ",
    r"^argument ([^:]+): ": r"\1 : ",
    r"expected one argument": "une valeur est attendue",
    r"invalid choice: (.+) \(choose from (.+)\)": r"\1 n’est pas connu ; à choisir parmi \2",
}


def command_line() -> Parser:
    """Return the parser of all commands, with their help."""
    parser = Parser(
        prog="palabre",
        description="Lit des comptes rendus, des dates, des affinités. / Reads minutes, dates, affinities.",
        epilog="palabre manage COMMANDE : les commandes de Django / Django's management commands",
    )
    commands = parser.add_subparsers(title="commandes", metavar="COMMANDE", required=True)
    asked = command(commands, "minutes", minutes, "lire un compte rendu / read minutes")
    asked.add_argument(
        "file",
        metavar="FILE",
        help="Markdown, texte ou document ; - pour l’entrée standard / or stdin",
    )
    add_day_and_locale(asked)
    asked = command(commands, "dates", dates, "trouver les dates d’un texte / find the dates of a text")
    asked.add_argument("text", metavar="TEXT", help="une expression ou une phrase ; - pour l’entrée standard")
    add_day_and_locale(asked)
    asked = command(commands, "affinity", affinity, "rapprocher des textes / bring texts together")
    asked.add_argument("file", metavar="FILE", help='JSON : [{"id", "text"}] ; - pour l’entrée standard')
    asked.add_argument("--top", type=a_number, metavar="N", help="les N plus proches / the N closest")
    add_import(commands)
    add_server(commands)
    return parser


def add_server(commands: Any) -> None:
    asked = command(
        commands, "backup", later("upkeep.backups.copy_command", "backup"), "copier toutes les données / copy all data"
    )
    asked.add_argument("--to", type=Path, metavar="FOLDER", help="ailleurs que dans les données / in another folder")
    asked = command(
        commands,
        "restore",
        later("upkeep.backups.copy_command", "restore_command"),
        "reprendre une copie / bring one back",
    )
    asked.add_argument("file", type=Path, metavar="FILE", help="palabre-….tar.gz")
    asked.add_argument("--yes", action="store_true", help="remplacer vraiment / really replace")
    leaving = "ne pas retirer de nouveau le nom de ce numéro / do not remove this name again"
    asked.add_argument("--leave-out", type=int, action="append", default=[], metavar="NUMBER", help=leaving)
    closing = "fermer liens, agendas et appareils connus / close links, calendars and known devices"
    asked.add_argument("--close-links", action="store_true", help=closing)
    asked = command(
        commands,
        "export",
        later("home.archive.export_command", "export_space"),
        "emporter un espace / take a space away",
    )
    asked.add_argument("space", metavar="SPACE", help="l’adresse de l’espace / its address")
    asked.add_argument("--to", type=Path, metavar="FILE", help="le fichier à écrire ; sinon SPACE.zip / the file")


def add_import(commands: Any) -> None:
    imports = commands.add_parser("import", help="importer dans un espace / import into a space")
    kinds = imports.add_subparsers(title="ce qui s’importe", metavar="QUOI", required=True)
    asked = command(kinds, "minutes", import_, "importer un compte rendu / import minutes")
    asked.add_argument("file", metavar="FILE", help="Markdown, texte ou document ; - pour l’entrée standard")
    asked.add_argument("--space", required=True, metavar="SLUG", help="l’espace qui reçoit / the space that receives")
    asked.add_argument("--yes", action="store_true", help="créer vraiment / really create")
    alike = asked.add_mutually_exclusive_group()
    correcting = "corriger le compte rendu auquel il ressemble / correct the minutes that it looks like"
    alike.add_argument("--correct", dest="corrects", action="store_true", default=None, help=correcting)
    another = "c’est une autre réunion / it is another meeting"
    alike.add_argument("--another", dest="corrects", action="store_false", default=None, help=another)


def command(commands: Any, name: str, run: Callable[[argparse.Namespace], object], help_: str) -> Parser:
    parser: Parser = commands.add_parser(name, help=help_, description=help_)
    parser.set_defaults(run=run, said=parser.prog)
    return parser


def add_day_and_locale(parser: Parser) -> None:
    parser.add_argument(
        "--on", type=a_day, metavar="AAAA-MM-JJ", help="le jour où c’est dit ; sinon aujourd’hui / today"
    )
    parser.add_argument("--locale", choices=["fr", "en"], help="la langue du texte / its language")


if __name__ == "__main__":
    sys.exit(main())
