"""Files as phones and programs make them, with places, names and cameras in them."""

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image, ImageDraw

from bot.scrub.chunks import png_chunk

CAMERA, OWNER, WORDS = b"Huaxing P30 Pro", b"Lin Xiaomei", b"at my sister's door"
SECRETS = (CAMERA, OWNER, WORDS)


def picture(mode="RGB"):
    image = Image.new(mode, (48, 32), 200)
    ImageDraw.Draw(image).line((3, 4, 40, 22), fill=20, width=3)
    return image


def exif(orientation=1):
    tags = Image.Exif()
    tags[0x010F], tags[0x0110], tags[0x0112] = "Huaxing", CAMERA.decode(), orientation
    tags[0x013B], tags[0x0132] = OWNER.decode(), "2019:07:09 21:00:00"
    tags.get_ifd(0x8825).update({1: "N", 2: (34.0, 11.0, 7.0), 3: "E", 4: (105.0, 10.0, 0.0)})
    return tags


def image_file(kind, *, orientation=1, **options):
    out = io.BytesIO()
    picture().save(out, kind, exif=exif(orientation), **options)
    return out.getvalue()


def jpeg(orientation=1):
    return image_file("JPEG", orientation=orientation, comment=WORDS)


def plain_jpeg():
    out = io.BytesIO()
    picture().save(out, "JPEG")
    return out.getvalue()


def png():
    data = image_file("PNG")
    words = png_chunk(b"tEXt", b"Author\0" + OWNER) + png_chunk(b"tEXt", b"Comment\0" + WORDS)
    return data[:33] + words + data[33:]


def tiff():
    out = io.BytesIO()
    info = {270: WORDS.decode(), 272: CAMERA.decode(), 315: OWNER.decode()}
    picture().save(out, "TIFF", tiffinfo=info, save_all=True, append_images=[picture("L")])
    return out.getvalue()


def pdf(*, signed=False):
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    document.docinfo["/Author"] = OWNER.decode()
    with document.open_metadata() as metadata:
        metadata["dc:description"] = WORDS.decode()
    photo = pikepdf.Stream(
        document,
        jpeg(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Filter=pikepdf.Name.DCTDecode,
        Width=48,
        Height=32,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
    )
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=[10, 10, 30, 30],
        Contents="see here",
        T=OWNER.decode(),
    )
    page = document.pages[0].obj
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=photo))
    page.Annots = pikepdf.Array([document.make_indirect(note)])
    if signed:
        document.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array([]))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def docx(author="Lin Xiaomei", tracked=None):
    out = io.BytesIO()
    change = f'<w:ins w:author="{tracked}"/>' if tracked else ""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document>{change}</w:document>")
        if author is not None:
            core = f"<cp:coreProperties><dc:creator>{author}</dc:creator></cp:coreProperties>"
            archive.writestr("docProps/core.xml", core)
    return out.getvalue()


def box(kind, content):
    return struct.pack(">I", 8 + len(content)) + kind + content


def mp4():
    place = box(b"udta", box(b"\xa9xyz", b"\0\x15\x15\xc7+34.1850+105.1667/"))
    made_at = struct.pack(">III", 0, 3_600_000_000, 3_600_000_001)
    film = box(b"moov", box(b"mvhd", made_at + bytes(88)) + place)
    return box(b"ftyp", b"isom" + bytes(4) + b"isom") + film + box(b"mdat", bytes(range(200)))


def mp3():
    frame = b"TPE1" + struct.pack(">I", len(OWNER) + 1) + b"\0\0" + b"\0" + OWNER
    return b"ID3\x04\0\0" + bytes([0, 0, 0, len(frame)]) + frame + b"\xff\xfb\x90\0" + bytes(400)


def wav():
    author = b"IART" + struct.pack("<I", len(OWNER) + 1) + OWNER + b"\0"
    sound = (
        b"fmt " + struct.pack("<I", 16) + bytes(16) + b"data" + struct.pack("<I", 8) + b"12345678"
    )
    body = b"WAVE" + sound + b"LIST" + struct.pack("<I", 4 + len(author)) + b"INFO" + author
    return b"RIFF" + struct.pack("<I", len(body)) + body


def flac():
    def block(kind, content):
        return bytes([kind]) + len(content).to_bytes(3, "big") + content

    words = block(4 | 0x80, b"....ARTIST=" + OWNER)
    return b"fLaC" + block(0, bytes(34)) + words + b"\xff\xf8 the sound"


def segment(marker, payload):
    return bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload


def exif_with_a_thumbnail():
    small = plain_jpeg() + OWNER
    first = struct.pack(">HHHIHHI", 1, 0x112, 3, 1, 1, 0, 26)
    second = struct.pack(">HHHIHH", 3, 0x103, 3, 1, 6, 0)
    second += struct.pack(">HHIIHHIII", 0x201, 4, 1, 68, 0x202, 4, 1, len(small), 0)
    return b"Exif\0\0MM\0*" + struct.pack(">I", 8) + first + second + small


def tiff_with_exif():
    """Pillow writes no such folder into a TIFF; cameras do."""
    out = io.BytesIO()
    picture("L").save(out, "TIFF")
    data = bytearray(out.getvalue())
    at = int.from_bytes(data[4:8], "little")
    count = int.from_bytes(data[at : at + 2], "little")
    entries = bytes(data[at + 2 : at + 2 + 12 * count])
    folder = len(data) + 2 + 12 * (count + 1) + 4
    data[4:8] = len(data).to_bytes(4, "little")
    pointer = struct.pack("<HHII", 0x8769, 4, 1, folder)
    data += struct.pack("<H", count + 1) + entries + pointer + bytes(4)
    serial = struct.pack("<HHII", 0xA431, 2, len(OWNER) + 1, folder + 18)
    return bytes(data) + struct.pack("<H", 1) + serial + bytes(4) + OWNER + b"\0"


def saved(document, **options):
    out = io.BytesIO()
    document.save(out, **options)
    return out.getvalue()


def pdf_with_wrapped_photo(outer):
    wrapped = zlib.compress(jpeg()) if outer == "FlateDecode" else jpeg().hex().encode() + b">"
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    photo = pikepdf.Stream(document, b"", Subtype=pikepdf.Name.Image, Width=48, Height=32)
    names = [pikepdf.Name("/" + outer), pikepdf.Name.DCTDecode]
    photo.write(wrapped, filter=pikepdf.Array(names))
    page = document.pages[0].obj
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=photo))
    return saved(document, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def pdf_with_pinned_file():
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    document.docinfo["/Author"] = OWNER.decode()
    inside = pikepdf.Stream(document, b"a letter by " + OWNER)
    file = pikepdf.Dictionary(F="a.txt", EF=pikepdf.Dictionary(F=inside))
    pin = pikepdf.Dictionary(Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9], FS=file)
    document.pages[0].obj.Annots = pikepdf.Array([pin])
    return saved(document)


def pdf_with_signature():
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    value = pikepdf.Dictionary(Name=OWNER.decode(), ByteRange=[0, 1, 2, 3], Contents=b"\1")
    field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="s", V=value)
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
    return saved(document)


def plain_mp4(pictures=bytes(range(200))):
    film = box(b"moov", box(b"mvhd", bytes(100)))
    return box(b"ftyp", b"isom" + bytes(4) + b"isom") + film + box(b"mdat", pictures)


def mp4_with_a_track(handler, contents):
    """A film with a track in which each content is a chunk of its own, with a picture before it."""
    begin, picture_bytes = box(b"ftyp", b"isom" + bytes(4) + b"isom"), b"a picture"
    offset, places = len(begin) + 8, []
    for content in contents:
        places.append(offset + len(picture_bytes))
        offset += len(picture_bytes) + len(content)
    count = struct.pack(">II", 0, len(contents))
    table = (
        box(b"stsd", bytes(8))
        + box(b"stco", count + struct.pack(f">{len(places)}I", *places))
        + box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1))
        + box(b"stsz", bytes(4) + count + struct.pack(f">{len(places)}I", *map(len, contents)))
    )
    media = box(b"mdhd", bytes(24)) + box(b"hdlr", bytes(8) + handler + bytes(13))
    track = box(b"tkhd", bytes(84)) + box(b"mdia", media + box(b"minf", box(b"stbl", table)))
    film = box(b"moov", box(b"mvhd", bytes(100)) + box(b"trak", track))
    return begin + box(b"mdat", b"".join(picture_bytes + content for content in contents)) + film


def plain_flac():
    return b"fLaC" + bytes([0x80]) + (34).to_bytes(3, "big") + bytes(34) + b"\xff\xf8 the sound"


_APE = b"ARTIST\0" + OWNER
TAILS = {
    "id3v1": b"TAG" + OWNER.ljust(125, b"\0"),
    "ape": _APE + b"APETAGEX" + struct.pack("<IIII", 2000, len(_APE) + 32, 1, 0) + bytes(8),
    "lyrics": b"LYRICSBEGIN" + OWNER + b"%06dLYRICS200" % (11 + len(OWNER)),
    "lyrics and id3v1": b"LYRICSBEGIN" + OWNER + b"LYRICSEND" + b"TAG" + bytes(125),
}


def gif():
    out = io.BytesIO()
    picture("P").save(out, "GIF", comment=WORDS)
    return out.getvalue()


KINDS = {
    "avif": image_file("AVIF"),
    "docx": docx(),
    "flac": flac(),
    "gif": gif(),
    "jpeg": jpeg(orientation=6),
    "mp3": mp3(),
    "mp4": mp4(),
    "pdf": pdf(),
    "png": png(),
    "tiff": tiff(),
    "wav": wav(),
    "webp": image_file("WEBP", lossless=True),
}
