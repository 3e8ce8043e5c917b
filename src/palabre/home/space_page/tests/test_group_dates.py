"""What is said beside the name of a group."""

import pytest

from palabre.home.space_page.group_dates import plain_news
from tests.builders import a_group, a_space, some_news

pytestmark = pytest.mark.django_db


def test_the_lines_of_a_piece_of_news_do_not_run_together():
    news = some_news(a_group(a_space()), "- Le four **chauffe**\n- On cherche du bois\n\nRendez-vous mardi")

    assert plain_news(news) == "Le four chauffe · On cherche du bois · Rendez-vous mardi"
