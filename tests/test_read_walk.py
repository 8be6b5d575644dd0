"""Files and folders: each document once, under one address, and nothing that stops the rest."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import read
from sayso.model import Found, SetAside

STORY = "Prosecutors said on Tuesday that the engineer had handed over drawings of a patrol boat."


def unseen(_: read.Stamp) -> bool:
    return False


def items(*paths: Path, base: Path, **more: object) -> list[read.Item]:
    return list(read.find(paths, base, more.pop("seen", unseen), **more))  # type: ignore[arg-type]


def found(*paths: Path, base: Path, **more: object) -> list[str]:
    return [item.path for item in items(*paths, base=base, **more) if isinstance(item, Found)]


def aside(*paths: Path, base: Path, **more: object) -> dict[str, str]:
    given = [item for item in items(*paths, base=base, **more) if isinstance(item, SetAside)]
    assert all(item.reason and item.next_step for item in given)
    return {item.path: item.reason for item in given}


def write(path: Path, text: str = STORY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y/x.txt", "c.txt", ".hidden/d.txt", ".e.txt"):
        write(tmp_path / "in" / name)
    assert found(tmp_path / "in", base=tmp_path) == ["in/a/y/x.txt", "in/a/z.txt", "in/b.txt", "in/c.txt"]


def test_what_was_asked_for_by_name_is_read_though_hidden(tmp_path: Path) -> None:
    write(tmp_path / ".e.txt")
    assert found(tmp_path / ".e.txt", base=tmp_path) == [".e.txt"]


def test_the_address_does_not_depend_on_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = write(tmp_path / "in" / "a.txt")
    (tmp_path / "ledger").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "in")
    monkeypatch.chdir(tmp_path / "in")
    for path in (story, Path("a.txt"), Path("../in/./a.txt"), tmp_path / "link" / "a.txt"):
        assert found(path, base=tmp_path / "ledger") == ["../in/a.txt"]
    assert found(Path(), base=Path("../ledger")) == ["../in/a.txt"]


def test_paths_that_overlap_give_each_document_once(tmp_path: Path) -> None:
    story = write(tmp_path / "in" / "a" / "b.txt")
    assert found(tmp_path / "in", story, story.parent, tmp_path / "in", base=tmp_path) == ["in/a/b.txt"]


def test_a_path_that_is_missing_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(read.NoSuchPath, match=r"gone\.txt: No such file"):
        read.find([write(tmp_path / "a.txt"), tmp_path / "gone.txt"], tmp_path, unseen)
    with pytest.raises(read.NoSuchPath):
        read.find([Path("a\0b")], tmp_path, unseen)


def test_a_second_walk_opens_nothing(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt")
    write(tmp_path / "in" / "b.txt", "")
    first = items(tmp_path / "in", base=tmp_path)
    stamps = {item.stamp for item in first if isinstance(item, read.Finished)}
    again = items(tmp_path / "in", base=tmp_path, seen=stamps.__contains__)
    assert [type(item) for item in again] == [read.Skipped, read.Skipped]
    write(tmp_path / "in" / "a.txt", STORY.replace("boat", "ship"))
    assert found(tmp_path / "in", base=tmp_path, seen=stamps.__contains__) == ["in/a.txt"]


def test_an_edit_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    story = write(tmp_path / "a.txt")
    stamps = {item.stamp for item in items(story, base=tmp_path) if isinstance(item, read.Finished)}
    before = story.stat()
    write(story, STORY.replace("boat", "ship"))
    os.utime(story, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert found(story, base=tmp_path, seen=stamps.__contains__) == ["a.txt"]


def test_files_that_are_no_reports_are_left_out_on_request(tmp_path: Path) -> None:
    for name in ("sayso.db", "sayso.db-wal", "sayso.db-shm", "a.txt"):
        write(tmp_path / name)
    assert found(tmp_path, base=tmp_path, without=[tmp_path / "sayso.db"]) == ["a.txt"]


def test_what_a_browser_saves_beside_a_page_is_left_out(tmp_path: Path) -> None:
    for name in ("Page.html", "Page_files/ad.html", "Other_files/a.txt"):
        write(tmp_path / name)
    assert found(tmp_path, base=tmp_path) == ["Other_files/a.txt", "Page.html"]


def test_a_large_file_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(200_000_000)
    write(tmp_path / "small.txt")
    given = items(tmp_path, base=tmp_path)
    assert aside(tmp_path, base=tmp_path) == {"large.txt": "a file larger than 50 MB"}
    assert [item.path for item in given if isinstance(item, Found)] == ["small.txt"]


# --------------------------------------------------------------------------------- links and devices


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write(folder / "a" / "b.txt")
    (folder / "a" / "up").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    (folder / "ping").symlink_to(folder / "pong")
    (folder / "pong").symlink_to(folder / "ping")
    (folder / "gone").symlink_to(folder / "nowhere")
    assert found(folder, base=tmp_path) == ["in/a/b.txt"]
    assert set(aside(folder, base=tmp_path)) == {"in/self", "in/ping", "in/pong", "in/gone"}


def test_a_link_does_not_lead_out_of_what_was_asked_for(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.txt")
    write(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "link.txt").symlink_to(secret)
    (tmp_path / "in" / "root").symlink_to("/")
    assert found(tmp_path / "in", base=tmp_path) == ["in/a.txt"]
    assert aside(tmp_path / "in", base=tmp_path) == dict.fromkeys(
        ("in/link.txt", "in/root"), "a symbolic link that leads elsewhere"
    )
    assert found(tmp_path / "in", secret, base=tmp_path) == ["in/a.txt", "secret.txt"]


def test_a_link_to_a_hidden_store_is_read_under_its_own_name(tmp_path: Path) -> None:
    store = write(tmp_path / "in" / ".store" / "0815")
    (tmp_path / "in" / "a.txt").symlink_to(store)
    (tmp_path / "in" / "b").symlink_to(store.parent)
    assert found(tmp_path / "in", base=tmp_path) == ["in/a.txt"]
    assert set(aside(tmp_path / "in", base=tmp_path)) == {"in/b"}


def test_pipes_sockets_and_devices_are_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)  # a socket's path has to be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        assert found(tmp_path, base=tmp_path) == ["a.txt"]
        reasons = aside(tmp_path, base=tmp_path)
    assert reasons == {"pipe.txt": "a named pipe, not a file", "socket.txt": "a socket, not a file"}
    assert aside(Path("/dev/null"), base=Path("/")) == {"dev/null": "a device, not a file"}


@contextmanager
def nobody() -> Iterator[Path]:
    """A folder of one who is not root, as whom the body runs."""
    folder = Path(tempfile.mkdtemp(dir="/tmp")).resolve()
    folder.chmod(0o777)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o700)
        shutil.rmtree(folder)


def test_what_may_not_be_read_is_set_aside_and_tried_again() -> None:
    with nobody() as folder:
        write(folder / "closed" / "x.txt").parent.chmod(0)
        write(folder / "locked.txt").chmod(0)
        write(folder / "open.txt")
        assert found(folder, base=folder) == ["open.txt"]
        assert aside(folder, base=folder) == dict.fromkeys(
            ("closed", "locked.txt"), "cannot be opened (permission denied)"
        )
        finished = [item.stamp.path for item in items(folder, base=folder) if isinstance(item, read.Finished)]
        assert finished == ["open.txt"]


# ------------------------------------------------------------------------------------------- names


def test_a_name_that_is_not_utf8_gives_an_address_that_can_be_stored(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(name, "w") as file:  # noqa: PTH123
        file.write(STORY)
    write(tmp_path / "line\nbreak.txt")
    write(tmp_path / "invoice\u202etxt.exe")
    addresses = found(tmp_path, base=tmp_path)
    assert sorted(addresses) == ["caf\\udce9.txt", "invoice\\u202etxt.exe", "line\\nbreak.txt"]
    "".join(addresses).encode("utf-8")


def test_a_path_too_long_for_the_system_does_not_end_the_walk(tmp_path: Path) -> None:
    write(tmp_path / "z.txt")
    here = os.open(tmp_path, os.O_RDONLY)
    try:
        for _ in range(30):
            os.mkdir("d" * 200, dir_fd=here)
            here, before = os.open("d" * 200, os.O_RDONLY, dir_fd=here), here
            os.close(before)
        assert found(tmp_path, base=tmp_path) == ["z.txt"]
        assert list(aside(tmp_path, base=tmp_path).values()) == ["cannot be opened (file name too long)"]
    finally:
        os.close(here)
        os.system(f"rm -rf '{tmp_path}'/d*")


NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=20)


@settings(max_examples=40, deadline=None)
@given(st.sets(NAMES.filter(lambda name: not name.startswith(".") and len(name.encode()) < 200), max_size=6))
def test_every_file_has_an_address_of_its_own(names: set[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            (Path(folder) / name).write_text(STORY)
        addresses = found(Path(folder), base=Path(folder))
        assert len(set(addresses)) == len(addresses) == len(list(Path(folder).iterdir()))
