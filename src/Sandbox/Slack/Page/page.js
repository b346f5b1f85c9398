'use strict';

const emoji = {
  '+1': '👍', '-1': '👎', white_check_mark: '✅', heavy_check_mark: '✔️', x: '❌', warning: '⚠️', hourglass: '⌛',
  hourglass_flowing_sand: '⏳', rocket: '🚀', tada: '🎉', eyes: '👀', no_entry: '⛔', no_entry_sign: '🚫',
  octagonal_sign: '🛑', arrows_counterclockwise: '🔄', arrow_right: '➡️', arrow_forward: '▶️', canary: '🐤',
  hatching_chick: '🐣', baby_chick: '🐤', bird: '🐦', question: '❓', grey_question: '❔', exclamation: '❗', wrench: '🔧',
  hammer_and_wrench: '🛠️', double_vertical_bar: '⏸️', pause_button: '⏸️', white_circle: '⚪', large_blue_circle: '🔵',
  large_green_circle: '🟢', large_yellow_circle: '🟡', red_circle: '🔴', heart: '❤️', wave: '👋', robot_face: '🤖',
  raised_hand: '✋', hand: '✋', ok_hand: '👌', pray: '🙏', zzz: '💤', fire: '🔥', lock: '🔒', key: '🔑', memo: '📝',
  clipboard: '📋', books: '📚', link: '🔗', clock1: '🕐', stopwatch: '⏱️', alarm_clock: '⏰', rewind: '⏪',
  leftwards_arrow_with_hook: '↩️', black_square_for_stop: '⏹️', information_source: 'ℹ️', bulb: '💡', package: '📦',
  mag: '🔍', bell: '🔔', no_bell: '🔕', raised_hands: '🙌', thinking_face: '🤔', seedling: '🌱', sos: '🆘',
  rotating_light: '🚨', heavy_minus_sign: '➖',
};
const tones = { 2: '🏻', 3: '🏼', 4: '🏽', 5: '🏾', 6: '🏿' };
const pickable = ['+1::skin-tone-2', '+1::skin-tone-3', '+1::skin-tone-4', '+1::skin-tone-5', '+1::skin-tone-6',
  '-1', 'rewind', 'eyes', 'tada', 'x'];

const $ = id => document.getElementById(id);
const view = {
  who: sessionStorage.who || 'U0MEK', channel: '', version: null, thread: null, picker: null, state: null,
};
const permalink = location.pathname.match(/^\/archives\/(\w+)\/p(\d+)(\d{6})$/);
if (permalink) view.channel = permalink[1];
let mark = permalink ? `${permalink[2]}.${permalink[3]}` : null;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'onclick') element.addEventListener('click', value);
    else if (value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

const plain = text => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
const person = id => view.state.people.find(each => each.id === id) ?? { id, name: id, real_name: id, kind: 'member' };

function picture(name) {
  const [base, tone] = name.split('::skin-tone-');
  return (emoji[base] ?? `:${base}:`) + (tones[tone] ?? '');
}

const tokens = new RegExp([
  /```\n?([\s\S]+?)```/, /`([^`\n]+)`/, /<([^<>|\s]+)(?:\|([^<>]*))?>/, /(?<![\w*])\*(?=\S)([^*\n]+?)\*(?![\w*])/,
  /(?<!\w)_(?=\S)([^_\n]+?)_(?!\w)/, /(?<!\w)~(?=\S)([^~\n]+?)~(?!\w)/, /:([a-z0-9_+-]+(?:::skin-tone-[2-6])?):/,
].map(each => each.source).join('|'), 'g');

function mrkdwn(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(tokens)) {
    const [all, block, code, target, label, bold, italic, struck, name] = match;
    nodes.push(plain(text.slice(from, match.index)));
    from = match.index + all.length;
    if (block !== undefined) nodes.push(make('pre', {}, plain(block)));
    else if (code !== undefined) nodes.push(make('code', {}, plain(code)));
    else if (target !== undefined) nodes.push(reference(plain(target), label));
    else if (bold !== undefined) nodes.push(make('b', {}, mrkdwn(bold)));
    else if (italic !== undefined) nodes.push(make('i', {}, mrkdwn(italic)));
    else if (struck !== undefined) nodes.push(make('s', {}, mrkdwn(struck)));
    else nodes.push(make('span', { title: all }, picture(name)));
  }
  nodes.push(plain(text.slice(from)));
  return nodes;
}

function reference(target, label) {
  if (target.startsWith('@')) return make('span', { class: 'mention' }, `@${person(target.slice(1)).name}`);
  if (target.startsWith('#')) return make('span', { class: 'mention' }, `#${plain(label ?? target.slice(1))}`);
  if (target.startsWith('!')) return make('span', { class: 'mention' }, plain(label ?? `@${target.slice(1)}`));
  if (!/^(https?|mailto):/.test(target)) return plain(label ?? target);
  return make('a', { href: target, rel: 'noreferrer', target: '_blank' }, plain(label ?? target));
}

function prose(text) {
  return text.split(/\n?((?:^(?:&gt;|>).*\n?)+)/m).filter(part => part).map(part => /^(&gt;|>)/.test(part)
    ? make('blockquote', {}, mrkdwn(part.replace(/^(&gt;|>) ?/gm, '').trimEnd()))
    : mrkdwn(part)).flat();
}

function buttonNode(button, message) {
  const press = () => act('press', {
    channel: view.channel, ts: message.ts, action: button.action_id, value: button.value,
  });
  return make('button', {
    class: button.style ?? '', 'data-testid': 'button', 'data-action': button.action_id, 'data-value': button.value,
    onclick: () => { if (!button.confirm || confirm(plain(button.confirm.text.text))) press(); },
  }, button.text.text);
}

function blockNode(block, message) {
  const words = part => part?.type === 'mrkdwn' ? prose(part.text) : [plain(part?.text ?? '')];
  switch (block.type) {
    case 'header': return make('h3', {}, mrkdwn(block.text?.text ?? ''));
    case 'divider': return make('hr');
    case 'context': return make('div', { class: 'context' }, (block.elements ?? []).flatMap(words));
    case 'section': return make('div', {}, block.text ? words(block.text) : [],
      (block.fields ?? []).map(field => make('div', {}, words(field))),
      block.accessory ? make('div', { class: 'actions' }, buttonNode(block.accessory, message)) : null);
    case 'actions': return make('div', { class: 'actions' }, block.elements.map(button => buttonNode(button, message)));
    default: return make('div', { class: 'context' }, `[${block.type}]`);
  }
}

const body = message =>
  message.blocks?.length ? message.blocks.map(block => blockNode(block, message)) : prose(message.text);

function byline(message) {
  const author = person(message.user);
  const when = new Date(Number(message.ts) * 1000);
  return make('div', { class: 'by' }, make('b', {}, author.real_name),
    author.kind === 'bot' ? make('span', { class: 'tag' }, 'APP') : null,
    ['guest', 'outsider'].includes(author.kind) ? make('span', { class: 'tag' }, author.kind.toUpperCase()) : null,
    make('time', { datetime: when.toISOString(), title: `${when.toLocaleString()} (${message.ts})` },
      when.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })));
}

function avatar(id) {
  const sum = [...id].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return make('div', { class: `avatar ${id === 'U0OLUPGRADE' ? 'app' : 'c' + sum % 6}`, 'aria-hidden': 'true' },
    person(id).real_name[0]);
}

function reactions(message) {
  const mine = name => message.reactions?.find(each => each.name === name)?.users.includes(view.who) ?? false;
  const toggle = name => () => act('react', { channel: view.channel, ts: message.ts, name, on: !mine(name) });
  const existing = (message.reactions ?? []).map(each => make('button', {
    class: mine(each.name) ? 'mine' : '', 'data-testid': 'reaction', 'data-name': each.name,
    title: each.users.map(id => person(id).real_name).join(', '), onclick: toggle(each.name),
  }, `${picture(each.name)} ${each.count}`));
  const thumb = make('button', {
    class: 'quiet', 'data-testid': 'thumbs-up', title: 'Thumbs up', onclick: toggle('+1'),
  }, '👍');
  const open = view.picker === message.ts;
  const more = make('button', { class: 'quiet', 'data-testid': 'picker', 'aria-expanded': open, title: 'More reactions',
    onclick: () => { view.picker = open ? null : message.ts; draw(); } }, '☺ …');
  const choice = open ? make('span', { class: 'picker' }, pickable.map(name => make('button', {
    title: name, 'data-testid': 'pick', 'data-name': name,
    onclick: () => { view.picker = null; toggle(name)(); },
  }, picture(name)))) : null;
  const reply = message.thread_ts && message.thread_ts !== message.ts ? null : make('button', {
    class: 'quiet', 'data-testid': 'reply', onclick: () => enterThread(message) }, 'Reply');
  return [existing.length ? make('div', { class: 'chips' }, existing) : null,
    make('div', { class: 'tools' }, choice, thumb, more, reply)];
}

function item(message) {
  const whisper = message.is_ephemeral;
  return make('li', { 'data-ts': message.ts, 'data-testid': whisper ? 'ephemeral' : null },
    make('div', {
      class: `message${whisper ? ' whisper' : ''}`, 'data-testid': whisper ? null : 'message', 'data-ts': message.ts,
    },
      avatar(message.user), byline(message),
      make('div', { class: 'text', 'data-testid': 'text' }, body(message),
        message.edited ? make('span', { class: 'edited' }, '(edited)') : null),
      whisper ? make('div', { class: 'only' }, '👁 only visible to you') : reactions(message)));
}

// Unchanged messages keep their elements, so that a click never hits a button that has just been replaced.
function fill(list, messages, replies) {
  const old = new Map([...list.children].map(child => [child.dataset.ts, child]));
  const wanted = messages.map(message => {
    const mine = replies?.get(message.ts) ?? [];
    const key = JSON.stringify([message, mine, view.who, view.picker === message.ts]);
    const kept = old.get(message.ts);
    if (kept?.key === key) return kept;
    const fresh = item(message);
    fresh.key = key;
    if (mine.length) {
      const thread = kept?.querySelector(':scope > ol') ?? make('ol', { 'data-testid': 'thread' });
      fill(thread, mine);
      fresh.append(thread);
    }
    return fresh;
  });
  list.replaceChildren(...wanted);
}

function draw() {
  const { people, channels, messages, whispers, connections } = view.state;
  const channel = channels.find(each => each.id === view.channel);
  if ($('who').options.length !== people.length) {
    $('who').replaceChildren(...people.map(each => make('option', {
      value: each.id, disabled: each.kind === 'deactivated' || each.id === 'USLACKBOT' ? '' : null,
    }, each.kind === 'member' ? each.real_name : `${each.real_name} (${each.kind})`)));
    $('who').value = view.who;
  }
  $('channels').replaceChildren(...channels.map(each => make('button', {
    'data-testid': 'channel', 'aria-current': each.id === view.channel ? 'page' : null,
    onclick: () => { view.channel = each.id; view.version = null; leaveThread(); poll(); },
  }, `${each.private ? '🔒' : '#'} ${each.name}`)));
  $('title').textContent = `# ${channel.name}`;
  $('members').textContent = channel.id;
  $('hosts').hidden = !view.state.hosts;
  if (view.state.hosts) $('hosts').href = view.state.hosts;
  $('status').textContent = connections ? `OlUpgrade is connected (${connections})` : 'OlUpgrade is not connected';
  $('status').classList.toggle('on', connections > 0);
  $('composer').placeholder = view.thread ? 'Reply in the thread' : `Message #${channel.name}`;

  drawForm();
  drawScheduled();
  const list = $('messages');
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  const replies = new Map();
  const surface = [];
  for (const each of [...messages, ...whispers].sort((a, b) => a.ts < b.ts ? -1 : 1)) {
    if (!each.thread_ts || each.thread_ts === each.ts) surface.push(each);
    else replies.set(each.thread_ts, [...(replies.get(each.thread_ts) ?? []), each]);
  }
  if (surface.length) fill(list, surface, replies);
  else list.replaceChildren(make('li', { class: 'empty' }, 'No messages yet.'));
  if (atEnd) list.scrollTop = list.scrollHeight;
  showMark();
}

// An unchanged form keeps its element, so that typed text is not lost.
function drawForm() {
  const form = view.state.forms[0];
  const old = $('modal').dataset.view;
  if (old === (form?.id ?? '')) return showErrors(form);
  $('modal').dataset.view = form?.id ?? '';
  $('modal').hidden = !form;
  if (!form) return;
  const fields = form.blocks.map(block => block.type !== 'input' ? blockNode(block, {}) : make('label', {},
    `${block.label.text}${block.optional ? ' (optional)' : ''}`,
    block.element.type === 'static_select'
      ? make('select', { 'data-field': block.block_id }, make('option', { value: '' }, ''),
        block.element.options.map(option => make('option', { value: option.value }, option.text.text)))
      : make('input', { 'data-field': block.block_id, maxlength: block.element.max_length ?? null }),
    make('span', { class: 'error', role: 'alert', 'data-error': block.block_id })));
  const filled = () => Object.fromEntries(
    [...$('modal').querySelectorAll('[data-field]')].map(each => [each.dataset.field, each.value]));
  const close = make('button', {
    'data-testid': 'close', onclick: () => act('close', { view: form.id }),
  }, form.close?.text ?? 'Close');
  const submit = make('button', {
    class: 'primary', 'data-testid': 'submit', onclick: () => act('submit', { view: form.id, filled: filled() }),
  }, form.submit.text);
  $('modal').replaceChildren(
    make('h2', {}, form.title.text), make('p', { class: 'error', role: 'alert', 'data-error': '' }),
    ...fields, make('div', { class: 'actions' }, close, submit));
  showErrors(form);
}

function showErrors(form) {
  for (const place of $('modal').querySelectorAll('[data-error]'))
    place.textContent = form?.errors[place.dataset.error] ?? '';
}

function drawScheduled() {
  const waiting = view.state.scheduled.filter(each => each.channel_id === view.channel);
  $('scheduled').hidden = waiting.length === 0;
  $('scheduled').textContent = waiting.map(each =>
    `Scheduled for ${new Date(each.post_at * 1000).toLocaleTimeString()}: ${plain(each.text)}`).join('\n');
}

function showMark() {
  const found = mark && document.querySelector(`.message[data-ts="${mark}"]`);
  if (!found) return;
  found.classList.add('marked');
  found.scrollIntoView({ block: 'center' });
  mark = null;
}

function enterThread(message) {
  view.thread = message.ts;
  $('target').hidden = false;
  $('target').firstElementChild.textContent = `Replying in the thread of ${person(message.user).real_name}`;
  $('composer').focus();
}

function leaveThread() {
  view.thread = null;
  $('target').hidden = true;
}

async function act(what, details) {
  const answer = await fetch(`/_sandbox/${what}`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user: view.who, ...details }),
  });
  const problem = answer.ok ? '' : (await answer.json()).error;
  $('problem').textContent = problem;
  $('problem').hidden = !problem;
  await poll();
  return answer.ok;
}

async function send(event) {
  event?.preventDefault();
  const text = $('composer').value.trim();
  if (!text) return;
  $('messages').scrollTop = $('messages').scrollHeight;
  if (await act('say', { channel: view.channel, text, thread_ts: view.thread })) $('composer').value = '';
  grow();
}

function grow() {
  $('composer').style.height = 'auto';
  $('composer').style.height = `${$('composer').scrollHeight}px`;
}

async function poll() {
  const asked = { user: view.who, channel: view.channel };
  const query = new URLSearchParams({ ...asked, version: view.version ?? '' });
  const answer = await fetch(`/_sandbox/state?${query}`);
  if (answer.status !== 200 || asked.user !== view.who || asked.channel !== view.channel) return;
  view.state = await answer.json();
  view.version = view.state.version;
  view.channel = view.state.channel;
  draw();
}

async function watch() {
  try {
    await poll();
  } catch {
    $('status').textContent = 'The sandbox has stopped';
    $('status').classList.remove('on');
  }
  setTimeout(watch, 1000);
}

$('form').addEventListener('submit', send);
$('leave').addEventListener('click', leaveThread);
$('composer').addEventListener('input', grow);
$('composer').addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event);
});
$('who').addEventListener('change', () => {
  view.who = sessionStorage.who = $('who').value;
  view.version = null;
  poll();
});
watch();
