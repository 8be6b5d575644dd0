"""Writes reports/tomas-k-4-charges.pdf, the one example that is not text: a press notice of an invented case.

    python examples/make_pdf.py

Takes nothing and always gives the same bytes: one page, its text uncompressed, so that a change shows in a diff.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

TARGET = Path(__file__).parent / "reports" / "tomas-k-4-charges.pdf"
TITLE = "Charges filed against former technician of the police radio network"
PARAGRAPHS = (
    "Vienna Public Prosecutor's Office",
    "Press notice, 11 October 2023",
    TITLE,
    "The Vienna public prosecutor's office has charged Tomas K., a former technician of the radio network of the "
    "Austrian police, with secret intelligence work to the detriment of Austria and with bribery. The indictment was "
    "filed with the Vienna Regional Criminal Court on Monday.",
    "The prosecutors accuse Tomas K. of having given maintenance passwords and maps of transmitters to an officer of "
    "the Russian military intelligence service GRU at six meetings in Bratislava between 2018 and 2022. He is said to "
    "have received a total of 38,000 euros for them.",
    "Tomas K. was arrested on 14 March 2023 and has been in pre-trial detention since then. He denies the "
    "accusations. The investigation was conducted by the Directorate for State Security and Intelligence.",
    "The court will decide on the date of the trial. The accused is presumed innocent until a final verdict.",
    "Inquiries: press office, Landesgerichtsstrasse, Vienna",
)


def lines() -> list[str]:
    """The lines of the page, an empty one between paragraphs."""
    return [line for paragraph in PARAGRAPHS for line in (*textwrap.wrap(paragraph, 88), "")]


def escaped(line: str) -> str:
    """The line as a PDF string literal."""
    return "(" + line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"


def objects() -> list[bytes]:
    """The objects of the file, in the order of their numbers."""
    shown = "\n".join(f"{escaped(line)} Tj T*" for line in lines())
    content = f"BT /F1 11 Tf 15 TL 60 780 Td\n{shown}\nET".encode("cp1252")
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        f"<< /Title {escaped(TITLE)} /Author (Vienna Public Prosecutor's Office)"
        f" /CreationDate (D:20231011100000+02'00') >>".encode("cp1252"),
    ]


def document() -> bytes:
    """The whole file: header, objects, their table and the trailer."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects(), start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(out))
    )


if __name__ == "__main__":
    TARGET.write_bytes(document())
