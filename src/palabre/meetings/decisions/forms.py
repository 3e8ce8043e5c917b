"""Forms of a decision: what is proposed, what harm it would do, why it is set aside, when it is looked at again."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.meetings.decisions import decision_adoption, decision_objections, decision_proposals, review_dates
from palabre.web.form.fields import HiddenField, LineField, TextField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.web.form.shown_words import ShownForm


class ProposalForm(GestureForm):
    """A proposal that is made."""

    heading = _("Make a proposal")
    send = _("Propose it")
    then = (
        _("Whoever reads it may raise an objection, with its reason."),
        _("Once no objection stands, it can be adopted. It can also be set aside."),
        _("It can always be talked about at the next meeting."),
    )

    text = due(
        TextField(
            label=_("What do you propose?"),
            max_length=decision_proposals.LONGEST,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("One sentence that everybody can repeat: “We keep Saturday for the market, until June”."),
        )
    )


class WordsForm(ShownForm):
    """Other words for a proposal."""

    send = _("Change the proposal")

    text = TextField(label=_("The proposal"), max_length=decision_proposals.LONGEST, required=False)


class AdoptionForm(GestureForm):
    """The words that are adopted, as a digest of those that the page shows."""

    seen = HiddenField()


class ObjectionForm(GestureForm):
    """The reason of an objection."""

    send = _("Raise this objection")

    reason = TextField(label=_("What harm would it do?"), max_length=decision_objections.LONGEST, required=False)


class AsideForm(GestureForm):
    """Why a proposal is set aside."""

    send = _("Set this proposal aside")

    why = TextField(label=_("Why, if you wish"), max_length=decision_adoption.LONGEST, required=False)


class ReviewForm(GestureForm):
    """The day to look at a decision again, in words."""

    send = _("Look at it again then")

    words = LineField(
        label=_("When?"),
        max_length=review_dates.LONGEST,
        required=False,
        help_text=_("In your words: “in six months”, “on 15 September”. Empty: never."),
    )
