// The guides of the program: found by their titles, shown by elements.
import { path, read } from '../../api.js';
import { el, tell, w } from '../../words.js';
import { render } from './markdown.js';

/** All of them, with a field that finds some by title or heading. */
export function guides(list) {
  const found = el('p', { class: 'quiet', role: 'status' });
  const items = list.map(one => ({
    element: el('li', {}, el('a', { href: `#/settings/guides/${one.name}`, lang: 'en' }, one.title)),
    text: [one.title, ...one.headings].join('\n').toLowerCase(),
  }));
  const filter = el('input', { id: 'guide-filter', type: 'search', autocomplete: 'off', spellcheck: 'false' });
  const show = () => {
    const asked = filter.value.trim().toLowerCase();
    items.forEach(one => (one.element.hidden = !one.text.includes(asked)));
    tell(found, asked ? w('settings.guides.found', { n: items.filter(one => !one.element.hidden).length }) : '');
  };
  filter.addEventListener('input', show);
  return [
    el('div', { class: 'field' }, el('label', { for: 'guide-filter' }, w('settings.guides.find')), filter),
    found,
    el(
      'ul',
      { class: 'guides' },
      items.map(one => one.element),
    ),
  ];
}

/** One guide. */
export async function guide(name) {
  const told = await read('guides/' + path(name));
  return [
    el('p', {}, el('a', { href: '#/settings' }, w('settings.back'))),
    el('article', { class: 'card guide', lang: 'en' }, render(told.text)),
  ];
}
