"""Paper ballots: what is printed for every kind of form, and how they are ordered over HTTP."""

import re
from dataclasses import replace

import pytest

from cards.ballot_flow import lay_out
from cards.ballot_sheet import ballot_sheets
from cards.paper_ballot import Column, Item, PaperBallot, Person, Span
from server.core.message_catalogue import section
from tests.cards.ballots import BALLOT, HUNDRED, MIXED, TWO_ITEMS, WORDS
from tests.cards.markup import HOSTILE_TEXTS, DrawnBallots, Markup
from tests.hand_count import sample
from tests.harness import Hosted, Map, MeetingClient

pytestmark = pytest.mark.anyio

CARDS = [(f"{n:016d}", f"http://h:1/v#{n:016d}") for n in range(3)]


def printed(ballot: PaperBallot) -> str:
    return ballot_sheets(ballot, CARDS[:1], "/print.css")


def rows(ballot: PaperBallot) -> list[str]:
    return DrawnBallots(printed(ballot)).rows()


def text(ballot: PaperBallot) -> str:
    """All that is printed, without line breaks."""
    return "".join(Markup(printed(ballot)).texts).replace("\n", "")


def test_the_bands_span_the_ten_columns_from_ten_down_to_one() -> None:
    shown = rows(BALLOT)
    assert "总体评价" in shown and "10 9 8 7 6 5 4 3 2 1" in shown
    assert "序号 单位及职务 姓名 好 较好 一般 差" in shown
    [page] = lay_out(BALLOT).pages
    middles = {text.text: text.x for text in page.texts if text.anchor == "middle" and text.x > page.fields[0].x}
    assert middles["好"] == (middles["9"] + page.fields[0].x + page.fields[0].width // 2) // 2
    assert middles["一般"] == middles["5"] and middles["差"] == middles["2"]


def test_every_person_has_a_row_of_boxes_and_every_note_a_box() -> None:
    shown = rows(BALLOT)
    assert "1 第一支部 书记 周立新 " + " ".join("□" * 10) in shown
    assert "2 第二支部 许文静（书面） " + " ".join("□" * 10) in shown


def test_a_note_on_several_people_says_whom_it_is_about_and_no_word_of_it_asks_for_a_signature() -> None:
    for title in ("问题和不足", "意见建议"):
        assert f"{title}（写明是对谁的意见）" in text(BALLOT)
        assert f"{title}（写明是对哪一项的意见）" in text(replace(BALLOT, matters=True))
    assert "写明姓名" not in text(BALLOT)


def test_every_page_of_every_ballot_carries_its_own_card_as_qr_code_and_as_text() -> None:
    """So that no sheet of a ballot is without it: the QR code and the typed code twice."""
    ballot = replace(BALLOT, items=tuple(Item(f"第{n}项") for n in range(30)))
    page = ballot_sheets(ballot, CARDS, "/print.css")
    pages = len(lay_out(ballot).pages)
    classes = [(tag, attrs.get("class")) for tag, attrs in Markup(page).tags]
    assert pages > 1 and classes.count(("article", "slip a4p")) == 3
    assert classes.count(("svg", "card-code")) == classes.count(("div", "leaf")) == 3 * pages
    assert classes.count(("svg", "corner")) == 3 * pages, "drawn once"
    assert [attrs["href"] for tag, attrs in Markup(page).tags if tag == "use"] == [
        f"#ballot-page-{number}" for number in range(1, pages + 1)
    ] * 2
    for number in range(3):
        shown = page.split("<article")[number + 1]
        assert shown.count(f"0000 0000 0000 000{number}") == 2 * pages
        assert re.findall(r'class="code[ "][^>]*>([^<]*)<', shown) == [f"0000 0000 0000 000{number}"]
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
    assert "1 第一支部 书记 周立新 回避" in rows(recused)
    assert "标明“回避”的，不评" in text(recused)


def test_named_choices_show_their_names_and_no_bands() -> None:
    shown = rows(replace(BALLOT, columns=WORDS))
    assert "优秀 合格 基本合格 不合格" in shown and any(row.endswith("周立新 □ □ □ □") for row in shown)


def test_several_items_have_a_row_each_and_a_column_for_abstaining_where_it_is_allowed() -> None:
    shown = rows(replace(BALLOT, items=TWO_ITEMS))
    ten = " ".join("□" * 10)
    assert "弃权" in text(replace(BALLOT, items=TWO_ITEMS)) and "测评对象" in " ".join(shown)
    assert f"落实主体责任 60% {ten} —" in shown and f"制度体系 40% {ten} □" in shown


def test_a_single_person_is_named_above_the_table_of_items() -> None:
    single = replace(BALLOT, people=BALLOT.people[:1], items=TWO_ITEMS)
    ten = " ".join("□" * 10)
    assert f"1 落实主体责任 60% {ten} —" in rows(single) and f"2 制度体系 40% {ten} □" in rows(single)
    assert "测评对象：周立新" in text(single) and "写明" not in text(single)


def test_a_mark_on_a_scale_of_too_many_is_written_into_a_box_for_each_digit() -> None:
    ballot = replace(BALLOT, columns=(), items=tuple(replace(item, span=HUNDRED) for item in TWO_ITEMS))
    shown = rows(ballot)
    assert "落实主体责任 60% ▯ ▯ ▯ —" in shown and "制度体系 40% ▯ ▯ ▯ □" in shown
    assert "填一个分数，0–100 分" in text(ballot) and "每格写一个数字，靠右写" in text(ballot)


def test_items_of_different_scales_say_for_themselves_what_to_write_or_tick() -> None:
    ballot = replace(BALLOT, columns=(), items=MIXED)
    shown = rows(ballot)
    assert "表决 □ 同意 □ 不同意 □" in shown
    assert any("分数 0–10 分，精确到 0.01 分 ▯ ▯ . ▯ ▯ —" in row for row in shown)
    assert "填一个分数，或在所选的词前打“√”" in text(ballot) and "小数写在点的右边" in text(ballot)


def test_marks_that_are_added_up_have_a_row_for_their_sum() -> None:
    items = (Item("立项", span=Span("0", "40", "0.5")), Item("预算", span=Span("0", "60")))
    ballot = replace(BALLOT, columns=(), items=items, most="100")
    shown = rows(ballot)
    assert [row for row in shown if row.startswith("合计")] == ["合计 满分 100 分 ▯ ▯ ▯ . ▯"] * 2
    assert "在分值范围内填一个分数" in text(ballot)
    single = rows(replace(ballot, people=BALLOT.people[:1]))
    assert "1 立项 0–40 分，精确到 0.5 分 ▯ ▯ . ▯" in single and "合计 满分 100 分 ▯ ▯ ▯ . ▯" in single


def test_each_name_that_may_be_added_has_a_line_and_elections_are_marked_by_a_circle() -> None:
    ballot = replace(BALLOT, columns=(Column("赞成"), Column("反对")), circled=True, write_in=("赞成", 2), notes=())
    [page] = lay_out(ballot).pages
    lines = [field for field in page.fields if field.kind == "name"]
    assert len(lines) == 2 and all(line.width >= 400 and line.height >= 80 for line in lines)
    assert text(ballot).count("另选他人") == text(ballot).count("写上姓名，即选“赞成”") == 2
    assert "在格内画“○”" in text(ballot) and "在格内画“○”" not in text(BALLOT)
    assert "另选他人" in text(replace(ballot, people=(Person("王五"),)))


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
    assert "表决事项" in text(several) and "姓名" not in text(replace(several, notes=()))


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
    assert set(Markup(page).names) == set(Markup(harmless).names)
    words = "".join(Markup(page).texts).replace("\n", "").replace(" ", "")
    assert words.count(hostile.replace(" ", "")) >= 20, "broken into lines, but all of it"


# Ordered over HTTP


async def order(made: MeetingClient, **body: object) -> tuple[int, str]:
    answer = await made.http("POST", "/cards", {"count": 2, "print": "forms", **body}, Accept="text/html")
    return answer.status_code, answer.text


async def test_paper_ballots_are_ordered_by_group_and_part_and_their_tokens_vote(host: Hosted) -> None:
    made = await host.make(sample("two-parts.toml"))
    status, page = await order(made, group="党员群众代表")
    ballots = DrawnBallots(page)
    assert status == 201 and len(ballots.ballots) == 2 and "党委书记抓基层党建报告评议表" in page
    people = [row.split(" □")[0].split()[-1] for row in ballots.rows() if row.endswith("□ □")]
    assert people == ["周立新", "许文静", "郭建平", "唐海燕", "邵国强", "罗春梅（书面）"]
    first_code = page.partition('class="card-code"')[2].partition(' d="')[2].partition('"')[0]
    assert first_code and page.count(first_code) == 1
    issued = await made.http("POST", "/cards", {"group": "党员群众代表", "count": 1, "print": "forms", "part": "下评"})
    [card] = issued.json()["cards"]
    async with made.phone(card["token"]) as phone:
        assert phone.welcome["t"] == "welcome"


async def test_the_ballot_shows_the_meetings_own_form_with_bands_limits_and_recusal(host: Hosted) -> None:
    made = await host.make(sample("members.toml"))
    recused = made.subjects[3]
    _, page = await order(made, group="全体", part="民主评议", recuse=recused["id"])
    rows = DrawnBallots(page).rows()
    assert "优秀 合格 基本合格 不合格" in rows
    assert f"4 呼吸科 主治医师 {recused['name']} 回避" in rows
    assert "“优秀”不超过 3 人" in page
    weighted = await host.make(sample("indicators.toml"))
    _, page = await order(weighted, group="职工代表")
    assert "落实主体责任 30%" in page and "选“差”的" in page
    english = await host.make(sample("contest.toml"))
    _, page = await order(english, group="Jury")
    bands = [text for *_, text in DrawnBallots(page).ballots[0] if text in ("Gold", "Silver", "Bronze", "Taking part")]
    assert sorted(bands) == ["Bronze", "Gold", "Silver", "Taking part"] and 'lang="en"' in page


async def test_ballots_of_scored_criteria_votes_and_elections_print_what_their_forms_ask(host: Hosted) -> None:
    """Each item's own range and the sum; what vote and mark must agree; a line for another name."""

    async def rows(name: str) -> tuple[list[str], str]:
        _, page = await order(await host.make(sample(name)), group="全体")
        return DrawnBallots(page).rows(), page

    project, page = await rows("project-review.toml")
    assert "序号 测评对象 测评项目 评分" in project
    written = [row.removesuffix(" ▯ ▯").removesuffix(" ▯") for row in project if row.endswith("▯")]
    ranges = [row.rpartition("–")[2] for row in written]
    assert ranges[:5] == ["30 分", "30 分", "25 分", "15 分", "合计 满分 100 分"] and len(ranges) == 15
    assert "用地、资金、工期是否落实" in page
    panel, page = await rows("title-panel.toml")
    assert "表决 □ 同意 □ 不同意 □" in panel and "评分 0–100 分 ▯ ▯ ▯ □" in panel
    assert "选“同意”时，“评分”须不低于 60。" in page and "选“不同意”时，“评分”须低于 60。" in page
    election, page = await rows("election.toml")
    assert "赞成 反对 弃权" in election and "另选他人 写上姓名，即选“赞成”" in election
    assert "在格内画“○”" in page
    assert "“赞成”不超过 3 人" in page


async def test_ballots_are_drawn_for_the_paper_that_is_ordered(host: Hosted) -> None:
    made = await host.make(sample("two-parts.toml"))
    for paper, layout in ((None, "a4p"), ("A4", "a4p"), ("A3", "a3p")):
        body = {} if paper is None else {"paper": paper}
        status, page = await order(made, group="党员群众代表", **body)
        assert status == 201 and page.count(f'<article class="slip {layout}">') == 2


WRONG_ORDERS: list[tuple[Map, str]] = [
    ({"group": "街道班子成员", "print": "paper"}, "print"),
    ({"group": "街道班子成员", "print": 5}, "print"),
    ({"group": "街道班子成员", "print": None}, "print"),
    ({"group": "街道班子成员", "part": "下评"}, "part"),
    ({"group": "街道班子成员", "part": "总评"}, "part"),
    ({"group": "街道班子成员", "part": 5}, "part"),
    ({"group": "街道班子成员", "print": "cards", "part": "上述"}, "part"),
    ({"group": "街道班子成员", "count": 1001}, "count"),
    ({"group": "街道班子成员", "paper": "A5"}, "paper"),
    ({"group": "街道班子成员", "paper": ["A4"]}, "paper"),
    ({"group": "街道班子成员", "paper": None}, "paper"),
    ({"group": "街道班子成员", "print": "cards", "paper": "A3"}, "paper"),
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
        assert status == 201 and f"　{part['name']}　" in page
    entered = await host.make(sample("daily-work.toml"))
    assert (await order(entered, group="全体", part="日常考核"))[0] == 422
    assert (await order(entered, group="全体"))[0] == 201
