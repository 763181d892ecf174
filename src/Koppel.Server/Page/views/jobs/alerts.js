// Of a job's form: who hears of what.
import { el, w } from '../../words.js';
import { check, field } from './fields.js';

const Kinds = ['failed', 'recovered', 'rejected'];
const Smtp = ['host', 'from', 'port', 'security', 'user', 'password'];

/** The fields with what stands in the settings; values() gives what is written there then. */
export function alertFields(settings) {
  const of = key => settings['alerts.' + key] ?? '';
  const on = of('on')
    .split(',')
    .map(one => one.trim());
  const webhook = field('webhook', w('jobs.alerts.webhook'), { value: of('webhook'), note: w('jobs.form.webhook') });
  const mail = field('mail', w('jobs.form.mail'), { value: of('mail'), note: w('jobs.form.mail.note') });
  const above = field('above', w('jobs.form.above'), { value: of('rejected_above'), placeholder: '2 %' });
  const kinds = Kinds.map(kind => check('on-' + kind, w('jobAlert.' + kind), !of('on') || on.includes(kind)));
  const smtp = Smtp.map(key => field('smtp-' + key, w('jobSmtp.' + key), { value: of('smtp.' + key) }));

  function values() {
    const isTold = webhook.value() !== '' || mail.value() !== '';
    const chosen = Kinds.filter((_, at) => kinds[at].value());
    return {
      'alerts.webhook': webhook.value(),
      'alerts.mail': mail.value(),
      'alerts.on': !isTold || chosen.length === Kinds.length ? '' : chosen.join(','),
      'alerts.rejected_above': isTold ? above.value() : '',
      ...Object.fromEntries(Smtp.map((key, at) => ['alerts.smtp.' + key, mail.value() === '' ? '' : smtp[at].value()])),
    };
  }

  return {
    values,
    element: el(
      'div',
      { class: 'stack' },
      webhook.element,
      mail.element,
      el(
        'fieldset',
        { class: 'choice' },
        el('legend', {}, w('jobs.form.on')),
        kinds.map(kind => kind.element),
      ),
      above.element,
      el(
        'details',
        { open: of('mail') !== '' },
        el('summary', {}, w('jobs.form.smtp')),
        el(
          'div',
          { class: 'columns' },
          smtp.map(one => one.element),
        ),
      ),
    ),
  };
}
