import { post, sentence } from '../api.js';
import { el, w } from '../words.js';
import { open } from './dialog.js';
import { toast } from './say.js';

/** Undo is a load like any other: its statement is shown, run, and asks with its plan. */
export async function undo(ledger, runScript) {
  const choice = el('input', { type: 'checkbox', id: 'delete-created' });
  const given = await open(
    w('undo.title'),
    [el('p', {}, w('undo.text')), el('label', { class: 'check', for: 'delete-created' }, choice, ' ', w('undo.created'))],
    [
      { name: '', label: w('cancel') },
      { name: 'yes', label: w('undo.plan'), kind: 'primary', isFirst: true },
    ],
  );
  if (given !== 'yes') return;
  try {
    const { script } = await post(`ledger/runs/${ledger}/undo`, { deleteCreated: choice.checked });
    await runScript(script);
  } catch (fault) {
    toast(sentence(fault), true);
  }
}
