"""Paper ballots of every kind, as values."""

from dataclasses import replace

from cards.paper_ballot import Column, Item, PaperBallot, Person, Span
from server.core.languages import language
from server.core.message_catalogue import section
from tests.pseudo import pseudo, pseudo_texts

BANDS = (("好", (10, 9)), ("较好", (8, 7)), ("一般", (6, 5, 4)), ("差", (3, 2, 1)))
TEN = tuple(Column(str(mark), band) for band, marks in BANDS for mark in marks)
WORDS = tuple(Column(name) for name in ("优秀", "合格", "基本合格", "不合格"))
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
HUNDRED = Span("0", "100")
MIXED = (Item("表决", choices=("同意", "不同意"), abstain=True), Item("分数", span=Span("0", "10", "0.01")))


def of_people(count: int, ballot: PaperBallot = BALLOT) -> PaperBallot:
    people = (Person(f"欧阳文{n}", (f"第{n}党支部", "支部书记"), written=n % 5 == 0) for n in range(1, count + 1))
    return replace(ballot, people=tuple(people))


def in_english(ballot: PaperBallot) -> PaperBallot:
    """With Latin names as well."""
    people = (
        Person(f"Alexandra Hill {n}", (f"Branch {n}", "Secretary"), one.written, one.recused)
        for n, one in enumerate(ballot.people)
    )
    words = section("en", "paper_ballots")
    return replace(
        ballot,
        people=tuple(people),
        words=words,
        title="Branch secretary appraisal form",
        notes=("Problems", "Suggestions"),
    )


IN_ENGLISH = dict(zip((band for band, _ in BANDS), language("en").bands, strict=True))
"""Others become a word of nine letters."""


def _long(heading: str) -> str:
    return heading if heading.isdecimal() or not heading else pseudo(IN_ENGLISH.get(heading, "Qualified"))


def in_long_words(ballot: PaperBallot) -> PaperBallot:
    """In the pseudo-language, the form's texts too."""
    spoken = in_english(ballot)
    items = (
        replace(one, title=pseudo("Leadership"), choices=tuple(map(pseudo, ("For", "Against")[: len(one.choices)])))
        for one in spoken.items
    )
    return replace(
        spoken,
        words=pseudo_texts(spoken.words),
        title=pseudo(spoken.title),
        meeting=pseudo("Yearly appraisal of branch secretaries"),
        group=pseudo("Members"),
        notes=tuple(map(pseudo, spoken.notes)),
        items=tuple(items),
        columns=tuple(Column(_long(one.label), _long(one.band)) for one in spoken.columns),
        write_in=spoken.write_in and (pseudo("For"), spoken.write_in[1]),
    )


KINDS = {
    "marks of one item": of_people(18),
    "one person": of_people(1, replace(BALLOT, items=TWO_ITEMS)),
    "sixty people": of_people(60),
    "items one below the other": of_people(3, replace(BALLOT, items=TWO_ITEMS)),
    "items side by side": of_people(
        18, replace(BALLOT, columns=WORDS, items=tuple(Item(f"第{n}项") for n in range(1, 7)))
    ),
    "words": replace(BALLOT, columns=WORDS),
    "numbers": of_people(5, replace(BALLOT, columns=(), items=(Item("得分", span=Span("0", "100", "0.5")),))),
    "sums": replace(
        BALLOT, columns=(), items=(Item("立项", span=Span("0", "40")), Item("预算", span=Span("0", "60"))), most="100"
    ),
    "scales of their own": replace(BALLOT, columns=(), items=MIXED),
    "election": replace(
        BALLOT,
        columns=(Column("赞成"), Column("反对")),
        items=(Item("表决", abstain=True),),
        circled=True,
        write_in=("赞成", 3),
        notes=(),
    ),
    "recusal": replace(BALLOT, people=(replace(BALLOT.people[0], recused=True), BALLOT.people[1])),
    "twenty marks": of_people(18, replace(BALLOT, columns=tuple(Column(str(n)) for n in range(20, 0, -1)))),
    "long texts": replace(
        BALLOT,
        title="党委书记抓基层党建工作述职评议考核民主测评表" * 2,
        meeting="中共临江街道工作委员会" * 6,
        group="基层党员群众代表和服务对象代表",
        people=(
            Person("阿卜杜热西提·买买提明" * 3, ("W" * 60, "社区" * 20)),
            Person("Überlandwerkebetriebsgenossenschaft"),
        ),
        items=tuple(Item(f"第{n}项", about="按期换届，规范管理。" * 50) for n in range(1, 9)),
        test=True,
        batch="B12",
        key="ABCD EFGH JKLM NPQR STUV",
    ),
}
"""By what is special about it."""
