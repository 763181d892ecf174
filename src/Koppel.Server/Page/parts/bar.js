import { theme } from '../shared/theme.js';
import { bind, currentLanguage, el, speak, tell, tellAgain, w } from '../words.js';

/** The head of the page. */
export function bar(place, actions) {
  const running = el('span', { class: 'running', id: 'running' });
  const banner = el('span', { class: 'banner', hidden: true });
  const link = el('span', { class: 'sandbox' });
  const state = el('span', { class: 'lost', role: 'status', hidden: true }, w('lost'));
  const light = el('button', { type: 'button', class: 'quiet', id: 'theme' });
  const language = el(
    'div',
    { class: 'languages', role: 'group', 'aria-label': w('language') },
    ['en', 'nl'].map(name =>
      el(
        'button',
        { type: 'button', lang: name, 'data-language': name, title: name === 'en' ? 'English' : 'Nederlands', onclick: () => speak(name) },
        name.toUpperCase(),
      ),
    ),
  );
  bind(language, own =>
    own.querySelectorAll('button').forEach(one => one.setAttribute('aria-pressed', String(one.dataset.language === currentLanguage()))),
  );
  const menu = el(
    'button',
    {
      type: 'button',
      class: 'quiet side-switch',
      id: 'side-switch',
      'aria-expanded': 'false',
      'aria-controls': 'side',
      onclick: actions.side,
    },
    w('tree'),
  );
  place.append(
    menu,
    el('h1', { class: 'brand' }, 'Koppel'),
    banner,
    link,
    el('span', { class: 'gap' }),
    state,
    running,
    light,
    language,
    el(
      'button',
      { type: 'button', class: 'quiet icon', id: 'help', 'aria-label': w('help'), title: w('help'), onclick: actions.help },
      '?',
    ),
  );
  theme(light);
  bind(light, own => own.setAttribute('aria-label', w('theme').text()));
  const spoken = () => {
    const name = document.documentElement.dataset.theme;
    light.replaceChildren(
      el('span', { 'aria-hidden': 'true' }, { auto: '◐', light: '☀', dark: '☾' }[name]),
      ' ',
      w('theme.' + name).text(),
    );
    light.setAttribute('aria-label', `${w('theme')}: ${w('theme.' + name)}`);
  };
  bind(light, spoken);
  // What shows the theme shows it anew, this button with it.
  window.addEventListener('theme', tellAgain);
  return {
    /** The links of the views stand before this. */
    views: banner,
    about(told) {
      banner.hidden = !told.isInvented;
      banner.replaceChildren(el('span', {}, w('demo')));
      link.replaceChildren(
        ...(told.sandbox?.viewer ? [el('a', { href: told.sandbox.viewer, target: '_blank', rel: 'noopener' }, w('sandbox'))] : []),
      );
    },
    running(count) {
      running.classList.toggle('some', count > 0);
      tell(running, count > 0 ? w('running', { n: count }) : '');
    },
    lost(is) {
      state.hidden = !is;
    },
  };
}
