"""The folder of tiles against the tree in memory, and after every kind of interruption."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.ledger import files
from storage.ledger.errors import BrokenTileError
from storage.ledger.log import tiles
from storage.ledger.log.layout import encode_bundle, file_name, parse_bundle
from storage.ledger.log.merkle import (
    EMPTY_ROOT,
    Tree,
    check_consistency,
    check_inclusion,
    leaf_hash,
)
from storage.ledger.log.tiles import TileFolder


@pytest.fixture(autouse=True)
def _without_fsync(monkeypatch):
    monkeypatch.setattr(files.os, "fsync", lambda _: None)


@pytest.fixture(scope="module")
def folder_of_70000(tmp_path_factory):
    """The example of the specification ("Partial Tiles")."""
    path = tmp_path_factory.mktemp("log")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files.os, "fsync", lambda _: None)
        TileFolder(path).extend(0, entries(0, 70_000))
    return path


def entry(index):
    return index.to_bytes(32, "big")


def entries(start, stop):
    return [entry(index) for index in range(start, stop)]


def root_of(size):
    tree = Tree()
    tree.extend(entries(0, size))
    return tree.root()


def content(path):
    return {
        str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*") if file.is_file()
    }


def without_partials(found):
    return {name: data for name, data in found.items() if ".p/" not in name}


def test_paths_are_those_of_the_specification():
    assert file_name(0, 1234067, 256) == "tile/0/x001/x234/067"
    assert file_name(2, 0, 1) == "tile/2/000.p/1"
    assert file_name(None, 1000, 255) == "tile/entries/x001/000.p/255"
    assert file_name(63, 999, 256) == "tile/63/999"


def test_the_example_of_the_specification_has_just_its_files(folder_of_70000):
    names = set(content(folder_of_70000))
    expected = {file_name(level, index, 256) for level in (None, 0) for index in range(273)}
    expected |= {file_name(None, 273, 112), file_name(0, 273, 112)}
    expected |= {"tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"}
    assert names == expected
    folder = TileFolder(folder_of_70000)
    assert folder.size() == 70_000
    assert folder.root(70_000) == folder.check(70_000) == root_of(70_000)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 65_535, 65_536, 65_537])
def test_roots_of_earlier_sizes_are_those_of_the_tree_in_memory(folder_of_70000, size):
    folder = TileFolder(folder_of_70000)
    assert folder.root(size) == folder.check(size) == root_of(size)


@given(st.data())
def test_proofs_from_tiles_verify(folder_of_70000, data):
    folder = TileFolder(folder_of_70000)
    new = data.draw(st.integers(1, 70_000))
    index, old = data.draw(st.integers(0, new - 1)), data.draw(st.integers(0, new))
    root = folder.root(new)
    path = folder.inclusion_proof(index, new)
    check_inclusion(leaf_hash(entry(index)), index, new, root, path)
    check_consistency(old, folder.root(old), new, root, folder.consistency_proof(old, new))


def test_entries_come_back(folder_of_70000):
    folder = TileFolder(folder_of_70000)
    for start, stop in [(0, 0), (5, 5), (0, 1), (100, 700), (255, 257), (69_800, 70_000)]:
        assert list(folder.entries(start, stop)) == entries(start, stop)
    with pytest.raises(BrokenTileError, match=r"tile/entries/273\.p/113 .*missing"):
        list(folder.entries(69_999, 70_001))
    for start, stop in [(-1, 1), (2, 1)]:
        with pytest.raises(ValueError, match="no entries"):
            list(folder.entries(start, stop))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 700), min_size=1, max_size=8), st.data())
def test_growth_by_batches_equals_one_batch(sizes, data):
    with tempfile.TemporaryDirectory() as name:
        at_once, by_batches = Path(name, "at_once"), Path(name, "by_batches")
        total = sum(sizes)
        TileFolder(at_once).extend(0, entries(0, total))
        grown = TileFolder(by_batches)  # One reader for all sizes: what it remembers must grow.
        size = 0
        for count in sizes:
            again = data.draw(st.integers(0, min(size, 300)))  # Batches may overlap.
            grown.extend(size - again, entries(size - again, size + count))
            size += count
            assert grown.size() == size
            index = data.draw(st.integers(0, size - 1))
            root = root_of(size)
            assert grown.root(size) == root
            path = grown.inclusion_proof(index, size)
            check_inclusion(leaf_hash(entry(index)), index, size, root, path)
        assert grown.check(total) == TileFolder(at_once).check(total) == root_of(total)
        first, second = content(at_once), content(by_batches)
        assert first.items() <= second.items()
        assert without_partials(first) == without_partials(second)
        # A partial file stays only beside no full one.
        assert not any(part.split(".p/")[0] in second for part in second if ".p/" in part)


def test_a_tree_past_one_tile_of_level_1_grows_from_its_middle(tmp_path):
    folder = TileFolder(tmp_path)
    size = 0
    for count in (65_000, 500, 40, 300, 1):
        folder.extend(size, entries(size, size + count))
        size += count
        assert folder.root(size) == root_of(size)
    assert folder.check(size) == root_of(size)
    assert (tmp_path / "tile/1/000").is_file()
    assert not (tmp_path / "tile/1/000.p").exists()


def test_writing_the_same_again_changes_nothing(tmp_path):
    folder = TileFolder(tmp_path)
    folder.extend(0, entries(0, 300))
    folder.extend(300, entries(300, 310))
    before = {path: path.stat().st_ino for path in tmp_path.rglob("*")}
    for start, stop in [(0, 310), (0, 300), (300, 310), (0, 256), (310, 310), (290, 310)]:
        folder.extend(start, entries(start, stop))
    assert {path: path.stat().st_ino for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize("at", [0, 255, 256, 299])
def test_something_else_at_an_index_is_refused_and_nothing_written(tmp_path, at):
    folder = TileFolder(tmp_path)
    folder.extend(0, entries(0, 300))
    before = content(tmp_path)
    for length in (300, 700):
        other = entries(0, length)
        other[at] = b"something else"
        with pytest.raises(BrokenTileError, match="holds something else already") as refusal:
            folder.extend(0, other)
        assert refusal.value.file == f"tile/entries/{['000', '001.p/44'][at // 256]}"
    with pytest.raises(BrokenTileError):
        folder.extend(at, [b"something else"])
    assert content(tmp_path) == before


def test_a_gap_is_refused(tmp_path):
    folder = TileFolder(tmp_path)
    with pytest.raises(BrokenTileError, match=r"tile/0/000\.p/1 .*entry 1 cannot follow"):
        folder.extend(1, [entry(1)])
    with pytest.raises(ValueError, match="index 0"):
        folder.extend(-1, [entry(1)])
    assert folder.size() == 0
    assert not content(tmp_path)


class Killed(BaseException):
    pass


@pytest.mark.parametrize("present", [0, 250, 700])
def test_a_crash_between_any_two_files_is_repaired(tmp_path, monkeypatch, present):
    base = tmp_path / "base"
    base.mkdir()
    if present:
        TileFolder(base).extend(0, entries(0, present))
    whole = tmp_path / "whole"
    shutil.copytree(base, whole)
    TileFolder(whole).extend(present, entries(present, 1100))
    publish = files._publish_file
    written = len(content(whole).keys() - content(base).keys())
    for survivors in range(written):
        path = tmp_path / str(survivors)
        shutil.copytree(base, path)
        left = [None] * survivors

        def until_killed(file, data, left=left):
            if not left:
                (file.parent / ".x.part").write_bytes(data[:10])  # What a kill leaves behind.
                raise Killed
            left.pop()
            publish(file, data)

        folder = TileFolder(path)
        with monkeypatch.context() as patch:
            patch.setattr(files, "_publish_file", until_killed)
            with pytest.raises(Killed):
                folder.extend(present, entries(present, 1100))
        size = folder.size()
        assert present <= size < 1100
        assert folder.check(size) == folder.root(size) == root_of(size)
        TileFolder(path).extend(size, entries(size, 1100))
        assert TileFolder(path).check(1100) == root_of(1100)
        folder.extend(present, entries(present, 1100))
        assert folder.root(1100) == root_of(1100)
        found = {name: data for name, data in content(path).items() if not name.endswith(".part")}
        assert found.items() >= content(whole).items()


def test_a_failed_write_leaves_no_temporary_file(tmp_path, monkeypatch):
    def full_disk(descriptor, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_write_all", full_disk)
    with pytest.raises(OSError, match="No space"):
        TileFolder(tmp_path).extend(0, [entry(0)])
    assert not content(tmp_path)


def test_everybody_may_read_the_log(tmp_path):
    old = files.os.umask(0o077)
    try:
        TileFolder(tmp_path / "log").extend(0, entries(0, 300))
    finally:
        files.os.umask(old)
    for path in (tmp_path / "log", *(tmp_path / "log").rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644)


def test_check_names_each_file_that_is_missing_short_long_or_changed(tmp_path):
    folder = TileFolder(tmp_path)
    folder.extend(0, entries(0, 300))
    folder.extend(300, entries(300, 66_000))
    folder.extend(66_000, entries(66_000, 66_100))
    root = folder.check(66_100)
    everything = sorted(content(tmp_path))
    picked = [name for name in everything if ".p/" in name or "/1/" in name or "/2/" in name]
    picked += ["tile/0/000", "tile/0/100", "tile/entries/000", "tile/entries/257"]
    # Of earlier sizes: they are compared, and need not be there.
    optional = {"tile/1/001.p/1"}
    for name in picked:
        file = tmp_path / name
        right = file.read_bytes()
        middle = len(right) // 2
        flipped = right[:middle] + bytes([right[middle] ^ 1]) + right[middle + 1 :]
        for wrong in (right[:-1], right + b"\x00", flipped, b""):
            file.write_bytes(wrong)
            with pytest.raises(BrokenTileError, match=r"instead of|wrong length|differs") as broken:
                folder.check(66_100)
            assert broken.value.file in {name, name.replace("entries", "0")}
        file.unlink()
        if name not in optional:
            with pytest.raises(BrokenTileError, match="is missing") as broken:
                folder.check(66_100)
            assert broken.value.file == name
        file.write_bytes(right)
    assert folder.check(66_100) == root


def test_check_compares_partial_files_of_earlier_sizes(tmp_path):
    folder = TileFolder(tmp_path)
    for start, stop in [(0, 3), (3, 8), (8, 20)]:
        folder.extend(start, entries(start, stop))
    for name in content(tmp_path):
        file = tmp_path / name
        right = file.read_bytes()
        file.write_bytes(right[:-1] + bytes([right[-1] ^ 1]))
        with pytest.raises(BrokenTileError, match="differs") as broken:
            folder.check(20)
        if not name.endswith("/20"):
            assert broken.value.file == name
        file.write_bytes(right)
    assert folder.check(8) == root_of(8)
    with pytest.raises(ValueError, match="negative"):
        folder.check(-1)


def test_a_missing_tile_is_named_where_it_is_read(tmp_path):
    folder = TileFolder(tmp_path)
    with pytest.raises(BrokenTileError, match=r"tile/0/000\.p/3 .*missing"):
        folder.root(3)
    assert folder.root(0) == folder.check(0) == EMPTY_ROOT
    with pytest.raises(ValueError, match="negative"):
        folder.root(-1)
    with pytest.raises(ValueError, match="no entry"):
        folder.inclusion_proof(3, 3)
    folder.extend(0, entries(0, 3))
    (tmp_path / "tile/0/000.p/3").write_bytes(b"short")
    with pytest.raises(BrokenTileError, match="5 bytes instead of 96") as broken:
        folder.root(3)
    assert broken.value.file == "tile/0/000.p/3"


def test_few_remembered_tiles_give_the_same_proofs(folder_of_70000, monkeypatch):
    folder = TileFolder(folder_of_70000)
    monkeypatch.setattr(tiles, "_REMEMBERED_TILES", 2)
    forgetful = TileFolder(folder_of_70000)
    for index in range(0, 70_000, 997):
        proof = forgetful.inclusion_proof(index, 70_000)
        assert proof == folder.inclusion_proof(index, 70_000)
    assert len(forgetful._nodes._tiles) == 2


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_bundles_come_back(found):
    data = encode_bundle(found)
    assert parse_bundle(data, len(found)) == found
    assert parse_bundle(data, len(found) + 1) is None
    assert parse_bundle(data + b"\x00", len(found)) is None
    if data:
        assert parse_bundle(data[:-1], len(found)) is None


def test_entries_have_at_most_what_their_length_can_say(tmp_path):
    folder = TileFolder(tmp_path)
    folder.extend(0, [b"", b"x" * 65_535])
    assert [len(each) for each in folder.entries(0, 2)] == [0, 65_535]
    with pytest.raises(ValueError, match="at most 65535 bytes"):
        folder.extend(2, [b"x" * 65_536])
    assert folder.size() == 2
