"""The one canonical JSON text of a value.

Stored digests (`store/rows.py`), the log's hash chain and the tally's fingerprint (CONTRACT "fingerprint") are
computed over it. Changing a single byte of the output makes every existing database Damaged and every archive fail
its verification.
"""

import json


def canonical_json(value: object) -> str:
    """Sorted keys, no whitespace between tokens, non-ASCII characters as they are; encode it as UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
