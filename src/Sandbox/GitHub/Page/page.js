'use strict';

const emoji = {
  white_check_mark: '✅', heavy_check_mark: '✔️', x: '❌', warning: '⚠️', hourglass: '⌛', rocket: '🚀', tada: '🎉',
  eyes: '👀', '+1': '👍', '-1': '👎', no_entry: '⛔', stop_sign: '🛑', arrows_counterclockwise: '🔄', question: '❓',
};
const $ = id => document.getElementById(id);
const view = { version: null, state: null };

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== null && value !== false) element.setAttribute(name, value);
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

const tokens = new RegExp([
  /`([^`\n]+)`/, /\*\*(?=\S)([^\n]+?)\*\*/, /(?<![\w*])\*(?=[^\s*])([^*\n]+?)\*(?![\w*])/,
  /(?<!\w)_(?=\S)([^_\n]+?)_(?!\w)/, /~~([^\n]+?)~~/, /\[([^\]\n]+)\]\(([^)\s]+)\)/,
  /(https?:\/\/[^\s<>()]+[^\s<>().,;:])/,
  /(?<!\w)@([a-z\d][a-z\d-]{0,38})/, /(?<!\w)#(\d+)\b/, /:([a-z0-9_+-]+):/, /(<br\s*\/?>)/,
].map(each => each.source).join('|'), 'gi');

function inline(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(tokens)) {
    nodes.push(text.slice(from, match.index));
    from = match.index + match[0].length;
    nodes.push(token(match));
  }
  nodes.push(text.slice(from));
  return nodes;
}

function token([all, code, bold, star, under, struck, label, target, url, login, number, name]) {
  if (code !== undefined) return make('code', {}, code);
  if (bold !== undefined) return make('b', {}, inline(bold));
  if (star !== undefined || under !== undefined) return make('i', {}, inline(star ?? under));
  if (struck !== undefined) return make('s', {}, inline(struck));
  if (label !== undefined) return link(target, label);
  if (url !== undefined) return link(url, url);
  if (login !== undefined) return make('b', {}, all);
  if (number !== undefined) return make('a', { href: `/${view.state.repository}/issues/${number}` }, all);
  if (name !== undefined) return emoji[name] ?? all;
  return make('br');
}

const link = (target, label) => /^(https?:|mailto:|\/|#)/.test(target)
  ? make('a', { href: target, rel: 'noreferrer' }, label) : label;

const cells = line => line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/)
  .map(cell => inline(cell.trim().replace(/\\\|/g, '|')));

// Each reader looks at the lines from `at` on and returns how many it consumed, or 0.
const readers = [
  (into, lines, at) => {
    const fence = lines[at].match(/^\s*(```+|~~~+)/);
    if (!fence) return 0;
    let end = at + 1;
    while (end < lines.length && !lines[end].trim().startsWith(fence[1])) end++;
    into.top().append(make('pre', {}, make('code', {}, lines.slice(at + 1, end).join('\n'))));
    return end - at + 1;
  },
  (into, lines, at) => {
    const tag = lines[at].trim().match(/^<(\/?)(details|summary)[^>]*>(.*)$/i);
    if (!tag) return 0;
    const [, closing, name, rest] = tag;
    if (name.toLowerCase() === 'summary')
      into.top().append(make('summary', {}, inline(rest.replace(/<\/summary>.*/i, '').replace(/<\/?\w+>/g, ''))));
    else if (closing) into.close('DETAILS');
    else {
      into.open(make('details'));
      const summary = rest.match(/<summary>(.*?)<\/summary>/i);
      if (summary) into.top().append(make('summary', {}, inline(summary[1])));
    }
    return 1;
  },
  (into, lines, at) => {
    const heading = lines[at].match(/^(#{1,6})\s+(.*?)\s*#*$/);
    if (!heading) return 0;
    into.top().append(make(`h${Math.min(4, heading[1].length)}`, {}, inline(heading[2])));
    return 1;
  },
  (into, lines, at) => {
    if (!lines[at].includes('|') || !/^\s*\|?\s*:?-+:?\s*(\|\s*:?-*:?\s*)*\|?\s*$/.test(lines[at + 1] ?? '')) return 0;
    let end = at + 2;
    while (end < lines.length && lines[end].includes('|')) end++;
    const row = (line, tag) => make('tr', {}, cells(line).map(cell => make(tag, {}, cell)));
    into.top().append(make('table', {}, make('thead', {}, row(lines[at], 'th')),
      make('tbody', {}, lines.slice(at + 2, end).map(line => row(line, 'td')))));
    return end - at;
  },
  (into, lines, at) => {
    if (!/^\s*(---+|\*\*\*+|___+)\s*$/.test(lines[at])) return 0;
    into.top().append(make('hr'));
    return 1;
  },
  (into, lines, at) => {
    let end = at;
    while (end < lines.length && /^>/.test(lines[end])) end++;
    const quoted = lines.slice(at, end).map(line => line.replace(/^> ?/, '')).join('\n');
    if (end > at) into.top().append(markdown(quoted, 'blockquote'));
    return end - at;
  },
  (into, lines, at) => {
    const mark = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
    if (!mark.test(lines[at])) return 0;
    let end = at;
    const levels = [];
    while (end < lines.length && lines[end].trim() && (mark.test(lines[end]) || /^\s{2,}/.test(lines[end]))) {
      const item = lines[end++].match(mark);
      if (item) addItem(into.top(), levels, item);
      else levels.at(-1).last.append(make('br'), ...inline(lines[end - 1].trim()));
    }
    return end - at;
  },
];

function addItem(parent, levels, [, indent, mark, text]) {
  while (levels.length && levels.at(-1).indent > indent.length) levels.pop();
  if (!levels.length || levels.at(-1).indent < indent.length) {
    const list = make(/\d/.test(mark) ? 'ol' : 'ul');
    (levels.at(-1)?.last ?? parent).append(list);
    levels.push({ indent: indent.length, list, last: null });
  }
  const task = text.match(/^\[([ xX])\]\s+(.*)$/);
  const box = task && make('input', { type: 'checkbox', disabled: '', checked: task[1] === ' ' ? null : '' });
  levels.at(-1).last = make('li', { class: task ? 'task' : null }, box, inline(task ? task[2] : text));
  levels.at(-1).list.append(levels.at(-1).last);
}

function markdown(text, tag = 'div', className = null) {
  const root = make(tag, { class: className });
  const stack = [root];
  const into = {
    top: () => stack.at(-1),
    open: element => { stack.at(-1).append(element); stack.push(element); },
    close: name => { if (stack.length > 1 && stack.at(-1).tagName === name) stack.pop(); },
  };
  const lines = (text ?? '').replace(/<!--[\s\S]*?-->/g, '').replace(/\r/g, '').split('\n');
  let paragraph = null;
  for (let at = 0; at < lines.length;) {
    let taken = 0;
    for (const reader of readers) if ((taken = reader(into, lines, at))) break;
    if (taken || !lines[at].trim()) paragraph = null;
    else if (paragraph) paragraph.append(make('br'), ...inline(lines[at]));
    else into.top().append(paragraph = make('p', {}, inline(lines[at])));
    at += taken || 1;
  }
  return root;
}

const hue = name => [...name.split(':')[0]].reduce((total, letter) => total + letter.charCodeAt(0), 0) % 6;
const label = each => make('span', { class: `label h${hue(each.name)}` }, each.name);
const when = text => make('time', { datetime: text, title: text }, new Date(text).toLocaleString());
const dot = ({ state }) => make('span', { class: `dot ${state}`, title: state }, state === 'open' ? '◉' : '✔');

function tasks(issue) {
  const boxes = [...(issue.body ?? '').matchAll(/^\s*[-*+]\s+\[([ xX])\]/gm)];
  const done = boxes.filter(box => box[1] !== ' ').length;
  return boxes.length ? make('span', { class: 'soft', 'data-testid': 'tasks' },
    make('span', { class: 'progress' }, make('i', { class: `w${Math.floor(10 * done / boxes.length)}` })),
    `${done} of ${boxes.length} tasks`) : null;
}

function listIssues({ issues, repository }) {
  if (!issues.length)
    return make('div', { class: 'empty' }, 'There are no issues yet. A run opens one when it starts.');
  const row = issue => make('li', { 'data-testid': 'issue' }, dot(issue),
    make('div', { class: 'grow' },
      make('a', { class: 'name', href: `/${repository}/issues/${issue.number}` }, issue.title), ' ',
      issue.labels.map(label),
      make('div', { class: 'soft' },
        `#${issue.number} opened by ${issue.user.login}, `, when(issue.created_at), tasks(issue))),
    issue.comments ? make('span', { class: 'soft' }, `💬 ${issue.comments}`) : null);
  return make('ul', { class: 'list' }, [...issues].reverse().map(row));
}

const post = each => make('article', {
  class: 'post', id: each.issue_url ? `issuecomment-${each.id}` : null, 'data-testid': 'post',
},
  make('div', { class: 'head' }, make('b', {}, each.user.login), ' wrote ', when(each.created_at),
    each.updated_at !== each.created_at && each.issue_url ? ' (edited)' : null),
  markdown(each.body ?? '', 'div', 'body'));

function oneIssue(issue) {
  document.title = `${issue.title} #${issue.number} (sandbox)`;
  return make('div', {},
    make('h1', { 'data-testid': 'title' }, issue.title, make('span', {}, ` #${issue.number}`)),
    make('div', { class: 'under' }, make('span', { class: `badge ${issue.state}`, 'data-testid': 'state' },
      issue.state === 'open' ? '◉ Open' : '✔ Closed'), issue.labels.map(label), tasks(issue)),
    post(issue), issue.conversation.map(post));
}

function listBranches({ refs, repository }) {
  const row = (icon, prefix, each) => make('li', { 'data-testid': 'branch' },
    make('span', {}, icon), make('span', { class: 'grow name' }, each.ref.slice(prefix.length)),
    make('span', { class: 'soft' }, each.message), make('code', {}, each.sha.slice(0, 10)));
  const rows = (icon, prefix) =>
    refs.filter(each => each.ref.startsWith(prefix)).map(each => row(icon, prefix, each));
  return make('ul', { class: 'list' }, rows('⎇', 'refs/heads/'), rows('🏷', 'refs/tags/'));
}

// The form is not redrawn with the page, so that typed text is not lost.
function drawForm(issue) {
  $('form').hidden = !issue;
  view.number = issue?.number;
  if (!$('who').options.length)
    $('who').append(...view.state.people.map(({ login, is_staff }) =>
      make('option', { value: login }, is_staff ? login : `${login} (not staff)`)));
}

async function comment(event) {
  event.preventDefault();
  const answer = await fetch('/_sandbox/comment', {
    method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user: $('who').value, number: view.number, body: $('composer').value }),
  });
  $('problem').textContent = answer.ok ? '' : (await answer.json()).error;
  $('problem').hidden = answer.ok;
  if (answer.ok) $('composer').value = '';
}

function draw() {
  const { repository, issues, refs } = view.state;
  const [, , , room, number] = location.pathname.split('/');
  $('repository').textContent = repository;
  $('tab-issues').href = `/${repository}/issues`;
  $('tab-branches').href = `/${repository}/branches`;
  $('tab-issues').setAttribute('aria-current', room === 'branches' ? 'false' : 'page');
  $('tab-branches').setAttribute('aria-current', room === 'branches' ? 'page' : 'false');
  $('issue-count').textContent = issues.filter(issue => issue.state === 'open').length;
  $('branch-count').textContent = refs.filter(each => each.ref.startsWith('refs/heads/')).length;

  const wanted = room === 'issues' && number && issues.find(issue => String(issue.number) === number);
  drawForm(wanted);
  const opened = [...document.querySelectorAll('details')].map(each => each.open);
  const page = room === 'branches' ? listBranches(view.state)
    : wanted ? oneIssue(wanted)
      : room === 'issues' && number ? make('div', { class: 'empty' }, `There is no issue ${number}.`)
        : listIssues(view.state);
  $('main').replaceChildren(page);
  [...document.querySelectorAll('details')].forEach((each, at) => { each.open = opened[at] ?? false; });
}

async function watch() {
  try {
    const answer = await fetch(`/_sandbox/state?version=${view.version ?? ''}`);
    if (answer.status === 200) {
      view.state = await answer.json();
      view.version = view.state.version;
      draw();
    }
  } catch {
    if (!document.querySelector('main .problem'))
      $('main').prepend(make('div', { class: 'problem' }, 'The sandbox has stopped.'));
  }
  setTimeout(watch, 1000);
}

$('form').addEventListener('submit', comment);
watch();
