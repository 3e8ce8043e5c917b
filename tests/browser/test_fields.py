"""A field of several lines shows all that is written in it, without a thumb that scrolls inside it."""

from playwright.sync_api import expect

PHONE = {"viewport": {"width": 360, "height": 740}}
GROUP = ("groups.Group", {"lives_in": None})
HIDDEN = "field => field.scrollHeight - field.clientHeight"
LONG = "On recherche quelqu’un qui tienne la barque le mardi, et qui sache dire non sans fâcher. " * 4


def test_a_call_is_whole_in_its_field_on_a_phone(enter, house):
    page = enter("Inês Figueiredo", **PHONE)
    page.goto(f"{house.paths_of(GROUP)[0]}")
    page.get_by_text("Chercher quelqu’un").first.click()
    field = page.get_by_label("Qui recherchez-vous ?")

    field.fill(LONG)

    expect(field).to_have_value(LONG)
    assert field.evaluate(HIDDEN) <= 1
