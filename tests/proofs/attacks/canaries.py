"""The search for what must not be left: secrets and texts, in any form a program may have written them down.

    python -m tests.proofs.attacks.canaries FOLDER WORD [WORD …]

Looks through every file of the folder, its name too, for each word: a token, a key, a code, a note, an address.
A word of hex digits with `0x` before it is looked for as bytes. Ends with 1 where anything was found.
"""

import base64
import sys
from collections.abc import Iterable
from pathlib import Path


def written(secret: str | bytes) -> list[bytes]:
    """The forms in which a program may have written a secret down."""
    octets = secret.encode() if isinstance(secret, str) else secret
    forms = [octets, octets.hex().encode(), base64.b64encode(octets).rstrip(b"=")]
    if isinstance(secret, str):
        forms += [secret.lower().encode(), " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)).encode()]
    else:
        forms += [repr(secret).encode()[2:-1]]
    return forms


def traces(places: Iterable[bytes], canaries: Iterable[str | bytes]) -> list[str | bytes]:
    read = list(places)
    return [one for one in canaries if any(form in place for form in written(one) for place in read)]


def folder(data: Path) -> list[bytes]:
    return [path.name.encode() + b"\0" + path.read_bytes() for path in data.rglob("*") if path.is_file()]


def asked(word: str) -> str | bytes:
    return bytes.fromhex(word[2:]) if word.startswith("0x") else word


def main(arguments: list[str]) -> int:
    if len(arguments) < 2 or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    found, left = False, folder(Path(arguments[0]))
    for place in left:
        for one in traces([place], map(asked, arguments[1:])):
            found = True
            print(f"{place.partition(bytes(1))[0].decode(errors='replace')}: {one!r}")
    print(f"{len(left)} files, {len(arguments) - 1} words")
    return int(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
