"""No text and no tie to a person is forgotten by « Retirer mon nom » (people/erasures/name_erasure.py)."""

from django.apps import apps
from django.db import models

from palabre.people import hooks
from palabre.people.erasures import name_erasure
from palabre.people.models import Person

TEXTS = (models.CharField, models.TextField, models.JSONField)

# Fields that hold no words of people: what machines know things by, and what `erasure` sees to itself.
WORDLESS = {
    "accounts.Account": {"email", "password"},
    "accounts.LeftDevice": {"mark"},
    "accounts.SentCode": {"email", "nonce"},
    "forums.ForumDay": {"code", "form_token", "newsroom_code"},
    "forums.ServedCode": {"code"},
    "forums.Ballot": {"holder", "sealed"},
    "forums.DotVote": {"counts", "key"},
    "forums.Sheet": {"form_token"},
    "forums.BroughtRow": {"kind", "uid", "after", "agreed_before"},
    "forums.CarriedRow": {"kind", "uid", "agreed"},
    "forums.Homecoming": {"file", "facts", "square_key"},
    "forums.SheetPhoto": {"digest", "content_type"},
    "forums.WallPhoto": {"digest", "content_type"},
    "forums.SheetPledge": {"moved", "reply_to"},
    "forums.WithdrawnSheet": {"form_token"},
    "gatherings.FormerPicture": {"content_type", "digest"},
    "gatherings.Gathering": {"body_html", "form_token", "zone"},
    "gatherings.GroupCard": {"body_html", "content_type", "digest", "form_token"},
    "groups.Answer": {"form_token"},
    "groups.Pledge": {"reply_to"},
    "groups.Deliverable": {"body_html", "kind", "form_token"},
    "groups.Ending": {"body_html"},
    "groups.HelpOffer": {"form_token"},
    "groups.Intention": {"body_html"},
    "groups.MergeProposal": {"form_token"},
    "groups.Need": {"form_token"},
    "groups.OutputKind": {"key"},
    "groups.ProgressEntry": {"body_html", "form_token"},
    "groups.Sign": {"about"},
    "home.Export": {"file", "language", "read", "vouchers"},
    "journal.Delivery": {"channel", "message_id"},
    "journal.Entry": {"subject_kind", "verb"},
    "journal.Tick": {"name"},
    "meetings.AgendaTemplate": {"key"},
    "meetings.AgendaItem": {"brings"},
    "meetings.Asked": {"answer", "kind"},
    "meetings.CalendarFeed": {"nonce", "thing_kind"},
    "meetings.Circle": {"order", "spoken"},
    "meetings.DatePoll": {"form_token", "zone"},
    "minutes.Doubt": {"answer", "kind"},
    "minutes.Import": {"digest"},
    "minutes.Imported": {"key", "thing_kind"},
    "meetings.Meeting": {"template_key", "uid", "zone"},
    "minutes.Recognised": {"key", "thing_kind"},
    "meetings.Room": {"code"},
    "meetings.Series": {"rrule", "template_key", "zone"},
    "notes.Note": {"body_html", "former_clients"},
    "people.Agreement": {"facts"},
    "people.Erasure": {"borne_since", "digests", "found", "kept", "names", "own_files", "own_rows", "said", "unread"},
    "people.Key": {"nonce"},
    "people.Link": {"nonce", "thing_kind"},
    "people.Merging": {"moved", "thing_kind"},
    "people.Organisation": {"name"},
    "people.Person": {"email", "name", "nonce", "form_token"},
    "people.RefusedName": {"digest"},
    "post.Letter": {"about", "calendar_method", "language", "message_id", "origin"},
    "registrations.Registration": {"language", "origin", "form_token", "told"},
    "registrations.Roll": {"owner_kind"},
    "search.Change": {"what"},
    "search.Document": {"digest", "kind", "within"},
    "search.Followed": {"reached", "signature"},
    "spaces.Space": {"licence", "form_token", "slug"},
    "notes.Update": {"origin"},
    "upkeep.Attempt": {"place", "scope", "visitor", "what"},
    "upkeep.ReceivedPost": {"digest", "to"},
    "wiki.Attachment": {"content_type", "digest"},
    "wiki.Passage": {"thing_kind"},
}


def ours():
    return [model for model in apps.get_models() if model.__module__.startswith("palabre.")]


def unsaid(model):
    """Return the fields of `model` that may hold a name and that no slice speaks of."""
    fields = {field.name for field in model._meta.concrete_fields if isinstance(field, TEXTS) and not field.choices}
    said = set(hooks.texts[model].fields) if model in hooks.texts else set()
    return fields - said - WORDLESS.get(model._meta.label, set())


def tied_for_good(model):
    """Return the keys by which rows of `model` exist only with a person, and that no slice speaks of."""
    keys = [field for field in model._meta.concrete_fields if field.related_model is Person]
    said = {hooks.ties[model].field} if model in hooks.ties else set()
    return [key.name for key in keys if key.remote_field.on_delete is models.CASCADE and key.name not in said]


def test_each_field_of_text_is_cleaned_or_said_to_hold_no_words():
    assert {model._meta.label: unsaid(model) for model in ours() if unsaid(model)} == {}


def test_no_field_is_said_to_hold_no_words_that_is_not_there():
    known = {model._meta.label: {field.name for field in model._meta.concrete_fields} for model in ours()}

    assert {label: names - known.get(label, set()) for label, names in WORDLESS.items() if names - known[label]} == {}


def test_what_exists_only_with_a_person_goes_with_her():
    left = {model._meta.label: tied_for_good(model) for model in ours() if model not in name_erasure.OWN_TIES}

    assert {label: keys for label, keys in left.items() if keys} == {
        "minutes.Import": ["by"],  # read by « une personne »
        "people.MergeRequest": ["kept", "absorbed"],  # an erasure deletes both sides of it
    }
