"""What is found in each kind of file, what is taken out, and that the rest stays as it was."""

import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from bot.scrub.files import look_into
from bot.scrub.report import NotSoundError
from casework.rules.metadata import Found, Outcome
from tests import samples

PICTURES = {
    "jpeg": samples.jpeg(),
    "jpeg on its side": samples.jpeg(orientation=6),
    "png": samples.png(),
    "webp": samples.image_file("WEBP", lossless=True),
    "avif": samples.image_file("AVIF"),
    "tiff": samples.tiff(),
}
OTHERS = {
    "pdf": samples.pdf(),
    "mp4": samples.mp4(),
    "mp3": samples.mp3(),
    "wav": samples.wav(),
    "flac": samples.flac(),
}


def pixels(data):
    with Image.open(io.BytesIO(data)) as image:
        return ImageOps.exif_transpose(image).convert("RGB").tobytes()


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_keeps_every_pixel_and_the_side_that_is_up(kind):
    report = look_into(PICTURES[kind])
    assert report.outcome == Outcome.CLEANED
    assert {Found.AUTHOR, Found.CAMERA} <= report.found
    assert pixels(report.cleaned) == pixels(PICTURES[kind])
    for secret in samples.SECRETS:
        assert secret not in report.cleaned


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "avif"])
def test_the_place_of_a_photo_is_found(kind):
    assert Found.PLACE in look_into(PICTURES[kind]).found


@pytest.mark.parametrize("kind", [*PICTURES, *OTHERS])
def test_in_a_cleaned_file_nothing_is_found(kind):
    cleaned = look_into({**PICTURES, **OTHERS}[kind]).cleaned
    assert look_into(cleaned).outcome == Outcome.NOTHING


def test_every_page_of_a_tiff_stays():
    with Image.open(io.BytesIO(look_into(samples.tiff()).cleaned)) as image:
        assert [image.n_frames, image.info["compression"]] == [2, "tiff_adobe_deflate"]


def test_what_stands_after_the_end_of_a_photo_goes_too():
    report = look_into(samples.plain_jpeg() + b"a film of two seconds, by " + samples.OWNER)
    assert report.cleaned == samples.plain_jpeg()


def test_a_pdf_loses_names_in_its_properties_its_notes_and_its_pictures():
    report = look_into(samples.pdf())
    assert {Found.AUTHOR, Found.PLACE, Found.CAMERA, Found.NOTES} <= report.found
    with pikepdf.open(io.BytesIO(report.cleaned)) as document:
        page = document.pages[0]
        assert "/Info" not in document.trailer
        assert "/Metadata" not in document.Root
        assert str(page.obj.Annots[0].Contents) == "see here"
        picture = page.obj.Resources.XObject.Im0.read_raw_bytes()
        everything = b"".join(bytes(str(entry), "utf-8") for entry in document.objects)
    for secret in samples.SECRETS:
        assert secret not in report.cleaned + picture + everything
    assert pixels(picture) == pixels(samples.jpeg())


def test_a_signed_pdf_is_left_as_it_is():
    """Whatever is taken out of it would break the signature, which may be the proof."""
    report = look_into(samples.pdf(signed=True))
    assert (report.outcome, report.cleaned) == (Outcome.REMAINS, None)
    assert Found.AUTHOR in report.found


def test_a_film_loses_its_place_and_keeps_its_length():
    report = look_into(samples.mp4())
    assert report.found == {Found.PLACE, Found.TIME}
    assert len(report.cleaned) == len(samples.mp4())
    assert bytes(range(200)) in report.cleaned
    assert b"34.1850" not in report.cleaned


@pytest.mark.parametrize(
    ("kind", "sound"), [("mp3", bytes(400)), ("wav", b"12345678"), ("flac", b"the sound")]
)
def test_a_recording_loses_its_tags_and_keeps_its_sound(kind, sound):
    report = look_into(OTHERS[kind])
    assert Found.AUTHOR in report.found
    assert samples.OWNER not in report.cleaned
    assert sound in report.cleaned


def test_a_document_s_author_is_told_and_stays():
    assert look_into(samples.docx()).outcome == Outcome.REMAINS
    assert look_into(samples.docx()).found == {Found.AUTHOR}
    assert look_into(samples.docx(author=None, tracked="林小梅")).found == {Found.EDITS}
    assert look_into(samples.docx(author=" ")).outcome == Outcome.UNKNOWN


def test_a_small_picture_beside_the_picture_is_taken_out():
    """It may show what was cut off before the picture was sent."""
    photo = samples.plain_jpeg()
    small = b"JFIF\0\1\1\0\0\1\0\1\4\4" + samples.OWNER.ljust(48, b"\0")
    rest = photo[2 + 2 + int.from_bytes(photo[4:6], "big") :]
    inside = photo[:2] + samples.segment(0xE0, small) + rest
    beside = photo[:2] + samples.segment(0xE1, samples.exif_with_a_thumbnail()) + photo[2:]
    for data in (inside, beside):
        report = look_into(data)
        assert (report.outcome, report.found) == (Outcome.CLEANED, {Found.OTHER})
        assert samples.OWNER not in report.cleaned
        assert pixels(report.cleaned) == pixels(photo)


def test_segments_for_extensions_go_as_well():
    photo = samples.plain_jpeg()
    report = look_into(photo[:2] + samples.segment(0xF0, samples.OWNER) + photo[2:])
    assert report.cleaned == photo


def test_tags_in_a_folder_of_their_own_are_found_in_a_tiff():
    report = look_into(samples.tiff_with_exif())
    assert (report.outcome, report.found) == (Outcome.CLEANED, {Found.OTHER})
    assert samples.OWNER not in report.cleaned


@pytest.mark.parametrize("outer", ["FlateDecode", "ASCIIHexDecode"])
def test_a_photo_in_a_pdf_is_found_beneath_another_layer(outer):
    report = look_into(samples.pdf_with_wrapped_photo(outer))
    assert {Found.PLACE, Found.AUTHOR, Found.CAMERA} <= report.found
    with pikepdf.open(io.BytesIO(report.cleaned)) as document:
        picture = document.pages[0].obj.Resources.XObject.Im0.read_raw_bytes()
    assert pixels(picture) == pixels(samples.jpeg())
    assert all(secret not in picture for secret in samples.SECRETS)


def test_a_file_pinned_to_a_page_is_told():
    report = look_into(samples.pdf_with_pinned_file())
    assert (report.outcome, report.cleaned) == (Outcome.REMAINS, None)
    assert Found.OTHER in report.found


def test_a_signature_names_who_signed_however_it_is_announced():
    report = look_into(samples.pdf_with_signature())
    assert (report.outcome, report.found) == (Outcome.REMAINS, {Found.AUTHOR})


@pytest.mark.parametrize("where", ["free", "skip", "sefd", "uuid", "gps "])
def test_what_is_no_part_of_a_film_is_taken_out_of_it(where):
    data = samples.plain_mp4() + samples.box(where.encode(), samples.OWNER)
    report = look_into(data)
    assert (report.outcome, len(report.cleaned)) == (Outcome.CLEANED, len(data))
    assert samples.OWNER not in report.cleaned
    assert look_into(samples.plain_mp4()).outcome == Outcome.NOTHING


def test_the_places_of_a_dash_camera_are_taken_out_from_between_the_pictures():
    block = samples.box(b"free", b"GPS " + b"+34.1850+105.1667")
    data = samples.plain_mp4(pictures=bytes(50) + block + bytes(range(50)))
    report = look_into(data)
    assert report.found == {Found.PLACE}
    assert b"34.1850" not in report.cleaned
    assert (len(report.cleaned), report.cleaned[-50:]) == (len(data), bytes(range(50)))


def test_a_track_of_places_is_taken_out_with_all_it_holds():
    data = samples.mp4_with_a_track(b"meta", [b"+34.1850", b"+34.1851"])
    report = look_into(data)
    assert (report.outcome, len(report.cleaned)) == (Outcome.CLEANED, len(data))
    assert b"34.185" not in report.cleaned
    assert report.cleaned.count(b"a picture") == 2
    shown = samples.mp4_with_a_track(b"vide", [b"+34.1850", b"+34.1851"])
    assert look_into(shown).outcome == Outcome.NOTHING


@pytest.mark.parametrize("broken", [b"stco", b"stsz", b"stsc"])
def test_a_track_of_places_that_cannot_be_read_is_not_believed_to_be_gone(broken):
    data = samples.mp4_with_a_track(b"meta", [b"+34.1850"]).replace(broken, b"xxxx")
    with pytest.raises(NotSoundError):
        look_into(data)


def test_a_film_behind_a_photo_is_taken_out():
    plain = io.BytesIO()
    samples.picture().save(plain, "AVIF")
    data = plain.getvalue() + samples.box(b"mpvd", samples.mp4())
    report = look_into(data)
    assert Found.PLACE in report.found
    assert b"34.1850" not in report.cleaned
    assert pixels(report.cleaned) == pixels(plain.getvalue())


@pytest.mark.parametrize("tail", samples.TAILS)
@pytest.mark.parametrize("kind", ["mp3", "flac"])
def test_tags_behind_the_sound_go_whatever_their_kind(kind, tail):
    sound = b"\xff\xfb\x90\0" + bytes(400) if kind == "mp3" else samples.plain_flac()
    report = look_into(sound + samples.TAILS[tail])
    assert report.cleaned == sound


def test_a_gif_loses_its_words_and_keeps_its_pictures():
    report = look_into(samples.gif() + b"behind it, by " + samples.OWNER)
    assert report.found == {Found.NOTES, Found.OTHER}
    assert pixels(report.cleaned) == pixels(samples.gif())
    assert samples.WORDS not in report.cleaned


@pytest.mark.parametrize(
    "data",
    ["账本：十二万元".encode(), "账本".encode("gbk"), b"#!AMR\n\0\1\2", samples.plain_jpeg(), b""],
)
def test_what_tells_nothing_is_left_alone(data):
    assert look_into(data).outcome == Outcome.NOTHING


@pytest.mark.parametrize(
    "data",
    [
        b"BM" + bytes(99),
        b"\xd0\xcf\x11\xe0" + bytes(99),
        b"OggS" + bytes(99),
        b"<svg/>",
        b"{\\rtf1}",
        bytes(99),
    ],
)
def test_a_kind_that_is_not_looked_into_is_unknown(data):
    assert look_into(data).outcome == Outcome.UNKNOWN


SOUND = samples.KINDS | {"film with places": samples.mp4_with_a_track(b"meta", [b"here"])}


@pytest.mark.filterwarnings("ignore")  # Pillow warns of what is broken
@given(st.sampled_from(sorted(SOUND)), st.data())
def test_a_broken_file_is_refused_or_read_but_never_half_believed(kind, data):
    """Any cut or flipped byte: either an error of ours or Pillow's, or a report that holds."""
    content = bytearray(SOUND[kind])
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    cut = bytes(content[: data.draw(st.integers(1, len(content)))])
    try:
        report = look_into(cut)
    except Exception:  # noqa: BLE001  whatever it is, it ends the process that looked and no other
        return
    assert (report.outcome == Outcome.CLEANED) == (report.cleaned is not None)
