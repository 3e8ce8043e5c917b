"""The form of a space's settings."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.groups.needs.need_kinds import lines_of_kinds
from palabre.people.space_creation import SPACE_NAME_LENGTH
from palabre.spaces.models import NEED_KINDS_LENGTH, PARTNERS_LENGTH, SENTENCE_LENGTH, Space
from palabre.web.form.fields import LineField, TextField, due
from palabre.web.form.shown_words import ShownForm, Texts
from palabre.wiki.copies import page_licences

TEXTS = ("name", "sentence", "supporters", "partners", "needs_rule", "need_kinds")


class SettingsForm(ShownForm):
    """The name of a space, its sentence, who supports it, its partners, its kinds of needs, the licence of its texts.

    The licence is a known one, or a name.
    """

    heading = _("Settings")
    kicker = _("Space")
    lead = _("Any member may change them. What you change is in the journal, and can be undone.")
    send = _("Save")

    name = due(LineField(label=_("Name of your community"), max_length=SPACE_NAME_LENGTH))
    sentence = LineField(
        label=_("One sentence about it, if you like"),
        max_length=SENTENCE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It is read first, under the name: who you are, what brings you together."),
    )
    supporters = LineField(
        label=_("Who supports you"),
        max_length=SENTENCE_LENGTH,
        required=False,
        help_text=_("A place, a town hall, nobody: it is said as you write it. Needs go to whoever can, unless said."),
    )
    partners = TextField(
        label=_("Your partners and friends"),
        rows=3,
        max_length=PARTNERS_LENGTH,
        required=False,
        help_text=_("One line for each: a name, a link, a sentence. They are shown at the foot of the home page."),
    )
    needs_rule = LineField(
        label=_("What you agreed about needs"),
        max_length=SENTENCE_LENGTH,
        required=False,
        help_text=_("It is read above the needs. For example: at the request of groups (29 September)."),
    )
    need_kinds = TextField(
        label=_("The kinds of needs, in your words"),
        rows=7,
        max_length=NEED_KINDS_LENGTH,
        required=False,
        help_text=_("One line for each. With no line, the list is Palabre’s own again. A need keeps the kind it had."),
    )
    licence = forms.ChoiceField(
        label=_("Licence of the texts"),
        choices=[*((one.name, one.name) for one in page_licences.KNOWN), ("", _("Another one"))],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("A page that has a licence of its own keeps it."),
    )
    words = LineField(label=_("The name of another licence"), max_length=page_licences.LONGEST, required=False)

    @classmethod
    def said_of(cls, space: Space) -> dict[str, str]:
        """Return the initial values of the fields."""
        said = {name: getattr(space, name) for name in (*TEXTS, "licence")}
        return {**cls.in_fields(said), "need_kinds": lines_of_kinds(space), **cls.showing(said)}

    @classmethod
    def in_fields(cls, texts: Texts) -> Texts:
        if "licence" not in texts:
            return texts
        name = texts["licence"]
        is_known = any(one.name == name for one in page_licences.KNOWN)
        return {**texts, "licence": name if is_known else "", "words": "" if is_known else name}
