"""The preview as the worker process computes it. Imports little, so that the process starts quickly."""

import json

from ..core.record_json import record_json
from ..core.rules_preview import preview
from .meeting_documents import parse_document
from .request_json import parse_json


def preview_json(body: bytes) -> bytes:
    """Results of a document's rules on made-up ballots, as JSON. Raises InvalidDocument."""
    record = record_json(preview(parse_document(parse_json(body))))
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
