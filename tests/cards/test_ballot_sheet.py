"""Paper ballots: what is printed for every kind of form, and how they are ordered over HTTP."""

from dataclasses import replace

import pytest

from cards.ballot_sheet import ballot_sheets
from cards.paper_ballot import Column, Item, PaperBallot, Person, Span
from server.core.message_catalogue import section
from tests.cards.markup import HOSTILE_TEXTS, Markup
from tests.hand_count import sample
from tests.harness import Hosted, Map, MeetingClient

pytestmark = pytest.mark.anyio

BANDS = (("好", (10, 9)), ("较好", (8, 7)), ("一般", (6, 5, 4)), ("差", (3, 2, 1)))
TEN = tuple(Column(str(mark), band) for band, marks in BANDS for mark in marks)
BALLOT = PaperBallot(
    title="党支部书记抓基层党建述职评议表",
    meeting="2025年度述职评议会",
    organisation="镇党委",
    date="2025-12-08",
    part="上述",
    group="党员代表",
    colour=9,
    people=(Person("周立新", ("第一支部", "书记")), Person("许文静", ("第二支部",), written=True)),
    items=(Item("总体评价"),),
    columns=TEN,
    words=section("zh", "paper_ballots"),
    notes=("问题和不足", "意见建议"),
)
TWO_ITEMS = (Item("落实主体责任", "60%"), Item("制度体系", "40%", abstain=True))
CARDS = [(f"{n:016d}", f"http://h:1/v#{n:016d}") for n in range(3)]


class BallotMarkup(Markup):
    """Also collects the cells of every table row, by ballot; a box is shown as □."""

    def __init__(self, page: str) -> None:
        self.ballots: list[list[list[str]]] = []
        self._in_cell = False
        super().__init__(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if tag == "article":
            self.ballots.append([])
        elif tag == "tr":
            self.ballots[-1].append([])
        elif tag in ("td", "th"):
            self.ballots[-1][-1].append("")
            self._in_cell = True
        elif tag == "i" and dict(attrs).get("class") == "box":
            self.ballots[-1][-1][-1] += "□"

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        if self._in_cell:
            self.ballots[-1][-1][-1] += data


def printed(ballot: PaperBallot) -> str:
    return ballot_sheets(ballot, CARDS[:1], "/print.css")


def table(ballot: PaperBallot) -> list[list[str]]:
    """Rows of cells."""
    return BallotMarkup(printed(ballot)).ballots[0]


def text(ballot: PaperBallot) -> str:
    return "".join(Markup(printed(ballot)).texts)


def spans(page: str, name: str) -> list[str | None]:
    """How many columns each heading of a class spans."""
    return [attrs.get("colspan") for tag, attrs in Markup(page).tags if tag == "th" and attrs.get("class") == name]


def test_the_bands_span_the_ten_columns_from_ten_down_to_one() -> None:
    heads = table(BALLOT)[:3]
    assert heads[0] == ["序号", "单位及职务", "姓名", "总体评价"]
    assert heads[1:] == [["好", "较好", "一般", "差"], [str(mark) for mark in range(10, 0, -1)]]
    page = printed(BALLOT)
    assert (spans(page, "of"), spans(page, "band")) == (["10"], ["2", "2", "3", "3"])


def test_every_person_has_a_row_of_boxes_and_every_note_a_box() -> None:
    rows = table(BALLOT)
    assert rows[3] == ["1", "第一支部书记", "周立新", *["□"] * 10]
    assert rows[4] == ["2", "第二支部", "许文静 （书面）", *["□"] * 10]
    assert rows[-2:] == [["问题和不足（写明姓名）", ""], ["意见建议（写明姓名）", ""]]


def test_every_ballot_carries_its_own_card_and_the_code_on_every_page() -> None:
    page = ballot_sheets(BALLOT, CARDS, "/print.css")
    classes = [(tag, attrs.get("class")) for tag, attrs in Markup(page).tags]
    assert classes.count(("article", "slip")) == classes.count(("svg", None)) == 3
    for number in range(3):
        ballot = page.split("<article")[number + 1]
        assert ballot.count(f"0000 0000 0000 000{number}") == 3 and ballot.count("0000 0000 0000 000") == 3
    assert ("main", "sheet slips g1") in classes


def test_the_head_names_meeting_form_part_group_and_day() -> None:
    page = text(BALLOT)
    names = (BALLOT.meeting, BALLOT.title, BALLOT.group, BALLOT.organisation, "上述", "2025年12月8日")
    assert all(name in page for name in names) and "测试" not in page
    assert "测试" in text(replace(BALLOT, test=True))
    assert "8 December 2025" in text(replace(BALLOT, words=section("en", "paper_ballots")))


def test_the_instructions_say_which_ballots_are_valid() -> None:
    for sentence in (
        "每人每项只选一格",
        "10、9 分为“好”，8、7 分为“较好”，6、5、4 分为“一般”，3、2、1 分为“差”。",
        "无记名",
    ):
        assert sentence in text(BALLOT)


def test_the_instructions_state_guidance_limits_and_required_notes_if_the_form_has_them() -> None:
    demanding = replace(BALLOT, guidance=(("一般", "差"), 2), limits=((("好",), 0, 1),), explain=("差",))
    for sentence in ("“一般”、“差”合计约 2 人", "“好”不超过 1 人", "选“差”的，请在下面写明理由"):
        assert sentence in text(demanding) and sentence not in text(BALLOT)
    assert "参考" not in text(replace(BALLOT, guidance=(("一般", "差"), 0))), "of a few people it may be none"


def test_a_recused_person_has_no_boxes() -> None:
    recused = replace(BALLOT, people=(replace(BALLOT.people[0], recused=True), BALLOT.people[1]))
    rows = table(recused)
    assert rows[3] == ["1", "第一支部书记", "周立新", "回避"] and rows[4].count("□") == 10
    assert "标明“回避”的，不评" in text(recused)


def test_named_choices_show_their_names_and_no_bands() -> None:
    choices = tuple(Column(name) for name in ("优秀", "合格", "基本合格", "不合格"))
    rows = table(replace(BALLOT, columns=choices))
    assert rows[1] == ["优秀", "合格", "基本合格", "不合格"] and rows[2][-4:] == ["□"] * 4
    assert spans(printed(replace(BALLOT, columns=choices)), "band") == []


def test_several_items_have_a_row_each_and_a_column_for_abstaining_where_it_is_allowed() -> None:
    rows = table(replace(BALLOT, items=TWO_ITEMS))
    assert rows[0] == ["序号", "测评对象", "测评项目", "评分"] and rows[1][-1] == "弃权"
    assert rows[3] == ["1", "周立新第一支部书记", "落实主体责任 60%", *["□"] * 10, "—"]
    assert rows[4] == ["制度体系 40%", *["□"] * 10, "□"]
    assert rows[5][:2] == ["2", "许文静 （书面）第二支部"] and len(rows) == 3 + 4 + 1 + 2


def test_a_single_person_is_named_above_the_table_of_items() -> None:
    single = replace(BALLOT, people=BALLOT.people[:1], items=TWO_ITEMS)
    rows = table(single)
    assert rows[0] == ["序号", "测评项目", "评分"] and [row[0] for row in rows[3:5]] == ["1", "2"]
    assert "测评对象：周立新" in text(single) and "写明姓名" not in text(single)


HUNDRED = Span("0", "100")
MIXED = (Item("表决", choices=("同意", "不同意"), abstain=True), Item("分数", span=Span("0", "10", "0.01")))


def test_a_mark_on_a_scale_of_too_many_is_written_in() -> None:
    ballot = replace(BALLOT, columns=(), items=tuple(replace(item, span=HUNDRED) for item in TWO_ITEMS))
    rows = table(ballot)
    assert rows[1] == ["0–100 分", "弃权"] and rows[2][-2:] == ["", "—"]
    assert "填一个分数，0–100 分" in text(ballot)


def test_items_of_different_scales_say_for_themselves_what_to_write_or_tick() -> None:
    ballot = replace(BALLOT, columns=(), items=MIXED)
    rows = table(ballot)
    assert rows[0] == ["序号", "测评对象", "测评项目", "评价", "弃权"]
    assert rows[1][2:] == ["表决", "□同意□不同意", "□"]
    assert rows[2] == ["分数", "0–10 分，可精确到 0.01 分", "—"]
    assert "填一个分数，或在所选的词前打“√”" in text(ballot)


def test_marks_that_are_added_up_have_a_row_for_their_sum() -> None:
    items = (Item("立项", span=Span("0", "40")), Item("预算", span=Span("0", "60")))
    ballot = replace(BALLOT, columns=(), items=items, most="100")
    rows = table(ballot)
    assert [row[0] for row in rows[2:4]] == ["预算", "合计"] and rows[3][1] == "满分 100 分"
    assert rows[4][:2] == ["2", "许文静 （书面）第二支部"] and "在分值范围内填一个分数" in text(ballot)
    single = table(replace(ballot, people=BALLOT.people[:1]))
    assert [row[:2] for row in single[1:4]] == [["1", "立项"], ["2", "预算"], ["", "合计"]]


def test_each_name_that_may_be_added_has_a_line() -> None:
    ballot = replace(BALLOT, columns=(Column("赞成"), Column("反对")), write_in=("赞成", 2), notes=())
    assert table(ballot)[-3:-1] == [["另选他人", "", "写上姓名，即选“赞成”"]] * 2
    assert table(replace(ballot, people=(Person("王五"),)))[-2] == ["另选他人", "写上姓名，即选“赞成”"]


@pytest.mark.parametrize(
    ("least", "most", "sentence"),
    [
        (0, 3, "“赞成”不超过 3 人"),
        (2, None, "“赞成”不少于 2 人"),
        (3, 3, "“赞成”须选 3 人"),
        (1, 3, "“赞成”选 1–3 人"),
    ],
)
def test_limits_by_number_and_conditions_are_stated(least: int, most: int | None, sentence: str) -> None:
    ballot = replace(BALLOT, limits=((("赞成",), least, most),), conditions=("选“同意”时，须不低于 60。",))
    assert sentence in text(ballot) and "须不低于 60" in text(ballot)


def test_the_instructions_say_which_lines_are_invalid() -> None:
    """Of several people only the line, of one person the ballot; an empty line abstains where that is allowed."""
    single = replace(BALLOT, people=BALLOT.people[:1])
    assert "多选或漏选的，只有这一位（项）无效" in text(BALLOT)
    assert "漏选的，可弃权的视为弃权，其余只有这一位" in text(replace(BALLOT, items=TWO_ITEMS))
    assert "多选、漏选为无效票" in text(single)
    assert "可弃权的视为弃权，其余为无效票" in text(replace(single, items=TWO_ITEMS))


def test_what_an_item_means_is_explained_and_motions_are_no_people() -> None:
    explained = replace(BALLOT, items=(Item("总体评价", about="看全年工作。"),))
    assert "总体评价：看全年工作。" in text(explained)
    motion = replace(BALLOT, people=(Person("关于修改章程的议案"),), matters=True)
    assert "表决事项：关于修改章程的议案" in text(motion)
    several = replace(motion, people=(Person("议案一"), Person("议案二")))
    assert table(several)[0] == ["序号", "表决事项", "总体评价"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_ballot_has_no_inline_style_or_script_and_states_its_language(language: str) -> None:
    markup = Markup(
        ballot_sheets(replace(BALLOT, words=section(language, "paper_ballots"), items=TWO_ITEMS), CARDS, "/print.css")
    )
    assert markup.inline_code == []
    assert dict(markup.tags)["html"] == {"lang": {"zh": "zh-CN", "en": "en"}[language]}


@pytest.mark.parametrize("hostile", HOSTILE_TEXTS)
def test_markup_in_every_text_stays_text(hostile: str) -> None:
    def ballot(text: str) -> PaperBallot:
        return PaperBallot(
            title=text,
            meeting=text,
            organisation=text,
            date="2025-12-08",
            part=text,
            group=text,
            colour=0,
            people=(Person(text, (text, text)), Person(text + "2", (text,), recused=True)),
            items=(Item(text, text, about=text), Item(text, text, abstain=True)),
            columns=(Column(text, text), Column("2", text)),
            words=section("en", "paper_ballots"),
            notes=(text, text),
            guidance=((text,), 2),
            limits=(((text,), 1, 2),),
            conditions=(text,),
            most=text,
            write_in=(text, 2),
            explain=(text,),
            batch=text,
            test=True,
        )

    page = ballot_sheets(ballot(hostile), [(hostile, "http://h/v#" + hostile)], "/x.css?" + hostile)
    harmless = ballot_sheets(ballot("t"), [("c", "http://h/v#c")], "/x.css")
    assert Markup(page).names == Markup(harmless).names
    assert hostile in Markup(page).texts


# Ordered over HTTP


async def order(made: MeetingClient, **body: object) -> tuple[int, str]:
    answer = await made.http("POST", "/cards", {"count": 2, "print": "forms", **body}, Accept="text/html")
    return answer.status_code, answer.text


async def test_paper_ballots_are_ordered_by_group_and_part_and_their_tokens_vote(host: Hosted) -> None:
    made = await host.make(sample("two-parts.toml"))
    status, page = await order(made, group="党员群众代表")
    ballots = BallotMarkup(page).ballots
    assert status == 201 and len(ballots) == 2 and "党委书记抓基层党建报告评议表" in page
    assert [row[2] for row in ballots[0][3:9]] == ["周立新", "许文静", "郭建平", "唐海燕", "邵国强", "罗春梅 （书面）"]
    first_code = next(attrs["d"] for tag, attrs in Markup(page).tags if tag == "path")
    assert first_code and page.count(first_code) == 1
    issued = await made.http("POST", "/cards", {"group": "党员群众代表", "count": 1, "print": "forms", "part": "下评"})
    [card] = issued.json()["cards"]
    async with made.phone(card["token"]) as phone:
        assert phone.welcome["t"] == "welcome"


async def test_the_ballot_shows_the_meetings_own_form_with_bands_limits_and_recusal(host: Hosted) -> None:
    made = await host.make(sample("members.toml"))
    recused = made.subjects[3]
    _, page = await order(made, group="全体", part="民主评议", recuse=recused["id"])
    rows = BallotMarkup(page).ballots[0]
    assert rows[1] == ["优秀", "合格", "基本合格", "不合格"]
    assert rows[5] == ["4", "呼吸科主治医师", recused["name"], "回避"]
    assert "“优秀”不超过 3 人" in page
    weighted = await host.make(sample("indicators.toml"))
    _, page = await order(weighted, group="职工代表")
    assert "落实主体责任 <small>30%</small>" in page and "选“差”的" in page
    english = await host.make(sample("contest.toml"))
    _, page = await order(english, group="Jury")
    assert spans(page, "band") == ["2", None, None, "6", "2", None, None, "6"] and 'lang="en"' in page


async def test_ballots_of_scored_criteria_votes_and_elections_print_what_their_forms_ask(host: Hosted) -> None:
    """Each item's own range and the sum; what vote and mark must agree; a line for another name."""

    async def rows(name: str) -> tuple[list[list[str]], str]:
        _, page = await order(await host.make(sample(name)), group="全体")
        return BallotMarkup(page).ballots[0], page

    project, page = await rows("project-review.toml")
    assert project[0] == ["序号", "测评对象", "测评项目", "评分"]
    assert [row[-1] for row in project[1:6]] == ["0–30 分", "0–30 分", "0–25 分", "0–15 分", "满分 100 分"]
    assert "用地、资金、工期是否落实" in page
    panel, page = await rows("title-panel.toml")
    assert panel[1][2:] == ["表决", "□同意□不同意", "□"] and panel[2] == ["评分", "0–100 分", "□"]
    assert "选“同意”时，“评分”须不低于 60。" in page and "选“不同意”时，“评分”须低于 60。" in page
    election, page = await rows("election.toml")
    assert election[1] == ["赞成", "反对", "弃权"] and election[6][0] == "另选他人"
    assert "“赞成”不超过 3 人" in page


WRONG_ORDERS: list[tuple[Map, str]] = [
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


async def test_a_wrong_order_is_refused_by_field_and_issues_no_card(host: Hosted) -> None:
    made = await host.make(sample("two-parts.toml"))
    for body, field in WRONG_ORDERS:
        answer = await made.http("POST", "/cards", {"count": 2, "print": "forms", **body})
        assert (answer.status_code, answer.json()["error"]["field"]) == (422, field), body
    assert (await made.http("GET", "")).json()["cards"] == []


async def test_a_group_of_several_parts_must_name_the_part(host: Hosted) -> None:
    document = sample("two-parts.toml")
    for part in document["parts"]:
        part["groups"] = ["党员群众代表"]
    made = await host.make(document)
    assert (await order(made, group="党员群众代表"))[0] == 422
    for part in document["parts"]:
        status, page = await order(made, group="党员群众代表", part=part["name"])
        assert status == 201 and f"<span>{part['name']}</span>" in page
    entered = await host.make(sample("daily-work.toml"))
    assert (await order(entered, group="全体", part="日常考核"))[0] == 422
    assert (await order(entered, group="全体"))[0] == 201
