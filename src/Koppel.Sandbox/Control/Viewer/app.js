import { make } from './parts/dom.js';
import { number } from './parts/format.js';
import { link, parse } from './parts/place.js';
import { Keeper } from './parts/keeper.js';
import { say } from './parts/say.js';
import { read } from './parts/server.js';
import { theme } from './parts/theme.js';
import { figures, groups, home, name, pages } from './pages.js';

const Every = 1500;
const main = document.getElementById('main');
const keeper = new Keeper(main);
let shown = {};
let pulse = '';
let turn = 0;
let isFirst = true;

// A page is { title, controls, read, show, told }: 'controls' stay while the rows change, 'show' turns what was read into elements, 'told' says it in
// one line to a screen reader.
async function open() {
  const place = here();
  const page = pages[place.id === undefined ? place.name : place.name + '/'];
  if (!page) return lost(place);
  const isNew = shown.page !== page || shown.place.id !== place.id;
  if (isNew) begin(page, place);
  shown.place = place;
  shown.controls?.sync(place);
  await fill({ isNew });
}

function here() {
  const place = parse(location.hash);
  return { ...place, name: place.name || home };
}

function begin(page, place) {
  keeper.leave();
  const heading = make('h1', { tabindex: -1 }, page.title);
  const body = make('div', { class: 'body', 'aria-busy': 'true' }, make('p', { class: 'quiet' }, 'Loading …'));
  const controls = page.controls?.();
  shown = { page, place, heading, body, controls, text: '' };
  main.replaceChildren(make('div', { class: 'head' }, heading, make('p', { class: 'count' })), ...(controls ? [controls.element] : []), body);
  document.title = `${page.title} · Koppel sandbox`;
  mark(place.name);
}

// Reads the page's data and shows them when they are others than before; answers of a place that was left meanwhile are dropped.
async function fill({ isNew = false, quietly = false } = {}) {
  const mine = ++turn;
  const { page, place, body } = shown;
  let data;
  try {
    data = await page.read(place);
  } catch (fault) {
    if (mine === turn && !quietly) fail(body, fault.message);
    return;
  }
  if (mine !== turn) return;
  const text = location.hash + JSON.stringify(data);
  body.setAttribute('aria-busy', 'false');
  if (text === shown.text) return;
  shown.text = text;
  const told = page.told?.(data, place) ?? '';
  keeper.keep(() => body.replaceChildren(...[page.show(data, place)].flat(Infinity).filter(Boolean)));
  main.querySelector('.count').textContent = told;
  const title = page.titleOf?.(data) ?? page.title;
  shown.heading.textContent = title;
  document.title = `${title} · Koppel sandbox`;
  if (quietly) return;
  say(told ? `${title}: ${told}` : title);
  if (isNew) keeper.arrive(shown.heading, isFirst);
  isFirst = false;
}

const again = () => fill({ quietly: true });

function fail(body, message) {
  shown.text = '';
  body.setAttribute('aria-busy', 'false');
  body.replaceChildren(make('p', { class: 'notice', role: 'alert' }, message));
}

function lost(place) {
  shown = {};
  main.replaceChildren(make('h1', { tabindex: -1 }, 'No such page'), make('p', {}, `There is no page “${place.name}”. `, make('a', { href: link(home) }, `To the ${pages[home].title.toLowerCase()}`)));
  document.title = 'No such page · Koppel sandbox';
  main.firstChild.focus();
}

function mark(name) {
  for (const anchor of document.querySelectorAll('nav#nav a')) {
    if (anchor.dataset.name === name) anchor.setAttribute('aria-current', 'page');
    else anchor.removeAttribute('aria-current');
  }
  toggleMenu(false);
}

function toggleMenu(isOpen) {
  document.getElementById('menu').setAttribute('aria-expanded', String(isOpen));
  document.body.classList.toggle('menu-open', isOpen);
}

// Looks again whenever the sandbox has been called or changed, unless the reader has stopped it.
async function watch() {
  const shownFigures = document.getElementById('figures');
  try {
    const now = await read('pulse');
    shownFigures.replaceChildren(...figures(now).flatMap(([label, value]) => figure(label, value)));
    shownFigures.classList.remove('off');
    const text = JSON.stringify(now);
    const isFresh = pulse !== '' && pulse !== text || document.querySelector('[data-passing]') !== null;
    pulse = text;
    if (isFresh && isLive() && shown.page) await fill({ quietly: true });
  } catch {
    pulse = ' ';
    shownFigures.replaceChildren(make('div', {}, make('dt', {}, 'state'), make('dd', {}, 'no answer')));
    shownFigures.classList.add('off');
  }
  setTimeout(watch, Every);
}

const figure = (label, value) => [make('div', {}, make('dd', {}, number(value)), make('dt', {}, label))];
const isLive = () => document.getElementById('live').getAttribute('aria-pressed') === 'true';

function start() {
  const brand = document.getElementById('brand');
  brand.href = link(home);
  brand.querySelector('span').textContent = name;
  document.getElementById('nav').replaceChildren(...groups.map(([title, names]) => make('section', {}, make('h2', {}, title),
    make('ul', {}, names.map(name => make('li', {}, make('a', { href: link(name), 'data-name': name }, pages[name].title)))))));
  theme(document.getElementById('theme'));
  const live = document.getElementById('live');
  live.addEventListener('click', () => {
    live.setAttribute('aria-pressed', String(!isLive()));
    if (isLive()) again();
  });
  const menu = document.getElementById('menu');
  menu.addEventListener('click', () => toggleMenu(menu.getAttribute('aria-expanded') !== 'true'));
  document.querySelector('.skip').addEventListener('click', event => {
    event.preventDefault();
    main.focus();
  });
  document.addEventListener('keydown', shortcut);
  window.addEventListener('hashchange', open);
  window.addEventListener('refresh', again);
  open();
  watch();
}

function shortcut(event) {
  if (event.key === 'Escape' && document.body.classList.contains('menu-open')) {
    toggleMenu(false);
    document.getElementById('menu').focus();
  }
  const isTyping = event.target.closest('input, select, textarea, dialog');
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
  event.preventDefault();
  const field = main.querySelector('[data-search]');
  if (field) field.focus();
  else {
    location.hash = link(home);
    window.addEventListener('hashchange', () => main.querySelector('[data-search]').focus(), { once: true });
  }
}

start();
