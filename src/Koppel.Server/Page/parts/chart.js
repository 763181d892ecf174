import { query, read, sentence } from '../api.js';
import { amount, el, w } from '../words.js';
import { isEnded } from './ended.js';
import { ofShown } from './shown.js';
import { svg } from './svg.js';

const Width = 900;
const Height = 220;
const Edge = { left: 56, right: 12, top: 12, bottom: 36 };

const numbers = result => result.columns.filter(column => column.kind === 'number');

/** A chart makes sense where something is counted by something else. */
const canChart = result => isEnded(result) && result.rows > 1 && result.columns.length > 1 && numbers(result).length > 0;

/** The chart of the result that is shown, and the button that opens it. */
export class ChartPanel {
  #draw = null;

  constructor(shown) {
    this.shown = shown;
    this.element = el('div', { class: 'chart', hidden: true });
    this.button = el(
      'button',
      { type: 'button', class: 'quiet', id: 'chart', 'aria-pressed': 'false', onclick: () => this.#toggle() },
      w('chart'),
    );
  }

  /** There is a button only where a chart makes sense. */
  look() {
    this.button.hidden = !canChart(this.shown());
  }

  /** Another order or part of the result is shown: so it is in the chart. */
  redraw() {
    this.#draw?.();
  }

  close() {
    this.#draw = null;
    this.element.replaceChildren();
    this.#show(false);
  }

  #toggle() {
    if (!this.element.hidden) return this.close();
    this.#show(true);
    this.#draw = chart(this.element, this.shown());
  }

  #show(isOpen) {
    this.element.hidden = !isOpen;
    this.button.setAttribute('aria-pressed', String(isOpen));
  }
}

/** Bars or a line of one column by another; the server adds up what falls together. Gives what draws it anew. */
function chart(place, result) {
  const values = numbers(result);
  const isTime = column => ['date', 'timestamp'].includes(column.kind);
  const others = result.columns.filter(column => !values.includes(column));
  const x = others.find(isTime) ?? others[0] ?? values[0];
  const y = values.find(column => column !== x && !/(^|_)id$/i.test(column.name)) ?? values.at(-1);
  const choice = { x: x.name, y: y.name, kind: isTime(x) ? 'line' : 'bar' };
  const drawing = el('div', { class: 'drawing' });
  const pick = (name, label, options) =>
    el(
      'label',
      {},
      label,
      ' ',
      el(
        'select',
        {
          id: 'chart-' + name,
          onchange: event => {
            choice[name] = event.target.value;
            draw();
          },
        },
        options.map(([value, text]) => el('option', { value, selected: choice[name] === value }, text)),
      ),
    );
  const named = columns => columns.map(column => [column.name, column.name]);
  place.replaceChildren(
    el(
      'div',
      { class: 'line' },
      pick('x', w('chart.x'), named(result.columns)),
      pick('y', w('chart.y'), named(values)),
      pick('kind', w('chart.kind'), [
        ['bar', w('chart.bar')],
        ['line', w('chart.line')],
      ]),
    ),
    drawing,
  );
  let asked = 0;
  async function draw() {
    const mine = ++asked;
    try {
      const { points } = await ofShown(result, id => read(`results/${id}/chart?${query(choice)}`));
      if (mine === asked) drawing.replaceChildren(picture(points, choice));
    } catch (fault) {
      if (mine === asked) drawing.replaceChildren(el('p', { class: 'bad' }, sentence(fault)));
    }
  }
  draw();
  return draw;
}

function picture(points, { x, y, kind }) {
  const shown = points.map(point => ({ x: point.x === null ? 'null' : String(point.x).replace('T00:00:00', ''), y: Number(point.y ?? 0) }));
  const most = Math.max(0, ...shown.map(point => point.y));
  const least = Math.min(0, ...shown.map(point => point.y));
  const wide = Width - Edge.left - Edge.right;
  const tall = Height - Edge.top - Edge.bottom;
  const up = value => Edge.top + tall * (1 - (value - least) / (most - least || 1));
  const step = wide / Math.max(1, shown.length);
  const at = index => Edge.left + step * (index + 0.5);
  const ticks = ticksOf(least, most);
  const grid = ticks.flatMap(tick => [
    svg('line', { x1: Edge.left, x2: Width - Edge.right, y1: up(tick), y2: up(tick), class: 'rule' }),
    svg('text', { x: Edge.left - 8, y: up(tick) + 4, class: 'tick end' }, amount(tick).text()),
  ]);
  const each = Math.ceil(shown.length / Math.max(1, Math.floor(wide / 96)));
  const names = shown
    .map((point, index) =>
      index % each
        ? null
        : svg('text', { x: at(index), y: Height - 14, class: 'tick middle' }, point.x.length > 14 ? point.x.slice(0, 13) + '…' : point.x),
    )
    .filter(Boolean);
  const marks =
    kind === 'bar'
      ? shown.map((point, index) =>
          svg(
            'rect',
            {
              x: at(index) - step * 0.36,
              width: Math.max(1, step * 0.72),
              y: Math.min(up(0), up(point.y)),
              height: Math.abs(up(point.y) - up(0)),
              class: 'chart-bar',
            },
            svg('title', {}, `${point.x}: ${amount(point.y)}`),
          ),
        )
      : [svg('polyline', { points: shown.map((point, index) => `${at(index)},${up(point.y)}`).join(' '), class: 'path' })];
  return svg(
    'svg',
    { viewBox: `0 0 ${Width} ${Height}`, role: 'img', 'aria-label': w('chart.said', { x, y, n: shown.length }).text() },
    ...grid,
    ...marks,
    ...names,
  );
}

function ticksOf(least, most) {
  const rough = (most - least || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(factor => factor * power).find(size => size >= rough);
  const ticks = [];
  for (let tick = Math.ceil(least / step) * step; tick <= most + step * 1e-9; tick += step) ticks.push(Number(tick.toPrecision(12)));
  return ticks;
}
