import json

import pytest

BOT = "drum_bot"


@pytest.mark.parametrize("kind", ["photo", "document", "video", "voice", "audio"])
async def test_media_are_uploaded_sent_again_by_id_and_downloaded(api, met, session, png, kind):
    method = f"send{kind.title()}"
    body = await api.form(
        method, {kind: ("证据.png", png)}, chat_id=met.id, caption="<i>x</i>", parse_mode="HTML"
    )
    sent = body["result"]
    assert sent["caption_entities"] == [{"type": "italic", "offset": 0, "length": 1}]
    media = sent[kind][-1] if kind == "photo" else sent[kind]
    again = await api.result(method, chat_id=met.id, **{kind: media["file_id"]})
    assert kind in again
    file = await api.result("getFile", file_id=media["file_id"])
    assert file["file_size"] == len(png)
    async with session.get(f"{api.url}/file/bot{api.token}/{file['file_path']}") as answer:
        assert await answer.read() == png
    assert await met.opens(await met.waits_for(BOT, "x")) == png


async def test_a_photo_comes_in_several_sizes(api, met, png):
    await met.sends_photo(BOT, png, "看")
    (update,) = await api.updates()
    sizes = [(size["width"], size["height"]) for size in update["message"]["photo"]]
    assert sizes == [(90, 50), (320, 180), (800, 450), (1280, 720)]
    assert len({size["file_unique_id"] for size in update["message"]["photo"]}) == 4
    assert update["message"]["caption"] == "看"


async def test_a_file_id_is_worth_nothing_to_another_bot(api, met, control, png):
    sent = (await api.form("sendDocument", {"document": ("a.png", png)}, chat_id=met.id))["result"]
    await control.bot("300:x", "other_bot", "Other")
    await met.says("other_bot", "/start")
    api.token = "300:x"
    file_id = sent["document"]["file_id"]
    assert await api.refusal("getFile", file_id=file_id) == "Bad Request: invalid file_id"
    assert (
        await api.refusal("sendDocument", chat_id=met.id, document=file_id)
        == "Bad Request: wrong file identifier/HTTP URL specified"
    )


async def test_files_beyond_the_limits_are_refused(api, met, emulator, session):
    emulator.world.settings.download_limit_bytes = 10
    emulator.world.settings.upload_limit_bytes = 20
    await met.sends_document(BOT, b"x" * 11, "a.txt")
    (update,) = await api.updates()
    file_id = update["message"]["document"]["file_id"]
    assert await api.refusal("getFile", file_id=file_id) == "Bad Request: file is too big"
    body = await api.form("sendDocument", {"document": ("a", b"x" * 21)}, chat_id=met.id)
    assert (body["error_code"], body["description"]) == (413, "Request Entity Too Large")
    async with session.get(f"{api.url}/file/bot{api.token}/documents/none") as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("method", "params", "reason"),
    [
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "attach://x"}, "can't find the file to attach in the request"),
        ("sendPhoto", {"photo": "AgAC"}, "wrong file identifier/HTTP URL specified"),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
        ("getFile", {}, "file_id not specified"),
        ("getFile", {"file_id": "x"}, "invalid file_id"),
    ],
)
async def test_what_media_methods_refuse(api, met, method, params, reason):
    assert await api.refusal(method, chat_id=met.id, **params) == f"Bad Request: {reason}"


async def test_a_caption_has_its_own_limit(api, met, png):
    files = {"photo": ("a.png", png)}
    assert (await api.form("sendPhoto", files, chat_id=met.id, caption="x" * 1024))["ok"]
    body = await api.form("sendPhoto", files, chat_id=met.id, caption="x" * 1025)
    assert body["description"] == "Bad Request: message caption is too long"
    body = await api.form("sendPhoto", {"photo": ("a.png", b"")}, chat_id=met.id)
    assert body["description"] == "Bad Request: file must be non-empty"


async def test_an_album_arrives_as_one_and_each_picture_can_be_replaced(api, met, png):
    media = [{"type": "photo", "media": f"attach://{name}"} for name in ("one", "two")]
    files = {"one": ("a.png", png), "two": ("b.png", png)}
    body = await api.form("sendMediaGroup", files, chat_id=met.id, media=json.dumps(media))
    first, second = body["result"]
    assert first["media_group_id"] == second["media_group_id"]
    fresh = {"type": "photo", "media": "attach://new", "caption": "replaced"}
    await api.form(
        "editMessageMedia",
        {"new": ("c.png", png)},
        chat_id=met.id,
        message_id=first["message_id"],
        media=json.dumps(fresh),
    )
    assert (await met.waits_for(BOT, "replaced")).album == first["media_group_id"]
    mixed = [media[0], {"type": "document", "media": "attach://two"}]
    refused = await api.form("sendMediaGroup", files, chat_id=met.id, media=json.dumps(mixed))
    assert "specified type in the album" in refused["description"]
