"""Forms of a card: its words, its picture, who is shown on it, and the card of an invited group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.gatherings.cards.card_pictures import ALT_LENGTH, CREDIT_LENGTH, LICENCE_LENGTH, Picture
from palabre.gatherings.cards.group_cards import INTENTION_LENGTH, QUESTION_LENGTH, TITLE_LENGTH, Words
from palabre.gatherings.models import GroupCard
from palabre.people.guests import VisitorForm, new_form_token
from palabre.people.models import NAME_LENGTH, Person
from palabre.refusal import Refusal
from palabre.web.form.fields import HiddenField, LineField, TextField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.wiki.attachments.file_intake import LARGEST, too_large


class NewCardForm(GestureForm):
    """The group whose card it is, by the button that bears its id."""

    group = HiddenField()


class SayForm(GestureForm):
    """« no » takes back what the same address does without it."""

    say = HiddenField()


class ShowingForm(SayForm):
    """The name under which a person agrees to be shown on the card."""

    shown_as = LineField(
        label=gettext_lazy("Show me on this card, as:"),
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class AskingForm(GestureForm):
    """One of the people who may be asked for their consent."""

    send = gettext_lazy("Prepare a message")
    promise = gettext_lazy("It waits in the outbox. The link in it is enough to answer, without an account.")

    person = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("Ask somebody of the group"), empty_label=None
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class WordsForm(GestureForm):
    """The texts of a card."""

    title = LineField(label=gettext_lazy("Title"), max_length=TITLE_LENGTH, required=False)
    question = LineField(
        label=gettext_lazy("The question"),
        max_length=QUESTION_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    intention = TextField(
        label=gettext_lazy("The intention: why this group"), max_length=INTENTION_LENGTH, required=False, rows=5
    )


class PictureForm(GestureForm):
    """A picture, its description, credit and licence. The template lists the known licences."""

    file = forms.FileField(
        label=gettext_lazy("A picture"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy("JPEG, PNG or WebP, up to 12 MB. The place and the device leave with the file."),
    )
    alt = LineField(label=gettext_lazy("What the picture shows, in a few words"), max_length=ALT_LENGTH, required=False)
    decorative = forms.BooleanField(label=gettext_lazy("It is decorative: there is nothing to say"), required=False)
    credit = LineField(label=gettext_lazy("Who made it, if you wish"), max_length=CREDIT_LENGTH, required=False)
    licence = LineField(
        label=gettext_lazy("Its licence"),
        max_length=LICENCE_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"list": "licences"}),
    )


class GuestCardForm(PictureForm, WordsForm, VisitorForm):
    """The card of an invited group: its name, its texts, its picture."""

    field_order = ("who", "guest_name")
    guest_name = due(
        LineField(
            label=gettext_lazy("The name of your group"),
            max_length=TITLE_LENGTH,
            widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        )
    )
    show_me = forms.BooleanField(label=gettext_lazy("Show my name on the card"), required=False)
    card_form_token = HiddenField(initial=new_form_token)

    def be_of(self, card: GroupCard) -> None:
        """Show the texts of the card that the guest filled in already."""
        del self.fields["guest_name"], self.fields["show_me"]
        self.initial = {"title": card.title, "question": card.question, "intention": card.intention}


def words_of(said: dict[str, Any]) -> Words:
    return Words(said["title"], said["question"], said["intention"])


def picture_of(said: dict[str, Any]) -> Picture:
    """Return the picture of a valid form. Raise a Refusal if the file is missing or too large."""
    file = said["file"]
    if file is None:
        raise Refusal(_("No file was chosen."), instead=_("Choose a picture, then send again."))
    if file.size > LARGEST:
        raise too_large()
    facts = {name: said[name] for name in ("alt", "credit", "licence")}
    return Picture(file.name, file.read(), is_decorative=said["decorative"], **facts)
