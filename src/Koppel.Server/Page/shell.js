// Which view is in front: the address says it, as in #/runs/12. The query view is always there; the others are loaded when they are first
// opened, with their style and their words.
import { sentence } from './api.js';
import { bind, el, tell, w } from './words.js';

/** The views beside that of queries, in the order of the head. */
const Views = ['loads', 'runs', 'jobs', 'connections', 'settings'];

const Query = 'query';
const place = document.getElementById('view');
const links = el('nav', { class: 'views', 'aria-label': w('views') });
let front = { name: '', opened: null };
let parts = {};

/** Puts the links into the head and follows the address from now on; 'given' is what each view is handed. */
export function start(given, before) {
  parts = { ...given, go };
  links.append(...[Query, ...Views].map(link));
  if (Views.length > 0) before.before(links);
  window.addEventListener('hashchange', follow);
  bind(place, () => title());
  return follow();
}

export const isQuery = () => place.hidden;

export function go(address) {
  if (location.hash === address) return follow();
  location.hash = address;
  return undefined;
}

const link = name => el('a', { href: `#/${name}`, 'data-view': name }, w('view.' + name));

function asked() {
  const [name, ...path] = location.hash.replace(/^#\/?/, '').split('/').map(decoded);
  return Views.includes(name) ? { name, path } : { name: Query, path: [] };
}

// An address can be written by hand: a part that cannot be read is taken as it stands.
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

async function follow() {
  const { name, path } = asked();
  if (name === front.name) return front.opened?.went?.(path);
  const isFirst = front.name === '';
  front.opened?.close?.();
  front = { name, opened: null };
  document.body.dataset.view = name;
  links.querySelectorAll('a').forEach(one => current(one, one.dataset.view === name));
  place.hidden = name === Query;
  title();
  if (name === Query) {
    place.replaceChildren();
    return isFirst ? undefined : parts.shown();
  }
  return open(name, path);
}

const current = (one, is) => (is ? one.setAttribute('aria-current', 'page') : one.removeAttribute('aria-current'));

async function open(name, path) {
  const host = el('section', { class: `page ${name}` });
  place.replaceChildren(host);
  place.focus({ preventScroll: true });
  try {
    const [view] = await Promise.all([import(`./views/${name}.js`), style('view'), style(name)]);
    const opened = await view.open(host, { ...parts, path });
    // Another view may have come in front meanwhile.
    if (front.name !== name || !host.isConnected) return opened.close?.();
    front.opened = opened;
  } catch (fault) {
    host.replaceChildren(el('p', { class: 'notice', role: 'alert' }, sentence(fault)));
  }
  return undefined;
}

function style(name) {
  const address = `/page/styles/${name}.css`;
  if (document.querySelector(`link[href="${address}"]`)) return undefined;
  const sheet = el('link', { rel: 'stylesheet', href: address });
  const read = new Promise((done, failed) => {
    sheet.addEventListener('load', done);
    sheet.addEventListener('error', () => failed(new Error(w('fault.noAnswer').text())));
  });
  document.head.append(sheet);
  return read;
}

function title() {
  tell(document.querySelector('title'), isQuery() ? 'Koppel' : `${w('view.' + front.name)} · Koppel`);
}
