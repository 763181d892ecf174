// How long what is kept: written into the configuration, whose comments stay.
import { call, sentence } from '../../api.js';
import { toast } from '../../parts/say.js';
import { el, w } from '../../words.js';

export function keep(told) {
  if (told.faults)
    return el(
      'div',
      { class: 'notice' },
      el('p', {}, w('settings.keep.broken')),
      el(
        'ul',
        { lang: 'en' },
        told.faults.map(fault => el('li', {}, fault)),
      ),
    );
  let etag = told.etag;
  const rows = told.keep.map(setting => ({ ...setting, input: input(setting) }));
  const wrong = el('p', { class: 'bad', role: 'alert', hidden: true });
  const form = el(
    'form',
    { class: 'keep', novalidate: true },
    el('p', { class: 'quiet' }, w('settings.keep.text')),
    rows.map(one =>
      el(
        'div',
        { class: 'days' },
        el('label', { for: one.input.id }, w('settings.keep.' + one.name)),
        el('span', { class: 'line' }, one.input, el('span', { class: 'quiet' }, w('settings.days'))),
      ),
    ),
    wrong,
    el('p', {}, el('button', { type: 'submit', class: 'primary', id: 'keep-save' }, w('settings.save'))),
  );
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const other = rows.filter(one => (one.input.value.trim() || null) !== one.value);
    wrong.hidden = true;
    if (other.length === 0) return toast(w('settings.keep.same'));
    try {
      const values = Object.fromEntries(other.map(one => [one.name, one.input.value.trim() || null]));
      const answer = await call('PUT', 'settings/keep', { values }, { 'If-Match': etag });
      etag = answer.headers.get('ETag');
      for (const one of other) one.value = one.input.value.trim() || null;
      toast(w('settings.saved'));
    } catch (fault) {
      wrong.replaceChildren(el('span', {}, sentence(fault)));
      wrong.hidden = false;
    }
    return undefined;
  });
  return form;
}

const input = setting =>
  el('input', { id: 'keep-' + setting.name, value: setting.value ?? '', inputmode: 'decimal', autocomplete: 'off', placeholder: '∞' });
