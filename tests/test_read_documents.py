"""PDF, Word and e-mail: real files made here, whole, damaged and locked."""

import io
import subprocess
import sys
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import read
from sayso.model import Found, Layer
from sayso.read.pdf import paragraphs

pypdf = pytest.importorskip("pypdf")
STORY = "Prosecutors said on Tuesday that the engineer had handed over drawings of a patrol boat to a foreign service."
DENIAL = "His lawyer denied the charge."


def layer(data: bytes, name: str) -> Layer:
    return read.extract(Found(path=name, data=data))


def refusal(data: bytes, name: str) -> read.Unreadable:
    with pytest.raises(read.Unreadable) as caught:
        layer(data, name)
    assert caught.value.next_step
    return caught.value


# ---------------------------------------------------------------------------------------------- PDF


def pdf(*pages: list[str], info: str = "") -> bytes:
    """A PDF whose pages show the lines."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", f"<<{info}>>"]
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        content = f"BT /F1 11 Tf 14 TL 50 750 Td {shown} ET"
        objects.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
        resources = "/Resources<</Font<</F1 3 0 R>>>>/MediaBox[0 0 595 842]"
        objects.append(f"<</Type/Page/Parent 2 0 R/Contents {len(objects)} 0 R{resources}>>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    out, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer\n<</Size {size}/Root 1 0 R/Info 4 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


LINES = [
    "Published March 12, 2024",
    "Prosecutors said on Tuesday that the engineer had handed over draw-",
    "ings of a patrol boat to a foreign service.",
]


def locked(data: bytes, password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_pdf_is_read_by_its_content_with_lines_joined() -> None:
    found = layer(pdf(LINES, info="/Title(Engineer held)/CreationDate(D:20200101000000Z)"), "saved.txt")
    assert found.text == f"Published March 12, 2024\n{STORY}"
    assert found.extractor == f"pypdf {pypdf.__version__}"
    header = found.header
    assert (header.title, header.published, header.published_basis) == ("Engineer held", "2024-03-12", "text")


def test_the_date_of_the_file_is_no_date_of_publication() -> None:
    header = layer(
        pdf(LINES[1:], info="/CreationDate(D:20200101000000Z)/Title(Microsoft Word - x.doc)"), "a.pdf"
    ).header
    assert (header.published, header.published_basis, header.title) == (None, None, None)


def test_a_truncated_pdf_is_set_aside() -> None:
    whole = pdf(LINES)
    assert "damaged" in refusal(whole[:200], "a.pdf").reason
    assert "damaged" in refusal(b"%PDF-1.7\n" + bytes(500), "a.pdf").reason


def test_an_encrypted_pdf_is_set_aside_unless_it_opens_without_password() -> None:
    assert refusal(locked(pdf(LINES), "secret"), "a.pdf").reason == "an encrypted PDF"
    assert STORY in layer(locked(pdf(LINES), ""), "a.pdf").text


def test_a_scan_asks_for_recognition() -> None:
    error = refusal(pdf([]), "scan.pdf")
    assert "scan" in error.reason and "OCR" in error.next_step


def test_without_pypdf_the_message_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['pypdf'] = None\n"
        "from sayso import read; from sayso.model import Found\n"
        "try: read.extract(Found(path='a.pdf', data=b'%PDF-1.4'))\n"
        "except read.Unreadable as error: print(error.next_step)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'sayso[pdf]'" in done.stdout


@settings(deadline=None)
@given(st.data())
def test_a_pdf_damaged_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    broken = bytearray(pdf(LINES))
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(9, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        layer(bytes(broken), "a.pdf")
    except read.Unreadable as error:
        assert error.reason and error.next_step


def test_a_page_of_endless_drawing_is_passed_over() -> None:
    drawing = ["x" * 100] * 35_000
    assert layer(pdf(drawing, LINES[1:]), "a.pdf").text == STORY


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [f"Annual report of the office\n{STORY}\nPage {n} of 4" for n in range(1, 5)]
    assert paragraphs(pages) == " ".join([STORY] * 4)


def test_a_page_printed_by_a_browser_gives_its_address() -> None:
    around = ["3/14/24, 5:01 PM Engineer held - The Courier", "https://courier.example/n/4711 1/1"]
    found = layer(pdf([*LINES[1:], *around]), "print.pdf")
    assert found.text == STORY
    assert (found.header.url, found.header.published) == ("https://courier.example/n/4711", None)


def test_short_lines_end_paragraphs() -> None:
    assert paragraphs([f"Engineer held\n{STORY}\n{DENIAL}\n\n{STORY}"]) == f"Engineer held\n{STORY} {DENIAL}\n{STORY}"


@settings(deadline=None)
@given(st.lists(st.text(max_size=80), max_size=5))
def test_joining_lines_loses_no_letter(pages: list[str]) -> None:
    def letters(text: str) -> list[str]:
        return [char for char in text if char.isalpha()]

    assert set(letters(paragraphs(pages))) <= set(letters("".join(pages)))


# --------------------------------------------------------------------------------------------- DOCX


def docx(body: str, core: str = "<dc:title>Engineer held</dc:title>") -> bytes:
    file = io.BytesIO()
    names = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' "
    names += "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
        archive.writestr("docProps/core.xml", f"<c xmlns:dc='http://purl.org/dc/elements/1.1/'>{core}</c>")
    return file.getvalue()


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def test_a_word_document_of_a_word_processor() -> None:
    library = pytest.importorskip("docx")
    document = library.Document()
    document.core_properties.title = "Engineer held"
    document.add_heading("Engineer held", 1)
    document.add_paragraph("March 12, 2024")
    document.add_paragraph(STORY)
    document.add_table(1, 2).rows[0].cells[1].text = DENIAL
    file = io.BytesIO()
    document.save(file)
    found = layer(file.getvalue(), "a.docx")
    assert found.text == f"Engineer held\nMarch 12, 2024\n{STORY}\n{DENIAL}"
    assert found.extractor == "docx 1"
    assert (found.header.title, found.header.published, found.header.published_basis) == (
        "Engineer held",
        "2024-03-12",
        "text",
    )


def test_insertions_are_read_deletions_not_and_boxes_once() -> None:
    tracked = (
        f"<w:p><w:ins><w:r><w:t>{STORY}</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    )
    inner = paragraph(DENIAL)
    box = f"<mc:A><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:A>"
    text = layer(docx(tracked + f"<w:p><w:r><w:t>Box:</w:t>{box}</w:r></w:p>" + paragraph("a", "b")), "a.docx").text
    assert text == f"{STORY}\nBox:\n{DENIAL}\nab"


def test_damaged_and_foreign_office_files_are_set_aside() -> None:
    assert "damaged" in refusal(docx("<w:p>"), "a.docx").reason
    assert "damaged" in refusal(docx(paragraph(STORY))[:-30], "a.docx").reason
    assert "without text" in refusal(docx(paragraph("")), "a.docx").reason


def test_entities_in_a_word_document_are_not_resolved() -> None:
    file = io.BytesIO()
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(10)
    )
    space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"{bomb}]><w:p {space}><w:t>{STORY}&k;</w:t></w:p>")
    try:
        assert len(layer(file.getvalue(), "a.docx").text) < 200
    except read.Unreadable as error:
        assert error.reason


def test_a_word_document_that_unpacks_to_too_much_is_set_aside() -> None:
    data = docx(paragraph("a" * 3_000_000))
    with pytest.raises(read.Unreadable, match="far too much"):
        read.extract(Found(path="a.docx", data=data), read.Limits(document=1_000_000))


# --------------------------------------------------------------------------------------------- mail


def mail(text: str | None = STORY, html: str | None = None, **fields: str) -> bytes:
    message = EmailMessage()
    defaults = {"From": '"Courier Briefing" <news@courier.example>', "Subject": "Engineer held", "Message-ID": "<1@x>"}
    for field, value in (defaults | {"Date": "Tue, 12 Mar 2024 23:30:00 +0100"} | fields).items():
        message[field.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return bytes(message)


def test_a_message_gives_its_text_and_its_own_date() -> None:
    found = layer(mail(), "a.eml")
    assert (found.text, found.extractor) == (STORY, "eml 1")
    header = found.header
    assert (header.title, header.published, header.published_basis) == ("Engineer held", "2024-03-12", "metadata")
    assert header.outlet is None  # a correspondent is no outlet


def test_a_message_is_known_by_its_content() -> None:
    assert layer(mail(), "a.txt").extractor == "eml 1"
    press = f"From: the harbour police\nSubject: an arrest\n\n{STORY}"
    assert layer(press.encode(), "a.txt").text == press


def test_a_mailing_is_published_by_its_sender() -> None:
    header = layer(
        mail(List_Id="<briefing.courier.example>", Archived_At="<https://courier.example/m/1>"), "a.eml"
    ).header
    assert (header.outlet, header.url) == ("Courier Briefing", "https://courier.example/m/1")


def test_a_forwarded_message_does_not_date_the_report() -> None:
    header = layer(mail(Subject="Fwd: FW: Engineer held"), "a.eml").header
    assert (header.title, header.published) == ("Engineer held", None)


def test_the_html_part_counts_where_the_plain_one_says_little() -> None:
    page = f"<html><body><p>{STORY}</p><p>{DENIAL}</p></body></html>"
    assert layer(mail("View this message in your browser.", page), "a.eml").text == f"{STORY}\n{DENIAL}"
    assert layer(mail(f"{STORY} " * 3, page), "a.eml").text.startswith(STORY)


def test_a_page_saved_as_one_file_is_read_as_the_page() -> None:
    page = f"<html><title>Engineer held</title><body><article><p>{STORY}</p><p>{DENIAL}</p></article></html>"
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://courier.example/2023/05/04/a"
    message["Subject"] = "Engineer held"
    message["Date"] = "Tue, 12 Mar 2024 23:30:00 +0100"  # when it was saved
    message.make_related()
    message.add_related(page, subtype="html", cte="quoted-printable")
    found = layer(bytes(message), "a.mhtml")
    assert found.text == f"{STORY}\n{DENIAL}"
    assert found.extractor.startswith("trafilatura")
    assert (found.header.url, found.header.published) == ("https://courier.example/2023/05/04/a", "2023-05-04")


def test_a_wrong_charset_in_a_message_is_survived() -> None:
    data = mail("“Greed,” he said. " + STORY).replace(b'charset="utf-8"', b'charset="x-unknown"')
    assert "Greed" in layer(data, "a.eml").text


def test_a_message_with_nothing_but_attachments_is_set_aside() -> None:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = "a@b.example", "x", "<1@x>"
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    assert "attached" in refusal(bytes(message), "a.eml").next_step


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_message_is_read_or_refused(body: bytes) -> None:
    data = b"Message-ID: <1@x>\r\nFrom: a\r\nSubject: =?x?q?=ff?=\r\nDate: never\r\n" + body
    try:
        assert layer(data, "a.eml").text.strip()
    except read.Unreadable as error:
        assert error.reason and error.next_step
