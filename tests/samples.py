"""Files as phones and programs make them, with places, names and cameras in them."""

import io
import struct
import zipfile

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
