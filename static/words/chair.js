// The chair's sentences. Words only.
import { common } from '../keyed/words.js';

const zh = {
  title: '主持人', 'key.title': '主持人页面', 'key.why': '链接里没有密钥。请重新打开主持人链接，或在这里粘贴。',
  turnout: '投票进度', agenda: '述职人名单', view: '大屏显示', showing: '大屏：{what}',
  'of.cast': '/ {n} 已投', 'of.joined': '/ {n} 已入场', phones: '在线 {n} 部手机', stale: '失联 {n} 部', 'paper.in': '纸质票 {n} 张',
  counted: '已计 {n} 张', score: '平均 {score}', expected: '应到 {n} 人', present: '实到 {n} 人',
  place: '{part}第 {at} 位，共 {n} 位', 'place.many': '{part} · {n} 位合并一轮', 'names.more': '{name}等 {n} 位', finished: '全部测评完毕', left: '剩余 {time}',
  'state.waiting': '等待开始', 'state.open': '投票中', 'state.paper': '手机已停止，等待纸质票', 'state.closed': '已截止，未公布',
  'state.published': '已公布', 'state.voided': '已作废', 'state.finished': '会议进行到最后',
  'step.open': '开始投票', 'step.close': '结束投票', 'step.paper': '不再等待，立即截止', 'step.publish': '公布结果', 'step.call': '下一位：{name}',
  'step.publish-all': '公布全部结果', 'step.ranking': '大屏显示排名', 'step.done': '全部完成',
  'hint.open': '下一轮：{name}', 'hint.close': '还有 {n} 张票未收到', 'hint.paper': '秘书还要录入 {n} 张纸质票，录完自动截止', 'hint.publish': '公布后大屏显示结果',
  'hint.call': '大屏转到议程，请下一位述职', 'hint.publish-all': '所有结果一起公布', 'hint.ranking': '排名只在这里决定显示时才上大屏', 'hint.done': '没有要做的了。请秘书核对并确认结果。',
  'act.extend': '延长 1 分钟', 'act.paper': '还有纸质票', 'act.void': '作废本轮', 'act.combine': '合并一轮…', 'act.later': '先不公布，开始下一位',
  seconds: '下一轮限时', 'seconds.none': '不限时', 'seconds.n': '{n} 秒', 'row.open': '现在投票', 'row.show': '大屏显示结果',
  'small.title': '{name}：收到的选票不足 5 张', 'small.why': '票数太少时，结果可能让人猜出谁投了什么。确定要继续吗？', 'small.yes.close': '仍然结束投票', 'small.yes.publish': '仍然公布',
  'all.title': '公布全部 {n} 轮结果？', 'all.why': '公布后大屏和记录都能看到，不能收回。', 'all.yes': '全部公布',
  'paper.title': '{name}：等待纸质票', 'paper.why': '手机立即停止投票。秘书录完这些纸质票后，本轮自动截止。', 'paper.count': '还有几张', 'paper.yes': '停止手机，等待纸质票', 'paper.wrong': '请填大于 0 的整数。',
  'void.title': '作废“{name}”这一轮？', 'void.why': '这一轮的选票全部销毁，不能恢复。之后可以重新投票。', 'void.reason': '作废原因（写入计票报告）', 'void.yes': '作废这一轮', 'void.missing': '请写明原因。',
  'combine.part': '合并哪个环节？', 'combine.title': '{part}：合并一轮', 'combine.all': '全部未测评', 'combine.written': '只选书面', 'combine.none': '全不选', 'combine.yes': '开始投票', 'combine.missing': '请至少选一位。',
  'view.which': '显示谁的结果？', 'view.nothing': '还没有已公布的结果。',
  timer: '计时', 'timer.kind': '用途', 'timer.minutes': '分钟', 'timer.report': '述职', 'timer.questions': '提问', 'timer.start': '开始计时', 'timer.pause': '暂停', 'timer.reset': '重置',
  'timer.now': '{kind} {time}', 'timer.none': '未计时',
  admission: '扫码入场', 'admission.open': '现在可以扫码入场。', 'admission.closed': '已停止入场，新手机进不来。', 'admission.close': '停止入场', 'admission.reopen': '重新开放入场',
};

const en = {
  title: 'Chair', 'key.title': 'Chair’s page', 'key.why': 'The link has no key. Open the chair’s link again or paste it here.',
  turnout: 'Turnout', agenda: 'Subjects', view: 'On the screen', showing: 'Screen: {what}',
  'of.cast': '/ {n} voted', 'of.joined': '/ {n} joined', phones: '{n} phones online', stale: '{n} gone stale', 'paper.in': '{n} on paper',
  counted: '{n} counted', score: 'mean {score}', expected: '{n} expected', present: '{n} present',
  place: '{part}: {at} of {n}', 'place.many': '{part} · {n} in one round', 'names.more': '{name} and others ({n})', finished: 'All appraised', left: '{time} left',
  'state.waiting': 'Waiting to start', 'state.open': 'Voting', 'state.paper': 'Phones stopped, paper to come', 'state.closed': 'Closed, not published',
  'state.published': 'Published', 'state.voided': 'Void', 'state.finished': 'End of the agenda',
  'step.open': 'Start voting', 'step.close': 'End voting', 'step.paper': 'Wait no longer, close now', 'step.publish': 'Publish result', 'step.call': 'Next: {name}',
  'step.publish-all': 'Publish all results', 'step.ranking': 'Show the ranking', 'step.done': 'All done',
  'hint.open': 'Next round: {name}', 'hint.close': '{n} ballots still out', 'hint.paper': 'The desk still keys {n} paper ballots; then it closes by itself', 'hint.publish': 'The screen will show the result',
  'hint.call': 'The screen goes to the agenda for the next report', 'hint.publish-all': 'All results are published together', 'hint.ranking': 'The ranking is on the screen only if you show it', 'hint.done': 'Nothing left to do. The desk checks and certifies.',
  'act.extend': 'Extend 1 min', 'act.paper': 'Paper to come', 'act.void': 'Void round', 'act.combine': 'Combine…', 'act.later': 'Publish later, start the next',
  seconds: 'Time limit of the next round', 'seconds.none': 'None', 'seconds.n': '{n} s', 'row.open': 'Vote now', 'row.show': 'Show result on screen',
  'small.title': '{name}: fewer than 5 ballots', 'small.why': 'With so few ballots the result may give away who voted how. Go on?', 'small.yes.close': 'End voting anyway', 'small.yes.publish': 'Publish anyway',
  'all.title': 'Publish the results of {n} rounds?', 'all.why': 'Everybody will see them; this cannot be taken back.', 'all.yes': 'Publish all',
  'paper.title': '{name}: wait for paper', 'paper.why': 'Phones stop at once. The round closes when the desk has keyed these ballots.', 'paper.count': 'How many', 'paper.yes': 'Stop phones, wait for paper', 'paper.wrong': 'A whole number above 0, please.',
  'void.title': 'Void the round of “{name}”?', 'void.why': 'All its ballots are destroyed for good. It can be voted again.', 'void.reason': 'Reason (goes into the count report)', 'void.yes': 'Void this round', 'void.missing': 'Please give the reason.',
  'combine.part': 'Which part?', 'combine.title': '{part}: one round for several', 'combine.all': 'All waiting', 'combine.written': 'Written only', 'combine.none': 'None', 'combine.yes': 'Start voting', 'combine.missing': 'Choose at least one.',
  'view.which': 'Whose result?', 'view.nothing': 'No result is published yet.',
  timer: 'Timer', 'timer.kind': 'For', 'timer.minutes': 'Minutes', 'timer.report': 'Report', 'timer.questions': 'Questions', 'timer.start': 'Start', 'timer.pause': 'Pause', 'timer.reset': 'Reset',
  'timer.now': '{kind} {time}', 'timer.none': 'Not running',
  admission: 'Admission', 'admission.open': 'Phones can join now.', 'admission.closed': 'Closed; new phones cannot join.', 'admission.close': 'Close admission', 'admission.reopen': 'Open admission again',
};

export const words = { zh: Object.assign({}, common.zh, zh), en: Object.assign({}, common.en, en) };
