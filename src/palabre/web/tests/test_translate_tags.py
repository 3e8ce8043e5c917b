"""Words of a template are translated once for each language, as Django does."""

import pytest
from django.template import Context, Template
from django.utils import translation

TEXT = "{% translate 'Help' %} {% translate 'Home & garden' as there %}{{ there }} {% translate name %}"


@pytest.mark.parametrize("autoescape", [True, False])
def test_words_are_those_of_django_in_each_language(autoescape):
    ours, theirs = Template(TEXT), Template("{% load i18n %}" + TEXT)

    for language in ("fr", "en", "fr"):
        for name in ("Help", "<b>"):
            with translation.override(language):
                facts = {"name": name}
                shown = ours.render(Context(facts, autoescape=autoescape))
                assert shown == theirs.render(Context(facts, autoescape=autoescape))
                assert shown.startswith({"fr": "Aide ", "en": "Help "}[language])
