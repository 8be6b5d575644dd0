"""Archives: their members are documents with addresses of their own; none can harm, and none is lost."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from sayso import read
from sayso.model import Found, SetAside

STORY = b"Prosecutors said on Tuesday that the engineer had handed over drawings of a patrol boat."


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def given(tmp_path: Path, data: bytes, name: str = "a.zip", **limits: int) -> tuple[dict[str, bytes], dict[str, str]]:
    """What a file of those bytes gives: documents, and what was set aside with its reason."""
    path = tmp_path / name
    path.write_bytes(data)
    items = list(read.find([path], tmp_path, lambda _: False, read.Limits(**limits)))
    assert isinstance(items[-1], read.Finished)
    found = [(item.path, item.data) for item in items if isinstance(item, Found)]
    asides = [(item.path, item.reason) for item in items if isinstance(item, SetAside)]
    assert len(dict(found)) == len(found)
    return dict(found), dict(asides)


MEMBERS = {"b.html": b"<p>" + STORY, "inner/a.txt": STORY, "inner/empty.txt": b""}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.zip", zipped(MEMBERS)),
        ("x.tar", tarred(MEMBERS)),
        ("x.tar.gz", gzip.compress(tarred(MEMBERS))),
        ("x.tgz", gzip.compress(tarred(MEMBERS))),
        ("x.tar.bz2", bz2.compress(tarred(MEMBERS))),
        ("x.tar.xz", lzma.compress(tarred(MEMBERS))),
        ("content-decides.txt", zipped(MEMBERS)),
    ],
)
def test_members_are_documents(tmp_path: Path, name: str, data: bytes) -> None:
    found, asides = given(tmp_path, data, name)
    assert found == {f"{name}!/{member}": content for member, content in MEMBERS.items()}
    assert not asides


def test_a_single_packed_file_is_one_document(tmp_path: Path) -> None:
    assert given(tmp_path, gzip.compress(STORY), "a.txt.gz")[0] == {"a.txt.gz!/a.txt": STORY}


def test_an_archive_is_seen_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(MEMBERS))
    first = list(read.find([tmp_path], tmp_path, lambda _: False))
    assert [type(item) for item in first] == [Found, Found, Found, read.Finished]
    stamp = first[-1].stamp  # type: ignore[union-attr]
    assert list(read.find([tmp_path], tmp_path, {stamp}.__contains__)) == [read.Skipped(stamp=stamp)]


def test_archives_in_archives_to_a_depth(tmp_path: Path) -> None:
    data = zipped({"deep.txt": STORY})
    for level in range(4):
        data = zipped({f"{level}.zip": data, f"{level}.txt": STORY})
    found, asides = given(tmp_path, data)
    assert set(found) == {"a.zip!/3.txt", "a.zip!/3.zip!/2.txt", "a.zip!/3.zip!/2.zip!/1.txt"}
    assert asides == {"a.zip!/3.zip!/2.zip!/1.zip": "an archive too deep inside other archives"}


def test_names_that_point_out_are_disarmed_and_kept_apart(tmp_path: Path) -> None:
    names = ["../x.txt", "x.txt", "/x.txt", "..\\..\\y.txt", "a/../../x.txt", "C:\\z.txt", "li\nne.txt", "\u202etxt.b"]
    for data in (zipped(dict.fromkeys(names, STORY)), tarred(dict.fromkeys(names, STORY))):
        found, asides = given(tmp_path, data)
        assert len(found) == len(names) and not asides
        assert not [path for path in found if ".." in path or "\\.." in path or "!//" in path or "\n" in path]
        assert "a.zip!/%2e%2e/x.txt" in found and "a.zip!/%2fx.txt" in found
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_one_name_twice_is_two_documents(tmp_path: Path) -> None:
    with pytest.warns(UserWarning), zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x.txt", STORY)
        archive.writestr("x.txt", STORY + b" Later.")
    found, _ = given(tmp_path, (tmp_path / "a.zip").read_bytes())
    assert found == {"a.zip!/x.txt": STORY, "a.zip!/x.txt~": STORY + b" Later."}


def test_bookkeeping_and_companions_are_left_out(tmp_path: Path) -> None:
    members = dict.fromkeys(("__MACOSX/._a.txt", ".DS_Store", "p_files/x.html", "p.html", "a.txt"), STORY)
    assert set(given(tmp_path, zipped(members))[0]) == {"a.zip!/p.html", "a.zip!/a.txt"}


def test_names_in_utf8_without_the_flag_are_read(tmp_path: Path) -> None:
    data = zipped({"cafX.txt": STORY}).replace(b"cafX", "é.".encode() + b"x")
    assert set(given(tmp_path, data)[0]) == {"a.zip!/é.x.txt"}


# -------------------------------------------------------------------------------------------- bombs


def test_a_member_that_unpacks_to_far_too_much_is_set_aside_and_the_rest_read(tmp_path: Path) -> None:
    found, asides = given(tmp_path, zipped({"bomb.txt": bytes(20_000_000), "a.txt": STORY}))
    assert found == {"a.zip!/a.txt": STORY}
    assert "zip bomb" in asides["a.zip!/bomb.txt"]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_bomb_is_stopped(tmp_path: Path, pack: object) -> None:
    for data in (bytes(30_000_000), tarred({"a.txt": STORY, "bomb.txt": bytes(30_000_000), "b.txt": STORY})):
        _, asides = given(tmp_path, pack(data), "a.gz")  # type: ignore[operator]
        assert "zip bomb" in asides["a.gz"]


def test_a_false_size_in_the_list_gives_no_more_than_it_says(tmp_path: Path) -> None:
    data = bytearray(zipped({"x.txt": bytes(1_000_000)}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", 50)
    found, asides = given(tmp_path, bytes(data))
    assert not found and "damaged member" in asides["a.zip!/x.txt"]


def test_an_archive_of_too_many_files_or_bytes_ends_early_and_says_so(tmp_path: Path) -> None:
    members = {f"{n:03}.txt": STORY for n in range(50)}
    found, asides = given(tmp_path, zipped(members), members=20)
    assert len(found) == 20 and "too many files" in asides["a.zip"]
    found, asides = given(tmp_path, zipped(members), unpacked=len(STORY) * 10)
    assert len(found) == 10 and "too much" in asides["a.zip"]


def test_a_tar_of_endless_folders_ends(tmp_path: Path) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for number in range(50):
            info = tarfile.TarInfo(f"d{number}")
            info.type = tarfile.DIRTYPE
            archive.addfile(info)
    assert given(tmp_path, file.getvalue(), "a.tar", members=5) == ({}, {})
    assert "too many files" in given(tmp_path, file.getvalue(), "a.tar", members=4)[1]["a.tar"]


def test_the_bounds_hold_for_archives_inside(tmp_path: Path) -> None:
    inner = {f"{n}.zip": zipped({f"{n}.txt": STORY for n in range(20)}) for n in range(5)}
    found, asides = given(tmp_path, zipped(inner), members=30)
    assert len(found) < 30 and "too many files" in asides["a.zip"]


def test_a_list_of_members_beyond_memory_is_not_loaded(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": STORY}))
    at = data.rfind(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<L", 900_000_000)
    assert "too many files" in given(tmp_path, bytes(data))[1]["a.zip"]


def test_a_large_member_is_set_aside(tmp_path: Path) -> None:
    _, asides = given(tmp_path, zipped({"a.txt": STORY * 100}, zipfile.ZIP_STORED), document=1000)
    assert "larger than" in asides["a.zip!/a.txt"]


# ------------------------------------------------------------------------------------------- damage


def test_damaged_archives_are_set_aside(tmp_path: Path) -> None:
    whole = gzip.compress(tarred({f"{n}.txt": STORY * 50 for n in range(9)}), compresslevel=0)
    for data in (zipped(MEMBERS)[:-40], b"PK\x03\x04" + bytes(60), b"\x1f\x8b\x08" + bytes(60), b"BZh9" + bytes(60)):
        found, asides = given(tmp_path, data)
        assert not found and "damaged" in asides["a.zip"]
    found, asides = given(tmp_path, whole[: len(whole) // 2])
    assert found and "damaged" in asides["a.zip"]


def test_a_damaged_member_does_not_take_the_others_along(tmp_path: Path) -> None:
    data = zipped({"a.txt": STORY, "b.txt": STORY + b"!"}, zipfile.ZIP_STORED)
    found, asides = given(tmp_path, data.replace(STORY + b"!", b"#" + STORY))
    assert set(found) == {"a.zip!/a.txt"} and "damaged" in asides["a.zip!/b.txt"]


def test_encrypted_members_are_named(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": STORY}))
    data[6] |= 1
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in given(tmp_path, bytes(data))[1]["a.zip!/a.txt"]


def test_links_and_devices_inside_are_not_followed(tmp_path: Path) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, kind in (("link", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("dev", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    found, asides = given(tmp_path, file.getvalue(), "a.tar")
    assert not found and set(asides) == {"a.tar!/link", "a.tar!/hard", "a.tar!/dev"}


def test_an_empty_archive_gives_nothing(tmp_path: Path) -> None:
    assert given(tmp_path, zipped({})) == ({}, {})


def test_office_documents_are_no_archives(tmp_path: Path) -> None:
    data = zipped({"word/document.xml": b"<x/>", "[Content_Types].xml": b"<x/>"})
    assert set(given(tmp_path, data, "a.docx")[0]) == {"a.docx"}
    sheet = zipped({"xl/workbook.xml": b"<x/>"})
    with pytest.raises(read.Unreadable, match="spreadsheet"):
        read.extract(Found(path="a.xlsx", data=given(tmp_path, sheet, "a.xlsx")[0]["a.xlsx"]))
