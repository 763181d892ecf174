import { el, joined, minutes, w } from '../words.js';
import { svg } from './svg.js';
import { planBooks, planDetails } from './books.js';
import { note } from './notes.js';
import { redraw } from './redraw.js';

/** What statements would do, as a picture: where rows come from, what is asked there and what is not, and where they go. */
export class PlanView {
  constructor() {
    this.element = el('div', { class: 'plans scrolled', tabindex: 0, role: 'region', 'aria-label': w('panel.plan') });
    this.show(undefined);
  }

  show(run) {
    const planned = [...(run?.statements.values() ?? [])].filter(one => one.explained || one.planned || one.confirm);
    if (planned.length === 0) {
      return this.element.replaceChildren(
        el('div', { class: 'empty' }, el('p', { class: 'title' }, w('plan.none')), el('p', {}, w('plan.none.text'))),
      );
    }
    redraw(this.element, ...planned.map(one => this.#statement(one, planned.length > 1)));
    this.draw();
  }

  #statement(one, isOfMany) {
    const tables = one.explained?.tables ?? [];
    const load = one.planned ?? one.confirm;
    const cards = tables.map((table, index) => card(table, index));
    const end = load
      ? target(load)
      : el('section', { class: 'node end' }, el('h3', {}, w('plan.result')), el('p', { class: 'quiet' }, totals(one.explained)));
    const picture = el(
      'div',
      { class: 'picture' },
      svg('svg', { class: 'lines', 'aria-hidden': 'true' }),
      el('ol', { class: 'sources', 'aria-label': w('plan.sources') }, cards),
      tables.length > 1 ? el('div', { class: 'node join' }, w('plan.join')) : null,
      end,
    );
    return el(
      'article',
      { class: 'plan' },
      el('h2', { class: isOfMany ? undefined : 'hidden' }, w('statement.number', { n: one.statement })),
      tables.length || load ? picture : el('p', { class: 'quiet' }, w('plan.nothing')),
      load ? planDetails(load.plan) : null,
      one.explained?.text || load?.text
        ? el('details', {}, el('summary', {}, w('plan.text')), el('pre', { tabindex: 0 }, one.explained?.text ?? load.text))
        : null,
    );
  }

  /** Lines between the boxes, drawn where the boxes have come to stand. */
  draw() {
    for (const picture of this.element.querySelectorAll('.picture')) lines(picture);
  }
}

function totals(explained) {
  if (!explained) return '';
  if (explained.calls === null || explained.calls === undefined) return w('plan.callsUnknown');
  return joined([w('plan.calls', { n: explained.calls }), atLimits(explained.minutes)], ' · ');
}

const atLimits = time => (time ? w('plan.atLimits', { time: minutes(time) }) : null);

function card(table, index) {
  const figures = [
    table.calls === null || table.calls === undefined
      ? table.way === 'file'
        ? null
        : w('plan.callsUnknown')
      : w('plan.calls', { n: table.calls }),
    atLimits(table.minutes),
    table.rows ? w('plan.rows', { n: table.rows }) : null,
  ];
  return el(
    'li',
    { class: 'node ' + table.way, 'data-node': index },
    el('h3', {}, el('span', { class: 'way' }, w('way.' + table.way)), ' ', el('code', {}, table.table)),
    table.lookUp ? el('p', {}, w('plan.lookUp', { column: table.lookUp.column, from: table.lookUp.from })) : null,
    el('p', { class: 'quiet' }, joined(figures, ' · ')),
    table.pushed.length
      ? el(
          'ul',
          { class: 'pushed', 'aria-label': w('plan.pushed') },
          table.pushed.map(text => el('li', {}, el('span', { class: 'hidden' }, w('plan.pushed'), ' '), text)),
        )
      : null,
    table.notPushed.length
      ? el(
          'ul',
          { class: 'not-pushed', 'aria-label': w('plan.notPushed') },
          table.notPushed.map(one =>
            el('li', {}, el('span', { class: 'hidden' }, w('plan.notPushed'), ' '), el('b', {}, one.what), one.why ? `: ${one.why}` : null),
          ),
        )
      : null,
    (table.notes ?? []).map(one => el('p', { class: 'quiet' }, note(one))),
  );
}

const target = load =>
  el(
    'section',
    { class: 'node end load' },
    el('h3', {}, el('span', { class: 'way' }, w('plan.target')), ' ', el('code', {}, load.target)),
    planBooks(load.plan),
  );

function lines(picture) {
  const canvas = picture.querySelector('svg');
  const box = picture.getBoundingClientRect();
  if (box.width === 0) return;
  const end = picture.querySelector('.end');
  const join = picture.querySelector('.join');
  const side = (element, right) => {
    const { left, right: far, top, height } = element.getBoundingClientRect();
    return { x: (right ? far : left) - box.left, y: top + height / 2 - box.top };
  };
  const path = (from, to, kind) =>
    svg('path', {
      class: kind ?? '',
      d: `M${from.x},${from.y} C${(from.x + to.x) / 2},${from.y} ${(from.x + to.x) / 2},${to.y} ${to.x},${to.y}`,
    });
  canvas.replaceChildren();
  if (side(end, false).x < side(picture.querySelector('.sources'), true).x) return;
  canvas.append(
    ...[...picture.querySelectorAll('.sources > .node')].map(node =>
      path(side(node, true), side(join ?? end, false), node.classList.contains('lookup') ? 'lookup' : ''),
    ),
  );
  if (join) canvas.append(path(side(join, true), side(end, false)));
}
