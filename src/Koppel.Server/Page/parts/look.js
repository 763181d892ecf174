// How the editor looks: colours that have contrast enough in both themes, and the shapes of marks.
import { EditorView, HighlightStyle, syntaxHighlighting, tags } from '../vendor/codemirror.js';

const style = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--code-keyword)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: [tags.lineComment, tags.blockComment, tags.comment], color: 'var(--code-comment)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.standard(tags.name)], color: 'var(--code-type)' },
  { tag: tags.special(tags.name), color: 'var(--code-variable)' },
]);

const theme = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--card)', color: 'var(--text)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '20px' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 12px 0 8px' },
  '.cm-gutters': { backgroundColor: 'var(--card)', color: 'var(--quiet)', border: 'none', paddingLeft: '4px' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--text)' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'var(--line-here)' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--selection)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--match)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--match)', outline: '1px solid var(--edge)' },
  '.cm-statement': { backgroundColor: 'var(--statement)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad) 1.5px', textUnderlineOffset: '3px' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy var(--warn) 1.5px', textUnderlineOffset: '3px' },
  '.cm-lintRange-info': { backgroundImage: 'none', textDecoration: 'underline dotted var(--quiet) 1.5px', textUnderlineOffset: '3px' },
  '.cm-tooltip': {
    backgroundColor: 'var(--card)',
    color: 'var(--text)',
    border: '1px solid var(--edge-soft)',
    borderRadius: '6px',
    boxShadow: 'var(--shadow)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', fontSize: '12px', maxHeight: '16em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', lineHeight: '18px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent-soft)', color: 'var(--text)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': { color: 'var(--quiet)', fontStyle: 'normal', marginLeft: '12px' },
  '.cm-completionInfo': { padding: '6px 10px', maxWidth: '320px', fontFamily: 'var(--sans)', fontSize: '12px' },
  '.cm-diagnostic': {
    padding: '6px 10px',
    fontFamily: 'var(--sans)',
    fontSize: '13px',
    borderLeft: '3px solid var(--quiet)',
    maxWidth: '560px',
  },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
  '.cm-diagnosticAction': {
    font: 'inherit',
    fontWeight: '600',
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    borderRadius: '4px',
    border: '1px solid var(--edge-soft)',
    padding: '1px 8px',
  },
  '.cm-panels': { backgroundColor: 'var(--ground)', color: 'var(--text)', borderTop: '1px solid var(--line)' },
  '.cm-panel.cm-search': { fontFamily: 'var(--sans)', padding: '6px 28px 6px 8px' },
  '.cm-panel.cm-search label': { color: 'var(--text)', fontSize: '12px' },
  '.cm-textfield': { backgroundColor: 'var(--card)', border: '1px solid var(--edge)', borderRadius: '4px', fontSize: '12px' },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--card)',
    border: '1px solid var(--edge)',
    borderRadius: '4px',
    fontSize: '12px',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--match)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--selection)' },
  '.cm-gutter-lint': { width: '12px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '5px 0 0 1px' },
  '.cm-lint-marker': { width: '10px', height: '10px' },
  '.cm-placeholder': { color: 'var(--quiet)' },
});

export const look = [theme, syntaxHighlighting(style)];

/** DuckDB's words beside those that standard SQL has, and ours. */
export const keywords = [
  'all alter and any as asc asof between both by case cast check copy create cross current default delete desc describe',
  'distinct drop else end escape except exists explain export false fetch filter first following for from full group',
  'grouping having if ilike in inner insert intersect interval into is join key last lateral leading left like limit local',
  'lower matched merge natural not null nulls of offset on only or order outer over partition pivot positional preceding',
  'qualify range recursive replace returning right row rows select semi anti set show similar summarize table tablesample',
  'temp temporary then to trailing true try_cast unbounded union unnest unpivot update use using values view when where',
  'window with within sync synchronize identified undo define results format',
].join(' ');

/** The types of DuckDB. */
export const types = [
  'bigint bit blob bool boolean char date decimal double float hugeint int int1 int2 int4 int8 integer interval json list',
  'map numeric real smallint struct text time timestamp timestamptz tinyint ubigint uinteger union usmallint utinyint uuid',
  'varchar',
].join(' ');
