"""The words that are printed on the kit, whatever the forum."""

from __future__ import annotations

from django.utils.translation import gettext as _


def principles() -> list[str]:
    return [
        _("Whoever comes is the right person."),
        _("It begins when it begins."),
        _("Whatever happens is what could happen."),
        _("When it is over, it is over."),
        _("Any place is the right place."),
    ]


def law() -> str:
    return _("Your two feet: where you neither learn nor bring anything, go elsewhere.")


def printed_words() -> dict[str, str]:
    """Return the words of the pages, by the name under which the program of the kit reads them."""
    return on_sheets() | on_round_sheets() | on_the_rest()


def on_sheets() -> dict[str, str]:
    return {
        "one_question": _("Open Space forum · one question on each sheet"),
        "your_question": _("Your question"),
        "sticker_here": _("The sticker here"),
        "sticker_words": _("hour and place, taken at the wall"),
        "who_asks": _("Who asks it, with whom"),
        "say_it": _("Stand up, say it, stick it on the wall. No phone is needed."),
        "places_of_wall": _("The places of the wall"),
        "cut_stickers": _(
            "Cut them out. Lay them at the foot of the wall. "
            "Whoever takes the sticker has the place: there is one of each."
        ),
        "how_to_copy": _(
            "To copy the wall: the number of the sheet, then the two signs of the sticker. Example: 12 2 B"
        ),
        "cut_heads": _("Cut them out: numbers for the rows of the wall, letters for its columns."),
    }


def on_round_sheets() -> dict[str, str]:
    return {
        "number": _("number"),
        "question_shortly": _("the question, in a few words"),
        "report": _("What was said"),
        "who_was_there": _("Who was there, if they wish to be named"),
        "what_was_said": _("What was said"),
        "what_next": _("What comes next"),
        "what_we_ask": _("What we ask, and of whom"),
        "report_note": _("A photo of this sheet is enough. “No report” is an answer too."),
        "who_goes_on": _("Who goes on?"),
        "passes_round": _("This sheet goes from hand to hand. A first name is enough."),
        "i_carry": _("I’ll host it"),
        "first_name": _("First name"),
        "what_i_bring": _("What I bring"),
        "how_to_reach": _("How to reach me"),
        "next_time": _("And the next time?"),
        "on_the": _("on"),
        "look_for_a_date": _("we look for a date"),
        "we_shall_see": _("we shall see"),
        "consent": _(
            "To write here is to accept being reached by those who host this question. "
            "Only they and whoever hosts the forum see this sheet. It is never in the proceedings."
        ),
    }


def on_the_rest() -> dict[str, str]:
    return {
        "my_dots": _("My dots"),
        "one_number": _("Write the number of one question in each box. Once each, and no name."),
        "give_it_back": _("Give this card back at the entrance: it is counted with the others."),
        "today": _("Today"),
        "or_this_square": _("Or this square, after the wifi"),
        "without_phone": _("Without a phone, nothing changes."),
        "cards": _("Cards to take home"),
        "one_each": _("One for each person, on leaving. Ticked and given back, it orders the proceedings on paper."),
        "all_is_here": _("Everything is here"),
        "what_follows": _("What follows:"),
        "without_internet": _("Without internet, call"),
        "on_paper": _("I would like the proceedings on paper (name on the back)"),
        "run_sheet": _("The day, hour by hour"),
        "hour": _("Hour"),
        "what_happens": _("What happens"),
        "nothing_is_missing": _("What does not happen was not needed: nothing is missing from a day."),
    }
