// Uses Slack's own clients with the emulated Slack and prints everything that they see, as lines of JSON.
import { WebClient } from '@slack/web-api';
import { SocketModeClient } from '@slack/socket-mode';

const { SLACK_API, SLACK_BOT, SLACK_APP, SLACK_CHANNEL } = process.env;
const say = (what, seen) => process.stdout.write(`${JSON.stringify({ what, seen })}\n`);
const web = new WebClient(SLACK_BOT, { slackApiUrl: SLACK_API, retryConfig: { retries: 0 } });

const blocks = [
  { type: 'section', text: { type: 'mrkdwn', text: 'Pick *one*' } },
  { type: 'actions', block_id: 'choices', elements: [
    { type: 'button', action_id: 'retry', text: { type: 'plain_text', text: 'Retry' }, value: '7|40|ol-dev' }] },
];
const modal = {
  type: 'modal', callback_id: 'skip', private_metadata: '7|40|ol-dev', title: { type: 'plain_text', text: 'Skip' },
  submit: { type: 'plain_text', text: 'Skip it' }, close: { type: 'plain_text', text: 'Back' },
  blocks: [{ type: 'input', block_id: 'reason', label: { type: 'plain_text', text: 'Why?' },
    element: { type: 'plain_text_input', action_id: 'reason' } }],
};

async function refused(call) {
  try {
    await call();
    return 'taken';
  } catch (problem) {
    return problem.data?.error ?? String(problem);
  }
}

async function callAll() {
  say('auth', (await web.auth.test()).user_id);
  const posted = await web.chat.postMessage({ channel: SLACK_CHANNEL, text: 'Pick one', blocks,
    metadata: { event_type: 'olupgrade', event_payload: { marker: 'sdk' } } });
  say('posted', posted.message.blocks.length);
  await web.chat.update({ channel: SLACK_CHANNEL, ts: posted.ts, text: 'Pick again', blocks });
  const history = await web.conversations.history({ channel: SLACK_CHANNEL, include_all_metadata: true });
  say('history', history.messages.find(message => message.ts === posted.ts).metadata.event_payload.marker);
  await web.reactions.add({ channel: SLACK_CHANNEL, timestamp: posted.ts, name: 'eyes' });
  const reacted = await web.reactions.get({ channel: SLACK_CHANNEL, timestamp: posted.ts, full: true });
  say('reactions', reacted.message.reactions[0].name);
  const soon = Math.floor(Date.now() / 1000) + 3600;
  const scheduled = await web.chat.scheduleMessage({ channel: SLACK_CHANNEL, text: 'later', post_at: soon });
  const listed = async () => (await web.chat.scheduledMessages.list({ channel: SLACK_CHANNEL })).scheduled_messages;
  say('scheduled', (await listed()).map(each => each.post_at === soon));
  const { scheduled_message_id } = scheduled;
  await web.chat.deleteScheduledMessage({ channel: SLACK_CHANNEL, scheduled_message_id });
  say('unscheduled', (await listed()).length);
  say('group', (await web.usergroups.users.list({ usergroup: 'S0STAFF' })).users.length);
  say('refused', [
    await refused(() => web.chat.postMessage({ channel: SLACK_CHANNEL, text: 'x', blocks: [{ type: 'invented' }] })),
    await refused(() => web.chat.scheduleMessage({ channel: SLACK_CHANNEL, text: 'x', post_at: 1 })),
    await refused(() => web.views.open({ trigger_id: 'none', view: modal })),
    await refused(() => web.conversations.history({ channel: 'C0RANDOM' })),
  ]);
  return posted.ts;
}

const ts = await callAll();
const socket = new SocketModeClient({ appToken: SLACK_APP, clientOptions: { slackApiUrl: SLACK_API } });
let connections = 0;
socket.on('connected', () => say('connected', { connections: ++connections, ts }));
socket.on('slash_commands', async ({ body, ack }) => {
  await ack({ response_type: 'ephemeral', text: `heard ${body.text}` });
  say('command', body.text);
});
socket.on('interactive', async ({ body, ack }) => {
  await ack();
  if (body.type === 'block_actions') {
    say('pressed', { action: body.actions[0].action_id, value: body.actions[0].value, user: body.user.id });
    await web.views.open({ trigger_id: body.trigger_id, view: modal });
    say('twice', await refused(() => web.views.open({ trigger_id: body.trigger_id, view: modal })));
  } else if (body.type === 'view_submission') {
    say('sent', { value: body.view.private_metadata, reason: body.view.state.values.reason.reason.value });
  }
});
socket.on('app_mention', async ({ event, ack }) => {
  await ack();
  say('mentioned', { text: event.text, thread: event.thread_ts === ts });
});
await socket.start();
process.stdin.on('end', async () => {
  await socket.disconnect();
  process.exit(0);
}).resume();
