"""What templates say: typography on words only, marginalia, times."""

import datetime

from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from palabre.web.templatetags.margin_tags import margin
from palabre.web.templatetags.text_filters import heading_class, initial, moment, typeset


def rendered(text: str, **facts: object) -> str:
    return Template("{% load margin_tags text_filters %}" + text).render(Context(facts))


def test_french_words_get_their_spaces():
    assert typeset("Qu'est ce qu'on fait ?") == "Qu’est ce qu’on fait\u202f?"


def test_english_words_stay_as_they_are():
    with translation.override("en"):
        assert typeset("Really ?") == "Really ?"


def test_what_stands_in_a_tag_is_left_alone():
    link = mark_safe('<a href="/?a=b" title="Oui ; non ; peut-être...">Vraiment ?</a>')

    assert typeset(link) == '<a href="/?a=b" title="Oui ; non ; peut-être...">Vraiment\u202f?</a>'


def test_what_is_typeset_already_stays_as_it_is():
    assert typeset(mark_safe("<p>«&nbsp;oui&nbsp;: non&nbsp;»</p>")) == "<p>«\xa0oui\xa0: non\xa0»</p>"


def test_what_is_typeset_is_escaped_when_it_was_not_safe():
    assert rendered("{{ name|typeset }}", name="l'été & <b> ?") == "l’été &amp; &lt;b&gt;\u202f?"


def test_an_escaped_apostrophe_is_set_too():
    assert rendered("{% filter typeset %}{{ name }}{% endfilter %}", name="l'été") == "l’été"


def test_a_capital_comes_at_the_head_of_words_not_of_tags():
    assert initial(mark_safe("<time>mardi</time>")) == "<time>Mardi</time>"
    assert isinstance(initial(mark_safe("<b>a</b>")), SafeString)
    assert initial("<b>a") == "<b>A"


def test_a_moment_is_read_by_machines_too():
    on, at = datetime.date(2020, 10, 13), datetime.time(14)

    assert moment(on, at) == '<time datetime="2020-10-13T14:00">mardi 13 octobre 2020, 14\u00a0h</time>'


def test_no_moment_is_nothing():
    assert moment(None) == ""


def test_the_margin_holds_a_word_then_facts_and_escapes_them():
    html = margin("Qui", "<i>deux</i>", "", heading=True)

    assert html == "<h2 class='margin'><b>Qui</b> <span>&lt;i&gt;deux&lt;/i&gt;</span></h2>"


def test_a_title_that_is_a_sentence_stands_smaller():
    assert (heading_class("Le dernier kilomètre"), heading_class("mot " * 20)) == ("", "sentence")


def test_what_says_no_word_leaves_no_trace():
    shown = '{% unless_silent %}<aside aria-label="Autour">{{ words }}</aside>{% endunless_silent %}'

    assert (rendered(shown, words=""), rendered(shown, words="oui")) == ("", '<aside aria-label="Autour">oui</aside>')
