"""Which files are looked into, and when the person hears of one."""

import pytest

from casework.rules.metadata import MEBIBYTE, Outcome, fits, in_order, is_news, looked_into


def test_only_what_arrives_as_it_was_made_is_looked_into():
    assert looked_into("document")
    assert looked_into("video")
    assert looked_into("audio")
    assert not looked_into("photo")
    assert not looked_into("voice")


def test_a_file_of_any_size_that_telegram_s_servers_give_out_is_looked_into():
    assert fits(20 * MEBIBYTE)
    assert not fits(100 * MEBIBYTE)


def test_the_place_is_told_first():
    assert in_order(["software", "camera", "place", "camera", "nonsense"]) == [
        "place",
        "camera",
        "software",
    ]


@pytest.mark.parametrize(
    ("outcome", "found", "told", "news"),
    [
        (Outcome.NOTHING, [], [], False),
        (Outcome.CLEANED, ["camera"], [], True),
        (Outcome.CLEANED, ["camera"], [("cleaned", ["camera", "place"])], False),
        (Outcome.CLEANED, ["camera", "place"], [("cleaned", ["camera"])], True),
        (Outcome.CLEANED, ["place"], [("cleaned", ["place"]), ("remains", ["author"])], False),
        (Outcome.REMAINS, ["author"], [("cleaned", ["author"])], True),
        (Outcome.FAILED, [], [("cleaned", ["author"])], True),
        (Outcome.FAILED, [], [("failed", [])], False),
    ],
)
def test_a_person_hears_once_of_the_same_thing(outcome, found, told, news):
    assert is_news(outcome, found, told) is news
