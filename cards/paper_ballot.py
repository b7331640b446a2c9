"""The content of a paper ballot (评议表) as values, and its words in both languages. Knows no HTML."""

from dataclasses import dataclass

MAX_COLUMNS = 20
"""On a scale of more marks than this, voters write the mark instead of ticking a box."""

WORDS = {
    "zh": {
        "lang": "zh-CN",
        "name": "评议表",
        "code": "投票二维码",
        "coded": "票卡号码 {code}",
        "key": "归档签名密钥 {key}",
        "test": "测试：彩排时打印，正式会议可用",
        "number": "序号",
        "unit": "单位及职务",
        "person": "姓名",
        "subject": "测评对象",
        "named": "{key}：{value}",
        "item": "测评项目",
        "mark": "评分",
        "choice": "评价",
        "abstain": "弃权",
        "recused": "回避",
        "written": "（书面）",
        "write": "{low}–{high} 分",
        "who": "（写明姓名）",
        "how": "填表说明",
        "and": "、",
        "list": "，",
        "tick": "每人每项只选一格，在格内打“√”；多选、漏选为无效票。",
        "tick_one": "每项只选一格，在格内打“√”；多选、漏选为无效票。",
        "fill": "每人每项填一个整数分，{low}–{high} 分；漏填为无效票。",
        "fill_one": "每项填一个整数分，{low}–{high} 分；漏填为无效票。",
        "band": "{points} 分为“{band}”",
        "bands": "{bands}。",
        "guidance": "参考：{bands}合计约 {about} 人。",
        "limit": "{choices}不超过 {most} 人。",
        "explain": "选{words}的，请在下面写明理由。",
        "recusal": "标明“回避”的，不评。",
        "once": "无记名，请勿署名。扫码投票与填本表只选一种，每轮一票；填好交工作人员。",
    },
    "en": {
        "lang": "en",
        "name": "Paper ballots",
        "code": "QR code for voting",
        "coded": "Code {code}",
        "key": "Signing key of the archive {key}",
        "test": "Test: printed in rehearsal, valid in the meeting",
        "number": "No.",
        "unit": "Unit and post",
        "person": "Name",
        "subject": "Subject",
        "named": "{key}: {value}",
        "item": "Item",
        "mark": "Score",
        "choice": "Appraisal",
        "abstain": "Abstain",
        "recused": "Recused",
        "written": "(written)",
        "write": "{low}–{high}",
        "who": "(name whom)",
        "how": "How to fill this in",
        "and": ", ",
        "list": "; ",
        "tick": "Tick one box in every row; a ballot with none or more in a row is invalid.",
        "tick_one": "Tick one box in every row; a ballot with none or more in a row is invalid.",
        "fill": "Write one whole number, {low}–{high}, in every row; a ballot with a row left empty is invalid.",
        "fill_one": "Write one whole number, {low}–{high}, in every row; a ballot with a row left empty is invalid.",
        "band": "{points} is “{band}”",
        "bands": "{bands}.",
        "guidance": "Guidance: {bands} together about {about}.",
        "limit": "{choices} for at most {most}.",
        "explain": "If you choose {words}, give the reason below.",
        "recusal": "Leave out whoever is marked “Recused”.",
        "once": "Secret: do not sign. Scan the code or fill this in, not both: one ballot a round. "
        "Hand it to the staff when done.",
    },
}


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who is appraised. `about`: unit and post, if given. `written`: reports in writing. `recused`: the card
    of this ballot may not score the person."""

    name: str
    about: tuple[str, ...] = ()
    written: bool = False
    recused: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the form. `share`: its weight as text such as 30%, empty if all weigh the same. `abstain`: it has a
    box for 弃权."""

    title: str
    share: str = ""
    abstain: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A box to tick: its heading, and the band above it, empty if the heading is the band."""

    label: str
    band: str = ""


@dataclass(frozen=True, slots=True)
class PaperBallot:
    """What all ballots of a batch have in common.

    `date` is ISO; `part` is empty if the meeting has one part; `colour` is the group's index in the meeting. `columns`
    are in the order of the paper forms, best first; `span` is the lowest and the highest mark. `guidance`: bands, and
    about how many people should be in them. `limits`: choices, and for how many people at most. `explain`: choices
    that need a note. `key`: the digest of the server's signing key.
    """

    title: str
    meeting: str
    organisation: str
    date: str
    part: str
    group: str
    colour: int
    people: tuple[Person, ...]
    items: tuple[Item, ...]
    columns: tuple[Column, ...]
    span: tuple[int, int] = (0, 0)
    notes: tuple[str, ...] = ()
    guidance: tuple[tuple[str, ...], int] | None = None
    limits: tuple[tuple[tuple[str, ...], int], ...] = ()
    explain: tuple[str, ...] = ()
    language: str = "zh"
    batch: str = ""
    test: bool = False
    key: str = ""

    @property
    def single(self) -> bool:
        """One person is appraised, who is named above the table."""
        return len(self.people) == 1

    @property
    def ticked(self) -> bool:
        """Marks are ticked, not written."""
        return len(self.columns) <= MAX_COLUMNS

    @property
    def banded(self) -> bool:
        """A row above the columns names their bands."""
        return self.ticked and any(column.band for column in self.columns)

    @property
    def abstains(self) -> bool:
        return any(item.abstain for item in self.items)

    @property
    def width(self) -> int:
        """Cells to the right of the names, one for each mark and one for 弃权."""
        return (len(self.columns) if self.ticked else 1) + self.abstains

    @property
    def rows(self) -> int:
        return len(self.people) * len(self.items)
