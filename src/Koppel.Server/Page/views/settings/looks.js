// How the page looks: theme, language, the zone in which times are shown.
import { currentTheme, themes, useTheme } from '../../shared/theme.js';
import { bind, currentLanguage, currentZone, el, isZone, moment, showIn, speak, w } from '../../words.js';

export function looks() {
  const theme = select('theme', themes, name => w('theme.' + name), currentTheme, useTheme);
  const language = select('language', ['en', 'nl'], name => (name === 'en' ? 'English' : 'Nederlands'), currentLanguage, speak);
  return el('div', { class: 'looks' }, theme, language, zone());
}

function select(name, words, say, current, choose) {
  const control = el(
    'select',
    { id: 'looks-' + name },
    words.map(word => el('option', { value: word }, say(word))),
  );
  const tell = () => (control.value = current());
  // Theme and language can be changed in the head of the page too.
  bind(control, tell);
  control.addEventListener('input', () => choose(control.value));
  return el('div', { class: 'field' }, el('label', { for: control.id }, w('settings.' + name)), control);
}

function zone() {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const control = el('input', {
    id: 'looks-zone',
    list: 'zones',
    value: currentZone(),
    placeholder: own,
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': 'zone-hint',
  });
  const wrong = el('p', { class: 'bad', role: 'alert', hidden: true }, w('settings.zone.wrong'));
  const now = el('p', { class: 'quiet', id: 'zone-now' });
  const tell = () => now.replaceChildren(el('span', {}, w('settings.zone.now', { time: moment(new Date().toISOString()) })));
  control.addEventListener('change', () => {
    const name = control.value.trim();
    const isRight = name === '' || isZone(name);
    wrong.hidden = isRight;
    control.setAttribute('aria-invalid', String(!isRight));
    if (!isRight) return;
    showIn(name);
    tell();
  });
  tell();
  return el(
    'div',
    { class: 'field' },
    el('label', { for: 'looks-zone' }, w('settings.zone')),
    control,
    el(
      'datalist',
      { id: 'zones' },
      Intl.supportedValuesOf('timeZone').map(name => el('option', { value: name })),
    ),
    el('p', { class: 'hint', id: 'zone-hint' }, w('settings.zone.hint', { own })),
    wrong,
    now,
  );
}
