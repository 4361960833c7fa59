"""PDF: what only tells about the document is left out, here and in the pictures inside it.

Source: ISO 32000-2, 14.3 (information dictionary, metadata streams), 14.5 (page-piece
dictionaries), 12.5 (annotations), 12.8 (signatures).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfError, Stream

from bot.scrub import jpeg
from bot.scrub.report import NotSoundError, Report, cleaned_of, remains
from bot.scrub.tags import kinds_in_xmp
from casework.rules.metadata import Found, Outcome

MAGIC = b"%PDF-"
_INFO = {
    "/Author": Found.AUTHOR,
    "/Creator": Found.SOFTWARE,
    "/Producer": Found.SOFTWARE,
    "/CreationDate": Found.TIME,
    "/ModDate": Found.TIME,
    "/Title": Found.NOTES,
    "/Subject": Found.NOTES,
    "/Keywords": Found.NOTES,
    "/Trapped": None,
}
_OF_ANNOTATIONS = {
    "/T": Found.AUTHOR,
    "/M": Found.TIME,
    "/CreationDate": Found.TIME,
    "/NM": None,
}
_SIGNED = 1
_WIDGET = "/Widget"  # /T of a form's field is its name, without which the form breaks


def clean(data: bytes) -> Report:
    """Return the report on a PDF; one that needs a password, or is signed, is not changed."""
    try:
        with Pdf.open(io.BytesIO(data)) as pdf:
            found = _kinds_in_info(pdf)
            steps: list[Callable[[Pdf], set[Found]]] = [_annotations, _attached, _metadata]
            for step in steps:
                found |= step(pdf)
            attached = "/EmbeddedFiles" in pdf.Root.get("/Names", Dictionary())
            if attached or _is_signed(pdf):
                return remains(found)
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True)
            return cleaned_of(found, out.getvalue())
    except (PdfError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise NotSoundError(type(error).__name__) from error


def _kinds_in_info(pdf: Pdf) -> set[Found]:
    info = pdf.trailer.get("/Info")
    if not isinstance(info, Dictionary):
        return set()
    filled = [key for key, value in info.items() if str(value).strip()]
    return {kind for key in filled if (kind := _INFO.get(key, Found.OTHER)) is not None}


def _is_signed(pdf: Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    return isinstance(form, Dictionary) and bool(int(form.get("/SigFlags", 0)) & _SIGNED)


def _attached(pdf: Pdf) -> set[Found]:
    """Say that files inside the file were found; what they tell is not looked at."""
    return {Found.OTHER} if "/EmbeddedFiles" in pdf.Root.get("/Names", Dictionary()) else set()


def _annotations(pdf: Pdf) -> set[Found]:
    found = set[Found]()
    for page in pdf.pages:
        for note in _entries(page.obj.get("/Annots")):
            if note.get("/Subtype") == Name(_WIDGET):
                continue
            for key, kind in _OF_ANNOTATIONS.items():
                if key in note:
                    found |= {kind} if kind else set()
                    del note[key]
    return found


def _entries(value: Object | None) -> Iterator[Dictionary]:
    if isinstance(value, Array):
        yield from (entry for entry in value if isinstance(entry, Dictionary))


def _metadata(pdf: Pdf) -> set[Found]:
    """Take XMP, the notes of programs and the tags of pictures out of every object."""
    found = set[Found]()
    for entry in pdf.objects:
        if not isinstance(entry, (Dictionary, Stream)):
            continue
        if isinstance(packet := entry.get("/Metadata"), Stream):
            found |= kinds_in_xmp(packet.read_bytes())
            del entry["/Metadata"]
        if "/PieceInfo" in entry:
            found.add(Found.SOFTWARE)
            del entry["/PieceInfo"]
        if "/LastModified" in entry:
            found.add(Found.TIME)
            del entry["/LastModified"]
        if isinstance(entry, Stream) and entry.get("/Filter") == Name.DCTDecode:
            found |= _picture(entry)
    return found


def _picture(stream: Stream) -> set[Found]:
    try:
        report = jpeg.clean(stream.read_raw_bytes())
    except NotSoundError:
        return set()
    if report.outcome == Outcome.CLEANED and report.cleaned is not None:
        # A reader of PDF does not turn pictures by their tags, so no orientation is lost.
        stream.write(report.cleaned, filter=Name.DCTDecode)
    return set(report.found)
