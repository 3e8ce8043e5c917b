"""Views of personal links, for a phone and without an account. Nothing here signs anybody in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.groups.links import share_sheet
from palabre.groups.links.share_sheet import ToShare
from palabre.groups.models import Role
from palabre.groups.roles import convener_answers, role_calls
from palabre.home.personal_links.forms import CallForm, PointForm
from palabre.home.personal_links.opened_action import action_of_link as hers_of
from palabre.home.personal_links.opened_action import group_of_action, offered
from palabre.home.personal_links.opened_group import OpenedGroup, opened_group, told_of_call
from palabre.home.personal_links.opened_meeting import called, is_called, opened_meeting, refuse_other_matters
from palabre.home.personal_links.opened_page import opened_page
from palabre.home.personal_links.personal_link import Opened
from palabre.home.statements.statements import said_of
from palabre.home.you.views import own_data
from palabre.meetings.attendance import attendance, call_answers
from palabre.meetings.attendance.news_form import NewsForm
from palabre.meetings.models import Presence
from palabre.people.access.links import LinkClosed, for_holder, forget_link
from palabre.people.agreements.space_archival import even_archived
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.erasures import slow_removal
from palabre.people.models import AudienceKind
from palabre.refusal import Refusal
from palabre.upkeep.smtp import mail_is_configured
from palabre.web.about import contact, host
from palabre.web.form.gesture_form import BlankForm
from palabre.web.origins import origin_of
from palabre.web.view_doors import confirm, require_form
from palabre.wiki.comments.comment_form import CommentForm

ELSEWHERE = {"remove": "opened:name", "data": "opened:data"}


@require_safe
@for_holder
def thing(request: Any) -> HttpResponse:
    """Show the first page, the answer of a message to be confirmed, or the thing itself. A GET changes nothing."""
    opened = opened_here(request)
    asked = request.GET.get("answer", "")
    if asked in ELSEWHERE:
        return redirect(ELSEWHERE[asked], opened.link.pk)
    if opened.is_poll:
        return redirect("opened:dates", opened.link.pk)
    if opened.is_page:
        return render_page(request, opened)
    if opened.is_action:
        return action_here(request, opened)
    if opened.is_meeting and is_called(opened):
        return called_here(request, opened, asked)
    if not opened.is_group:
        return render_personal_page(request, opened, "home/personal_links/meeting.html", page=opened_meeting(opened))
    page = opened_group(opened)
    if page.may_answer and asked in convener_answers.ANSWERS and asked != page.said:
        return render_personal_page(request, opened, "home/personal_links/convener_answer.html", page=page, asked=asked)
    if page.may_answer and not page.said:
        return render_personal_page(request, opened, "home/personal_links/convener_question.html", page=page)
    return render_personal_page(request, opened, "home/personal_links/group.html", page=page, said=said_here(opened))


@require_form
@for_holder
@open_to_one_word
def answer_call(request: Any) -> HttpResponse:
    """POST stores the answer; GET asks the question again, to change it."""
    opened = opened_here(request)
    if opened.is_meeting:
        return answer_about_meeting(request, opened)
    page = group_here(opened)
    if request.method != "POST":
        return render_personal_page(request, opened, "home/personal_links/convener_question.html", page=page)
    answer = NewsForm.read(request, person=opened.person)["answer"]
    convener_answers.answer_as_convener(opened.thing, answer, by=opened.person, at=timezone.now())
    return confirm(request, _("Noted. Thank you."), "opened:thing", opened.link.pk)


@require_form
@for_holder
def call(request: Any) -> HttpResponse:
    """Call for somebody to carry the group with the person; once published, show the words and the sheet to pass on."""
    opened = opened_here(request)
    page = group_here(opened)
    if not page.said or page.said == "no":
        return redirect("opened:thing", opened.link.pk)
    form = CallForm.of(request, person=opened.person)

    def publish(said: dict[str, Any]) -> HttpResponse:
        role, words = Role.CO_CONVENER if page.is_carried else Role.CONVENER, words_of_call(opened, said["words"])
        made = role_calls.call(opened.thing, words, role=role, by=opened.person, at=timezone.now())
        if made.audience.kind == AudienceKind.SPACE:
            share_sheet.create_share_link(made, by=opened.person, at=timezone.now())
        return redirect("opened:call", opened.link.pk)

    return form.done(publish) or render_personal_page(
        request,
        opened,
        "home/personal_links/call.html",
        page=page,
        share=to_share(request, page),
        form=form,
        status=form.status,
    )


@require_safe
@for_holder
def call_poster(request: Any) -> HttpResponse:
    """Show the person's call on a sheet to print."""
    opened = opened_here(request)
    page = group_here(opened)
    share = to_share(request, page)
    if share is None:
        return redirect("opened:call", opened.link.pk)
    return render_personal_page(request, opened, "home/personal_links/poster.html", page=page, share=share)


def to_share(request: Any, page: OpenedGroup) -> ToShare | None:
    """Return the person's call as it is passed on; None while no address leads others to it."""
    path = share_sheet.way_to(page.her_call, at=timezone.now()) if page.her_call else ""
    address = origin_of(request) + path
    return share_sheet.call_to_share(*told_of_call(page), address, by=request.link.person) if path else None


def words_of_call(opened: Opened, typed: str) -> str:
    """Return the words of the call: a fixed beginning, then what the person typed."""
    begun = _("Someone to host it with %(name)s") % {"name": opened.person.first_name}
    typed = typed.rstrip(".")
    return f"{begun}, {typed}." if typed else f"{begun}."


@require_POST
@for_holder
def withdrawal(request: Any) -> HttpResponse:
    opened = opened_here(request)
    mine = group_here(opened).her_call
    if mine is not None:
        role_calls.withdraw_role_call(mine, by=opened.person, at=timezone.now())
        share_sheet.close_share_links(mine, at=timezone.now())
    return confirm(request, _("Your call is withdrawn.") if mine else None, "opened:thing", opened.link.pk)


@require_form
@for_holder
@even_archived
def statements_by_link(request: Any) -> HttpResponse:
    opened = hers_here(request)
    return own_data.statements_page(request, opened.person, where(opened))


@require_form
@for_holder
@even_archived
def news_by_link(request: Any) -> HttpResponse:
    opened = hers_here(request)
    return own_data.news_choices(request, opened.person, where(opened))


@require_form
@for_holder
@open_to_one_word
@even_archived
def name(request: Any) -> HttpResponse:
    """Remove the person's name. By a link that somebody else may hold, it waits a day, in which others may object.

    So it does by the link of a letter for a member who has another way in: letters are passed on.
    """
    opened = opened_here(request)
    if removal_waits(opened):
        return own_data.slow_removal(request, opened.person, where(opened), opened.link)
    refuse_other_matters(opened)
    return own_data.removal(request, opened.person, where(opened))


def removal_waits(opened: Opened) -> bool:
    """Return whether the name goes a day later: the link, or the place in which it was given, may be another's."""
    if opened.is_shared:
        return slow_removal.may_ask(opened.person)
    return slow_removal.has_another_way(opened.person) or slow_removal.is_since_two(opened.link, at=timezone.now())


@require_safe
@for_holder
def data(request: Any) -> HttpResponse:
    opened = opened_here(request)
    facts = {"host": host(), "contact": contact(), "stewards": own_data.stewards_of(opened.person)}
    waits = removal_waits(opened)
    return render_personal_page(request, opened, "home/front_page/data.html", waits=waits, **facts)


@require_POST
@for_holder
@open_to_one_word
@even_archived
def other(request: Any) -> HttpResponse:
    """The visitor is not the person: forget the link on this device, and lead to what is public, if anything."""
    opened = opened_here(request)
    forget_link(request, opened.link)
    if not opened.link.space.is_public:
        return render(request, "home/personal_links/forgotten.html", {"first_name": opened.person.first_name})
    is_public = type(opened.thing).objects.filter(pk=opened.thing.pk).visible_to(None).exists()
    to = opened.thing if is_public else opened.link.space
    return confirm(request, _("The link is forgotten on this device."), to)


def opened_here(request: Any) -> Opened:
    return Opened.by(request.link, today=timezone.localdate())


def hers_here(request: Any) -> Opened:
    """Return what the link opens, if it also opens the person's other matters; else raise a Refusal."""
    opened = opened_here(request)
    refuse_other_matters(opened)
    return opened


def group_here(opened: Opened) -> OpenedGroup:
    """Return the group that the link opens. Raises a Refusal for a person who carries nothing there."""
    page = opened_group(opened) if opened.is_group else None
    if page is None or not page.may_answer:
        raise Refusal(
            _("The minutes do not say that you host this question."),
            instead=_("Say so at the next meeting: the group will welcome you."),
        )
    return page


def render_personal_page(request: Any, opened: Opened, template: str, **facts: Any) -> HttpResponse:
    return render(request, template, personal_facts(opened) | facts, status=facts.get("status"))


def personal_facts(opened: Opened) -> dict[str, Any]:
    """Return what each page of a link shows."""
    base = {"opened": opened, "her": opened.person, "where": where(opened), "offered": offered(opened)}
    base |= {"is_shared": opened.is_shared, "mail_is_configured": mail_is_configured()}
    return base | {"may_leave": not opened.is_shared or slow_removal.may_ask(opened.person)}


def render_page(request: Any, opened: Opened) -> HttpResponse:
    """Show a page, with its comments as a guest writes them."""
    page = opened_page(opened)
    comments_at = reverse("opened:comments", args=[opened.link.pk])
    shown = {"comments": page.comments, "comments_at": comments_at, "comment_form": BlankForm(CommentForm)}
    may = {"can_write": True, "is_guest": True}
    return render_personal_page(
        request, opened, "home/personal_links/page.html", page=page, said=said_here(opened), **shown, **may
    )


def action_here(request: Any, opened: Opened) -> HttpResponse:
    """Show the action that the person is asked to take; raise LinkClosed once they are asked no longer."""
    action = hers_of(opened).first()
    if action is None:
        raise LinkClosed(_("This is no longer asked of you."), instead=_("There is nothing for you to do."))
    owner = opened.reader.name_of(action.owner) if action.owner else ""
    shown = {"action": action, "group": group_of_action(opened, action), "owner": owner, "said": said_here(opened)}
    return render_personal_page(request, opened, "home/personal_links/action.html", **shown)


def said_here(opened: Opened) -> int:
    """Return the number of sentences about the person; 0 when somebody else holds the link too."""
    return 0 if opened.is_shared else len(said_of(opened.person))


def called_here(request: Any, opened: Opened, asked: str, **facts: Any) -> HttpResponse:
    """Show the meeting to which the person is called; an answer that a message asks for is confirmed first."""
    page = called(opened)
    is_asked = asked in attendance.ANSWERS and page.closed is None and (asked != page.answer or asked == Presence.NEWS)
    template = "home/personal_links/invitation_answer.html" if is_asked else "home/personal_links/invitation.html"
    forms = {"form": NewsForm(initial={"text": page.text}, person=opened.person), "point_form": PointForm()} | facts
    told = {"said": said_here(opened), "is_only_a_call": opened.is_shared}
    return render_personal_page(request, opened, template, page=page, asked=asked, **told, **forms)


def answer_about_meeting(request: Any, opened: Opened) -> HttpResponse:
    """POST stores the answer or withdraws it; an answer that is refused is asked for again, with what was typed."""
    if request.method != "POST":
        return called_here(request, opened, request.GET.get("answer", ""))
    form = NewsForm.of(request, person=opened.person)

    def answer(said: dict[str, Any]) -> HttpResponse:
        if said["answer"] == "none":
            attendance.stay_away(opened.thing, by=opened.person)
            return confirm(request, _("Noted: you have not answered."), "opened:thing", opened.link.pk)
        asked, text, at = said["answer"], said["text"], timezone.now()
        call_answers.answer_meeting_call(opened.thing, asked, by=opened.person, at=at, text=text)
        return confirm(request, _("Noted. Thank you."), "opened:thing", opened.link.pk)

    return form.done(answer) or called_here(
        request, opened, form.cleaned_data.get("answer", ""), form=form, status=form.status
    )


def where(opened: Opened) -> own_data.Where:
    number = [opened.link.pk]
    return own_data.Where(
        home=reverse("opened:thing", args=number),
        said=reverse("opened:said", args=number),
        news=reverse("opened:news", args=number),
        name=reverse("opened:name", args=number),
        data=reverse("opened:data", args=number),
        place=opened.link.space,
    )
