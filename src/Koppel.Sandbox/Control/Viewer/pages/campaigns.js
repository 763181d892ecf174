import { ask } from '../parts/ask.js';
import { make } from '../parts/dom.js';
import { many } from '../parts/format.js';
import { link } from '../parts/place.js';
import { say } from '../parts/say.js';
import { read, refresh, send } from '../parts/server.js';
import { empty, table } from '../parts/table.js';

export const campaigns = {
  title: 'Campaigns',
  read: () => read('campaigns'),
  told: all => many(all.length, 'campaign'),
  show: (all, place) => all.length === 0 ? empty('There is no campaign.', 'POST /api/3/campaign makes one.') : [
    make('p', { class: 'notice', role: 'alert', hidden: true, id: 'campaign-fault' }),
    table('Campaigns', [
      { label: 'Id', number: true, wide: true, cell: row => row.id },
      { label: 'Campaign', head: true, cell: row => row.name || '(no name)' },
      { label: 'Subject', cell: row => row.subject },
      { label: 'Goes to', cell: row => [row.segment && `segment ${row.segment}`, row.toLists.length > 0 && `${row.toLists.length === 1 ? 'list' : 'lists'} ${row.toLists.join(', ')}`].filter(Boolean).join(', on ') || 'nobody' },
      { label: 'State', class: 'nowrap', cell: state },
      { label: 'Left by its link', number: true, wide: true, cell: row => row.unsubscribed },
    ], all, place, { class: 'rows' })],
};

const state = row => row.status === 'draft'
  ? make('button', { type: 'button', 'data-key': 'send-' + row.id, 'aria-label': `Send ${row.name}`, onclick: () => go(row) }, 'Send …')
  : make('a', { href: link('outbox', undefined, { campaign: row.id }), 'data-key': 'sent-' + row.id }, `sent, ${many(row.sent, 'mail')}`);

// The button that the vendor's screen has and the API lacks.
async function go(row) {
  if (!await ask(`Send “${row.name}”?`, 'Whoever is in its segment and active on its lists at this moment gets a mail in the outbox. Nothing leaves this machine.', 'Send')) return;
  const fault = document.getElementById('campaign-fault');
  try {
    const { sent } = await send('POST', `campaigns/${row.id}/send`);
    refresh();
    say(`${row.name} is sent: ${many(sent, 'mail')}.`);
  } catch (problem) {
    fault.textContent = problem.message;
    fault.hidden = false;
  }
}
