"""The text of a file as the worker process reads it, which may take seconds for a hostile one."""

import json

from ..core.text_files import read_text_file


def text_of_file(body: bytes, language: str) -> bytes:
    """As JSON: the text, and remarks on what was left out. Raises InvalidDocument."""
    file = read_text_file(body)
    remarks = [remark.text(language) for remark in file.remarks]
    return json.dumps({"text": file.text, "remarks": remarks}, ensure_ascii=False).encode()
