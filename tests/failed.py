"""The tests that failed in a run, one a line: `python -m tests.failed REPORT.xml`, for scripts/test to ask again.

From the report and not from pytest's own memory, which had lost one of two that failed side by side.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree


def failed(report: Path) -> list[str]:
    """Node ids. A report names a test by its module's dotted name and its own."""
    found = []
    for case in ElementTree.parse(report).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            found.append(f"{case.attrib['classname'].replace('.', '/')}.py::{case.attrib['name']}")
    return found


if __name__ == "__main__":
    print("\n".join(failed(Path(sys.argv[1]))))
