"""The Merkle tree of the log: its hashes, its roots, and proofs about them.

Source: RFC 6962, section 2.1, with SHA-256; the checks follow RFC 9162, sections 2.1.3.2 and
2.1.4.2, which state for the same tree what RFC 6962 leaves to the reader.

A *node* is named by its level, 0 for the hashes of entries, and its index in that level: it
stands over the entries from `index << level` to `(index + 1) << level`.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from itertools import islice

from storage.ledger.errors import ProofError

HASH_BYTES = 32
MAX_SIZE = 2**63 - 1  # What Go's int64 holds, and everybody's signed 64 bits.
EMPTY_ROOT = sha256().digest()

HashAt = Callable[[int, int], bytes]

_LEAF = b"\x00"
_NODE = b"\x01"
# Enough for the interpreter's fixed costs to vanish, and a few MiB.
_BATCH = 16384


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of an entry."""
    return sha256(_LEAF + data).digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """Return the hashes of many entries, faster than one by one."""
    return [sha256(b"\x00" + data).digest() for data in entries]


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node above two others."""
    return sha256(_NODE + left + right).digest()


def parents(nodes: Sequence[bytes]) -> list[bytes]:
    """Return the hashes one level up; a last node without a sibling has no parent yet."""
    # The two slices end at the shorter one.
    return [
        sha256(b"\x01" + left + right).digest()
        for left, right in zip(nodes[::2], nodes[1::2], strict=False)
    ]


def fold(nodes: Sequence[bytes]) -> bytes:
    """Return the node above a power of two of nodes."""
    while len(nodes) > 1:
        nodes = parents(nodes)
    return nodes[0]


class Tree:
    """A tree that grows and knows its root, and keeps one hash a level: a few KiB at any size.

    Attributes:
        size: The number of entries.
    """

    __slots__ = ("_waiting", "size")

    def __init__(self) -> None:
        self.size = 0
        # The rightmost node of each level while it has no sibling. There is one at a level just
        # where `size` has a bit; what stands elsewhere is left over from before.
        self._waiting: list[bytes] = []

    def append(self, data: bytes) -> None:
        """Add one entry."""
        node = sha256(b"\x00" + data).digest()
        waiting = self._waiting
        size = self.size
        level = 0
        while size >> level & 1:
            node = sha256(b"\x01" + waiting[level] + node).digest()
            level += 1
        if level == len(waiting):
            waiting.append(node)
        else:
            waiting[level] = node
        self.size = size + 1

    def extend(self, entries: Iterable[bytes]) -> None:
        """Add entries in their order."""
        rest = iter(entries)
        while nodes := leaf_hashes(islice(rest, _BATCH)):
            self._extend_with_hashes(nodes)

    def _extend_with_hashes(self, nodes: list[bytes]) -> None:
        count = len(nodes)
        level = 0
        while nodes:
            if self.size >> level & 1:
                nodes.insert(0, self._waiting[level])
            if len(nodes) % 2:
                if level == len(self._waiting):
                    self._waiting.append(nodes[-1])
                else:
                    self._waiting[level] = nodes[-1]
            elif level == len(self._waiting):
                self._waiting.append(b"")
            nodes = parents(nodes)
            level += 1
        self.size += count

    def root(self) -> bytes:
        """Return the root of the tree as it is now."""
        if not self.size:
            return EMPTY_ROOT
        return range_hash(0, self.size, lambda level, _: self._waiting[level])


def range_hash(start: int, stop: int, hash_at: HashAt) -> bytes:
    """Return the hash over the entries from `start` to `stop`, which are at least one.

    Args:
        start: A multiple of the least power of two that is not below `stop - start`: the range
            is the right edge of a tree, as every range in a proof is.
        stop: The end, which is not part of the range.
        hash_at: Returns the node at (level, index).
    """
    count, end = stop - start, stop
    node = b""
    # From the right, where the subtrees are smallest: each becomes the right child of the next.
    for level in range(count.bit_length()):
        if count >> level & 1:
            left = hash_at(level, (end >> level) - 1)
            node = node_hash(left, node) if node else left
            end -= 1 << level
    return node


def inclusion_proof(index: int, size: int, hash_at: HashAt) -> list[bytes]:
    """Return the path from the entry at `index` to the root of the first `size` entries.

    Source: RFC 6962, section 2.1.1; the sibling of the entry comes first.

    Raises:
        ValueError: There is no such entry.
    """
    if not 0 <= index < size:
        raise ValueError(f"there is no entry {index} among {size}")
    path = []
    start, stop = 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            path.append(range_hash(middle, stop, hash_at))
            stop = middle
        else:
            path.append(range_hash(start, middle, hash_at))
            start = middle
    return path[::-1]


def consistency_proof(old: int, new: int, hash_at: HashAt) -> list[bytes]:
    """Return the proof that the first `old` entries of `new` are those that were there before.

    Source: RFC 6962, section 2.1.2. It is empty if the sizes are equal, or `old` is 0.

    Raises:
        ValueError: `old` is more than `new`, or negative.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree does not grow from {old} to {new} entries")
    if old in {0, new}:
        return []
    path = []
    start, stop = 0, new
    while stop != old:
        middle = start + _split(stop - start)
        if old <= middle:
            path.append(range_hash(middle, stop, hash_at))
            stop = middle
        else:
            path.append(range_hash(start, middle, hash_at))
            start = middle
    if start:  # Otherwise the old tree is a whole subtree, and its root is known to the reader.
        path.append(range_hash(start, stop, hash_at))
    return path[::-1]


def check_inclusion(
    leaf: bytes, index: int, size: int, root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the entry with the hash `leaf` is at `index` of the tree with `root`.

    Source: RFC 9162, section 2.1.3.2.

    Raises:
        ProofError: It is not, or the proof has too many, too few, or no hashes.
    """
    if not 0 <= index < size <= MAX_SIZE:
        raise ProofError(f"there is no entry {index} among {size}")
    _check_lengths(leaf, root, *proof)
    node, last = index, size - 1
    found = leaf
    for sibling in proof:
        if not last:
            raise ProofError("the inclusion proof has too many hashes")
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            while not node & 1 and node:  # Levels where the edge of the tree has no sibling.
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise ProofError("the inclusion proof has too few hashes")
    if found != root:
        raise ProofError("the inclusion proof does not lead to the root")


def check_consistency(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the tree with `new_root` begins with all entries of that with `old_root`.

    Source: RFC 9162, section 2.1.4.2.

    Raises:
        ProofError: It does not, or the proof has too many, too few, or no hashes.
    """
    if not 0 <= old_size <= new_size <= MAX_SIZE:
        raise ProofError(f"a tree does not grow from {old_size} to {new_size} entries")
    _check_lengths(old_root, new_root, *proof)
    if old_size in {0, new_size}:
        _check_without_proof(old_size, old_root, new_size, new_root, proof)
        return
    rest = iter(proof)
    node, last = old_size - 1, new_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    # At node 0 the old tree is a whole subtree of the new one, and the proof leaves it out.
    found_old = found_new = _next(rest) if node else old_root
    while last:
        if node & 1 or node == last:
            sibling = _next(rest)
            found_old = node_hash(sibling, found_old)
            found_new = node_hash(sibling, found_new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found_new = node_hash(found_new, _next(rest))
        node, last = node >> 1, last >> 1
    if next(rest, None) is not None:
        raise ProofError("the consistency proof has too many hashes")
    if found_old != old_root:
        raise ProofError("the consistency proof does not start at the old root")
    if found_new != new_root:
        raise ProofError("the consistency proof does not lead to the new root")


def _check_without_proof(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    if proof:
        raise ProofError("the consistency proof has too many hashes")
    for size, root in ((old_size, old_root), (new_size, new_root)):
        if not size and root != EMPTY_ROOT:
            raise ProofError("the root of a tree without entries is not that of one")
    if old_size == new_size and old_root != new_root:
        raise ProofError("two trees of the same size have different roots")


def _next(rest: Iterable[bytes]) -> bytes:
    for found in rest:
        return found
    raise ProofError("the consistency proof has too few hashes")


def _check_lengths(*hashes: bytes) -> None:
    if any(len(each) != HASH_BYTES for each in hashes):
        raise ProofError("a hash of a proof has 32 bytes")


def _split(count: int) -> int:
    """Return the largest power of two below `count` (RFC 6962, section 2.1)."""
    return 1 << (count - 1).bit_length() - 1
