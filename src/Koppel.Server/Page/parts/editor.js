import {
  Compartment,
  Decoration,
  EditorState,
  EditorView,
  Prec,
  SQLDialect,
  StateEffect,
  StateField,
  autocompletion,
  bracketMatching,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  acceptCompletion,
  completionStatus,
  defaultKeymap,
  drawSelection,
  dropCursor,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSelectionMatches,
  highlightSpecialChars,
  history,
  historyKeymap,
  hoverTooltip,
  indentOnInput,
  keymap,
  lineNumbers,
  lintGutter,
  lintKeymap,
  linter,
  placeholder,
  search,
  searchKeymap,
  setDiagnostics,
  sql,
} from '../vendor/codemirror.js';
import { el, w } from '../words.js';
import { keywords, look, types } from './look.js';
import { phrases } from './phrases.js';

const dialect = SQLDialect.define({
  keywords,
  types,
  builtin: '',
  operatorChars: '*+-%<>!=&|~^/:',
  specialVar: '$',
  identifierQuotes: '"',
  doubleQuotedStrings: false,
  doubleDollarQuotedStrings: true,
  caseInsensitiveIdentifiers: true,
});

const markStatement = StateEffect.define();
const statementField = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    let now = marks.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(markStatement)) now = linesOf(transaction.state, effect.value);
    return now;
  },
  provide: field => EditorView.decorations.from(field),
});

function linesOf(state, range) {
  if (!range) return Decoration.none;
  const mark = Decoration.line({ class: 'cm-statement' });
  const [first, last] = [state.doc.lineAt(Math.min(range.from, state.doc.length)), state.doc.lineAt(Math.min(range.to, state.doc.length))];
  const lines = [];
  for (let number = first.number; number <= last.number; number++) lines.push(mark.range(state.doc.line(number).from));
  return Decoration.set(lines);
}

const kinds = {
  connection: 'namespace',
  table: 'class',
  column: 'property',
  function: 'function',
  keyword: 'keyword',
  variable: 'variable',
  value: 'constant',
  statement: 'keyword',
  type: 'type',
};

/**
 * The editor, of one text at a time; each text keeps its own undo, selection and marks. 'hooks' are changed(text), moved(), keys,
 * complete(text, offset), check(text), describe(text, offset).
 */
export class Editor {
  #states = new Map();
  #shown = null;
  #words = new Compartment();

  constructor(parent, hooks) {
    this.hooks = hooks;
    const nonce = document.querySelector('meta[name="csp-nonce"]').content;
    this.#extensions = this.#compose(nonce);
    this.view = new EditorView({ parent, state: EditorState.create({ doc: '', extensions: this.#extensions }) });
    window.addEventListener('language', () => this.view.dispatch({ effects: this.#words.reconfigure(this.#spoken()) }));
  }

  #extensions;

  #compose(nonce) {
    return [
      EditorView.cspNonce.of(nonce),
      look,
      statementField,
      Prec.highest(keymap.of(this.hooks.keys)),
      Prec.high(keymap.of([{ key: 'Tab', run: view => completionStatus(view.state) === 'active' && acceptCompletion(view) }])),
      lineNumbers(),
      highlightActiveLineGutter(),
      highlightActiveLine(),
      highlightSpecialChars(),
      history(),
      drawSelection(),
      dropCursor(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      highlightSelectionMatches(),
      search({ top: false }),
      sql({ dialect }),
      lintGutter(),
      linter(view => this.#check(view), { delay: 400 }),
      autocompletion({ override: [context => this.#complete(context)], icons: false, activateOnTypingDelay: 80 }),
      hoverTooltip((view, at) => this.#describe(view, at)),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
      EditorView.updateListener.of(update => this.#updated(update)),
      this.#words.of(this.#spoken()),
    ];
  }

  #spoken() {
    return [
      EditorView.contentAttributes.of({ 'aria-label': w('editor').text(), spellcheck: 'false', tabindex: '0' }),
      placeholder(w('editor.empty').text()),
      EditorState.phrases.of(phrases()),
    ];
  }

  #updated(update) {
    if (update.docChanged) this.hooks.changed(update.state.doc.toString());
    if (update.docChanged || update.selectionSet) this.hooks.moved();
  }

  async #check(view) {
    const text = view.state.doc.toString();
    if (!text.trim()) return [];
    const found = await this.hooks.check(text).catch(() => []);
    return found.filter(one => one.from <= text.length).map(one => this.#mark(one, text.length));
  }

  // A mark of no width is not seen: it gets a letter.
  #mark({ from, to, severity, message, suggestion }, length) {
    const end = Math.min(length, Math.max(to ?? from, from + 1));
    const start = end === from ? Math.max(0, from - 1) : from;
    const actions = suggestion
      ? [
          {
            name: w('editor.take', { text: suggestion }).text(),
            apply: (view, from, to) => view.dispatch({ changes: { from, to, insert: suggestion } }),
          },
        ]
      : [];
    return { from: start, to: end, severity: severity ?? 'error', message, actions };
  }

  async #complete(context) {
    const text = context.state.doc.toString();
    const word = context.matchBefore(/[\w@."$]+$/);
    if (!context.explicit && (!word || word.from === word.to)) return null;
    const answer = await this.hooks.complete(text, context.pos).catch(() => null);
    if (!answer || answer.items.length === 0 || context.aborted) return null;
    return {
      from: answer.from,
      to: answer.to ?? context.pos,
      filter: false,
      options: answer.items.map((item, index) => ({
        label: item.label,
        apply: item.insert ?? item.label,
        detail: item.detail ?? undefined,
        type: kinds[item.kind] ?? item.kind,
        boost: -index / 10,
        info: item.description ? () => el('div', {}, item.description) : undefined,
      })),
    };
  }

  async #describe(view, at) {
    const told = await this.hooks.describe(view.state.doc.toString(), at).catch(() => null);
    if (!told) return null;
    return {
      pos: told.from,
      end: told.to,
      above: true,
      create: () => ({
        dom: el(
          'div',
          { class: 'hover' },
          el('p', { class: 'title' }, el('b', {}, told.title), told.detail ? el('span', { class: 'quiet' }, ' ', told.detail) : null),
          told.description ? el('p', {}, told.description) : null,
        ),
      }),
    };
  }

  /** Shows another text. */
  show(document) {
    if (this.#shown) this.#states.set(this.#shown, { state: this.view.state, scroll: this.view.scrollDOM.scrollTop });
    const kept = this.#states.get(document);
    this.#shown = document;
    const anchor = Math.min(Number(localStorage.getItem('cursor.' + document.path)) || 0, document.text.length);
    const state =
      kept?.state.doc.toString() === document.text
        ? kept.state
        : EditorState.create({ doc: document.text, selection: { anchor }, extensions: this.#extensions });
    this.view.setState(state);
    this.view.dispatch({ effects: this.#words.reconfigure(this.#spoken()) });
    if (kept) this.view.scrollDOM.scrollTop = kept.scroll;
    this.hooks.moved();
  }

  forget(document) {
    this.#states.delete(document);
  }

  /** Puts another text in place of all of it. */
  replace(text) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  insert(text) {
    const { from, to } = this.view.state.selection.main;
    const before = this.view.state.sliceDoc(Math.max(0, from - 1), from);
    const spaced = before && !/[\s(,."]/.test(before) ? ' ' + text : text;
    this.view.dispatch({ changes: { from, to, insert: spaced }, selection: { anchor: from + spaced.length }, scrollIntoView: true });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  get selection() {
    const { from, to, head } = this.view.state.selection.main;
    return { from, to, head };
  }

  /** Marks the lines of the statement that would be run. */
  markStatement(range) {
    this.view.dispatch({ effects: markStatement.of(range) });
  }

  /** Marks what failed, with the words of the engine. */
  fail({ from, to, text }) {
    const length = this.view.state.doc.length;
    if (from === null || from === undefined || from > length) return;
    this.view.dispatch(setDiagnostics(this.view.state, [this.#mark({ from, to, message: text }, length)]));
  }

  goTo(from, to = from) {
    const length = this.view.state.doc.length;
    this.view.dispatch({ selection: { anchor: Math.min(from, length), head: Math.min(to, length) }, scrollIntoView: true });
    this.view.focus();
  }

  focus() {
    this.view.focus();
  }
}
