"""A tree as Markdown: marks that somebody typed stay words."""

from palabre.pure.documents.markdown import as_markdown
from palabre.pure.documents.tree import tree_of


def markdown(html):
    return as_markdown(tree_of(html))


def test_headings_paragraphs_links_and_pictures_are_written():
    words = '<h2>12. Qui veille ?</h2><p>Une <a href="https://x.example/a">suite</a><br>à deux</p>'
    html = f'{words}<p><img src="https://x/p" alt="Vue"></p>'

    assert markdown(html) == (
        "## 12. Qui veille ?\n\nUne [suite](<https://x.example/a>)  \nà deux\n\n![Vue](<https://x/p>)\n"
    )


def test_what_somebody_typed_becomes_no_mark():
    said = markdown("<p># pas un titre</p><p>- ni *une* liste</p><p>1. ni celle-ci</p><p>[ni](un lien)</p>")

    assert said == "\\# pas un titre\n\n\\- ni \\*une\\* liste\n\n1\\. ni celle-ci\n\n\\[ni\\](un lien)\n"


def test_lists_and_quotes_are_written():
    html = "<ul><li>un</li><li>deux</li></ul><ol><li>premier</li></ol><blockquote><p>dit</p></blockquote>"

    assert markdown(html) == "- un\n- deux\n\n1. premier\n\n> dit\n"


def test_a_table_keeps_its_head_and_its_bars():
    html = "<table><tr><th>Question</th><th>Oui | non</th></tr><tr><th>Le car ?</th><td>4</td></tr></table>"

    assert markdown(html) == "| Question | Oui \\| non |\n| --- | --- |\n| Le car ? | 4 |\n"


def test_a_table_without_a_head_is_lines():
    html = "<table><tr><td>Le car</td><td>4</td></tr><tr><td>Le repas</td><td>2</td></tr></table>"

    assert markdown(html) == "Le car · 4\n\nLe repas · 2\n"
