// The form of a connection, made of what its connector declares and of nothing else.
import { call, path, post, sentence } from '../../api.js';
import { say, toast } from '../../parts/say.js';
import { el, lasting, plain, w } from '../../words.js';
import { field } from './field.js';
import { kindName } from './names.js';
import { remove } from './remove.js';
import { safety } from './safety.js';
import { secret } from './secret.js';

export class Form {
  #fields;
  #secrets;
  #safety = null;
  #name;
  #outcome = el('div', { class: 'outcome-place', role: 'status' });

  /** The form of a new connection. */
  static fresh(told, type) {
    const form = told.forms.find(one => one.type === type);
    if (!form) throw new Error(w('connections.noKind', { type }).text());
    const taken = [...told.running, ...(told.written.connections ?? [])].map(one => one.name.toLowerCase());
    let name = form.type;
    for (let number = 2; taken.includes(name); number++) name = `${form.type}${number}`;
    return new Form(form, { name, values: [], isNew: true });
  }

  /** The form of a connection as it is written. */
  static async of(told, name, written) {
    const form = told.forms.find(one => one.type === written.type?.toLowerCase());
    if (!form) throw new Error(w('connections.onlyByHand', { name, n: written.line }).text());
    return new Form(form, { ...written, isNew: false });
  }

  constructor(form, written) {
    Object.assign(this, { form, written, saved: () => {} }); // 'saved' is told the name when all is done.
    const set = Object.fromEntries(written.values.map(one => [one.name.toLowerCase(), one]));
    const values = Object.fromEntries(Object.values(set).map(one => [one.name.toLowerCase(), one.value]));
    const isSafety = setting => form.canLoad && ['environment', 'access'].includes(setting.name);
    const changed = () => this.#changed();
    this.#name = field({ name: 'name', titleWord: w('connections.column.name'), kind: 'text', required: true }, written.name, changed);
    this.#fields = form.settings
      .filter(one => one.kind !== 'secret' && !isSafety(one))
      .map(one => field(one, values[one.name] ?? null, changed));
    this.#secrets = form.settings.filter(one => one.kind === 'secret').map(one => secret(one, set[one.name] ?? null, changed));
    if (form.canLoad) this.#safety = safety(form, values, written.isNew, () => this.#address());
    this.title = w(written.isNew ? 'connections.new' : 'connections.of', { kind: kindName(form.type), name: written.name });
    this.element = this.#draw();
    this.first = this.#values();
  }

  #draw() {
    const { form, written } = this;
    const all = form.settings.map(one => [...this.#fields, ...this.#secrets].find(f => f.setting === one)).filter(Boolean);
    const isMain = one => one.setting.group === 'main' && (form.canLoad || one.setting.name !== 'environment');
    const more = all.filter(one => !isMain(one));
    this.#name.element.querySelector('.hint').replaceChildren(el('p', {}, w('connections.name.hint')));
    const element = el(
      'form',
      { class: 'card connection', novalidate: true, autocomplete: 'off' },
      this.#name.element,
      all.filter(isMain).map(one => one.element),
      this.#safety?.elements,
      more.length > 0
        ? el(
            'details',
            { class: 'more', open: more.some(one => this.written.values.some(v => v.name.toLowerCase() === one.setting.name)) },
            el('summary', {}, w('connections.more', { n: more.length })),
            el(
              'div',
              { class: 'fields' },
              more.map(one => one.element),
            ),
          )
        : null,
      written.tables?.length ? el('p', { class: 'quiet' }, w('connections.tables', { n: written.tables.length })) : null,
      this.#outcome,
      el(
        'div',
        { class: 'actions' },
        el('button', { type: 'button', id: 'test', onclick: event => this.#test(event.currentTarget) }, w('connections.test')),
        el('button', { type: 'submit', id: 'save', class: 'primary' }, w('connections.save')),
        el('a', { class: 'button', href: '#/connections' }, w('cancel')),
        el('span', { class: 'gap' }),
        written.isNew
          ? null
          : el('button', { type: 'button', id: 'remove', class: 'danger', onclick: () => this.#remove() }, w('connections.remove')),
      ),
    );
    element.addEventListener('submit', event => {
      event.preventDefault();
      this.#save(element.querySelector('#save'));
    });
    return element;
  }

  #address() {
    return this.#fields.find(one => one.setting.kind === 'url')?.value() ?? '';
  }

  #changed() {
    this.#safety?.propose();
    this.#outcome.replaceChildren();
  }

  /** What the form says of settings that are no secrets; null for those that are not set. */
  #values() {
    return { ...Object.fromEntries(this.#fields.map(one => [one.setting.name, one.value()])), ...this.#safety?.values() };
  }

  /** What is to be sent: what is other than it was. */
  #input() {
    const now = this.#values();
    const wasSet = Object.fromEntries(this.written.values.map(one => [one.name.toLowerCase(), one.value ?? null]));
    const isOther = ([name, value]) =>
      this.written.isNew ? value !== null : value !== this.first[name] && value !== (wasSet[name] ?? null);
    return {
      values: Object.fromEntries(Object.entries(now).filter(isOther)),
      secrets: Object.fromEntries(this.#secrets.map(one => [one.setting.name, one.value()]).filter(([, value]) => value !== undefined)),
    };
  }

  async #test(button) {
    const { form, written } = this;
    await this.#busy(button, async () => {
      this.#tell('wait', [w('connections.testing')]);
      const outcome = await post('connection-tests', {
        name: this.#name.value() ?? form.type,
        type: form.type,
        over: written.isNew ? undefined : written.name,
        ...this.#input(),
      });
      const time = outcome.milliseconds > 0 ? [w('connections.took', { time: lasting(outcome.milliseconds / 1000) })] : [];
      this.#tell(outcome.ok ? 'good' : 'bad', [...outcome.sentences.map(plain), ...time]);
    });
  }

  async #save(button) {
    const { form, written } = this;
    const name = this.#name.value();
    if (!name) return this.#refused(this.#name.control, w('connections.name.missing'));
    await this.#busy(button, async () => {
      const input = this.#input();
      if (written.isNew) await call('POST', 'connections', { name, type: form.type, ...input });
      else
        await call(
          'PUT',
          path('connections', written.name),
          { name: name === written.name ? undefined : name, ...input },
          { 'If-Match': written.etag },
        );
      this.#secrets.forEach(one => one.clear());
      // What the list says of it is true from the beginning; that it does not work yet is said there.
      await post('connection-tests', { name }).catch(() => null);
      toast(w('connections.saved', { name }));
      this.saved(name);
    });
    return undefined;
  }

  async #remove() {
    const left = await remove(this.written).catch(fault => (this.#tell('bad', [sentence(fault)]), undefined));
    if (left === null || left === undefined) return;
    const name = this.written.name;
    toast(left.length > 0 ? w('connections.removedKept', { names: left.join(', ') }) : w('connections.removed', { name }));
    this.saved(this.written.name);
  }

  #refused(control, word) {
    control.setAttribute('aria-invalid', 'true');
    control.focus();
    this.#tell('bad', [word]);
  }

  async #busy(button, act) {
    if (button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true');
    try {
      await act();
    } catch (fault) {
      const more = fault.code === 'changed-elsewhere' ? [el('a', { href: '#/connections' }, w('connections.readAgain'))] : [];
      this.#tell('bad', [sentence(fault), ...more]);
    }
    button.removeAttribute('aria-disabled');
  }

  #tell(how, lines) {
    this.#outcome.replaceChildren(
      el(
        'div',
        { class: 'told-outcome ' + how },
        lines.map(line => el('p', {}, line)),
      ),
    );
    if (how !== 'wait') say(lines[0] instanceof Node ? plain('') : lines[0]);
  }
}
