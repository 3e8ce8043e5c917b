"""Places of people's names in notes, so that a removed name leaves no trace there."""

from __future__ import annotations

from typing import Any

from palabre.notes.markdown.html_render import render
from palabre.notes.models import Note, Revision
from palabre.notes.yjs.epochs import begin_all_anew
from palabre.people.hooks import register_texts, register_word_store


def register_note_names() -> None:
    register_word_store(settle=begin_all_anew)
    register_texts(Note, "body_md", redo=rendered_anew, is_long=True)
    register_texts(Revision, "body_md", "words", space="note__space", is_version=True)


def rendered_anew(note: Note, values: dict[str, Any]) -> dict[str, Any]:
    return {"body_html": render(values["body_md"])}
