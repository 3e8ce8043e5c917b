"""The words of the live editor, in the reader's language: its script knows none."""

from django.utils.translation import gettext as _


def pad_words() -> dict[str, str]:
    """Return every sentence by the name that frontend/pad gives it; a test sees that none is missing."""
    return states() | tools() | tables() | proposals() | pictures() | ends()


def states() -> dict[str, str]:
    return {
        "label": _("The text, written together"),
        "how": _("Tab leaves the text. In it, / offers the tools, @ a name, [[ a page."),
        "saved": _("Saved."),
        "saving": _("Saving…"),
        "offline": _("Offline: your words are kept here."),
        "offline_open": _("Offline: keep this page open, your words are in it."),
        "read_only": _("This text can be read and copied. You may not change it."),
        "over": _("This page is no longer connected."),
        "with_one": _("{name} is here too."),
        "with_many": _("{names} and {last} are here too."),
        "full": _("This text is full: 200,000 characters. Begin another page."),
        "no_network": _("No network. Try again in a moment."),
        "done": _("Back to the page"),
        "plain": _("Write in a plain field"),
    }


def tools() -> dict[str, str]:
    return {
        "tools": _("Tools"),
        "heading": _("Title"),
        "heading_title": _("A title, then a smaller one"),
        "bold": _("Bold"),
        "bold_title": _("Words that count more"),
        "list": _("List"),
        "list_title": _("One thing per line"),
        "task": _("Boxes"),
        "task_title": _("Things to tick"),
        "link": _("Link"),
        "link_title": _("To another address"),
        "table": _("Table"),
        "table_title": _("Rows and columns"),
        "image": _("Picture"),
        "image_title": _("From this device"),
        "quote": _("Quotation"),
        "quote_title": _("What somebody said"),
        "rule": _("Line"),
        "rule_title": _("To part two passages"),
        "box": _("Done"),
        "link_words": _("words of the link"),
        "table_column": _("Column"),
    }


def tables() -> dict[str, str]:
    return {
        "table_how": _(
            "In a table, Tab goes to the next cell, Enter to the row below. Escape then Tab leaves the text."
        ),
        "table_cell": _("{column}, row {row}"),
        "table_next": _("Next cell"),
        "table_next_title": _("After the last one, a row is added"),
        "table_row": _("+ row"),
        "table_row_title": _("Add a row below this one"),
        "table_column_more": _("+ column"),
        "table_column_more_title": _("Add a column after this one"),
        "table_row_less": _("− row"),
        "table_row_less_title": _("Remove this row"),
        "table_column_less": _("− column"),
        "table_column_less_title": _("Remove this column"),
    }


def proposals() -> dict[str, str]:
    return {
        "proposals": _("Proposals"),
        "proposed": _("Proposals: {number}. The arrows choose, Enter takes."),
        "margin": _("What was understood"),
        "comment": _("Comment"),
        "comment_passage": _("Comment a passage"),
        "comment_words": _("Your comment"),
        "comment_leave": _("Cancel"),
        "comment_made": _("Your comment is beside the text."),
        "make": _("Make of it:"),
        "made": _("Done. The words stay in the text."),
        "not_made": _("That could not be done. Try again in a moment."),
        "kind_person": _("person"),
        "kind_page": _("page"),
        "new_page": _("a page to begin"),
        "kind_group": _("group"),
        "kind_list": _("list kept up to date"),
        "kind_action": _("an action"),
        "kind_need": _("a need"),
        "kind_decision": _("a decision"),
        "kind_inquiry": _("a line of inquiry"),
        "kind_intention": _("an intention"),
        "kind_output": _("something that a group makes"),
        "kind_date": _("a date"),
    }


def pictures() -> dict[str, str]:
    return {
        "picture": _("Add a picture"),
        "picture_words": _("What does it show?"),
        "picture_words_help": _("One sentence, for people who do not see it."),
        "picture_decorative": _("Decorative: it says nothing more than the text."),
        "picture_words_missing": _("Say what it shows, or tick “Decorative”."),
        "picture_add": _("Add the picture"),
        "picture_leave": _("Leave it out"),
        "no_pictures": _("Pictures cannot be added here."),
    }


def ends() -> dict[str, str]:
    return {
        "over_session": _("You are no longer signed in. Sign in again, then open this page again."),
        "over_right": _("You may no longer write here."),
        "over_gone": _("This text is no longer here."),
        "over_anew": _("This text was begun anew meanwhile. Copy your words, then go on in the new text."),
        "over_go_on": _("Go on in the new text"),
        "over_large": _("This was too much at once. Copy your words, then open the page again."),
        "over_other": _("The server closed this page. Open it again in a moment."),
        "over_copy": _("What you wrote, to copy"),
        "lost": _("Some of your words were never saved, and the text was begun anew since. Here they are."),
        "lost_thrown": _("They are copied: remove them from here"),
    }
