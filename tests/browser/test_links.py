"""A personal link leaves its token nowhere: not in the history, not in a referrer, not in the server's log."""

from urllib.parse import urlsplit

SHE = "Hélène Fontanel"


def token_in(path: str) -> str:
    return path.split("/")[2]


def test_the_token_stays_in_no_history(enter, house):
    page = enter()
    path = house.link_to_group(SHE)

    page.goto("/help/")
    before = page.evaluate("history.length")
    page.goto(path)

    assert token_in(path) not in page.url
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    assert urlsplit(page.url).path == "/help/"


def test_the_token_goes_along_with_no_request(enter, house):
    page = enter()
    path, told = house.link_to_group(SHE), []
    page.on("request", lambda asked: told.append((asked.url, asked.headers.get("referer", ""))))

    page.goto(path)
    page.locator("footer a").first.click()
    page.wait_for_load_state()

    assert [url for url, referrer in told[1:] if token_in(path) in url + referrer] == []
    assert token_in(path) not in page.evaluate("document.referrer")


def test_the_token_is_in_no_log(enter, house):
    page = enter()
    path = house.link_to_group(SHE)

    page.goto(path)
    refused = page.goto(path[:-5] + "/")

    assert refused.status == 410  # which the log tells by its route, unless ten lines were written within the minute
    assert token_in(path)[:30] not in house.log.read_text()
