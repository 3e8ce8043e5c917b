"""A phone in a hall: what its hand does, and what it kept."""

import re

from playwright.sync_api import expect

AT_ONCE = "Math.random = () => 0"  # a hall comes back spread over some seconds: here there is one phone
KEPT = re.compile("Gardé sur (ce téléphone|cet ordinateur). Envoyé dès que le réseau revient.")
QUESTION = "Qui garde les enfants ?"


def come(page, key):
    if key:
        page.goto(key)
        page.locator("main form button").click()


def kept_on(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('palabre kept'))")


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name).click()


def cut(page, is_cut=True):
    page.context.set_offline(is_cut)


def ask(page, text=QUESTION, who="Léa"):
    page.get_by_label("Écrivez-la comme vous la diriez").fill(text)
    if who:
        page.get_by_label("Votre prénom").fill(who)
    press(page, "Poser cette question")


def lose(page, path, *, done):
    """Have posts to this path fail: `done` by the server, with the answer lost, or before they reach it."""

    def fail(route):
        if route.request.method != "POST":
            return route.fallback()
        if done:
            route.fetch()
            cut(page)
        return route.abort("connectionreset")

    page.route(f"**{path}", fail)


def sent(page, words="Envoyé."):
    expect(page.locator("kept-posts").get_by_role("link", name=words)).to_be_visible()
