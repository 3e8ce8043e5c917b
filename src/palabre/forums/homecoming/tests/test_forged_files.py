"""The file is hostile: whatever is in it, either it is refused by a sentence, or its bounds hold."""

import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.forums.homecoming.carried_file import NotAForum, another_version, read_carried, write_carried
from palabre.forums.homecoming.carried_forum import FORMAT, SECTIONS, VERSION

UIDS = [f"{number:032x}" for number in range(20)]
WORDS = st.text(max_size=30)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | WORDS | st.sampled_from(UIDS),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(WORDS, some, max_size=3),
    max_leaves=8,
)


def a_forum():
    """Return the text of a right file, as a dict."""
    day = {"uid": UIDS[0], "theme": ["Quoi ?", "2026-11-29"], "venue": ["Ici", "09:00:00"], "code": "BCDFGHJK"}
    sheet = {"uid": UIDS[4], "words": "Qui ?", "number": 12, "asked": [UIDS[3], ""], "where": [UIDS[1], UIDS[2]]}
    return {
        "format": FORMAT,
        "version": VERSION,
        "day": day | {"closed": False, "square": "0123456789abcdef"},
        "hours": [{"uid": UIDS[1], "time": ["10:30:00", "11:15:00"]}],
        "places": [{"uid": UIDS[2], "place": ["Table 1", ""], "lost": False}],
        "people": [{"uid": UIDS[3], "name": "Odile Marchand"}],
        "sheets": [sheet | {"report": ["text", "Dit.", None], "dots": "", "group": ""}],
        "pledges": [
            {"uid": UIDS[5], "sheet": UIDS[4], "person": UIDS[3], "said": [True, "", ""], "address": "a@b.example"}
        ],
        "photos": [
            {
                "uid": UIDS[6],
                "sheet": None,
                "is_round": False,
                "file": "photos/1.webp",
                "at": "2026-11-29T10:00:00+01:00",
            }
        ],
    }


def packed(said, name="forum.json", kind=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(into := io.BytesIO(), "w", kind) as archive:
        archive.writestr(name, said if isinstance(said, bytes | str) else json.dumps(said))
    return into.getvalue()


def refused(content):
    """Return the sentence by which the file is refused."""
    with pytest.raises(NotAForum) as refusal:
        read_carried(content)
    return str(refusal.value)


def test_a_right_file_is_read_and_written_the_same():
    forum = read_carried(packed(a_forum()))

    assert read_carried(write_carried(forum, {})) == forum


@pytest.mark.parametrize("version", [0, 2, "1", None, [1]])
def test_another_version_is_refused_by_a_sentence(version):
    assert refused(packed(a_forum() | {"version": version})) == str(another_version())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x05\x06" + b"\0" * 18,
        b"%PDF-1.7",
        packed("pas du JSON"),
        packed("[" * 100_000),
        packed('{"format": ' + "9" * 10_000 + "}"),
        packed(a_forum(), name="autre.json"),
        packed(b"\xff\xfe"),
        packed(a_forum(), kind=zipfile.ZIP_LZMA),
        packed(" " * (25 * 1024 * 1024)),
        b"0" * (12 * 1024 * 1024 + 1),
    ],
    ids=range(11),
)
def test_what_is_no_forum_is_refused(content):
    assert refused(content)


@pytest.mark.parametrize(
    ("section", "field", "value"),
    [
        ("sheets", "words", "x" * 1001),
        ("sheets", "words", " "),
        ("sheets", "words", "nul\x00"),
        ("sheets", "words", "\ud800"),
        ("sheets", "number", 0),
        ("sheets", "number", 1000),
        ("sheets", "number", True),
        ("sheets", "asked", [UIDS[9], ""]),
        ("sheets", "where", [UIDS[2], UIDS[1]]),
        ("sheets", "report", ["text", "x" * 20_001, None]),
        ("sheets", "report", ["autre", "", None]),
        ("sheets", "uid", UIDS[0]),
        ("sheets", "was", {"words": "court"}),
        ("pledges", "address", "pas une adresse"),
        ("pledges", "said", [True, "", "x" * 401]),
        ("pledges", "person", UIDS[4]),
        ("people", "name", "x" * 201),
        ("photos", "file", "../../secret"),
        ("photos", "file", "forum.json"),
        ("photos", "at", "2026-11-29T10:00:00"),
        ("hours", "time", ["11:15:00", "10:30:00"]),
        ("places", "place", ["x" * 81, ""]),
    ],
)
def test_a_value_out_of_bounds_is_refused(section, field, value):
    said = a_forum()
    said[section][0][field] = value

    assert refused(packed(said))


@pytest.mark.parametrize("section", sorted(SECTIONS.values()))
def test_too_many_rows_are_refused(section):
    said = a_forum()
    said[section] = [said[section][0] | {"uid": f"{number + 100:032x}"} for number in range(4001)]

    assert refused(packed(said))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_value_anywhere_is_read_within_bounds_or_refused(data):
    said = a_forum()
    section = data.draw(st.sampled_from(["day", *SECTIONS.values()]))
    row = said[section] if section == "day" else said[section][0]
    row[data.draw(st.sampled_from(sorted(row)))] = data.draw(JSON)

    try:
        forum = read_carried(packed(said))
    except NotAForum:
        return
    assert read_carried(write_carried(forum, {})) == forum


@given(st.binary(max_size=200), st.integers(0, 2000))
@settings(max_examples=60, deadline=None)
def test_damaged_bytes_are_refused_or_read(noise, at):
    right = packed(a_forum())

    try:
        read_carried(right[:at] + noise + right[at + len(noise) :])
    except NotAForum:
        return


@pytest.mark.parametrize("filling", ["{},", "[],", "0,"])
def test_a_text_of_a_great_many_values_is_not_parsed(filling):
    """What is parsed takes memory whether its key is known or not: 24 KB of a file were 670 MB."""
    text = json.dumps(a_forum())[:-1] + ', "unknown": [' + filling * 500_000 + "0]}"

    refused(packed(text))
