"""A form of ours: what was typed comes back, with what was wrong beside it; a refused act is said above its fields."""

from types import SimpleNamespace

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.renderers import DjangoTemplates
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from palabre.refusal import Refusal
from palabre.web.form.fields import HiddenField, LineField, PressedField, RowField, TextField, due
from palabre.web.form.gesture_form import GestureForm, UnreadableForm
from palabre.web.view_doors import reads_files


class Invented(GestureForm):
    """A title and a number."""

    title = LineField(label="Titre", max_length=10, required=False)
    number = forms.IntegerField(label="Nombre", max_value=9, required=False, help_text="Neuf au plus.")


class InventedChoice(GestureForm):
    """One of several, some of them together."""

    which = forms.ChoiceField(
        choices=[
            *(("", "aucun"), ("1", "<un>"), ('"3', mark_safe("trois &amp; <i>quatre</i>"))),
            ("Autres", [("2", "deux & trois"), (5, gettext_lazy("Search"))]),
        ]
    )


class InventedGesture(GestureForm):
    """Words, a way, a button, a token."""

    words = TextField(label="Mots", max_length=10, required=False)
    way = forms.ChoiceField(
        label="Par où ?",
        choices=[("here", "Ici"), ("there", "Là-bas")],
        widget=forms.RadioSelect,
        help_text="Choisissez.",
        error_messages={"required": "Choisissez un chemin."},
    )
    again = PressedField()
    form_token = HiddenField()


def gesture(**typed):
    return InventedGesture.read(RequestFactory().post("/", typed))


def sent(**typed):
    return Invented.of(RequestFactory().post("/", typed))


def refuse(said):
    raise Refusal("Pas cette fois.", instead="Revenez demain.")


def test_a_valid_form_is_given_to_its_act_on_one_line_and_without_nul():
    said = []

    answer = sent(title="Un \n\x00 titre", number="7").done(lambda facts: said.append(facts) or HttpResponse("fait"))

    assert (answer.content, said) == (b"fait", [{"title": "Un titre", "number": 7}])


def test_a_fresh_form_does_nothing():
    form = Invented.of(RequestFactory().get("/"), initial={"title": "Déjà là"})

    assert (form.done(refuse), form.status, 'value="Déjà là"' in str(form)) == (None, 200, True)


def test_what_was_wrong_stands_beside_its_field_with_what_was_typed():
    form = sent(title="x" * 11, number="12")

    assert (form.done(refuse), form.status) == (None, 422)
    shown = str(form)
    assert "C’est trop long\u00a0: raccourcissez, puis envoyez de nouveau." in shown
    assert f'value="{"x" * 11}"' in shown
    assert "id_number_helptext id_number_error" in shown


def test_what_an_act_refuses_is_said_above_the_fields_with_its_next_step():
    form = sent(title="Un titre")

    assert (form.done(refuse), form.status) == (None, 409)
    assert "<p>Pas cette fois. Revenez demain.</p>" in str(form)
    assert 'value="Un titre"' in str(form)


def test_a_gesture_sent_from_another_page_gives_its_values_and_which_button_was_pressed():
    assert gesture(words=" Un\r\ndeux ", way="here", again="") == {
        "words": "Un\ndeux",
        "way": "here",
        "again": True,
        "form_token": "",
    }
    assert gesture(way="there")["again"] is False


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"way": "here", "words": "x" * 11}, "C’est trop long"),
        ({"way": "here", "words": "\x00"}, "caractère nul"),
        ({"way": "here", "form_token": "x" * 61}, "C’est trop long"),
        ({"words": "oui"}, "Choisissez un chemin."),
    ],
)
def test_a_gesture_outside_its_bounds_is_refused_with_the_sentence_of_its_field(typed, why):
    with pytest.raises(UnreadableForm, match=why) as caught:
        gesture(**typed)

    assert caught.value.status == 422


@pytest.mark.parametrize("send", [gesture, sent])
def test_what_would_fill_a_page_of_many_megabytes_is_refused_without_being_shown(send):
    with pytest.raises(UnreadableForm, match="C’est trop long"):
        send(way="here", title="'" * 1_100_000, words="'" * 1_100_000)


def test_a_choice_is_a_set_of_fields_with_its_legend_its_help_and_what_was_wrong():
    form = InventedGesture.of(RequestFactory().post("/", {"words": "oui"}))

    assert form.done(refuse) is None
    shown = form["way"].as_field_group()
    assert "<legend>Par où ?</legend>" in shown
    assert 'aria-describedby="id_way_helptext id_way_error"' in shown
    assert 'id="id_way_error"><p>Choisissez un chemin.</p>' in shown
    assert "autocomplete" not in shown


def test_a_pressed_button_is_no_box():
    assert "again" not in str(InventedGesture())


def test_an_act_may_be_refused_beside_a_field():
    form = InventedGesture.of(RequestFactory().post("/", {"way": "here", "words": "oui"}))

    form.refuse(Refusal("Pas ces mots.", instead="D’autres."), field="words")

    assert (form.status, "Pas ces mots. D’autres." in form["words"].as_field_group()) == (409, True)


def test_lines_count_as_browsers_count_them():
    assert gesture(way="here", words="x\r\n" * 5)["words"] == "x\nx\nx\nx\nx"


def test_a_page_that_lays_out_its_fields_begins_with_what_was_refused_and_what_is_hidden():
    form = InventedGesture.of(RequestFactory().post("/", {"way": "here", "form_token": "abc"}))
    form.refuse(Refusal("Pas cette fois."))

    shown = render_to_string("web/form.html#head", {"form": form})

    assert "<p>Pas cette fois.</p>" in shown
    assert '<input type="hidden" name="form_token" value="abc"' in shown
    assert "Mots" not in shown


class Resting(InventedGesture):
    """A gesture with a page of its own."""

    heading = "On se repose"
    send = "Se reposer"
    promise = "Cela s’annule."


def test_a_gesture_has_a_page_with_its_words_and_answers_by_its_act():
    rf = RequestFactory()
    sent = rf.post("/", {"way": "here"})

    assert Resting.of(sent).respond(sent, lambda said: HttpResponse(said["way"])).content == b"here"
    refused = Resting.of(sent).respond(sent, refuse)
    page = refused.content.decode()
    assert (refused.status_code, page.count("On se repose")) == (409, 2)
    assert "Pas cette fois. Revenez demain." in page
    assert ">Se reposer</button>" in page
    assert "Cela s’annule." in page


@pytest.mark.parametrize(("row", "is_one"), [("all", True), ("12", True), ("", True), ("9" * 19, False), ("²", False)])
def test_a_row_is_one_of_the_choices_or_an_id(row, is_one):
    class Chosen(GestureForm):
        """A row."""

        row = RowField(choices=[("", "à qui peut"), ("all", "à tous")])

    assert Chosen({"row": row}).is_valid() == is_one


def test_a_field_that_is_due_is_asked_for_by_browsers_and_left_to_the_act():
    class Due(GestureForm):
        """A title that is due."""

        title = due(LineField())

    form = Due({"title": " "})

    assert (form.is_valid(), " required" in str(form["title"])) == (True, True)


class Leaving(Resting):
    """A gesture that one may leave, and which says what comes of it."""

    leave = "Laisser comme avant"
    then = ("Personne n’est prévenu.", "Tout s’annule.")
    file = forms.FileField(required=False)


def test_a_gesture_says_what_will_happen_and_how_to_leave_it():
    thing = SimpleNamespace(get_absolute_url=lambda: "/la-chose/")
    asked = RequestFactory().get("/")
    page = Leaving.of(asked).respond(asked, refuse, thing=thing).content.decode()

    assert '<a class="tool" href="/la-chose/">Laisser comme avant</a>' in page
    assert all(f'<li class="tool">{words}</li>' in page for words in Leaving.then)
    assert 'enctype="multipart/form-data"' in page


def test_a_gesture_that_says_no_more_has_no_empty_column():
    asked = RequestFactory().get("/")

    assert "<aside" not in Resting.of(asked).respond(asked, refuse).content.decode()


@pytest.mark.parametrize("chosen", ["", "1", "2"])
def test_a_list_of_choices_is_written_as_django_writes_it(chosen):
    ours, theirs = (
        "".join(str(InventedChoice(initial={"which": chosen}, renderer=renderer)["which"]).split())
        for renderer in (None, DjangoTemplates())
    )

    assert ours == theirs


class InventedFile(GestureForm):
    """A file."""

    file = forms.FileField(label="Fichier", required=False)


@pytest.mark.parametrize("reads", [True, False])
def test_a_file_comes_to_the_form_of_a_view_that_reads_files_alone(reads):
    def view(_request):
        return HttpResponse()

    request = RequestFactory().post("/", {"file": SimpleUploadedFile("a.txt", b"a")})
    request.resolver_match = SimpleNamespace(func=reads_files(view) if reads else view)

    assert bool(InventedFile.read(request)["file"]) is reads
