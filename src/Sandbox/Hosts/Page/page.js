'use strict';

const pollEvery = 1000;
const cards = new Map();
const buttons = [['Power off', 'power', { on: false }], ['Power on', 'power', { on: true }], ['Repair', 'repair', {}]];

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function report(sentence) {
  const problem = document.getElementById('problem');
  problem.textContent = sentence;
  problem.hidden = !sentence;
}

async function send(host, act, body, method = 'POST') {
  try {
    const answer = await fetch(`/_sandbox/hosts/${host}/${act}`, {
      method, headers: { 'Content-Type': 'application/json' },
      body: method === 'POST' ? JSON.stringify(body) : undefined,
    });
    report(answer.ok ? '' : (await answer.json()).error);
    await look();
  } catch {
    report('The demo does not answer. Was it stopped?');
  }
}

// The controls are kept while the rest of a card is redrawn, so that a choice that was just made is not lost.
function card(name, faults) {
  const seen = make('div', { class: 'seen' });
  const says = make('p', { class: 'says' });
  const select = make('select', { 'aria-label': `Fault of ${name}`, 'data-testid': `fault-${name}` },
    ...faults.map(one => make('option', { value: one.fault }, one.fault)));
  const say = () => { says.textContent = faults.find(one => one.fault === select.value).says; };
  select.value = 'never-back';
  select.addEventListener('change', say);
  say();
  const form = make('form', {}, select, make('button', { class: 'break', 'data-testid': `break-${name}` }, 'Break'));
  form.addEventListener('submit', event => { event.preventDefault(); send(name, 'faults', { fault: select.value }); });
  const acts = make('div', { class: 'acts' });
  for (const [label, act, body] of buttons) {
    const id = `${label.toLowerCase().replace(' ', '-')}-${name}`;
    const button = make('button', { type: 'button', 'data-testid': id }, label);
    button.addEventListener('click', () => send(name, act, body));
    acts.append(button);
  }
  const article = make('article', { 'data-testid': `host-${name}` }, seen, form, says, acts);
  document.getElementById('hosts').append(article);
  return { seen, last: '' };
}

function parts(list) {
  return make('ul', { class: 'parts' }, ...list.map(({ name, state, well }) =>
    make('li', { class: well ? '' : 'unwell', title: state }, well ? name : `${name}: ${state}`)));
}

function draw(host, where) {
  const text = JSON.stringify(host);
  if (where.last === text) return;
  const isOpen = where.seen.querySelector('details')?.open;
  where.last = text;
  where.seen.className = `seen ${host.state}`;
  where.seen.replaceChildren(
    make('h2', {}, host.name, make('span', { class: `state ${host.state}` }, host.state),
      make('span', { class: 'kernel' }, `${host.kernel}, ${host.boots} boots`)),
    parts(host.containers), parts(host.services));
  if (host.changed.length) {
    where.seen.append(make('details', isOpen ? { open: '' } : {}, make('summary', {}, `${host.changed.length} changed`),
      make('ul', {}, ...host.changed.map(one => make('li', {}, one)))));
  } else {
    where.seen.append(make('p', { class: 'same' }, 'nothing changed'));
  }
  if (host.faults.length) where.seen.append(make('p', { class: 'waiting' }, `Armed: ${host.faults.join('; ')}`));
}

async function look() {
  const { hosts, faults } = await (await fetch('/_sandbox/hosts')).json();
  for (const host of hosts) {
    if (!cards.has(host.name)) cards.set(host.name, card(host.name, faults));
    draw(host, cards.get(host.name));
  }
}

async function watch() {
  try {
    await look();
  } catch {
    report('The demo does not answer. Was it stopped?');
  }
  setTimeout(watch, pollEvery);
}

watch();
