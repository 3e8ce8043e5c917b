"""Statements about a person: the lines of pages that name them, and the words about their roles.

No right follows from a name that a visitor typed. Names given by others open the person's lines in the minutes that
name them by foreign key, whoever may read these. A name typed in a form (`is_typed`) opens lines of pages that they may
read and write anyway; for a guest, only lines in which something tied to them was read, in pages they may read.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import BigIntegerField, Case, Exists, IntegerField, OuterRef, Q, QuerySet, When

from palabre.groups.models import Membership
from palabre.journal.models import Entry, kind_of
from palabre.meetings.models import Meeting, Presence
from palabre.meetings.written.minutes_concern import were_written
from palabre.minutes.models import Import
from palabre.people import hooks
from palabre.people.erasures.name_cleaner import family_of
from palabre.people.models import AudienceKind, Merging, Person, readable
from palabre.people.name_forms import Forms, Searched, forms_of, forms_of_name, lines_naming, names_in
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.pure.french import fold, fold_all
from palabre.pure.minutes.text.wrapped_lines import WholeLines
from palabre.web.prepared_query import prepared
from palabre.wiki.lines.line_edits import bare, sentence_words, signs_of
from palabre.wiki.models import Page, Passage

CONFIRMED = "said.confirmed"
WAS_THERE = (Presence.PRESENT, Presence.NEWS, Presence.FINE)
MOST = 300  # pages searched, imported minutes that name the person first
MOST_HINTS = 100  # words that one query looks for: SQLite refuses a thousand, and twenty long names may be joined
AT_ONCE = 10  # pages whose texts are held together
MOST_SENTENCES = 500  # shown, each with its form; a text may name somebody ten thousand times
MOST_NAMES = 100_000  # names among which those looked for in these sentences are told apart: a hundred of a thousand
MOST_COMPARED = 20_000  # times that a name is looked for in a sentence: half a second
type Whole = tuple[int, int, str]  # first and last lines of a sentence, and its words
LETTERS = re.compile(r"[a-z]{2,}", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Sentence:
    """One line of a page, with those that are one sentence with it, and the heading above it ("" for none).

    `names_others`: removing it would also remove what it says of other persons.
    """

    page: Page
    revision: int
    line: int
    last_line: int
    under: str
    words: str
    is_confirmed: bool
    names_others: bool

    @property
    def first_line(self) -> int:
        return self.line

    @property
    def number(self) -> str:
        """Return its name in a form: "12-3-50" for line 50 of revision 3 of page 12."""
        return f"{self.page.pk}-{self.revision}-{self.line}"


@dataclasses.dataclass(frozen=True, slots=True)
class OfRole:
    """The words of the minutes about one of the person's roles."""

    role: Membership
    is_confirmed: bool

    @property
    def number(self) -> str:
        return f"role-{self.role.pk}"


@dataclasses.dataclass(frozen=True, slots=True)
class PersonStatements:
    """`is_cut`: pages say more of the person than these sentences."""

    sentences: list[Sentence]
    roles: list[OfRole]
    is_cut: bool = False

    def __len__(self) -> int:
        return len(self.sentences) + len(self.roles)


def said_of(person: Person) -> PersonStatements:
    confirmed = set(marks_of(person))
    roles = roles_with_words(person=person.pk)
    sentences, is_cut = sentences_of(person, confirmed)
    return PersonStatements(
        sentences=sentences,
        is_cut=is_cut,
        roles=[OfRole(role, (kind_of(role.group), role.group_id, mark(role.words)) in confirmed) for role in roles],
    )


@prepared(person=BigIntegerField())
def roles_with_words(person: Any) -> QuerySet[Membership]:
    return Membership.objects.filter(person=person).exclude(words="").select_related("group").order_by("pk")


def sentences_of(person: Person, confirmed: set[tuple[str, int, str]]) -> tuple[list[Sentence], bool]:
    """Return the first sentences about the person, and whether there are more."""
    rights = Rights.of(person)
    found = list(islice(lines_about(rights), MOST_SENTENCES + 1))
    is_cut = len(found) > MOST_SENTENCES
    found = found[:MOST_SENTENCES]
    beside = named_beside(rights.family, [line for *_where, line in found]) if found else set()
    sentences = [
        Sentence(
            page=page,
            revision=page.note.revision,
            line=first,
            last_line=last,
            under=under,
            words=bare(line),
            is_confirmed=(kind_of(page), page.pk, mark(bare(line))) in confirmed,
            names_others=line in beside,
        )
        for page, first, last, under, line in found
    ]
    return sentences, is_cut


def lines_about(rights: Rights) -> Iterator[tuple[Page, int, int, str, str]]:
    """Yield each sentence about the person: its page, its first and last lines, its heading and its words.

    Of all the texts, a few are held.
    """
    for page in pages_about(rights):
        told = list(under_headings(page.note.body_md, whole_sentences(page.note.body_md, rights.lines_in(page))))
        del page.note.body_md  # deferred from now on
        for under, (first, last, line) in told:
            yield page, first, last, under, line


@dataclasses.dataclass(frozen=True)
class Rights:
    """The lines about a person, which they may correct: `brought` are the pages that name them by foreign key.

    The names of the space are read only where a page may name the person.
    """

    person: Person
    brought: set[int]

    @classmethod
    def of(cls, person: Person) -> Rights:
        return cls(person, brought_pages(person))

    @functools.cached_property
    def family(self) -> list[Person]:
        return family_of(self.person)

    @functools.cached_property
    def forms(self) -> list[tuple[Person, Forms]]:
        names = names_in(self.person.space, beside=self.family)
        return [(one, forms_of(one, others=names)) for one in self.family]

    @property
    def is_by_key_only(self) -> bool:
        return self.person.is_by_key_only

    def pages(self) -> QuerySet[Page]:
        """Return the pages that the person may read, and those that name them by foreign key, whoever reads these."""
        reads = readable(self.person)
        open_to_her = reads if self.is_by_key_only else Q(pk__in=self.brought) | reads
        rows = Page.objects.filter(open_to_her, space=self.person.space_id)
        is_read = Exists(Page.objects.filter(reads, pk=OuterRef("pk")))
        return rows.annotate(is_read=is_read).select_related("note", "audience", "space")

    def lines_in(self, page: Any, text: str | None = None, *, revision: int = 0) -> list[tuple[int, str]]:
        """Return the lines of a page of theirs that are about the person, in its current text or that of a revision."""
        text = page.note.body_md if text is None else text
        if self.is_by_key_only:
            lines = text.split("\n")
            numbers = lines_by_key(self.person, page, revision or page.note.revision)
            return [(number, lines[number - 1]) for number in numbers if number <= len(lines)]
        is_every = page.is_read and self.person.is_member
        return lines_saying(text, [form for one, form in self.forms if is_every or not one.is_typed])


def lines_by_key(person: Person, page: Page, revision: int) -> list[int]:
    """Return the lines of the page in which something with a foreign key to this person was read."""
    read = passages_of(person).filter(page=page, revision=revision).values_list("first_line", "last_line")
    return sorted({number for first, last in read for number in range(first, last + 1)})


def passages_of(person: Person) -> QuerySet[Passage]:
    hers = Q(pk=None)
    for tie in hooks.ties.values():
        rows = tie.model._base_manager.filter(**{tie.field: person})
        hers |= Q(thing_kind=tie.model._meta.label_lower, thing_id__in=rows.values("pk"))
    return Passage.objects.filter(hers, space=person.space_id)


def under_headings(text: str, lines: list[Whole]) -> Iterator[tuple[str, Whole]]:
    """Yield these sentences of a text, in order, with the heading above, which explains a bare name: « Présents »."""
    if not lines:
        return
    above = [(number, one) for number, one in enumerate(text.split("\n"), 1) if one.lstrip().startswith("#")]
    heading, at = "", 0
    for line in lines:
        while at < len(above) and above[at][0] < line[0]:
            heading, at = bare(above[at][1]).rstrip(" :"), at + 1
        yield heading, line


def whole_sentences(text: str, found: list[tuple[int, str]]) -> list[Whole]:
    """Return the sentences in which these lines of a text are, each once: its first and last lines, its words."""
    lines, told = text.split("\n") if found else [], dict[int, Whole]()
    whole = WholeLines(lines)
    for number, _line in found:
        first, last = whole.at(number)
        told[first] = first, last, signs_of(lines[first - 1]) + sentence_words(lines[first - 1 : last])
    return list(told.values())


def is_about(person: Person, page: Page, text: str, line: int, *, revision: int) -> bool:
    """Return whether the sentence of this line, in a revision of the page, is about the person."""
    rights = Rights.of(person)
    found = rights.pages().filter(pk=page.pk).first()
    lines = text.split("\n")
    if found is None or not 0 < line <= len(lines):
        return False
    hers = whole_sentences(text, rights.lines_in(found, text, revision=revision))
    return WholeLines(lines).at(line)[0] in {first for first, *_rest in hers}


def lines_saying(text: str, forms: list[Forms]) -> list[tuple[int, str]]:
    read = Searched(text)
    return sorted({line for form in forms for line in lines_naming(read, form)})


def names_others(person: Person, words: str) -> bool:
    return words in named_beside(family_of(person), [words])


def pages_about(rights: Rights) -> Iterator[Page]:
    """Yield the pages that may name the person, imported minutes first."""
    person = rights.person
    about = Q(pk__in=passages_of(person).values("page")) if rights.is_by_key_only else may_name(person)
    is_brought = Case(When(pk__in=rights.brought, then=0), default=1, output_field=IntegerField())
    rows = rights.pages().filter(about).defer("note__body_html").order_by(is_brought, "-pk")[:MOST]
    return rows.iterator(chunk_size=AT_ONCE)


def page_open_to(person: Person, number: int) -> Page | None:
    return Rights.of(person).pages().filter(pk=number).first()


def brought_pages(person: Person) -> set[int]:
    """Return the pages that name the person by foreign key: imported minutes, and those of meetings they attended.

    A typed name may have been matched with a text, and a name merged into theirs after they came may be another
    person's: such pages count only if the person may read them.
    """
    named = {person.pk, *person.doubles.values_list("pk", flat=True)}
    rows = pages_read_from(space=person.space_id, numbers=sorted(named))
    found = {*rows, *given_pages(Reader.here(person.space, person), numbers=sorted(named))}
    if found and (person.is_typed or has_been_joined(person)):
        return set(Page.objects.filter(readable(person), pk__in=found).values_list("pk", flat=True))
    return found


@prepared(space=BigIntegerField())
def pages_read_from(space: Any, numbers: Any) -> QuerySet[Any, int]:
    """Return the pages of the imported minutes that name these persons."""
    naming = Q(things__thing_kind=Person._meta.label_lower, things__thing_id__in=numbers, undone_at=None)
    return Import.objects.filter(naming, space=space, page__isnull=False).values_list("page", flat=True).distinct()


def has_been_joined(person: Person) -> bool:
    """Return whether another name was merged into theirs after they came: any member may do that, even they."""
    joined = Merging.objects.filter(thing_kind=kind_of(person), kept_id=person.pk, undone_at=None)
    return person.has_come and joined.filter(at__gte=person.came_at).exists()


@prepared_reading()
def given_pages(rights: Any, numbers: Any) -> QuerySet[Any, Any]:
    """Return the published minutes of the meetings that the person attended, or to which they sent news.

    Where they are reserved, it is those that the person reads, or that were written to them: any member may say, once
    they are given, that they were there.
    """
    there = Q(attendances__person__in=numbers, attendances__presence__in=WAS_THERE) | Q(sent_news__person__in=numbers)
    given = Meeting.objects.filter(there, space=rights.space, minutes__isnull=False)
    reads = Q(minutes__in=rights.may_read(Page).values("pk"))
    open_to_her = ~Q(minutes__audience__kind=AudienceKind.SEATS) | reads | were_written(numbers)
    return given.filter(open_to_her, publication__given_at__isnull=False).values_list("minutes", flat=True).distinct()


def may_name(person: Person) -> Q:
    """Return a filter of the texts that contain letters of the person's name, unaccented; of few words, else all."""
    names = [person.name, *person.doubles.values_list("name", flat=True)]
    pieces = {max(LETTERS.findall(word), key=len, default="") for name in names for word in name.split()}
    hints = Q()
    for piece in pieces if len(pieces) <= MOST_HINTS else ():
        hints |= Q(note__body_md__icontains=piece)
    return hints


def named_beside(family: list[Person], lines: Iterable[str]) -> set[str]:
    """Return those of `lines` that name somebody outside this family; once too much is compared, that may name one."""
    said = {line: words_in(line) for line in lines}
    if not said:
        return set()
    persons = Person.objects.filter(space=family[0].space_id, erased_at=None)
    rows = list(persons.order_by("pk").values_list("pk", "name", "same_as"))
    folded, hers = fold_all([name for _pk, name, _same in rows]), {one.pk for one in family}
    spoken = frozenset().union(*said.values())
    others: dict[str, list[int]] = defaultdict(list)  # by a word of their names that is said
    for (pk, *_), one in zip(rows, folded):
        for word in spoken & words_of(one) if pk not in hers else ():
            others[word].append(pk)
    forms, most, left, found = dict[int, Forms](), MOST_NAMES // max(len(rows), 1), MOST_COMPARED, set[str]()
    for line, there in said.items():
        for pk in (pk for word in there for pk in others.get(word, ())):
            left -= 1
            if pk not in forms and len(forms) < most:
                forms[pk] = forms_among(pk, rows)
            if left < 0 or pk not in forms or lines_naming(line, forms[pk]):
                found.add(line)
                break
    return found


def words_in(text: str) -> set[str]:
    return words_of(fold(text))


def words_of(folded: str) -> set[str]:
    return {found[0] for found in re.finditer(r"\w+", folded)}  # `findall` is one call


def forms_among(person: int, rows: list[tuple[int, str, int | None]]) -> Forms:
    """Return the forms of one of these persons (id, name, the id of whom they are) among the others."""
    name = next(name for pk, name, _same in rows if pk == person)
    return forms_of_name(name, others=[name for pk, name, same in rows if person not in (pk, same)])


def marks_of(person: Person) -> list[tuple[str, int, str]]:
    """Return the statements that the person confirmed: a thing, and the mark of the words."""
    rows = entries_of_marks(space=person.space_id, by=person.pk)
    return [(kind, number, facts["mark"]) for kind, number, facts in rows]


@prepared(space=BigIntegerField(), by=BigIntegerField())
def entries_of_marks(space: Any, by: Any) -> QuerySet[Any, Any]:
    entries = Entry.objects.filter(space=space, verb=CONFIRMED, by=by).order_by("pk")
    return entries.values_list("subject_kind", "subject_id", "facts")


def mark(words: str) -> str:
    """Return a short hash of some words, which discloses nothing of them."""
    return hashlib.blake2b(words.encode(), digest_size=8).hexdigest()
