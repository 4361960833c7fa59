"""What people send besides words and files: drawn so that aiogram's strict types decode it."""

import asyncio
from pathlib import Path

import pytest
from aiogram.types import Update

BOT = "drum_bot"


async def newest(api):
    return (await api.updates())[-1]


@pytest.mark.parametrize(
    ("kind", "about", "shown"),
    [
        ("location", {"latitude": 26.647, "longitude": 106.63, "live_period": 900}, "location"),
        ("venue", {"title": "a", "address": "b", "latitude": 1.0, "longitude": 2.0}, "venue"),
        ("contact", {"phone_number": "+86 1", "first_name": "a", "user_id": 7}, "contact"),
        ("sticker", {}, "sticker"),
        ("dice", {}, "dice"),
        ("poll", {"question": "a?", "options": ["b", "c"]}, "poll"),
    ],
)
async def test_contents_are_drawn_as_the_bot_api_has_them(api, met, kind, about, shown):
    await met.sends(BOT, kind, **about)
    raw = await newest(api)
    message = Update.model_validate(raw).message
    assert getattr(message, shown) is not None
    assert "text" not in raw["message"]


async def test_an_album_bears_one_id(api, met, png):
    for _ in range(2):
        await met.sends_with(BOT, kind="photo", data=png, album="77")
    albums = [u["message"]["media_group_id"] for u in await api.updates() if "message" in u]
    assert albums[-2:] == ["77", "77"]


async def test_animations_are_documents_too_and_round_videos_have_a_length(api, met):
    await met.sends_animation(BOT, b"film")
    drawn = (await newest(api))["message"]
    assert drawn["animation"]["file_id"] == drawn["document"]["file_id"]
    await met.sends_video_note(BOT, b"round")
    raw = await newest(api)
    assert Update.model_validate(raw).message.video_note.length > 0


async def test_forwards_quotes_and_answers_to_other_chats(api, met):
    first = await met.says(BOT, "one two three")
    await met.sends_with(BOT, text="that", reply_to=first.id, quotes="two")
    raw = await newest(api)
    assert Update.model_validate(raw).message.quote.position == 4
    for source, channel in ((met.id, False), ("Zhang San", False), ("News", True)):
        await met.sends_with(BOT, text="f", forwarded_from=source, channel=channel)
        assert Update.model_validate(await newest(api)).message.forward_origin is not None
    await met.sends_with(BOT, text="q", quotes="x", answers_elsewhere="Zhang San")
    assert Update.model_validate(await newest(api)).message.external_reply.origin is not None


async def test_a_caption_and_a_place_can_be_edited(api, met, png):
    sent = await met.sends_photo(BOT, png, "a")
    await met.edits(BOT, sent.id, "b")
    assert (await newest(api))["edited_message"]["caption"] == "b"
    place = await met.sends(BOT, "location", latitude=1.0, longitude=2.0, live_period=900)
    await met.edits(BOT, place.id, kind="location", about={"latitude": 3.0, "longitude": 2.0})
    assert (await newest(api))["edited_message"]["location"]["latitude"] == 3.0


async def test_a_local_server_hands_out_paths_and_a_raised_limit(
    api, met, emulator, control, tmp_path
):
    emulator.world.settings.local_files = tmp_path
    emulator.world.settings.download_limit_bytes = 40 * 1024 * 1024
    await met.sends_with(
        BOT, kind="document", data=b"x" * 30_000_000, file_name="a.bin", tells_size=False
    )
    drawn = (await newest(api))["message"]["document"]
    assert "file_size" not in drawn
    path = (await api.result("getFile", file_id=drawn["file_id"]))["file_path"]
    assert [str(found) for found in tmp_path.rglob("*.bin")] == [path]
    assert await asyncio.to_thread(Path(path).read_bytes) == b"x" * 30_000_000
