// What the big screen says, in Chinese and English.

const zh = {
  'page': '大屏', 'other.lang': 'English', 'dark': '深色', 'full': '全屏', 'options': '显示选项', 'rehearsal': '测试：本次投票不计入正式结果',
  'key.title': '打开大屏', 'key.label': '大屏链接或密钥', 'key.hint': '请用秘书给的“大屏”链接打开本页，或把链接粘贴在这里。', 'key.enter': '打开', 'key.wrong': '这不是大屏链接，请重新复制。',
  'connecting': '正在连接', 'stamp': '连接中断，正在重连 · 数据截至 {time}', 'ended': '这个大屏链接已失效，请向秘书要新的链接。', 'refused': '服务器没有接受这个链接（{code}）。请向秘书要新的链接。', 'busy': '服务器忙，正在重试。',
  'join.state': '请扫码入场', 'join.closed': '入场已结束', 'cards.state': '请用票卡入场', 'step.wifi': '手机连接会场的无线网', 'step.scan': '用微信或相机扫右侧二维码', 'step.scan.below': '用微信或相机扫本人票种的二维码',
  'step.card': '用微信或相机扫票卡上的二维码', 'step.in': '看到“请等待主持人开始”即已入场', 'join.type': '扫不了码，就输入网址和入场码', 'cards.type': '扫不了码，就在手机浏览器输入', 'cards.code': '再输入票卡上的 16 位号码', 'step.back': '已入场的手机可以继续投票', 'step.wait': '还没入场的，请找工作人员', 'qr': '{group}入场二维码，网址 {url}，入场码 {code}', 'rotates': '{s} 秒后更换',
  'joined': '已入场', 'expected': '应到 {n}', 'present': '实到 {n}', 'quorum.met': '已达法定人数（{share}）', 'quorum.missing': '未达法定人数（{share}）', 'quorum': '法定人数：应到的{share}',
  '2/3': '三分之二', '4/5': '五分之四', '1/2': '二分之一', '3/4': '四分之三',
  'agenda': '会议议程', 'agenda.now': '正在述职', 'agenda.next': '下一位：{name}', 'agenda.last': '最后一位', 'agenda.done': '全部述职已结束', 'agenda.onsite': '现场述职已结束', 'agenda.written': '书面述职：{names}，随后测评', 'agenda.more': '等 {n} 位', 'agenda.progress': '已测评', 'comma': '、', 'shown': '已公布', 'certified': '结果已确认', 'timer.report': '述职时间', 'timer.questions': '提问时间', 'timer.paused': '已暂停',
  'open': '投票中', 'closed': '已截止', 'published': '结果已公布', 'voided': '本轮已作废', 'none': '未开始', 'none.text': '请等待主持人开始投票', 'place': '第 {n} 位，共 {total} 位', 'many': '{part} · {n} 位合并测评', 'left': '剩余时间', 'left.none': '由主持人结束',
  'paper': '手机投票已停止，等待纸质票', 'paper.text': '纸质票录入后截止', 'held': '已截止，统一公布', 'held.text': '全部结束后由主持人统一公布', 'held.show': '全部结束后统一公布结果', 'closed.text': '结果等待主持人公布', 'voided.text': '本轮的票全部作废，不计入结果', 'voided.next': '请等待主持人重新开始', 'closed.show': '投票结束后公布结果',
  'counted': '已计入', 'cast': '已投', 'of': '/ {n}', 'turnout': '已投 {cast} / {issued}', 'steps': '每满 5 票更新一次', 'base.all': '以 {n} 张有效票为 100%', 'shares.each': '占比以各自的有效票为 100%', 'date': '{y}年{m}月{d}日', 'zero': '', 'written': '书面述职', 'first': '收到 10 票后开始显示',
  'base': '{n} 张有效票的平均分', 'abstained': '另有 {n} 张弃权', 'nobody': '没有有效票', 'shares': '以 {n} 张有效票为 100%', 'returned': '发出 {issued} · 收回 {cast}', 'collected': '收回 {cast}', 'unpublished': '结果尚未公布',
  'table': '{name}计票', 'band': '档次', 'mark': '分值', 'count': '票数', 'share': '占比', 'subject': '测评对象', 'score': '平均分', 'final': '得分', 'ballots': '有效票', 'abstain': '弃权', 'item': '测评项目',
  'ranking': '综合排名', 'rank': '名次', 'grade': '档次', 'grade.note': '档次为按规则的建议，最终由上级研究决定', 'ranking.none': '结果尚未公布', 'ranking.rest': '另有 {n} 位还没有得分', 'all.count': '共 {n} 位', 'fingerprint': '结果指纹', 'colon': '：', 'page.of': '第 {n} 页，共 {count} 页', 'turn.stop': '停住翻页', 'turn.go': '继续翻页', 'unit': '单位', 'join.dot': ' · ',
};

const en = {
  'page': 'Screen', 'other.lang': '中文', 'dark': 'Dark', 'full': 'Full screen', 'options': 'Display', 'rehearsal': 'TEST 测试: this vote does not count',
  'key.title': 'Open the screen', 'key.label': 'Screen link or key', 'key.hint': 'Open this page with the screen link from the secretary, or paste the link here.', 'key.enter': 'Open', 'key.wrong': 'This is not a screen link. Please copy it again.',
  'connecting': 'Connecting', 'stamp': 'Connection lost, reconnecting · as of {time}', 'ended': 'This screen link is no longer valid. Please ask the secretary for a new one.', 'refused': 'The server refused this link ({code}). Please ask the secretary for a new one.', 'busy': 'The server is busy; trying again.',
  'join.state': 'Scan to join', 'join.closed': 'Admission is closed', 'cards.state': 'Join with your card', 'step.wifi': 'Connect the phone to the Wi-Fi of the hall', 'step.scan': 'Scan the code on the right with WeChat or the camera', 'step.scan.below': 'Scan the code of your group',
  'step.card': 'Scan the code on your card', 'step.in': '“Waiting for the chair to start” means you are in', 'join.type': 'No scanner? Type the address and the code', 'cards.type': 'No scanner? Type in the phone’s browser', 'cards.code': 'then the 16 characters on your card', 'step.back': 'Phones that are in can go on voting', 'step.wait': 'Not in yet? Please ask the staff', 'qr': 'QR code for {group}: {url}, code {code}', 'rotates': 'changes in {s} s',
  'joined': 'joined', 'expected': '{n} expected', 'present': '{n} present', 'quorum.met': 'Quorum reached ({share})', 'quorum.missing': 'No quorum yet ({share})', 'quorum': 'Quorum: {share} of those expected',
  '2/3': 'two thirds', '4/5': 'four fifths', '1/2': 'one half', '3/4': 'three quarters',
  'agenda': 'Agenda', 'agenda.now': 'Reporting now', 'agenda.next': 'Next: {name}', 'agenda.last': 'Last one', 'agenda.done': 'All reports are done', 'agenda.onsite': 'The reports in the hall are done', 'agenda.written': 'Written reports still to be appraised: {names}', 'agenda.more': ' and others ({n})', 'agenda.progress': 'Appraised', 'comma': ', ', 'shown': 'Published', 'certified': 'Results certified', 'timer.report': 'Report', 'timer.questions': 'Questions', 'timer.paused': 'paused',
  'open': 'Voting', 'closed': 'Closed', 'published': 'Result', 'voided': 'This round is void', 'none': 'Not started', 'none.text': 'Waiting for the chair to start', 'place': '{n} of {total}', 'many': '{part} · {n} subjects together', 'left': 'left', 'left.none': 'The chair closes',
  'paper': 'Phones stopped, waiting for paper ballots', 'paper.text': 'Closes once the paper ballots are keyed in', 'held': 'Closed, published together later', 'held.text': 'The chair publishes all results together at the end', 'held.show': 'All results are published together at the end', 'closed.text': 'Waiting for the chair to publish', 'voided.text': 'Its ballots do not count', 'voided.next': 'Please wait for the chair to start again', 'closed.show': 'Results after the vote is closed',
  'counted': 'counted', 'cast': 'Cast', 'of': '/ {n}', 'turnout': '{cast} / {issued} cast', 'steps': 'moves in steps of 5 ballots', 'base.all': '{n} valid ballots are 100%', 'shares.each': 'Shares are of the valid ballots of each subject', 'date': '{y}-{m}-{d}', 'zero': '0', 'written': 'written report', 'first': 'shown from 10 ballots on',
  'base': 'mean of {n} valid ballots', 'abstained': '{n} more abstained', 'nobody': 'no valid ballots', 'shares': '{n} valid ballots are 100%', 'returned': '{issued} issued · {cast} returned', 'collected': '{cast} returned', 'unpublished': 'Not published yet',
  'table': 'Tally of {name}', 'band': 'band', 'mark': 'mark', 'count': 'ballots', 'share': 'share', 'subject': 'subject', 'score': 'mean', 'final': 'score', 'ballots': 'valid', 'abstain': 'abstained', 'item': 'item',
  'ranking': 'Ranking', 'rank': 'rank', 'grade': 'grade', 'grade.note': 'Grades are proposed by the rules; the superior body decides', 'ranking.none': 'Not published yet', 'ranking.rest': '{n} more have no score yet', 'all.count': '{n} subjects', 'fingerprint': 'Fingerprint of the results', 'colon': ': ', 'page.of': 'Page {n} of {count}', 'turn.stop': 'Stop the pages', 'turn.go': 'Turn the pages', 'unit': 'unit', 'join.dot': ' · ',
};

export const words = { zh, en };
