"""The form of « Est-ce toujours vrai ? »."""

from palabre.groups.validity.validity import validity_of
from palabre.web.form.fields import HiddenField
from palabre.web.form.gesture_form import GestureForm


class ValidityForm(GestureForm):
    """The answer that a button says: « yes » or « past »."""

    say = HiddenField(max_length=10)

    def clean_say(self) -> str:
        return validity_of(self.cleaned_data["say"])
