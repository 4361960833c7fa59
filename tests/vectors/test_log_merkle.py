"""The tree against RFC 6962, the vectors of certificate-transparency, and itself."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ledger.errors import ProofError
from storage.ledger.log.merkle import (
    EMPTY_ROOT,
    Tree,
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
)

# The entries, roots and proofs of google/certificate-transparency and transparency-dev/merkle.
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
F = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
G = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f"
INCLUSIONS = [
    (0, 1, []),
    (0, 8, [A, B, C]),
    (5, 8, [D, E, ROOTS[4]]),
    (2, 3, [ROOTS[2]]),
    (1, 5, [ROOTS[1], B, D]),
]
CONSISTENCIES = [
    (1, 1, []),
    (1, 8, [A, B, C]),
    (6, 8, [F, E, ROOTS[4]]),
    (2, 5, [B, D]),
    (6, 7, [F, G, ROOTS[4]]),
]

sizes = st.integers(1, 1100)


def root_by_definition(entries):
    """MTH of RFC 6962, section 2.1, word for word."""
    if not entries:
        return sha256().digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    left, right = root_by_definition(entries[:k]), root_by_definition(entries[k:])
    return sha256(b"\x01" + left + right).digest()


def reader(entries):
    def hash_at(level, index):
        part = entries[index << level : index + 1 << level]
        assert len(part) == 1 << level, "only whole nodes are asked for"
        return root_by_definition(part)

    return hash_at


def entry(index):
    return index.to_bytes(32, "big")


def hexadecimal(hashes):
    return [each.hex() for each in hashes]


def grown(entries):
    tree = Tree()
    tree.extend(entries)
    return tree


def bits_flipped(data):
    for bit in range(len(data) * 8):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        yield bytes(changed)


def one_bit_changed(proof, data):
    at = data.draw(st.integers(0, len(proof) - 1))
    bit = data.draw(st.integers(0, 255))
    changed = bytearray(proof[at])
    changed[bit // 8] ^= 1 << bit % 8
    return [*proof[:at], bytes(changed), *proof[at + 1 :]]


def flipped_proofs(proof):
    for at, each in enumerate(proof):
        for changed in bits_flipped(each):
            yield [*proof[:at], changed, *proof[at + 1 :]]


def test_roots_are_those_of_certificate_transparency():
    tree = Tree()
    assert tree.root().hex() == ROOTS[0]
    for size, data in enumerate(ENTRIES, 1):
        tree.append(data)
        assert (tree.size, tree.root().hex()) == (size, ROOTS[size])
        assert grown(ENTRIES[:size]).root().hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size", "path"), INCLUSIONS)
def test_inclusion_proofs_are_those_of_certificate_transparency(index, size, path):
    proof = inclusion_proof(index, size, reader(ENTRIES))
    assert hexadecimal(proof) == path
    check_inclusion(leaf_hash(ENTRIES[index]), index, size, bytes.fromhex(ROOTS[size]), proof)


@pytest.mark.parametrize(("old", "new", "path"), CONSISTENCIES)
def test_consistency_proofs_are_those_of_certificate_transparency(old, new, path):
    proof = consistency_proof(old, new, reader(ENTRIES))
    assert hexadecimal(proof) == path
    roots = bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new])
    check_consistency(old, roots[0], new, roots[1], proof)


@given(st.lists(st.binary(max_size=40), max_size=300), st.data())
def test_a_tree_grows_alike_by_any_batches(entries, data):
    tree = Tree()
    rest = list(entries)
    while rest:
        count = data.draw(st.integers(1, len(rest)))
        if count == 1:
            tree.append(rest[0])
        else:
            tree.extend(rest[:count])
        del rest[:count]
    assert tree.size == len(entries)
    assert tree.root() == root_by_definition(entries)


def test_a_tree_larger_than_one_batch_has_the_root_of_its_definition():
    entries = [entry(index) for index in range(40_000)]
    assert grown(entries).root() == root_by_definition(entries)


@given(sizes, st.data())
def test_an_inclusion_proof_verifies_for_its_entry_alone(size, data):
    index = data.draw(st.integers(0, size - 1))
    entries = [entry(at) for at in range(size)]
    root = root_by_definition(entries)
    proof = inclusion_proof(index, size, reader(entries))
    leaf = leaf_hash(entries[index])
    check_inclusion(leaf, index, size, root, proof)
    if proof:
        with pytest.raises(ProofError, match="lead to"):
            check_inclusion(leaf, index, size, root, one_bit_changed(proof, data))
    other = data.draw(st.integers(0, size - 1))
    if other != index:
        with pytest.raises(ProofError):
            check_inclusion(leaf, other, size, root, proof)
        with pytest.raises(ProofError):
            check_inclusion(leaf_hash(entries[other]), index, size, root, proof)


@given(sizes, st.data())
def test_a_consistency_proof_verifies_for_its_sizes_alone(new, data):
    old = data.draw(st.integers(0, new))
    entries = [entry(at) for at in range(new)]
    roots = root_by_definition(entries[:old]), root_by_definition(entries)
    proof = consistency_proof(old, new, reader(entries))
    check_consistency(old, roots[0], new, roots[1], proof)
    if proof:
        with pytest.raises(ProofError, match=r"lead to|start at"):
            check_consistency(old, roots[0], new, roots[1], one_bit_changed(proof, data))
    other = data.draw(st.integers(1, new))
    if other != old:
        with pytest.raises(ProofError):
            check_consistency(other, roots[0], new, roots[1], proof)


@pytest.mark.parametrize(("index", "size"), [(0, 1), (0, 2), (4, 5), (6, 7), (9, 21), (20, 21)])
def test_no_bit_of_an_inclusion_proof_can_change(index, size):
    entries = [entry(at) for at in range(size)]
    root, leaf = root_by_definition(entries), leaf_hash(entries[index])
    proof = inclusion_proof(index, size, reader(entries))
    for changed in flipped_proofs(proof):
        with pytest.raises(ProofError):
            check_inclusion(leaf, index, size, root, changed)
    for changed in bits_flipped(leaf):
        with pytest.raises(ProofError):
            check_inclusion(changed, index, size, root, proof)
    for changed in bits_flipped(root):
        with pytest.raises(ProofError):
            check_inclusion(leaf, index, size, changed, proof)


@pytest.mark.parametrize(("old", "new"), [(1, 2), (4, 7), (6, 7), (7, 8), (9, 21), (21, 21)])
def test_no_bit_of_a_consistency_proof_can_change(old, new):
    entries = [entry(at) for at in range(new)]
    roots = root_by_definition(entries[:old]), root_by_definition(entries)
    proof = consistency_proof(old, new, reader(entries))
    for changed in flipped_proofs(proof):
        with pytest.raises(ProofError):
            check_consistency(old, roots[0], new, roots[1], changed)
    for changed in bits_flipped(roots[0]):
        with pytest.raises(ProofError):
            check_consistency(old, changed, new, roots[1], proof)
    for changed in bits_flipped(roots[1]):
        with pytest.raises(ProofError):
            check_consistency(old, roots[0], new, changed, proof)


@given(sizes, st.data())
def test_a_proof_with_a_hash_more_or_less_is_refused(size, data):
    index = data.draw(st.integers(0, size - 1))
    entries = [entry(at) for at in range(size)]
    root, leaf = root_by_definition(entries), leaf_hash(entries[index])
    inclusion = inclusion_proof(index, size, reader(entries))
    old_root = root_by_definition(entries[:index])
    consistency = consistency_proof(index, size, reader(entries))
    for change in (lambda proof: proof[:-1], lambda proof: [*proof, root], lambda proof: proof[1:]):
        if change(inclusion) != inclusion:
            with pytest.raises(ProofError):
                check_inclusion(leaf, index, size, root, change(inclusion))
        if change(consistency) != consistency:
            with pytest.raises(ProofError):
                check_consistency(index, old_root, size, root, change(consistency))


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_hash_of_another_length_is_refused(length):
    entries = ENTRIES[:2]
    root, leaf = root_by_definition(entries), leaf_hash(entries[0])
    short = bytes(length)
    for arguments in [(short, root, [leaf]), (leaf, short, [leaf]), (leaf, root, [short])]:
        with pytest.raises(ProofError, match="32 bytes"):
            check_inclusion(arguments[0], 0, 2, arguments[1], arguments[2])
        with pytest.raises(ProofError, match="32 bytes"):
            check_consistency(1, arguments[0], 2, arguments[1], arguments[2])


def test_indexes_and_sizes_out_of_range_are_refused():
    root = leaf_hash(b"")
    for index, size in [(-1, 1), (1, 1), (0, 0), (0, -1), (0, 2**63)]:
        with pytest.raises(ProofError, match="no entry"):
            check_inclusion(root, index, size, root, [])
    for old, new in [(-1, 1), (2, 1), (1, 2**63)]:
        with pytest.raises(ProofError, match="does not grow"):
            check_consistency(old, root, new, root, [])
    for index, size in [(-1, 1), (1, 1), (0, 0)]:
        with pytest.raises(ValueError, match="no entry"):
            inclusion_proof(index, size, reader([]))
    with pytest.raises(ValueError, match="does not grow"):
        consistency_proof(2, 1, reader([]))


def test_a_tree_without_entries_has_one_root_only():
    root = leaf_hash(b"")
    check_consistency(0, EMPTY_ROOT, 0, EMPTY_ROOT, [])
    check_consistency(0, EMPTY_ROOT, 1, root, [])
    for old_root, new, new_root in [(root, 1, root), (root, 0, root), (EMPTY_ROOT, 0, root)]:
        with pytest.raises(ProofError, match="without entries"):
            check_consistency(0, old_root, new, new_root, [])
    with pytest.raises(ProofError, match="different roots"):
        check_consistency(1, root, 1, EMPTY_ROOT, [])
    with pytest.raises(ProofError, match="too many"):
        check_consistency(0, EMPTY_ROOT, 1, root, [root])
