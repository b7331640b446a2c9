"""Paper ballots: what stands on them, for every kind of form, and how they are asked for."""

from dataclasses import replace

import pytest

from cards.ballot_sheet import ballot_sheets
from cards.paper_ballot import MOST_COLUMNS, Column, Line, Paper, Person
from tests.cards.test_card_sheet import EVIL, Markup
from tests.hand_count import sample
from tests.harness import Hosted, Made, Map

pytestmark = pytest.mark.anyio

BANDS = (("好", (10, 9)), ("较好", (8, 7)), ("一般", (6, 5, 4)), ("差", (3, 2, 1)))
TEN = tuple(Column(str(mark), band) for band, marks in BANDS for mark in marks)
PAPER = Paper(
    title="党支部书记抓基层党建述职评议表",
    meeting="2025年度述职评议会",
    organisation="镇党委",
    date="2025-12-08",
    part="上述",
    group="党员代表",
    colour=9,
    people=(Person("周立新", ("第一支部", "书记")), Person("许文静", ("第二支部",), written=True)),
    lines=(Line("总体评价"),),
    columns=TEN,
    span=(1, 10),
    notes=("问题和不足", "意见建议"),
)
CARDS = [(f"{n:016d}", f"http://h:1/v#{n:016d}") for n in range(3)]


class Drawn(Markup):
    """The cells of every table row, by the slip they stand on."""

    def __init__(self, page: str) -> None:
        self.ballot_rules_by_round: list[list[list[str]]] = []
        self._cell = False
        super().__init__(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if tag == "article":
            self.ballot_rules_by_round.append([])
        elif tag == "tr":
            self.ballot_rules_by_round[-1].append([])
        elif tag in ("td", "th"):
            self.ballot_rules_by_round[-1][-1].append("")
            self._cell = True
        elif tag == "i" and dict(attrs).get("class") == "box":
            self.ballot_rules_by_round[-1][-1][-1] += "□"

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        if self._cell:
            self.ballot_rules_by_round[-1][-1][-1] += data


def drawn(paper: Paper, count: int = 1) -> list[list[list[str]]]:
    return Drawn(ballot_sheets(paper, CARDS[:count], "/print.css")).ballot_rules_by_round


def spans(page: str, name: str) -> list[str | None]:
    """How many columns every heading of a class spans."""
    return [attrs.get("colspan") for tag, attrs in Markup(page).tags if tag == "th" and attrs.get("class") == name]


def words(paper: Paper) -> str:
    return "".join(Markup(ballot_sheets(paper, CARDS[:1], "/print.css")).words)


def test_the_bands_span_the_ten_columns_from_ten_down_to_one() -> None:
    heads = drawn(PAPER)[0][:3]
    assert heads[0] == ["序号", "单位及职务", "姓名", "总体评价"]
    assert heads[1:] == [["好", "较好", "一般", "差"], [str(mark) for mark in range(10, 0, -1)]]
    page = ballot_sheets(PAPER, CARDS[:1], "/print.css")
    assert (spans(page, "of"), spans(page, "band")) == (["10"], ["2", "2", "3", "3"])


def test_every_reporter_has_a_row_of_boxes_and_every_note_room() -> None:
    rows = drawn(PAPER)[0]
    assert rows[3] == ["1", "第一支部书记", "周立新", *["□"] * 10]
    assert rows[4] == ["2", "第二支部", "许文静 （书面）", *["□"] * 10]
    assert rows[-2:] == [["问题和不足（写明姓名）", ""], ["意见建议（写明姓名）", ""]]


def test_every_slip_carries_its_own_card_and_the_code_on_every_page() -> None:
    page = ballot_sheets(PAPER, CARDS, "/print.css")
    kinds = [(tag, attrs.get("class")) for tag, attrs in Markup(page).tags]
    assert kinds.count(("article", "slip")) == kinds.count(("svg", None)) == 3
    for number in range(3):
        slip = page.split("<article")[number + 1]
        assert slip.count(f"0000 0000 0000 000{number}") == 3 and slip.count("0000 0000 0000 000") == 3
    assert ("main", "sheet slips g1") in kinds


def test_the_head_names_meeting_form_part_group_and_day() -> None:
    said = words(PAPER)
    named = (PAPER.meeting, PAPER.title, PAPER.group, PAPER.organisation, "上述", "2025年12月8日")
    assert all(one in said for one in named) and "测试" not in said
    assert "测试" in words(replace(PAPER, test=True))
    assert "8 December 2025" in words(replace(PAPER, language="en"))


def test_the_note_on_filling_in_says_what_counts_and_what_the_form_asks() -> None:
    asked = replace(PAPER, guidance=(("一般", "差"), 2), limits=((("好",), 1),), explain=("差",))
    said = words(asked)
    for sentence in (
        "每人每项只选一格",
        "10、9 分为“好”，8、7 分为“较好”，6、5、4 分为“一般”，3、2、1 分为“差”。",
        "“一般”、“差”合计约 2 人",
        "“好”不超过 1 人",
        "选“差”的，请在下面写明理由",
        "无记名",
    ):
        assert sentence in said and (sentence in words(PAPER)) == (sentence[:2] in ("每人", "10", "无记"))


def test_a_recused_reporter_has_no_boxes() -> None:
    people = (replace(PAPER.people[0], recused=True), PAPER.people[1])
    rows = drawn(replace(PAPER, people=people))[0]
    assert rows[3] == ["1", "第一支部书记", "周立新", "回避"] and rows[4].count("□") == 10
    assert "标明“回避”的，不评" in words(replace(PAPER, people=people))


def test_named_choices_show_their_words_and_no_bands() -> None:
    choices = tuple(Column(word) for word in ("优秀", "合格", "基本合格", "不合格"))
    rows = drawn(replace(PAPER, columns=choices, span=(0, 0)))[0]
    assert rows[1] == ["优秀", "合格", "基本合格", "不合格"] and rows[2][-4:] == ["□"] * 4
    assert spans(ballot_sheets(replace(PAPER, columns=choices), CARDS[:1], "/x.css"), "band") == []


LINES = (Line("落实主体责任", "60%"), Line("制度体系", "40%", abstain=True))


def test_several_items_have_a_row_each_and_abstaining_a_column_where_it_is_allowed() -> None:
    rows = drawn(replace(PAPER, lines=LINES))[0]
    assert rows[0] == ["序号", "测评对象", "测评项目", "评分"] and rows[1][-1] == "弃权"
    assert rows[3] == ["1", "周立新第一支部书记", "落实主体责任 60%", *["□"] * 10, "—"]
    assert rows[4] == ["制度体系 40%", *["□"] * 10, "□"]
    assert rows[5][:2] == ["2", "许文静 （书面）第二支部"] and len(rows) == 3 + 4 + 1 + 2


def test_one_reporter_alone_stands_above_the_table_of_items() -> None:
    alone = replace(PAPER, people=PAPER.people[:1], lines=LINES)
    rows = drawn(alone)[0]
    assert rows[0] == ["序号", "测评项目", "评分"] and [row[0] for row in rows[3:5]] == ["1", "2"]
    assert "测评对象：周立新" in words(alone) and "写明姓名" not in words(alone)


def test_a_scale_of_too_many_points_is_written_in() -> None:
    hundred = tuple(Column(str(mark), "好" if mark > 59 else "差") for mark in range(100, -1, -1))
    paper = replace(PAPER, columns=hundred, span=(0, 100), lines=LINES)
    rows = drawn(paper)[0]
    assert rows[1] == ["0–100 分", "弃权"] and rows[2][-2:] == ["", "—"]
    assert "填一个整数分，0–100 分" in words(paper)
    assert drawn(replace(PAPER, columns=hundred[:MOST_COLUMNS]))[0][3].count("□") == MOST_COLUMNS


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_slip_has_no_inline_style_or_script_and_says_its_language(language: str) -> None:
    tags = Markup(ballot_sheets(replace(PAPER, language=language, lines=LINES), CARDS, "/print.css")).tags
    assert not any(tag in ("script", "style") for tag, _ in tags)
    assert not any(name == "style" or name.startswith("on") for _, attrs in tags for name in attrs)
    assert dict(tags)["html"] == {"lang": {"zh": "zh-CN", "en": "en"}[language]}


@pytest.mark.parametrize("evil", EVIL)
def test_markup_in_every_text_stays_text(evil: str) -> None:
    def full(text: str) -> Paper:
        people = (Person(text, (text, text)), Person(text + "2", (text,), recused=True))
        columns, lines = (Column(text, text), Column("2", text)), (Line(text, text), Line(text, text, True))
        return Paper(
            text, text, text, "2025-12-08", text, text, 0, people, lines, columns, (1, 2), (text, text),
            ((text,), 2), (((text,), 1),), (text,), "en", text, True,
        )  # fmt: skip

    page = ballot_sheets(full(evil), [(evil, "http://h/v#" + evil)], "/x.css?" + evil)
    clean = ballot_sheets(full("t"), [("c", "http://h/v#c")], "/x.css")
    assert [tag for tag, _ in Markup(page).tags] == [tag for tag, _ in Markup(clean).tags]
    assert evil in Markup(page).words


# Asked for over HTTP


async def asked(made: Made, accept: str = "text/html", **body: object) -> tuple[int, str]:
    answer = await made.http("POST", "/cards", {"count": 2, "print": "forms", **body}, Accept=accept)
    return answer.status_code, answer.text


async def test_forms_are_asked_for_by_group_and_part_and_their_tokens_vote(host: Hosted) -> None:
    made = await host.make(sample("two-parts.toml"))
    status, page = await asked(made, group="党员群众代表")
    rows = Drawn(page).ballot_rules_by_round
    assert status == 201 and len(rows) == 2 and "党委书记抓基层党建报告评议表" in page
    assert [row[2] for row in rows[0][3:9]] == ["周立新", "许文静", "郭建平", "唐海燕", "邵国强", "罗春梅 （书面）"]
    path = next(attrs["d"] for tag, attrs in Markup(page).tags if tag == "path")
    assert path and page.count(path) == 1
    listed = await made.http("POST", "/cards", {"group": "党员群众代表", "count": 1, "print": "forms", "part": "下评"})
    [card] = listed.json()["cards"]
    async with made.phone(card["token"]) as phone:
        assert phone.welcome["t"] == "welcome"


async def test_the_form_is_the_meetings_own_with_bands_limits_and_recusal(host: Hosted) -> None:
    made = await host.make(sample("members.toml"))
    own = made.subjects[3]
    _, page = await asked(made, group="全体", recuse=own["id"])
    rows = Drawn(page).ballot_rules_by_round[0]
    assert rows[1] == ["优秀", "合格", "基本合格", "不合格"] and rows[5] == ["4", "呼吸科主治医师", own["name"], "回避"]
    assert "“优秀”不超过 3 人" in page
    weighted = await host.make(sample("indicators.toml"))
    _, page = await asked(weighted, group="职工代表")
    assert "落实主体责任 <small>30%</small>" in page and "选“差”的" in page
    english = await host.make(sample("contest.toml"))
    _, page = await asked(english, group="Jury")
    assert spans(page, "band") == ["2", None, None, "6", "2", None, None, "6"] and 'lang="en"' in page


WRONG: list[tuple[Map, str]] = [
    ({"group": "街道班子成员", "print": "paper"}, "print"),
    ({"group": "街道班子成员", "print": 5}, "print"),
    ({"group": "街道班子成员", "print": None}, "print"),
    ({"group": "街道班子成员", "part": "下评"}, "part"),
    ({"group": "街道班子成员", "part": "总评"}, "part"),
    ({"group": "街道班子成员", "part": 5}, "part"),
    ({"group": "街道班子成员", "print": "cards", "part": "上述"}, "part"),
    ({"group": "街道班子成员", "count": 1001}, "count"),
    ({"group": "街道班子成员", "count": True}, "count"),
    ({"group": "居民"}, "group"),
    ({"group": "街道班子成员", "pages": 2}, "pages"),
]


async def test_a_wrong_wish_names_its_field_and_issues_no_card(host: Hosted) -> None:
    made = await host.make(sample("two-parts.toml"))
    for body, field in WRONG:
        answer = await made.http("POST", "/cards", {"count": 2, "print": "forms", **body})
        assert (answer.status_code, answer.json()["error"]["field"]) == (422, field), body
    assert (await made.http("GET", "")).json()["cards"] == []


async def test_a_group_of_several_parts_must_name_the_part(host: Hosted) -> None:
    document = sample("two-parts.toml")
    for part in document["parts"]:
        part["groups"] = ["党员群众代表"]
    made = await host.make(document)
    assert (await asked(made, group="党员群众代表"))[0] == 422
    for part in document["parts"]:
        status, page = await asked(made, group="党员群众代表", part=part["name"])
        assert status == 201 and f"<span>{part['name']}</span>" in page
    entered = await host.make(sample("daily-work.toml"))
    assert (await asked(entered, group="全体", part="日常考核"))[0] == 422
    assert (await asked(entered, group="全体"))[0] == 201
