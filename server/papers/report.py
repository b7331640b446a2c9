"""The count report (计票报告, DOMAIN §6) as lines of cells: balance, rounds, rules as used, signatures.

Every figure comes from the record. Knows no file format.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from server.core.figures import figure, shortest
from server.core.models import Band, Rules, Show
from server.core.record import Record
from server.papers.summary import Cell

WORDS = {
    "zh": {
        "summary": "汇总表", "counts": "得票情况", "notes": "意见建议", "report": "计票报告",
        "below": "{organisation}　{date}　数据截至 {generated}",
        "name": "姓名", "unit": "单位", "box": "栏目", "text": "内容",
        "item": "测评项目", "item_abstained": "本项弃权", "mean": "本项均分", "ballots": "计分票", "abstained": "弃权",
        "recused": "回避", "score": "得分", "of_group": "{group}{what}", "pair": "票数 均分",
        "balance": "票数核对", "expected": "应到", "present": "实到", "absent": "缺席", "issued": "发出",
        "voided": "作废票卡", "quorum": "到会要求", "quorum_text": "应到的 {share}，至少 {needed} 人：{met}",
        "yes": "达到", "no": "未达到", "unknown": "实到未填", "balanced": "核对结果", "even": "相符", "off": "不符",
        "problem": "问题",
        "rounds": "各轮投票", "round": "轮次", "part": "环节", "subjects": "测评对象", "state": "状态",
        "opened": "开始", "closed": "截止", "reason": "作废原因", "eligible": "发出（有投票资格）", "returned": "收回",
        "unreturned": "未交", "valid": "有效", "invalid": "无效", "phone": "手机票", "paper": "纸质票",
        "state_open": "投票中", "state_closed": "已截止", "state_published": "已公布", "state_voided": "已作废",
        "rules": "计票规则", "bands": "档次", "bands_of": "档次（{part}）",
        "band": "{name} ≥ {floor}", "lowest": "{name}：以下",
        "decimals": "小数位数", "rounding": "保留 {n} 位，四舍五入一次",
        "trim": "去掉最高分和最低分", "trimmed": "各去掉 {n} 个（{least} 票以上才去）", "none": "无",
        "min_group": "票种不单列", "small": "少于 {n} 票不单列",
        "veto": "一票否决线", "veto_text": "任一环节{bands}的票超过 {over}% 建议等次“{grade}”",
        "quota": "比例控制", "quota_text": "“{band}”及以下约占 {share}%，上下 {tolerance} 个百分点：",
        "quota_result": "实际占 {share}%，{met}；最接近分界：{nearest}",
        "empty": "票种无票", "renormalise": "权重分摊到其他票种", "refuse": "不出结果",
        "weights": "环节权重", "groups": "票种权重", "weight": "{name} {weight}",
        "entered": "{name} {weight}（录入分）",
        "show": "公布方式", "show_live": "实时显示", "show_held": "最后统一公布", "show_closed": "截止后公布",
        "sign": "签字", "scrutineer": "监票人", "teller": "计票人", "secretary": "秘书", "date": "日期",
        "fingerprint": "结果指纹（SHA-256）", "and": "、",
    },
    "en": {
        "summary": "Summary", "counts": "Counts", "notes": "Notes", "report": "Count report",
        "below": "{organisation}  {date}  as of {generated}",
        "name": "Name", "unit": "Unit", "box": "Box", "text": "Text",
        "item": "Item", "item_abstained": "Item abstained", "mean": "Item mean", "ballots": "Scored ballots",
        "abstained": "Abstained", "recused": "Recused", "score": "Score", "of_group": "{group}: {what}",
        "pair": "ballots mean",
        "balance": "Reconciliation", "expected": "Expected", "present": "Present", "absent": "Absent",
        "issued": "Issued", "voided": "Void cards", "quorum": "Quorum",
        "quorum_text": "{share} of those expected, at least {needed}: {met}", "yes": "met", "no": "not met",
        "unknown": "present not entered", "balanced": "Outcome", "even": "balanced", "off": "not balanced",
        "problem": "Problem",
        "rounds": "Rounds", "round": "Round", "part": "Part", "subjects": "Subjects", "state": "State",
        "opened": "Opened", "closed": "Closed", "reason": "Reason voided", "eligible": "Issued (eligible)",
        "returned": "Returned", "unreturned": "Unreturned", "valid": "Valid", "invalid": "Invalid",
        "phone": "By phone", "paper": "On paper", "state_open": "open", "state_closed": "closed",
        "state_published": "published", "state_voided": "void",
        "rules": "Rules", "bands": "Bands", "bands_of": "Bands ({part})",
        "band": "{name} ≥ {floor}", "lowest": "{name}: below",
        "decimals": "Decimals", "rounding": "{n}, rounded once, half up",
        "trim": "Highest and lowest dropped", "trimmed": "{n} each (with {least} ballots or more)", "none": "none",
        "min_group": "Small groups", "small": "under {n} ballots not shown",
        "veto": "Veto", "veto_text": "{bands} over {over}% in any part proposes “{grade}”",
        "quota": "Quota", "quota_text": "“{band}” or lower about {share}%, within {tolerance} points: ",
        "quota_result": "{share}%, {met}; nearest to the line: {nearest}",
        "empty": "Empty group", "renormalise": "its weight goes to the others", "refuse": "no result",
        "weights": "Weights of parts", "groups": "Weights of groups", "weight": "{name} {weight}",
        "entered": "{name} {weight} (entered)",
        "show": "Shown", "show_live": "live", "show_held": "all together at the end", "show_closed": "after closing",
        "sign": "Signatures", "scrutineer": "Scrutineer", "teller": "Teller", "secretary": "Secretary", "date": "Date",
        "fingerprint": "Fingerprint (SHA-256)", "and": ", ",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    cells: tuple[Cell, ...]
    heading: bool = False


def report(record: Record) -> list[Line]:
    """The whole report from top to bottom; an empty line between its sections."""
    words, lines = WORDS[record.meeting.language], []
    for section in (_balance, _returns, _rounds, _rules, _signatures):
        lines += [*section(record, words), Line(())]
    lines.append(Line((words["fingerprint"], record.fingerprint)))
    return lines


Words = dict[str, str]


def _balance(record: Record, words: Words) -> Iterator[Line]:
    balance = record.reconciliation
    yield Line((words["balance"],), True)
    for key in ("expected", "present", "absent", "issued", "voided"):
        yield Line((words[key], getattr(balance, key)))
    if quorum := balance.quorum:
        met = words["unknown" if quorum.met is None else "yes" if quorum.met else "no"]
        yield Line((words["quorum"], words["quorum_text"].format(share=quorum.share, needed=quorum.needed, met=met)))
    yield Line((words["balanced"], words["even" if balance.balanced else "off"]))
    for problem in balance.problems:
        yield Line((words["problem"], problem))


RETURNS = ("eligible", "returned", "unreturned", "valid", "invalid", "abstained", "phone", "paper")


def _returns(record: Record, words: Words) -> Iterator[Line]:
    yield Line((words["round"], *(words[key] for key in RETURNS)), True)
    for row in record.reconciliation.rounds:
        yield Line((row.number, *(getattr(row, key) for key in RETURNS)))


def _rounds(record: Record, words: Words) -> Iterator[Line]:
    names = {subject.id: subject.name for _, subject in record.meeting.subjects()}
    yield Line(tuple(words[key] for key in ("round", "part", "state", "opened", "closed", "reason", "subjects")), True)
    for round in record.rounds:
        called = words["and"].join(names.get(sid, sid) for sid in round.subjects)
        state = words[f"state_{round.outside}"]
        reason = round.reason if round.outside == "voided" else None
        yield Line((round.number, round.part, state, _time(round.opened), _time(round.closed), reason, called))


def _rules(record: Record, words: Words) -> Iterator[Line]:
    meeting, rules = record.meeting, record.meeting.rules
    trimmed = words["trimmed"].format(n=rules.trim, least=2 * rules.trim + 3)
    weights = (
        words["entered" if part.entered else "weight"].format(name=part.name, weight=shortest(part.weight))
        for part in meeting.parts
    )
    groups = [words["weight"].format(name=g.name, weight=shortest(g.weight)) for g in meeting.groups if g.weight]
    yield Line((words["rules"],), True)
    yield Line((words["weights"], words["and"].join(weights)))
    yield Line((words["groups"], words["and"].join(groups) or words["none"]))
    yield from _bands(record, words)
    yield Line((words["decimals"], words["rounding"].format(n=rules.decimals)))
    yield Line((words["trim"], trimmed if rules.trim else words["none"]))
    yield Line((words["empty"], words["refuse" if rules.refuse_empty_group else "renormalise"]))
    yield Line((words["min_group"], words["small"].format(n=rules.min_group)))
    yield Line((words["veto"], _veto(rules, words)))
    yield Line((words["quota"], _quota(record, words)))
    yield Line((words["show"], words[_SHOWN[meeting.show]]))


def _bands(record: Record, words: Words) -> Iterator[Line]:
    """The meeting's bands, then those that a form of named choices brings."""
    rules = record.meeting.rules
    yield Line((words["bands"], _floors(rules.bands, words)))
    for part in record.meeting.parts:
        if (own := record.meeting.bands(part.form)) != rules.bands:
            yield Line((words["bands_of"].format(part=part.name), _floors(own, words)))


def _floors(bands: Sequence[Band], words: Words) -> str:
    floors = (words["band"].format(name=band.name, floor=shortest(band.floor)) for band in bands[:-1])
    return words["and"].join((*floors, words["lowest"].format(name=bands[-1].name)))


_SHOWN = {Show.LIVE: "show_live", Show.CLOSED: "show_closed", Show.HELD: "show_held"}


def _veto(rules: Rules, words: Words) -> str:
    if rules.veto is None:
        return words["none"]
    over, bands = shortest(rules.veto.over * 100), words["and"].join(rules.veto.bands)
    return words["veto_text"].format(bands=bands, over=over, grade=rules.veto.grade)


def _quota(record: Record, words: Words) -> str:
    quota, outcome = record.meeting.rules.quota, record.quota
    if quota is None:
        return words["none"]
    text = words["quota_text"].format(
        band=quota.at_or_below, share=shortest(quota.share * 100), tolerance=shortest(quota.tolerance * 100)
    )
    if outcome is None:
        return text + words["none"]
    return text + words["quota_result"].format(
        share=figure(outcome.share * 100, 1),
        met=words["yes" if outcome.met else "no"],
        nearest=words["and"].join(outcome.nearest) or words["none"],
    )


def _signatures(record: Record, words: Words) -> Iterator[Line]:
    yield Line((words["sign"],), True)
    for role in ("scrutineer", "teller", "secretary"):
        yield Line((words[role], None, words["date"], None))


def _time(stamp: str | None) -> str:
    """A round's time as people write it: 2022-12-20 09:30:05."""
    return (stamp or "")[:19].replace("T", " ")
