"""The text of a meeting is looked through a number of times that does not grow with its headings."""

from palabre.meetings.written import minutes_completion
from palabre.meetings.written.minutes_completion import lightened


def test_taking_out_empty_places_reads_a_text_once_or_twice(monkeypatch):
    read, parts_of = [], minutes_completion.parts_of

    def counted(lines):
        read.append(len(lines))
        return parts_of(lines)

    monkeypatch.setattr(minutes_completion, "parts_of", counted)

    lightened("# a\n" * 200, ["Besoins"])

    assert sum(read) <= 4 * 201
