// The admin page's sentences. Words only.
import { common } from '../keyed/words.js';

const zh = {
  title: '会议 · 评议', nav: '导航', 'key.title': '管理页面', 'key.why': '链接里没有管理密钥。请打开服务器启动时给出的管理链接，或在这里粘贴。',
  'list.title': '会议', 'list.none': '还没有会议。', 'list.date': '日期', 'list.phase': '阶段', 'list.links': '链接丢失时', 'list.back': '返回', demo: '让模拟参会人入场', 'demo.done': '模拟参会人正在入场，可以请主持人开始投票。',
  'new.title': '新建会议', 'new.lead': '填名称、粘贴名单、选测评表就可以创建。其余的都有常用值。', 'new.create': '创建会议', 'preview.do': '试算规则',
  'form.wrong': '有的地方要改，已在原处标出。', 'json.title': '粘贴会议文件（JSON）', 'json.paste': '会议文件的内容', 'json.use': '填入表单',
  'json.wrong': '不是正确的 JSON：{why}', 'json.not': '这不是会议文件：要有 title 和 parts。',
  'links.title': '链接', 'links.once': '请现在保存这些链接：密钥只显示这一次，服务器不保留原文。丢失后只能换新链接，旧的随即失效。', 'links.done': '我已保存，返回列表',
};

const en = {
  title: 'Meetings · Pingyi', nav: 'Navigation', 'key.title': 'Admin page', 'key.why': 'The link has no admin key. Open the admin link printed by the server at start, or paste it here.',
  'list.title': 'Meetings', 'list.none': 'No meeting yet.', 'list.date': 'Date', 'list.phase': 'Phase', 'list.links': 'If a link is lost', 'list.back': 'Back', demo: 'Let simulated voters in', 'demo.done': 'Simulated voters are coming in; the chair may start voting.',
  'new.title': 'New meeting', 'new.lead': 'Give a title, paste the roster, pick a form; the rest has usual values.', 'new.create': 'Create meeting', 'preview.do': 'Try the rules',
  'form.wrong': 'Some fields need mending; they are marked.', 'json.title': 'Paste a meeting document (JSON)', 'json.paste': 'The document', 'json.use': 'Fill the form',
  'json.wrong': 'Not JSON: {why}', 'json.not': 'Not a meeting document: it needs title and parts.',
  'links.title': 'Links', 'links.once': 'Save these links now: keys are shown only this once and not kept by the server. A lost one can only be replaced; the old one then dies.', 'links.done': 'Saved; back to the list',
};

export const words = { zh: Object.assign({}, common.zh, zh), en: Object.assign({}, common.en, en) };
