// The words of CodeMirror's own panels.
import { w } from '../words.js';

const Names = [
  'Find',
  'Replace',
  'next',
  'previous',
  'all',
  'match case',
  'by word',
  'regexp',
  'replace',
  'replace all',
  'close',
  'current match',
  'on line',
  'replaced match on line $',
  'replaced $ matches',
  'Diagnostics',
  'No diagnostics',
  'Completions',
  'Control character',
];

export const phrases = () => Object.fromEntries(Names.map(name => [name, w('cm.' + name).text()]));
