"""A sealed attachment as it lies, wherever that is: `storage.blobs` says where."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, Literal, Protocol


class HasSize(Protocol):
    """What is known of a blob without reading it."""

    @property
    def st_size(self) -> int:
        """Its length in bytes, as it lies."""
        ...


class BlobFile(Protocol):
    """A blob as it lies, to be read; a `Path` is one. What it does may take a while."""

    @property
    def name(self) -> str:
        """What it is called where it lies."""
        ...

    def open(self, mode: Literal["rb"]) -> BinaryIO:
        """Open it for reading.

        Raises:
            FileNotFoundError: There is no such blob.
            OSError: It cannot be read now.
        """
        ...

    def stat(self) -> HasSize:
        """Return its length; raises as `open`."""
        ...


BlobPath = Callable[[str], BlobFile]
"""Says where the blob of a name lies."""
