"""What a feedback sheet (反馈表) has of a part that is decided by votes: votes instead of a score.

Every number comes from the record. Knows no file format.
"""

from collections.abc import Iterator

from ...core.models import Part
from ...core.record import Record, SubjectRecord
from ..model.blocks import Text
from ..model.column_widths import PORTRAIT, fit_to_page
from ..model.labels import labels_of
from ..model.table import Table
from .vote_tables import vote_table
from .vote_texts import rules_text


def vote_blocks(record: Record, name: str, part: Part, subject: SubjectRecord) -> Iterator[Text | Table]:
    """The subject's votes and the rule that decides. Nothing about the other subjects, not even a rank."""
    assert part.decide is not None
    labels = labels_of(record)
    yield from fit_to_page(vote_table(record, part, [subject], name, has_names=False), PORTRAIT, 0, labels["continued"])
    yield Text(labels["decide_text"].format(rules=rules_text(record, part.decide)), small=True)
