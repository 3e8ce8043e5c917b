"""A form with its button, and a button alone, as a page of something else shows them."""

import pytest
from django.template import Context, Template

from palabre.web.form.fields import LineField
from palabre.web.form.gesture_form import GestureForm
from palabre.web.templatetags.gesture_tags import button


class Naming(GestureForm):
    """A name."""

    send = "Garder ce nom"
    promise = "Cela s’annule."

    name = LineField(label="Nom")


def shown(tag, **facts):
    return Template(tag).render(Context(facts))


def test_a_form_is_shown_with_its_words_and_sent_where_it_is_said():
    form = shown('{% sent_form form "accounts:sign_out" shape="button light" classes="narrow" %}', form=Naming())

    assert form.startswith('<form class="narrow" method="post" action="/account/sign-out/">')
    assert '<button type="submit" class="button light">Garder ce nom</button>' in form
    assert ("Cela s’annule." in form, 'name="name"' in form) == (True, True)


def test_a_form_is_sent_to_its_own_page_otherwise():
    assert shown("{% sent_form form %}", form=Naming()).startswith('<form method="post">')


def test_a_button_alone_is_a_form_of_its_own():
    assert button("Sortir", "accounts:sign_out", shape="link") == (
        '<form method="post" action="/account/sign-out/"><button type="submit" class="link">Sortir</button></form>'
    )


@pytest.mark.parametrize(
    ("more", "there"),
    [
        ({"name": "format", "value": ""}, ' name="format" value=""'),
        ({"label": "Ôter « a »"}, ' aria-label="Ôter « a »"'),
        ({"heard": "<b>"}, '<span class="sr-only">, &lt;b&gt;</span>'),
        ({"form": "inline"}, '<form class="inline" '),
        ({"name": "x", "value": '"><script>'}, 'value="&quot;&gt;&lt;script&gt;"'),
    ],
)
def test_a_button_says_more_when_it_is_asked(more, there):
    assert there in button("Ôter", "accounts:sign_out", **more)


def test_what_was_done_stands_before_the_button_that_undoes_it():
    tag = '{% undoable "accounts:sign_out" heard=thing %} Vous y êtes, <b>{{ who }}</b>. {% endundoable %}'

    assert shown(tag, who="<i>", thing="le jardin") == (
        '<form method="post" action="/account/sign-out/">Vous y êtes, <b>&lt;i&gt;</b>. '
        '<button type="submit" class="link">Annuler<span class="sr-only">, le jardin</span></button></form>'
    )


def test_an_undo_is_sent_to_an_address_and_says_other_words():
    form = shown('{% undoable address words="Rouvrir" %}Fermé.{% endundoable %}', address="/s/le-val/")

    assert form.startswith('<form method="post" action="/s/le-val/">Fermé. <button')
    assert ">Rouvrir</button>" in form
