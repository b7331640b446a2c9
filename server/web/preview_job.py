"""The preview as the worker process computes it. Imports little, so that the process starts quickly."""

import json

from ..core.record_json import record_json
from ..core.rules_preview import preview, setup_json
from ..core.setup_warnings import grade_warnings, group_warnings, number_warnings, people_warnings
from ..core.simulated_people import simulated
from .meeting_documents import parse_document
from .request_json import parse_json


def preview_json(body: bytes, today: str) -> bytes:
    """Results of a document's rules for 甲, 乙 and 丙 on made-up ballots as JSON: a tally, `warnings`, and `setup` of
    each part. Raises InvalidDocument."""
    meeting = parse_document(parse_json(body), today)
    found = (of(meeting) for of in (grade_warnings, group_warnings, number_warnings, people_warnings))
    more = {"warnings": [warning for warnings in found for warning in warnings], "setup": setup_json(meeting)}
    return json.dumps(
        {**record_json(preview(simulated(meeting))), **more}, ensure_ascii=False, separators=(",", ":")
    ).encode()
