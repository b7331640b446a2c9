"""Rosters as secretaries make them, each with exactly the people that it lists."""

import io
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files

import pytest
from openpyxl import Workbook

from server.core.rosters.roster import Roster, read_roster

Rows = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Sheets:
    """A workbook: rows of each sheet by its title, and merged ranges of the first one."""

    sheets: dict[str, Rows]
    merged: tuple[str, ...] = ()
    hidden: tuple[int, ...] = field(default=())

    def packed(self) -> bytes:
        book, out = Workbook(), io.BytesIO()
        assert book.active is not None
        book.remove(book.active)
        for title, rows in self.sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        first = book.worksheets[0]
        for ref in self.merged:
            first.merge_cells(ref)
        for line in self.hidden:
            first.row_dimensions[line].hidden = True
        book.save(out)
        return out.getvalue()


def sheet(*rows: Sequence[object], merged: tuple[str, ...] = ()) -> Sheets:
    return Sheets({"Sheet1": rows}, merged)


@dataclass(frozen=True)
class Csv:
    text: str
    encoding: str = "gb18030"


@dataclass(frozen=True)
class Pasted:
    text: str


Source = Sheets | Csv | Pasted


def read(source: Source) -> Roster:
    if isinstance(source, Pasted):
        return read_roster(source.text, typed=True)
    return read_roster(source.packed() if isinstance(source, Sheets) else source.text.encode(source.encoding))


def people(roster: Roster) -> list[str]:
    """ "姓名/单位/职务/书面", without empty ends."""
    rows = [(row.name, row.unit, row.post, "书面" if row.mode == "written" else "") for row in roster.rows]
    return ["/".join(row).rstrip("/") for row in rows]


TITLE = ["2026年度述职评议考核人员名单"]

LAYOUTS: dict[str, tuple[Source, list[str]]] = {
    "merged title, date and unit above the headings": (
        sheet(
            TITLE,
            ["填报单位：县委组织部", None, None, "2026年12月1日"],
            ["序号", "姓名", "单位", "职务"],
            [1, "张三", "财政局", "局长"],
            [2, "李四", "教育局", "副局长"],
            merged=("A1:D1", "A2:C2"),
        ),
        ["张三/财政局/局长", "李四/教育局/副局长"],
    ),
    "headings in row twelve below instructions": (
        sheet(
            TITLE,
            ["填表说明"],
            *([f"{n}、请认真填写第{n}栏"] for n in range(1, 9)),
            [],
            ["序号", "被考核人", "所在单位及职务"],
            [1, "张三", "县财政局党组书记"],
            [2, "李四", "县教育局局长"],
            merged=("A1:C1",),
        ),
        ["张三/县财政局党组书记", "李四/县教育局局长"],
    ),
    "headings in row fifteen": (
        sheet(*(["说明第几条"] for _ in range(14)), ["选手", "参赛单位"], ["王芳", "一中"], ["赵强", "二中"]),
        ["王芳/一中", "赵强/二中"],
    ),
    "two blocks side by side": (
        sheet(
            ["序号", "姓名", "单位", "序号", "姓名", "单位"],
            [1, "张三", "财政局", 4, "赵六", "民政局"],
            [2, "李四", "教育局", 5, "钱七", "水利局"],
            [3, "王五", "公安局", None, None, None],
        ),
        ["张三/财政局", "李四/教育局", "王五/公安局", "赵六/民政局", "钱七/水利局"],
    ),
    "two blocks with an empty column between": (
        sheet(
            ["序号", "姓名", "职务", None, "序号", "姓名", "职务"],
            [1, "张三", "书记", None, 3, "王五", "主任"],
            [2, "李四", "委员", None, 4, "赵六", "委员"],
        ),
        ["张三//书记", "李四//委员", "王五//主任", "赵六//委员"],
    ),
    "three columns of names only": (
        sheet(["姓名", "姓名", "姓名"], ["张三", "李四", "王五"], ["赵六", "钱七", None]),
        ["张三", "赵六", "李四", "钱七", "王五"],
    ),
    "total at the end": (
        sheet(["序号", "姓名", "单位"], [1, "张三", "财政局"], [2, "李四", "教育局"], ["合计", "2人"]),
        ["张三/财政局", "李四/教育局"],
    ),
    "subtotals in the column of names": (
        sheet(
            ["序号", "姓名", "单位"],
            [1, "张三", "财政局"],
            [None, "小计", "1人"],
            [2, "李四", "教育局"],
            [None, "小 计", "1人"],
            [None, "总计：2人"],
        ),
        ["张三/财政局", "李四/教育局"],
    ),
    "notes and signatures below": (
        Csv(
            "序号,姓名,单位\n1,张三,财政局\n2,李四,教育局\n注：以上人员按姓氏笔画排序,,\n备注：请于周五前报送,,\n"
            "填表人：王五,,联系电话：12345\n单位（盖章）：,,\n"
        ),
        ["张三/财政局", "李四/教育局"],
    ),
    "serial numbers inside the cells of names": (
        Csv("姓名,单位\n1. 张三,财政局\n2、李四,教育局\n（3）王五,公安局\n④赵六,民政局\n"),
        ["张三/财政局", "李四/教育局", "王五/公安局", "赵六/民政局"],
    ),
    "several names in a cell": (
        Csv("单位,姓名\n财政局,张三、李四、王五\n教育局,赵六\n"),
        ["张三/财政局", "李四/财政局", "王五/财政局", "赵六/教育局"],
    ),
    "several names in a cell with line breaks": (
        sheet(["单位", "姓名"], ["财政局", "张三\n李四"], ["教育局", "赵六"]),
        ["张三/财政局", "李四/财政局", "赵六/教育局"],
    ),
    "numbered in Chinese with posts in brackets": (
        Pasted("一、张三（局长）\n二、李四（副局长）\n三、王五（科长）"),
        ["张三//局长", "李四//副局长", "王五//科长"],
    ),
    "a message listing names": (Pasted("张三、李四、王五"), ["张三", "李四", "王五"]),
    "a message with a title": (
        Pasted("述职人员名单：\n1、张三 财政局\n2、李四 教育局\n3、王 五 公安局\n共3人"),
        ["张三/财政局", "李四/教育局", "王五/公安局"],
    ),
    "a message with a label for each unit": (
        Pasted("机关支部：张三、李四\n企业支部：王五"),
        ["张三/机关支部", "李四/机关支部", "王五/企业支部"],
    ),
    "a message with a colon behind each name": (Pasted("张三：财政局\n李四：局长"), ["张三/财政局", "李四//局长"]),
    "a message with commas between names": (Pasted("张三，李四，王五"), ["张三", "李四", "王五"]),
    "a message with blanks between names": (
        Pasted("张三 李四 王五\n赵六 钱七"),
        ["张三", "李四", "王五", "赵六", "钱七"],
    ),
    "a message with single blanks between columns": (
        Pasted("张三 财政局 局长\n李四 教育局 副局长\n欧阳娜娜 公安局 局长"),
        ["张三/财政局/局长", "李四/教育局/副局长", "欧阳娜娜/公安局/局长"],
    ),
    "names padded to align": (
        Pasted("张　三\n王  芳\n欧阳娜\n李 小 明"),
        ["张三", "王芳", "欧阳娜", "李小明"],
    ),
    "padded names in a sheet": (
        sheet(["姓　名", "单　位"], ["张　三", "财政局"], ["王  芳", "教育局"]),
        ["张三/财政局", "王芳/教育局"],
    ),
    "padded names with wide gaps to the unit": (
        Pasted("张　三　　财政局\n李四光　　教育局"),
        ["张三/财政局", "李四光/教育局"],
    ),
    "ditto marks": (
        sheet(
            ["姓名", "单位", "职务"],
            ["张三", "财政局", "局长"],
            ["李四", "〃", "副局长"],
            ["王五", "同上", "〃"],
            ["赵六", "教育局", "局长"],
        ),
        ["张三/财政局/局长", "李四/财政局/副局长", "王五/财政局/副局长", "赵六/教育局/局长"],
    ),
    "units merged over rows": (
        sheet(
            ["单位", "姓名", "职务"],
            ["财政局", "张三", "局长"],
            [None, "李四", "副局长"],
            ["教育局", "王五", "局长"],
            [None, "赵六", "副局长"],
            merged=("A2:A3", "A4:A5"),
        ),
        ["张三/财政局/局长", "李四/财政局/副局长", "王五/教育局/局长", "赵六/教育局/副局长"],
    ),
    "section rows merged across": (
        sheet(
            ["序号", "姓名", "职务"],
            ["一、机关支部（2人）"],
            [1, "张三", "书记"],
            [2, "李四", "委员"],
            ["二、企业支部"],
            [3, "王五", "书记"],
            merged=("A2:C2", "A5:C5"),
        ),
        ["张三/机关支部/书记", "李四/机关支部/委员", "王五/企业支部/书记"],
    ),
    "section rows in the column of numbers": (
        Csv("序号,姓名,职务\n机关,,\n1,张三,书记\n企业,,\n2,李四,书记\n"),
        ["张三/机关/书记", "李四/企业/书记"],
    ),
    "section rows numbered in Chinese": (
        Csv("序号,姓名,职务\n一,机关支部,\n1,张三,书记\n二,社区支部,\n2,李四,书记\n"),
        ["张三/机关支部/书记", "李四/社区支部/书记"],
    ),
    "section rows in a list of one column": (
        Pasted("姓名\n机关支部\n张三\n李四\n企业支部：\n王五"),
        ["张三/机关支部", "李四/机关支部", "王五/企业支部"],
    ),
    "headings broken with Alt and Enter": (
        sheet(["序\n号", "姓\n名", "所在\n党支部"], [1, "张\n三", "第一\n党支部"], [2, "李四", "第二党支部"]),
        ["张三/第一党支部", "李四/第二党支部"],
    ),
    "a cover sheet before the roster": (
        Sheets(
            {
                "说明": (["本表由各支部填写"], ["请于周五前报送"]),
                "名单": (["序号", "候选人", "单位"], [1, "张三", "财政局"], [2, "李四", "教育局"]),
            }
        ),
        ["张三/财政局", "李四/教育局"],
    ),
    "an empty sheet and a sheet of figures": (
        Sheets(
            {"Sheet1": (), "统计": (["年度", 2025, 2026], ["人数", 17, 18]), "名单": (["述职人"], ["张三"], ["李四"])}
        ),
        ["张三", "李四"],
    ),
    "headings repeated on the second page": (
        sheet(
            ["序号", "姓名", "单位"],
            [1, "张三", "财政局"],
            ["第 1 页，共 2 页"],
            ["述职人员名单"],
            ["序号", "姓名", "单位"],
            [2, "李四", "教育局"],
        ),
        ["张三/财政局", "李四/教育局"],
    ),
    "two lists below each other in another order of columns": (
        Csv("姓名,单位\n张三,财政局\n\n单位,姓名\n教育局,李四\n"),
        ["张三/财政局", "李四/教育局"],
    ),
    "headings in two rows": (
        sheet(
            ["序号", "姓名", "基本情况", None, None, "备注"],
            [None, None, "性别", "单位", "职务", None],
            [1, "张三", "男", "财政局", "局长", None],
            [2, "李四", "女", "教育局", "局长", None],
            merged=("A1:A2", "B1:B2", "C1:E1", "F1:F2"),
        ),
        ["张三/财政局/局长", "李四/教育局/局长"],
    ),
    "bodies that are assessed": (
        sheet(["序号", "被测评单位", "主要负责人"], [1, "财政局", "张三"], [2, "教育局", "李四"]),
        ["财政局", "教育局"],
    ),
    "projects": (
        sheet(
            ["序号", "项目名称", "申报单位", "项目负责人"],
            [1, "道路、桥梁改造", "交通局", "张三"],
            [2, "智慧食堂（二期）", "机关事务局", "李四"],
            [3, "1号楼加固", "住建局", "王五"],
        ),
        ["道路、桥梁改造/交通局", "智慧食堂（二期）/机关事务局", "1号楼加固/住建局"],
    ),
    "people with a column of the body they stand for": (
        sheet(["被测评单位", "姓名", "职务"], ["财政局", "张三", "局长"], ["教育局", "李四", "局长"]),
        ["张三/财政局/局长", "李四/教育局/局长"],
    ),
    "posts in place of names": (
        Csv("姓名,单位,述职方式\n第一党支部书记,第一党支部,现场\n社区第一党支部书记,社区第一党支部,书面\n"),
        ["第一党支部书记/第一党支部", "社区第一党支部书记/社区第一党支部//书面"],
    ),
    "bodies without headings": (Pasted("财政局\n教育局\n公安局"), ["财政局", "教育局", "公安局"]),
    "the unit before the name without headings": (
        Pasted("财政局\t张三\n教育局\t李四"),
        ["张三/财政局", "李四/教育局"],
    ),
    "the post before the unit without headings": (
        Pasted("张三\t局长\t财政局\n李四\t校长\t第一中学"),
        ["张三/财政局/局长", "李四/第一中学/校长"],
    ),
    "a table copied from Word": (
        Pasted("序号\t姓名\t工作单位及职务\t备注\n1\t张三\t财政局局长\t\n2\t李四\t教育局局长\t连任\n"),
        ["张三/财政局局长", "李四/教育局局长"],
    ),
    "brackets that no roster needs": (
        Csv("姓名,单位\n张三（女）,财政局\n李四（回族）,教育局\n王五（书面）,公安局\n赵六（主持工作）,民政局\n"),
        ["张三/财政局", "李四/教育局", "王五/公安局//书面", "赵六/民政局/主持工作"],
    ),
    "names of minorities and foreigners": (
        Csv("姓名,单位\n阿卜杜拉·买买提,财政局\n古丽娜尔,教育局\n欧阳修,公安局\nAda Brook,外事办\n"),
        ["阿卜杜拉·买买提/财政局", "古丽娜尔/教育局", "欧阳修/公安局", "Ada Brook/外事办"],
    ),
    "a telephone number behind the name": (
        Pasted("张三 13800000001\n李四 13800000002"),
        ["张三", "李四"],
    ),
    "English headings": (
        sheet(
            ["Staff appraisal 2026"],
            ["No.", "Full name", "Department", "Job title"],
            [1, "Ada Brook", "Finance", "Head"],
            [2, "Ben Carter", "Legal", "Counsel"],
            ["Total", 2],
            ["Note: in alphabetical order"],
            merged=("A1:D1",),
        ),
        ["Ada Brook/Finance/Head", "Ben Carter/Legal/Counsel"],
    ),
    "English surnames and first names": (
        Csv("Last name,First name,Department\nBrook,Ada,Finance\nCarter,Ben,Legal\n", "utf-8"),
        ["Ada Brook/Finance", "Ben Carter/Legal"],
    ),
    "English list in a message": (
        Pasted("1. Ada Brook\n2. Ben Carter\n3. Cleo O'Neil"),
        ["Ada Brook", "Ben Carter", "Cleo O'Neil"],
    ),
    "UTF-16 text of a spreadsheet": (
        Csv("选手姓名\t参赛单位\t作品名称\n张三\t一中\t家乡\n李四\t二中\t春天\n", "utf-16"),
        ["张三/一中", "李四/二中"],
    ),
    "a chain of replies in a chat": (
        Pasted("#接龙\n述职报名\n\n1. 张三 财政局\n2. 李四 教育局"),
        ["张三/财政局", "李四/教育局"],
    ),
    "numbered names in one line": (Pasted("1.张三 2.李四 3.王五"), ["张三", "李四", "王五"]),
    "numbered names with semicolons": (Pasted("1、张三；2、李四；3、王五。"), ["张三", "李四", "王五"]),
    "labels in every cell": (
        Pasted("姓名：张三，单位：财政局，职务：局长\n姓名：李四，单位：教育局，职务：局长"),
        ["张三/财政局/局长", "李四/教育局/局长"],
    ),
    "a surname and a given name in two columns": (
        Csv("姓,名,单位\n张,三,财政局\n欧阳,娜娜,教育局\n"),
        ["张三/财政局", "欧阳娜娜/教育局"],
    ),
    "English sections": (
        sheet(["Name", "Post"], ["Group A"], ["Ada Brook", "Head"], ["Group B"], ["Ben Carter", "Clerk"]),
        ["Ada Brook/Group A/Head", "Ben Carter/Group B/Clerk"],
    ),
    "two blocks with a section, totals and a note": (
        sheet(
            ["序号", "姓名", "单位", "序号", "姓名", "单位"],
            ["机关支部"],
            [1, "张三", None, 3, "王五", None],
            [2, "李四", None, 4, "赵六", None],
            ["合计", "2人", None, "合计", "2人", None],
            ["注：按姓氏笔画排序"],
        ),
        ["张三/机关支部", "李四/机关支部", "王五/机关支部", "赵六/机关支部"],
    ),
    "a sheet that ends with an official remark": (
        sheet(
            ["附件1"],
            ["某县2026年述职评议对象名单"],
            ["（共2名）"],
            ["序号", "述职对象", "职务"],
            [1, "张三", "局长"],
            [2, "李四", "局长"],
            ["（以下空白）"],
        ),
        ["张三//局长", "李四//局长"],
    ),
    "leaders and members of a team": (
        Pasted("组长：张三\n副组长：李四、王五\n成员：赵六、钱七"),
        ["张三//组长", "李四//副组长", "王五//副组长", "赵六", "钱七"],
    ),
    "a ballot of candidates with padded names": (
        sheet(
            ["候选人名单"],
            ["（按姓氏笔画为序）"],
            ["王　芳（女）", "李小明", "张　三"],
            ["赵　六", "钱七七", "孙  八"],
        ),
        ["王芳", "李小明", "张三", "赵六", "钱七七", "孙八"],
    ),
    "a list of candidates in a message": (
        Pasted("候选人名单（按姓氏笔画排序）\n王　芳（女）\n李小明\n张　三"),
        ["王芳", "李小明", "张三"],
    ),
    "bullets": (Pasted("• 张三\n• 李四\n- 王五\n* 赵六"), ["张三", "李四", "王五", "赵六"]),
    "numbers and names in turn": (
        Pasted("1\t张三\t2\t李四\n3\t王五\t4\t赵六"),
        ["张三", "李四", "王五", "赵六"],
    ),
    "sections with names in a message": (
        Pasted("一、县直单位\n1.张三\n2.李四\n二、乡镇\n3.王五"),
        ["张三/县直单位", "李四/县直单位", "王五/乡镇"],
    ),
    "an invisible mark inside a name": (Csv("姓名,单位\n张\u200b三,财政局\n", "utf-8"), ["张三/财政局"]),
    "headings known by their ends": (
        sheet(["编号", "述职评议对象", "现任职务", "所在党支部名称"], [1, "张三", "书记", "第一党支部"]),
        ["张三/第一党支部/书记"],
    ),
    "teams": (Csv("队名,领队\n猛虎队,张三\n雄鹰队,李四\n"), ["猛虎队", "雄鹰队"]),
    "works with their authors": (
        Csv("序号,作品名称,作者,选送单位\n1,春天的故事,张三,一中\n2,李家村的变化,李四,二中\n"),
        ["春天的故事/一中", "李家村的变化/二中"],
    ),
    "bodies by sections": (
        sheet(
            ["序号", "被测评单位"],
            ["一、党群部门"],
            [1, "组织部"],
            [2, "宣传部"],
            ["二、政府部门"],
            [3, "财政局"],
            merged=("A2:B2", "A5:B5"),
        ),
        ["组织部/党群部门", "宣传部/党群部门", "财政局/政府部门"],
    ),
    "a Markdown table": (
        Pasted("| 姓名 | 单位 |\n| --- | --- |\n| 张三 | 财政局 |\n| 李四 | 教育局 |"),
        ["张三/财政局", "李四/教育局"],
    ),
    "programmes and motions, which are no people": (
        Pasted("项目名称\t单位\n合唱《我的祖国》\t供电公司\n快板《安全歌》\t公交集团\n2026年工作报告\t办公室"),
        ["合唱《我的祖国》/供电公司", "快板《安全歌》/公交集团", "2026年工作报告/办公室"],
    ),
    "motions in English": (
        Pasted("Name\tUnit\n1. Approve the accounts for 2024\tBoard\n2. Raise the fee to 60\tBoard"),
        ["Approve the accounts for 2024/Board", "Raise the fee to 60/Board"],
    ),
    "blank numbered lines below": (
        sheet(["序号", "姓名", "单位"], [1, "张三", "财政局"], [2, None, None], [3, None, None], ["合计：1人"]),
        ["张三/财政局"],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_gives_exactly_its_people(layout: str) -> None:
    source, expected = LAYOUTS[layout]
    roster = read(source)
    assert people(roster) == expected, [error.text("zh") for error in roster.problems]
    assert roster.clean, [error.text("zh") for row in roster.rows for error in row.problems]
    assert roster.summary is not None
    first, last = (entry.partition("/")[0] for entry in (expected[0], expected[-1]))
    assert first in roster.summary.text("zh") and last in roster.summary.text("zh")


FLAGGED: dict[str, tuple[Source, str]] = {
    "a number as a name": (Csv("姓名,单位\n13800000001,财政局\n李四,教育局\n"), "13800000001"),
    "a heading word as a name": (Csv("序号,姓名,单位\n1,姓名,财政局\n2,李四,教育局\n"), "姓名"),
    "a date as a name": (Csv("姓名,单位\n2026年12月1日,财政局\n李四,教育局\n"), "2026年12月1日"),
    "two names run together": (Csv("姓名,单位\n张三李四,财政局\n王五,教育局\n"), "张三李四"),
    "a ditto mark as a name": (Csv("姓名,单位\n张三,财政局\n同上,教育局\n"), "同上"),
    "a sentence": (Pasted("张三\n李四\n各位领导：请尽快核对。"), "核对"),
    "a list that is no list of names": (Csv("姓名,单位\n张三、财政局全体干部职工,财政局\n"), "全体干部"),
    "a name where others have units": (Pasted("张三\t财政局\n教育局\t李四"), "教育局"),
    "an unknown label": (Pasted("张三\n李四\n会场布置：王五"), "王五"),
    "a mark before a name": (Csv("姓名,单位\n★张三,财政局\n李四,教育局\n"), "★张三"),
    "a dash between name and unit": (Pasted("张三-财政局\n李四-教育局"), "张三-财政局"),
    "a person with age": (Csv("姓名,单位\n张三45岁,财政局\n"), "张三45岁"),
    "a paragraph": (Pasted("经研究，确定张三、李四、王五等3名同志为述职对象。"), "经研究"),
    "units with names one after another": (Pasted("财政局：张三、李四；教育局：王五。"), "张三"),
    "a place for a written name": (Csv("候选人姓名,赞成,反对\n张三,,\n另选他人,,\n"), "另选他人"),
    "a foreign name and something else": (
        Pasted("1) Ada Brook - Finance\n2) Ben Carter - Legal"),
        "Ada Brook - Finance",
    ),
    "a vacancy": (Csv("姓名,单位\n空缺,财政局\n李四,教育局\n"), "空缺"),
    "some of several": (Csv("姓名,单位\n张三等5人,财政局\n"), "张三等5人"),
    "a post before the name": (Csv("姓名,单位\n局长张三,财政局\n"), "局长张三"),
    "telephone numbers in place of units": (Pasted("张三\t13800000001\n李四\t13800000002"), "张三"),
    "English names with commas between them": (Pasted("Ada Brook, Ben Carter, Cleo Dunn"), "Ada Brook"),
    "English surnames before first names": (Pasted("Brook, Ada\nCarter, Ben"), "Brook"),
    "a Chinese number before what is no name": (Csv("姓名,单位\n一、补充事项,财政局\n李四,教育局\n"), "补充事项"),
    "a transposed table": (Csv("姓名,张三,李四\n单位,财政局,教育局\n"), "单位"),
}


@pytest.mark.parametrize("layout", FLAGGED)
def test_what_is_no_name_is_flagged_in_its_line(layout: str) -> None:
    source, text = FLAGGED[layout]
    roster = read(source)
    problems = [error.text("zh") for row in roster.rows for error in row.problems]
    assert not roster.clean and any(text in problem for problem in problems), problems


def test_people_in_a_column_without_a_heading_are_not_left_out_in_silence() -> None:
    roster = read(sheet(["姓名"], ["张三", "李四"], ["王五", "赵六"]))
    assert not roster.clean and [error.field for error in roster.problems] == ["B"]


def test_the_first_line_cannot_repeat_anything() -> None:
    roster = read(Csv("姓名,单位\n张三,同上\n"))
    assert [error.field for row in roster.rows for error in row.problems] == ["line 2"]


def test_what_was_left_out_or_filled_in_is_said() -> None:
    roster = read(LAYOUTS["section rows merged across"][0])
    assert "机关支部、企业支部" in " ".join(remark.text("zh") for remark in roster.remarks)
    roster = read(LAYOUTS["notes and signatures below"][0])
    assert "4 注：以上人员按姓氏笔画排序" in roster.remarks[0].text("zh")
    roster = read(Sheets({"名单": (["姓名"], ["张三"], ["李四"])}, hidden=(3,)))
    assert roster.clean and "隐藏" in roster.remarks[0].text("zh") and "3" in roster.remarks[0].text("zh")


TWO = Sheets({"机关": (["姓名"], ["张三"]), "说明": (["请填写"],), "企业": (["姓名"], ["李四"])})


def test_of_two_sheets_with_headings_one_has_to_be_chosen() -> None:
    asked = read(TWO)
    assert asked.sheets == ("机关", "企业") and not asked.rows and "机关、企业" in asked.problems[0].text("zh")
    chosen = read_roster(TWO.packed(), sheet="企业")
    assert people(chosen) == ["李四"] and chosen.clean and not chosen.sheets


@pytest.mark.parametrize("edited", ["合计", "张三、李四", "1. 张三", "一、道路", "12"])
def test_a_line_that_somebody_edited_is_one_person_as_it_stands(edited: str) -> None:
    roster = read_roster(f'name\tunit\tpost\tmode\n"{edited}"\t""\t""\tonsite', typed=True, edited=True)
    assert [row.name for row in roster.rows] == [edited] and roster.clean


@pytest.mark.parametrize("second", ["张　三", "张\u200b三", "张·三"])
def test_spellings_of_one_name_are_one_person(second: str) -> None:
    roster = read(Csv(f"姓名,单位\n张三,财政局\n{second},财政局\n"))
    assert [error.field for row in roster.rows for error in row.problems] == ["line 3"]


def zip_with(name: str, content: bytes) -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (zip_with("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ".ods"),
        (OLE, ".xls"),
        (OLE, ".et"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (zip_with("word/document.xml", b"<x/>"), ".docx"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<html><table>", "HTML"),
    ],
)
def test_the_error_for_another_format_names_it(data: bytes, named: str) -> None:
    roster = read_roster(data)
    assert not roster.rows and named in roster.problems[0].text("zh")


@pytest.mark.parametrize("layout", ["with headings", "without headings"])
@pytest.mark.parametrize("name", sorted(path.name for path in files("cards").joinpath("samples").iterdir()))
def test_the_people_of_every_kind_of_meeting_are_read_as_they_are(name: str, layout: str) -> None:
    """Contestants under numbers, motions, projects, bodies: none is taken for something else or left out."""
    text = files("cards").joinpath("samples", name).read_text("utf-8")
    document = json.loads(text) if name.endswith(".json") else tomllib.loads(text)
    for part in document["parts"]:
        listed = [(s["name"], s.get("unit", ""), s.get("post", ""), s.get("mode", "onsite")) for s in part["subjects"]]
        rows = [["姓名", "单位", "职务", "述职方式"], *listed] if layout == "with headings" else listed
        roster = read_roster("\n".join("\t".join(row) for row in rows), typed=True)
        assert [(row.name, row.unit, row.post, row.mode) for row in roster.rows] == listed
        assert roster.clean, [error.text("zh") for row in roster.rows for error in row.problems]
