// Markdown as elements: headings, paragraphs, lists, tables, code and links. What is HTML in it is shown as the text that it is.
import { el } from '../../words.js';

const Item = /^(\s*)([-*]|\d+\.)\s+(.*)$/;
const Row = /^\s*\|.*\|\s*$/;

/** The elements of a text. */
export function render(text) {
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  const blocks = [];
  while (lines.length > 0) {
    const block = next(lines);
    if (block) blocks.push(block);
  }
  return blocks;
}

/** The name by which a heading is linked to. */
export const anchor = text =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

function next(lines) {
  const line = lines.shift();
  if (line.trim() === '') return null;
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading) return headingOf(heading[1].length, heading[2]);
  const fence = /^(\s*)(`{3,}|~{3,})/.exec(line);
  if (fence) return code(lines, fence[2]);
  if (/^ {4}/.test(line)) return indented(line, lines);
  if (Row.test(line) && /^\s*\|[\s:|-]+\|\s*$/.test(lines[0] ?? '')) return table(line, lines);
  if (Item.test(line)) return list([line, ...takeItem(lines)]);
  if (line.startsWith('>')) return quote([line, ...take(lines, one => one.startsWith('>'))]);
  return el('p', {}, inline([line, ...take(lines, one => isRest(one))].map(one => one.trim()).join(' ')));
}

const quote = lines => el('blockquote', {}, render(lines.map(line => line.replace(/^>\s?/, '')).join('\n')));

const headingOf = (level, text) =>
  el(
    // The page has headings of its own above these.
    `h${Math.min(6, level + 1)}`,
    level === 1 ? { tabindex: -1, 'data-first': '' } : { id: 'guide-' + anchor(text) },
    inline(text),
  );

const isRest = line => line.trim() !== '' && !/^(#{1,6}\s|\s*(```|~~~)|>)/.test(line) && !Item.test(line) && !Row.test(line);

function take(lines, is) {
  const taken = [];
  while (lines.length > 0 && is(lines[0])) taken.push(lines.shift());
  return taken;
}

function code(lines, fence) {
  const taken = take(lines, line => !line.trim().startsWith(fence));
  lines.shift();
  return block(taken);
}

function indented(first, lines) {
  const taken = [first, ...take(lines, line => /^ {4}/.test(line) || (line.trim() === '' && /^ {4}/.test(lines[1] ?? '')))];
  return block(taken.map(line => line.slice(4)));
}

// Its lines are broken where there is no room, so that it need not be scrolled.
const block = lines => el('pre', {}, lines.join('\n'));

// Lines of a list: its items, what goes on with them, and empty lines between.
const takeItem = lines =>
  take(lines, line => {
    const goesOn = line.trim() === '' && /^(\s+\S|\s*([-*]|\d+\.)\s)/.test(lines[1] ?? '');
    return Item.test(line) || /^\s+\S/.test(line) || goesOn || isRest(line);
  });

function list(lines) {
  const depth = Item.exec(lines[0])[1].length;
  const items = [];
  for (const line of lines) {
    const item = Item.exec(line);
    if (item && item[1].length <= depth) items.push({ text: item[3], inner: [] });
    else if (items.at(-1).inner.length > 0 || item || /^\s*(```|\|)/.test(line)) items.at(-1).inner.push(line);
    else if (line.trim() !== '') items.at(-1).text += ' ' + line.trim();
  }
  return el(
    /^\d/.test(Item.exec(lines[0])[2]) ? 'ol' : 'ul',
    {},
    items.map(item => el('li', {}, inline(item.text), item.inner.length > 0 ? render(outdented(item.inner)) : null)),
  );
}

function outdented(lines) {
  const least = Math.min(...lines.filter(line => line.trim() !== '').map(line => /^\s*/.exec(line)[0].length));
  return lines.map(line => line.slice(least)).join('\n');
}

function table(head, lines) {
  lines.shift();
  const rows = take(lines, line => Row.test(line));
  const cells = line =>
    line
      .trim()
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map(cell => cell.trim().replace(/\\\|/g, '|'));
  return el(
    'div',
    { class: 'scrolled', tabindex: 0, role: 'group', 'aria-label': cells(head).join(', ') || 'table' },
    el(
      'table',
      { class: 'plain' },
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          cells(head).map(cell => el(cell ? 'th' : 'td', cell ? { scope: 'col' } : {}, inline(cell))),
        ),
      ),
      el(
        'tbody',
        {},
        rows.map(row =>
          el(
            'tr',
            {},
            cells(row).map(cell => el('td', {}, inline(cell))),
          ),
        ),
      ),
    ),
  );
}

const Inline = /(`+)(.+?)\1|!\[([^\]]*)\]\([^)]*\)|\[((?:[^\[\]]|`[^`]*`)+)\]\(([^)\s]+)\)|\*\*(.+?)\*\*|\*([^*\s][^*]*)\*/g;

/** Words within a line. */
function inline(text) {
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(Inline)) {
    if (match.index > at) parts.push(text.slice(at, match.index));
    parts.push(piece(match));
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

function piece([, ticks, code, picture, label, target, strong, emphasis]) {
  if (ticks) return el('code', {}, code);
  if (picture !== undefined) return el('span', { class: 'quiet' }, picture);
  if (label) return link(label, target);
  return strong ? el('strong', {}, inline(strong)) : el('em', {}, inline(emphasis));
}

/** Links lead to other guides and to pages elsewhere; a place in the source of the program is only named. */
function link(label, target) {
  const guide = /^([a-z0-9-]+)\.md(?:#(.*))?$/.exec(target);
  if (guide) return el('a', { href: `#/settings/guides/${guide[1]}${guide[2] ? '/' + guide[2] : ''}` }, inline(label));
  if (/^https:\/\//.test(target)) return el('a', { href: target, target: '_blank', rel: 'noopener noreferrer' }, inline(label));
  return el('span', {}, inline(label));
}
