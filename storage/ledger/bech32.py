"""Bech32, the spelling of age keys.

Source: BIP-173, without its limit of 90 characters, as C2SP age ("Conventions") asks: a
post-quantum recipient is some 2,000 characters long. Beyond 90 characters the checksum still
catches typing errors with overwhelming probability; it only loses its guarantees.
"""

from collections.abc import Iterable, Iterator

from storage.ledger.errors import MalformedKeyError

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM_LENGTH = 6
_SYMBOL_BITS = 5
_BYTE_BITS = 8


class Bech32Error(ValueError):
    """The text is not canonical Bech32. The message never quotes it: it may be a secret."""


def encode(prefix: str, data: bytes) -> str:
    """Return the lower-case Bech32 string of `data` under the human-readable `prefix`.

    Args:
        prefix: 1 or more characters of printable ASCII without capitals.
        data: Any number of bytes.

    Raises:
        Bech32Error: The prefix cannot be encoded.
    """
    _check_prefix(prefix)
    if prefix != prefix.lower():
        raise Bech32Error("a Bech32 prefix is encoded in lower case")
    symbols = list(_symbols_of(data))
    symbols += _checksum(prefix, symbols)
    return prefix + "1" + "".join(_ALPHABET[symbol] for symbol in symbols)


def decode(text: str) -> tuple[str, bytes]:
    """Return the prefix, as it is written in `text`, and the bytes.

    The prefix keeps its case, since age gives meaning to it: recipients are lower case,
    identities upper case.

    Raises:
        Bech32Error: Mixed case, a foreign character, a wrong checksum, or padding that is
            not canonical (BIP-173, "Segwit address format").
    """
    if text not in (text.lower(), text.upper()):
        raise Bech32Error("Bech32 does not mix capitals and small letters")
    prefix, separator, spelled = text.rpartition("1")
    if not separator or len(spelled) < _CHECKSUM_LENGTH:
        raise Bech32Error("Bech32 needs a prefix, the digit 1 and a checksum")
    _check_prefix(prefix)
    try:
        symbols = [_VALUES[character] for character in spelled.lower()]
    except KeyError:
        # `from None`: the KeyError would print a character of what may be a secret.
        raise Bech32Error("a character is not in the Bech32 alphabet") from None
    payload, checksum = symbols[:-_CHECKSUM_LENGTH], symbols[-_CHECKSUM_LENGTH:]
    if checksum != _checksum(prefix.lower(), payload):
        raise Bech32Error("the Bech32 checksum does not match")
    return prefix, _bytes_of(payload)


def decode_key(text: str, *, prefix: str, size: int, what: str) -> bytes:
    """Return the `size` bytes of a key that is spelled with `prefix`.

    Raises:
        MalformedKeyError: The text is not `what`, which the message says. It is not quoted.
    """
    try:
        found, data = decode(text)
    except Bech32Error as error:
        raise MalformedKeyError(f"this is not {what}: {error}") from None
    if found != prefix or len(data) != size:
        raise MalformedKeyError(f"this is not {what}")
    return data


def _check_prefix(prefix: str) -> None:
    if not prefix or not all("!" <= character <= "~" for character in prefix):
        raise Bech32Error("a Bech32 prefix is one or more printable ASCII characters")


def _checksum(prefix: str, symbols: list[int]) -> list[int]:
    expanded = [ord(character) >> _SYMBOL_BITS for character in prefix]
    expanded += [0, *(ord(character) & 31 for character in prefix)]
    remainder = _polymod([*expanded, *symbols, *[0] * _CHECKSUM_LENGTH]) ^ 1
    return [(remainder >> 5 * (5 - place)) & 31 for place in range(_CHECKSUM_LENGTH)]


def _polymod(values: Iterable[int]) -> int:
    remainder = 1
    for value in values:
        remainder = (remainder & 0x1FFFFFF) << 5 ^ value ^ _FEEDBACK[remainder >> 25]
    return remainder


def _feedback(top: int) -> int:
    """Return what a top symbol adds to the remainder; looked up, since long keys take a while."""
    combined = 0
    for bit, coefficient in enumerate(_GENERATOR):
        if top >> bit & 1:
            combined ^= coefficient
    return combined


_FEEDBACK = tuple(_feedback(top) for top in range(32))


def _symbols_of(data: bytes) -> Iterator[int]:
    buffer = bits = 0
    for byte in data:
        buffer = (buffer << _BYTE_BITS | byte) & 0xFFF
        bits += _BYTE_BITS
        while bits >= _SYMBOL_BITS:
            bits -= _SYMBOL_BITS
            yield buffer >> bits & 31
    if bits:
        yield buffer << (_SYMBOL_BITS - bits) & 31


def _bytes_of(symbols: list[int]) -> bytes:
    decoded = bytearray()
    buffer = bits = 0
    for symbol in symbols:
        buffer = (buffer << _SYMBOL_BITS | symbol) & 0xFFF
        bits += _SYMBOL_BITS
        if bits >= _BYTE_BITS:
            bits -= _BYTE_BITS
            decoded.append(buffer >> bits & 255)
    # A whole spare symbol, or a spare bit that is set, would give one key two spellings.
    if bits >= _SYMBOL_BITS or buffer & ((1 << bits) - 1):
        raise Bech32Error("the Bech32 padding is not canonical")
    return bytes(decoded)
