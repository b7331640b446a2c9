"""What a person reads for every code of the contract: what is wrong, and what to do. Knows no HTTP or frames."""

SENTENCES: dict[str, tuple[str, str]] = {
    # Requests
    "bad_json": ("内容不是有效的 JSON，请检查后重发。", "The content is not valid JSON. Check it and send it again."),
    "body_too_large": ("内容太大，请减少后重发。", "The content is too large. Make it smaller and send it again."),
    "too_deep": ("内容嵌套太深，请简化后重发。", "The content is nested too deeply. Simplify it and send it again."),
    "invalid_document": ("有的内容填写有误，请按提示改正。", "Some fields are wrong. Correct them as shown."),
    "invalid_field": ("这一项填写有误或缺少，请改正。", "This field is wrong or missing. Correct it and try again."),
    "unknown_key": (
        "链接无效或已更换，请向秘书要新的链接。",
        "This link is unknown or was replaced. Ask the secretary for a new one.",
    ),
    "wrong_role": (
        "这个链接不能做这件事，请用对应的链接打开。",
        "This link does not allow that. Open the link of the right role.",
    ),
    "not_found": ("没有找到，请检查地址。", "Not found. Check the address."),
    "method_not_allowed": ("这个地址不支持这种操作。", "This address does not allow that method."),
    "forbidden_origin": (
        "请求来自别的网站，已拒绝。请直接打开会议链接。",
        "The request came from another site and was refused. Open the meeting link itself.",
    ),
    "forbidden_host": (
        "本机不认这个网址。请用票卡或大屏上的网址，或把域名加入 PINGYI_HOSTS。",
        "This host name is not served here. Use the address on the card or screen, or add the name to PINGYI_HOSTS.",
    ),
    "too_many": ("操作太频繁，请稍等片刻再试。", "Too many requests. Wait a moment and try again."),
    # State of a meeting
    "has_ballots": (
        "正式投票已经开始，不能整体修改。名称、人数和未投票的对象仍可单独修改。",
        "Votes have been cast, so the document stays. Titles, numbers and subjects without ballots may change.",
    ),
    "has_cards": (
        "票卡已印发，票种不能再改。请保持票种不变；确须更改的，请另建会议。",
        "Cards are issued, so the groups stay. Keep them as they were, or make a new meeting.",
    ),
    "has_subject_ballots": (
        "已有人对这位测评对象投票，不能撤下。如须重投，请先作废该轮。",
        "There are ballots on this subject, so it cannot be withdrawn. To vote again, void the round first.",
    ),
    "round_open": ("有一轮正在投票，请先结束投票。", "A round is open. Close it first."),
    "no_open_round": ("现在没有正在进行的投票，请先开始投票。", "No round is open. Open one first."),
    "not_published": (
        "还有结果没有公布。请等主持人公布，或先下载草稿。",
        "Some results are not published yet. Wait for the chair, or take the draft.",
    ),
    "not_balanced": (
        "核对不相符，暂不能确认。请到“核对”页按提示改正。",
        "The reconciliation does not balance. Correct what the check page names, then certify.",
    ),
    "wrong_phase": (
        "会议当前阶段不能这样做。请刷新页面查看当前阶段。",
        "Not possible in this phase. Reload to see where the meeting stands.",
    ),
    "title_mismatch": (
        "输入的会议名称不一致，没有删除。请照原样输入。",
        "The title does not match; nothing was deleted. Type it exactly.",
    ),
    "quorum": (
        "到会人数未达到规定比例，请主持人决定是否继续。",
        "Fewer people are present than the quorum asks. The chair decides whether to go on.",
    ),
    "unknown_subject": ("没有这位测评对象，请刷新页面后重选。", "No such subject. Reload the page and choose again."),
    "unknown_round": ("没有这一轮投票，请刷新页面。", "No such round. Reload the page."),
    "unknown_group": ("没有这个票种，请从列表中选择。", "No such voter group. Choose one from the list."),
    "unknown_batch": ("没有这一批票卡，请核对批次。", "No such batch of cards. Check the batch."),
    # Chair
    "already_counted": (
        "已有一轮对其投过票。如须重投，请先作废那一轮。",
        "A round on this subject stands already. To vote again, void that round first.",
    ),
    "stale": (
        "这一步已经做过，或别人刚刚操作过。请看页面上的最新状态。",
        "That step was already taken, perhaps by someone else. RemoteState at the current state on the page.",
    ),
    "confirm_small": (
        "收回的票不足 5 张，公布后可能推断出个人的选择。确定要结束，请再次确认。",
        "Fewer than 5 ballots: the tally may show how one person voted. Confirm to close all the same.",
    ),
    "publish_all": (
        "本次会议的结果须全部统一公布，请选择“全部公布”。",
        "In this meeting all results are revealed together. Publish all of them.",
    ),
    "bad_command": (
        "没有看懂这个操作，请刷新页面后重试。",
        "The command could not be read. Reload the page and try again.",
    ),
    # Voters, and the desk with paper
    "unknown_token": (
        "没有这张票卡。请核对号码，或确认是不是本次会议的票卡。",
        "No such card. Check the code, and that it is for this meeting.",
    ),
    "void_card": ("这张票卡已作废，请向工作人员换一张。", "This card is void. Ask the staff for another one."),
    "not_eligible": (
        "您的票种不参加这一轮，请等待下一轮。",
        "Your group does not vote in this round. Please wait for the next.",
    ),
    "bad_ballot": (
        "选票有误，没有投出。请检查后再提交。",
        "The ballot is not complete or not valid; nothing was cast. Check it and submit again.",
    ),
    "already_voted": (
        "这张票卡在本轮已投过票，每轮只计一票。",
        "This card has already voted in this round; each round counts one.",
    ),
    "round_closed": (
        "本轮投票已结束，这张选票没有计入。请等待下一轮。",
        "The round has closed and this ballot was not counted. Please wait for the next.",
    ),
    "new_nonce": ("没有投出，请再提交一次。", "Nothing was cast. Please submit again."),
    "busy": (
        "现在人多，选票没有投出。请稍等，会自动重试。",
        "The server is busy and nothing was cast. Please wait; it tries again by itself.",
    ),
    "not_recorded": (
        "没有保存成功，选票没有计入。请再试一次；仍不行请告诉工作人员。",
        "It could not be saved and was not counted. Try again; if it fails again, tell the staff.",
    ),
    "damaged": (
        "保存的数据有损坏，已停止计票。请用备份恢复，或作废该轮重投。",
        "Stored data is damaged, so nothing is counted. Restore a backup, or void the round and vote again.",
    ),
    "unknown_code": (
        "入场码不对，请看大屏重新输入或扫码。",
        "Wrong join code. RemoteState at the screen and scan or type it again.",
    ),
    "expired_code": (
        "入场码已更换，请扫大屏上的新码。",
        "The join code has changed. Scan the one on the screen now.",
    ),
    "full": ("名额已满，不能再入场。请联系工作人员。", "All places are taken. Please speak to the staff."),
    "admission_closed": ("现在不接受入场，请联系工作人员。", "Admission is closed. Please speak to the staff."),
    "bad_frame": ("收到的内容无法识别，请刷新页面。", "The message could not be read. Reload the page."),
}

PARTICULARS: dict[tuple[str, str], tuple[str, str]] = {
    ("bad_ballot", "explain"): (
        "选了这一档，请在意见栏写明理由，再提交。",
        "This choice needs a reason. Write it in the note, then submit again.",
    ),
    ("has_cards", "recused"): (
        "有票卡须回避这位测评对象，不能撤下。请先作废这些票卡。",
        "Cards are recused from this subject, so it stays. Void those cards first.",
    ),
    ("already_counted", "subject"): (
        "“{subject}”已有一轮投过票。如须重投，请先作废那一轮。",
        "A round on “{subject}” stands already. To vote again, void that round first.",
    ),
    ("confirm_small", "ballots"): (
        "只收回 {ballots} 张票，不足 5 张，公布后可能推断出个人的选择。确定要结束，请再次确认。",
        "Only {ballots} ballots: the tally may show how one person voted. Confirm to close all the same.",
    ),
    ("body_too_large", "limit"): (
        "内容太大，最多 {limit}，请减少后重发。",
        "The content is too large; at most {limit}. Make it smaller and send it again.",
    ),
    ("not_balanced", "problem"): (
        "核对不相符，暂不能确认：{problem}",
        "The reconciliation does not balance, so it cannot be certified: {problem}",
    ),
}
"""A better sentence where a refusal carries that detail."""


def sentence(code: str, language: str, **detail: object) -> str:
    """The sentence of a code in zh or en. Raises KeyError for a code that is not in the contract."""
    particular = next((PARTICULARS[code, name] for name in detail if (code, name) in PARTICULARS), SENTENCES[code])
    return particular[language == "en"].format(**detail)
