"""A form of ours: what was typed comes back, with what was wrong beside it; a refused act is said above its fields."""

from django import forms
from django.http import HttpResponse
from django.test import RequestFactory

from palabre.refusal import Refusal
from palabre.web.form.gesture_form import GestureForm, LineField


class Invented(GestureForm):
    """A title and a number."""

    title = LineField(label="Titre", max_length=10, required=False)
    number = forms.IntegerField(label="Nombre", max_value=9, required=False, help_text="Neuf au plus.")


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
