// What the page uses of CodeMirror; make.sh puts it into one file.
export {
  acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, closeCompletion, completionKeymap, completionStatus, startCompletion,
} from '@codemirror/autocomplete';
export { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
export { SQLDialect, sql } from '@codemirror/lang-sql';
export { HighlightStyle, bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
export { lintGutter, lintKeymap, linter, nextDiagnostic, setDiagnostics } from '@codemirror/lint';
export { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search';
export { Compartment, EditorSelection, EditorState, Prec, StateEffect, StateField } from '@codemirror/state';
export {
  Decoration, EditorView, crosshairCursor, drawSelection, dropCursor, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars,
  hoverTooltip, keymap, lineNumbers, placeholder, rectangularSelection,
} from '@codemirror/view';
export { tags } from '@lezer/highlight';
