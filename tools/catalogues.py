"""Translations without the gettext system package. English is the source language; each slice has a French catalogue.

    tools/catalogues.py extract    brings each django.po in step with its slice: keeps, adds, drops; sorted, no dates
    tools/catalogues.py compile    writes each django.mo from its django.po, with French typography
    tools/catalogues.py check      one list of what is missing, empty, fuzzy, out of step or ill-formed; status 1 if any

A string of several slices stands in the catalogue of each, with the same translation: Django reads them as one. A
string that moves from a slice to another takes its translation along.
Run it with the checkout's Python: it needs Babel and Django, and no settings.
"""

import argparse
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools import catalogue_typography as typography
from tools.catalogue_typography import PLACEHOLDER

SOURCES = Path(__file__).resolve().parent.parent / "src" / "palabre"
CATALOGUE = Path("locale", "fr", "LC_MESSAGES", "django.po")
TEMPLATE_ENDINGS = {".html", ".txt", ".md", ".svg", ".xml"}
SET_APART = {"tests", "migrations", "static", "__pycache__"}

# Which arguments hold the words: the form that Babel expects, "c" for a context.
SIMPLE, PLURAL, IN_CONTEXT, PLURAL_IN_CONTEXT = (1,), (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"], SIMPLE),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], PLURAL),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], IN_CONTEXT),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], PLURAL_IN_CONTEXT),
}

FRENCH_LETTERS = re.compile(r"\w*[àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛÜŒÆ]\w*|[«»]")
FRENCH_WORDS = {"le", "les", "des", "une", "du", "nous", "vous", "pour", "avec", "dans", "est", "et", "pas", "sur"}
WORDS_OF_BOTH = {"café", "cafés"}
MIDPOINT = re.compile(r"\w[·•‧]\w")

Key = tuple[str | None, str]


@dataclass
class Source:
    """One string of the sources: its plural if it has one, the files where it stands, what translators are told."""

    plural: str | None = None
    files: set[str] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)


class BareCatalogue(Catalog):
    """A catalogue whose header holds no date, no author and no version, so that two runs write the same bytes."""

    @property
    def mime_headers(self):
        return [
            ("Language", "fr"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", "nplurals=2; plural=(n > 1);"),
        ]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("act", choices=["extract", "compile", "check"])
    parser.add_argument("--sources", type=Path, default=SOURCES, help="the folder to read (src/palabre)")
    options = parser.parse_args(arguments)
    acts = {"extract": extract, "compile": compile_, "check": check}
    return acts[options.act](options.sources)


def extract(sources: Path) -> int:
    """Write each catalogue anew from its slice, with the translations that any of them already holds."""
    before = read_all(sources)
    elsewhere = {key: message for known in before.values() for key, message in known_by_key(known).items()}
    found = by_folder(found_in(sources))
    for folder in before.keys() - found.keys():
        for ending in (".po", ".mo"):
            (sources / folder / CATALOGUE).with_suffix(ending).unlink(missing_ok=True)
    for folder, here in sorted(found.items()):
        fresh = merged(here, elsewhere | known_by_key(before.get(folder, empty_catalogue())))
        path = sources / folder / CATALOGUE
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(fresh))
        untranslated = sum(1 for message in entries(fresh) if not all(strings(message)))
        print(f"{len(entries(fresh))} entries, {untranslated} to translate: {path}")
    return 0


def compile_(sources: Path) -> int:
    """Write a django.mo beside each django.po."""
    for folder, catalogue in read_all(sources).items():
        path = (sources / folder / CATALOGUE).with_suffix(".mo")
        path.write_bytes(as_mo(catalogue))
        print(f"compiled: {path}")
    return 0


def check(sources: Path) -> int:
    """Print every problem, one a line; 1 if there is any."""
    problems = problems_of(sources)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def problems_of(sources: Path) -> list[str]:
    """Return what keeps the catalogues from being complete, right, and in step with their slice and with their .mo."""
    found, known = found_in(sources), read_all(sources)
    problems = [problem for key in sorted(found, key=order) for problem in source_problems(key, found[key])]
    problems += set_twice(sources) + on_screens_and_in_texts(found, known)
    parts = by_folder(found)
    for folder in sorted(parts.keys() | known.keys()):
        problems += catalogue_problems(sources / folder / CATALOGUE, parts.get(folder, {}))
    return problems + differing(known)


def catalogue_problems(path: Path, found: dict[Key, Source]) -> list[str]:
    known = read(path)
    problems = step_problems(found, known)
    for message in entries(known):
        problems += entry_problems(message)
    shown_path = "/".join(path.parts[-5:])
    if not problems and path.exists() and path.read_bytes() != as_po(merged(found, known_by_key(known))):
        problems.append(f"{shown_path} is not as extract writes it: run extract")
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != as_mo(known):
        problems.append(f"{shown_path}: django.mo is out of date: run compile")
    return problems


def differing(known: dict[str, BareCatalogue]) -> list[str]:
    """Find the strings that two catalogues translate differently: the reader would see one of them at random."""
    texts: dict[Key, dict[tuple[str, ...], str]] = defaultdict(dict)
    for folder, catalogue in sorted(known.items()):
        for message in entries(catalogue):
            texts[key_of(message)].setdefault(tuple(strings(message)), folder or "the package")
    return [
        f"translated differently in {' and '.join(several.values())}: {shown(key)}"
        for key, several in sorted(texts.items(), key=lambda item: order(item[0]))
        if len(several) > 1
    ]


def source_problems(key: Key, source: Source) -> list[str]:
    french = sorted({word for text in (key[1], source.plural or "") for word in french_words(text)})
    where = ", ".join(sorted(source.files))
    return [f"looks French in the sources ({', '.join(french)}): {shown(key)} in {where}"] if french else []


def on_screens_and_in_texts(found: dict[Key, Source], known: dict[str, BareCatalogue]) -> list[str]:
    """Find the strings that would be compiled in two ways: those of a text need a context of their own."""
    french = {key_of(message): strings(message) for catalogue in known.values() for message in entries(catalogue)}
    return [
        f"on screens and in texts that people change, give it a context (pgettext): {shown(key)} in {', '.join(both)}"
        for key in sorted(found, key=order)
        if not typography.PLAIN.isdisjoint(both := sorted(found[key].files))
        and not typography.PLAIN.issuperset(both)
        and any(typography.set_type(words) != words for words in french.get(key, ()))
    ]


def set_twice(sources: Path) -> list[str]:
    """Find the templates that set the typography of translations while they are shown."""
    return [
        f"{path.relative_to(sources)}: {{% filter typeset %}}: translations are set when they are compiled, "
        "what people typed by {{ …|typeset }}"
        for ending in sorted(TEMPLATE_ENDINGS)
        for path in sorted(sources.glob(f"**/templates/**/*{ending}"))
        if "{% filter typeset" in path.read_text(encoding="utf-8")
    ]


def french_words(text: str) -> list[str]:
    """What shows that a source string is not English; a name inside a sentence may well bear an accent."""
    accented = [
        match.group()
        for match in FRENCH_LETTERS.finditer(text)
        if match.group().lower() not in WORDS_OF_BOTH and not (match.start() and match.group()[0].isupper())
    ]
    small = FRENCH_WORDS & set(re.findall(r"\w+", text.lower()))
    return accented + sorted(small if len(small) > 1 else ())


def step_problems(found: dict[Key, Source], known: Catalog) -> list[str]:
    listed = known_by_key(known)
    missing = [f"missing, run extract: {shown(key)}" for key in sorted(found.keys() - listed.keys(), key=order)]
    obsolete = [f"obsolete, run extract: {shown(key)}" for key in sorted(listed.keys() - found.keys(), key=order)]
    changed = [
        f"plural changed, run extract: {shown(key)}"
        for key in sorted(found.keys() & listed.keys(), key=order)
        if found[key].plural != ids(listed[key])[1]
    ]
    return missing + obsolete + changed


def entry_problems(message: Message) -> list[str]:
    name = shown(key_of(message))
    if not any(strings(message)):
        return [f"empty: {name}"]
    if not all(strings(message)) or (ids(message)[1] and len(strings(message)) < 2):
        return [f"plural missing: {name}"]
    problems = [f"fuzzy: {name}"] if message.fuzzy else []
    problems += [f"midpoint spelling: {name}" for text in strings(message) if MIDPOINT.search(text)]
    return problems + placeholder_problems(message, name)


def placeholder_problems(message: Message, name: str) -> list[str]:
    """The last form bears the placeholders of the source; the one for « 0 or 1 » may leave some out (« une »)."""
    singular, plural = ids(message)
    allowed = set(PLACEHOLDER.findall(singular)) | set(PLACEHOLDER.findall(plural or ""))
    required = set(PLACEHOLDER.findall(plural or singular))
    last = set(PLACEHOLDER.findall(strings(message)[-1]))
    used = {one for text in strings(message) for one in PLACEHOLDER.findall(text)}
    wrong = (required - last) | (used - allowed)
    return [f"placeholders differ ({', '.join(sorted(wrong))}): {name}"] if wrong else []


def found_in(sources: Path) -> dict[Key, Source]:
    """Every translatable string under a folder, from its Python files and from its templates."""
    found: dict[Key, Source] = defaultdict(Source)
    for path in sorted(sources.rglob("*")):
        inside = path.relative_to(sources)
        if path.is_file() and SET_APART.isdisjoint(inside.parts):
            for name, texts, comments in calls_in(path, inside):
                add(found, name, texts, comments, str(inside))
    return dict(found)


def calls_in(path: Path, inside: Path):
    """(keyword, its literal arguments, comments for translators) of each call in a Python file or a template."""
    if path.suffix == ".py":
        code = path.read_text(encoding="utf-8")
    elif path.suffix in TEMPLATE_ENDINGS and "templates" in inside.parts:
        # Its indentation is the template's: Python's tokeniser must not see it.
        templated = templatize(path.read_text(encoding="utf-8"), origin=str(inside))
        code = "\n".join(line.strip() for line in templated.splitlines())
    else:
        return
    for _, name, texts, comments in extract_python(BytesIO(code.encode()), KEYWORDS, ["Translators:"], {}):
        yield name, texts if isinstance(texts, tuple) else (texts,), comments


def add(found: dict[Key, Source], name: str, texts: tuple, comments: list[str], file: str) -> None:
    places = KEYWORDS[name]
    wanted = [texts[place[0] - 1 if isinstance(place, tuple) else place - 1] for place in places if fits(place, texts)]
    if len(wanted) < len(places) or not all(wanted):
        return  # a variable, or nothing, where words are expected
    context = wanted.pop(0) if isinstance(places[0], tuple) else None
    source = found[context, wanted[0]]
    source.plural = wanted[1] if len(wanted) > 1 else source.plural
    source.files.add(file)
    source.comments.update(comments)


def fits(place: int | tuple[int, str], texts: tuple) -> bool:
    return (place[0] if isinstance(place, tuple) else place) <= len(texts)


def by_folder(found: dict[Key, Source]) -> dict[str, dict[Key, Source]]:
    """Return the strings of each slice; "" holds those of the files that are in none."""
    parts: dict[str, dict[Key, Source]] = defaultdict(dict)
    for key, source in found.items():
        for file in source.files:
            folder = folder_of(file)
            here = {name for name in source.files if folder_of(name) == folder}
            parts[folder][key] = Source(source.plural, here, source.comments)
    return dict(parts)


def folder_of(file: str) -> str:
    return Path(file).parts[0] if len(Path(file).parts) > 1 else ""


def merged(found: dict[Key, Source], before: dict[Key, Message]) -> BareCatalogue:
    """A catalogue of what is found, each with the translation that is known for it."""
    fresh = empty_catalogue()
    for key in sorted(found, key=order):
        source, old = found[key], before.get(key)
        fresh.add(
            (key[1], source.plural) if source.plural else key[1],
            kept(old, plural=bool(source.plural)),
            locations=[(file, 1) for file in sorted(source.files)],
            flags={"fuzzy"} if old and old.fuzzy else set(),
            auto_comments=sorted(source.comments),
            user_comments=old.user_comments if old else [],
            context=key[0],
        )
    return fresh


def kept(old: Message | None, *, plural: bool) -> str | tuple[str, str]:
    """What is known of an entry; a text that has become plural, or singular again, keeps what still serves."""
    forms = strings(old) if old else [""]
    if plural:
        return (forms[0], forms[1] if len(forms) > 1 else "")
    return forms[0] if old and len(forms) == 1 else ""


def read_all(sources: Path) -> dict[str, BareCatalogue]:
    """Return the catalogues that are there, by slice; "" is that of the whole package."""
    folders = [sources, *sorted(path for path in sources.iterdir() if path.is_dir() and path.name != "locale")]
    found = {folder: folder / CATALOGUE for folder in folders if (folder / CATALOGUE).exists()}
    return {folder.relative_to(sources).as_posix().strip("."): read(path) for folder, path in found.items()}


def known_by_key(catalogue: Catalog) -> dict[Key, Message]:
    return {key_of(message): message for message in entries(catalogue)}


def read(path: Path) -> BareCatalogue:
    """The catalogue at a path, an empty one if nothing is there; obsolete entries are dropped."""
    catalogue = empty_catalogue()
    if path.exists():
        with path.open("rb") as file:
            for message in entries(read_po(file, locale="fr")):
                catalogue[message.id] = message
    return catalogue


def empty_catalogue() -> BareCatalogue:
    comment = "# French translations of Palabre. Written by tools/catalogues.py extract; translate here, then compile."
    return BareCatalogue(locale="fr", fuzzy=False, header_comment=comment)


def as_po(catalogue: Catalog) -> bytes:
    buffer = BytesIO()
    write_po(buffer, catalogue, width=0, include_lineno=False)
    return buffer.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """Return the compiled catalogue: the words of screens have their spaces, apostrophes and ellipses set."""
    typeset, buffer = empty_catalogue(), BytesIO()
    for message in entries(catalogue):
        done = message.string
        if typography.is_set(message):
            done = tuple(map(typography.set_type, done)) if isinstance(done, tuple) else typography.set_type(done)
        typeset.add(message.id, done, context=message.context)
    write_mo(buffer, typeset)
    return buffer.getvalue()


def entries(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def key_of(message: Message) -> Key:
    return message.context, ids(message)[0]


def ids(message: Message) -> tuple[str, str | None]:
    return tuple(message.id) if isinstance(message.id, (list, tuple)) else (message.id, None)


def strings(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, (list, tuple)) else [message.string or ""]


def order(key: Key) -> tuple[str, str]:
    return key[1], key[0] or ""


def shown(key: Key) -> str:
    return f"{key[1]!r} ({key[0]})" if key[0] else repr(key[1])


if __name__ == "__main__":
    sys.exit(main())
