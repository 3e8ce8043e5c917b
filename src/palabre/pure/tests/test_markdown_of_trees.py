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
