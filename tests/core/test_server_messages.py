"""The catalogue's tables of the server: no key is unused, none is missing, and each sentence gets its values.

`tests/test_words.py` compares the languages with each other, and checks the tables of the pages.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from server.core.message_catalogue import section, sections
from server.web.page_messages import SECTIONS

SERVER, CARDS = (Path(__file__).resolve().parents[2] / name for name in ("server", "cards"))
PLACEHOLDER = re.compile(r"\{(\w+)\}")
SENTENCE = re.compile(r"[\u4e00-\u9fff].*[，。？；]")

MODULES = {
    "errors": ("*.py", "core/*.py", "meetings/*.py", "websocket/*.py", "web/*.py", "store/*.py", "exports/**/*.py"),
    "validation": (
        "core/validation.py",
        "core/admin_keys.py",
        "core/*_document.py",
        "core/ballot_conditions.py",
        "core/limit_feasibility.py",
        "core/*amendments.py",
        "core/wifi.py",
        "core/write_in_merges.py",
        "core/texts.py",
    ),
    "rosters": ("core/rosters/*.py", "core/text_encoding.py"),
    "text_files": ("core/text_files.py", "core/text_encoding.py"),
    "copies": ("core/copied_document.py", "archive/archive_source.py", "web/copy_job.py"),
    "last_year": (
        "core/shown_briefs.py",
        "core/rectification_file.py",
        "archive/last_year_reader.py",
        "web/last_year_job.py",
    ),
    "reasons": (
        "core/grade_reasons.py",
        "core/grading.py",
        "core/results.py",
        "core/vote_reasons.py",
        "core/part_votes.py",
    ),
    "reconciliation": ("core/reconciliation.py",),
    "record": ("core/composition.py",),
    "papers": ("exports/**/*.py",),
    "warnings": ("web/serializers.py", "core/setup_warnings.py"),
    "ledger": (
        "core/ledger.py",
        "archive/*.py",
        "exports/content/ledger_tables.py",
        "exports/writers/ledger_writer.py",
        "cli/ledger.py",
        "web/ledger_job.py",
    ),
    "downloads": ("web/downloads.py",),
    "cards": ("card_sheet.py", "web/card_sheets.py"),
    "key_page": ("web/key_page.py",),
    "error_page": ("web/error_pages.py",),
    "page_start": ("web/page_start.py",),
    "guide_page": ("web/guide.py",),
    "reference": ("web/reference_page.py", "web/schema_html.py"),
    "recount": ("archive/**/*.py",),
    "cli": ("*.py", "cli/*.py", "site/*.py", "store/postgres*.py", "store/sqlite_copy.py"),
    "paper_ballots": ("paper_ballot.py", "ballot_*.py"),
    "punctuation": ("core/message.py", "core/grade_reasons.py", "core/setup_warnings.py", "exports/model/labels.py"),
}
"""The modules that use each table."""
CALLS = {
    "errors": ("Refused", "sentence", "refusing"),
    "validation": ("error", "_fault"),
    "rosters": ("roster_message", "Unreadable", "Undecodable"),
    "text_files": ("_message", "_unreadable", "Undecodable"),
    "copies": ("_message", "_remark", "_refused"),
    "last_year": ("_message", "_refused"),
    "reconciliation": ("_discrepancy",),
    "recount": ("say", "speaker"),
    "ledger": ("_message", "BadArchive"),
    "cli": ("BadSetting", "bilingual", "good", "look", "bad"),
}
"""The functions whose first argument is a key."""
VALUES_ADDED = {"reconciliation": {"n", "off"}}
"""Values that the function adds to those in the call."""
LOOKUPS = {
    "papers": ("labels", "labels_of"),
    **dict.fromkeys(
        (
            "reasons",
            "record",
            "warnings",
            "cards",
            "key_page",
            "error_page",
            "page_start",
            "guide_page",
            "reference",
            "paper_ballots",
            "ledger",
        ),
        ("words",),
    ),
}
"""The names of a table in code, as in `labels["rank"]`."""

each_table = pytest.mark.parametrize("table", MODULES)


class Use(NamedTuple):
    """A literal key and the names of the values that come with it, None where they are not literal."""

    key: str
    values: frozenset[str] | None
    where: str


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """The module without its docstrings."""
    return tuple(node for node in _walk(ast.parse(path.read_text("utf-8"))))


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):
            yield from _walk(child)


def paths(table: str) -> list[Path]:
    return [path for folder in (SERVER, CARDS) for pattern in MODULES[table] for path in folder.glob(pattern)]


def literals(node: ast.AST) -> Iterator[str]:
    """The strings that an argument can be: one, or either branch of a conditional."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*literals(node.body), *literals(node.orelse))


def name_of(node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        return name_of(node.func)
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def uses(table: str) -> Iterator[Use]:
    for path in paths(table):
        for node in nodes(path):
            if isinstance(node, ast.Call) and node.args and name_of(node) in CALLS.get(table, ()):
                names = frozenset(keyword.arg or "" for keyword in node.keywords)
                values = None if "" in names else names | VALUES_ADDED.get(table, set())
                yield from (Use(key, values, path.name) for key in literals(node.args[0]))
            elif isinstance(node, ast.Subscript) and name_of(node.value) in LOOKUPS.get(table, ()):
                yield from (Use(key, None, path.name) for key in literals(node.slice))


def strings(table: str) -> set[str]:
    constants = (node.value for path in paths(table) for node in nodes(path) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def beginnings(table: str) -> tuple[str, ...]:
    """Beginnings of composed keys, as `state_` in f"state_{state}"."""
    composed = (node.values[0] for path in paths(table) for node in nodes(path) if isinstance(node, ast.JoinedStr))
    texts = (text for node in composed for text in literals(node))
    return tuple(text for text in texts if text.endswith("_"))


def keyword_names(table: str) -> set[str]:
    return {node.arg or "" for path in paths(table) for node in nodes(path) if isinstance(node, ast.keyword)}


def test_every_table_of_the_catalogue_belongs_to_a_page_or_to_the_server() -> None:
    of_pages = {name for names in SECTIONS.values() for name in names}
    assert sections("zh").keys() == of_pages | MODULES.keys()


@each_table
def test_no_key_is_unused(table: str) -> None:
    known, composed, details = strings(table), beginnings(table), keyword_names(table)

    def is_used(key: str) -> bool:
        code, _, detail = key.partition(".")
        return code in known and (not detail or detail in details) or key.startswith(composed)

    assert [key for key in section("zh", table) if not is_used(key)] == []


@each_table
def test_no_key_is_missing(table: str) -> None:
    assert sorted({(use.key, use.where) for use in uses(table) if use.key not in section("zh", table)}) == []


@pytest.mark.parametrize("table", CALLS)
def test_a_sentence_gets_a_value_for_each_placeholder(table: str) -> None:
    sentences = section("zh", table)
    lacking = [
        use
        for use in uses(table)
        if use.values is not None and not use.values.issuperset(PLACEHOLDER.findall(sentences.get(use.key, "")))
    ]
    assert lacking == []


@pytest.mark.parametrize(
    "package", ["core", "exports", "meetings", "store", "websocket", "web", "cli", "archive", "../cards"]
)
def test_no_module_has_a_chinese_sentence_of_its_own(package: str) -> None:
    assert [
        (path.name, node.value)
        for path in (SERVER / package).rglob("*.py")
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SENTENCE.search(node.value)
    ] == []
