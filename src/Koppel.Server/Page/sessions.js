import { Fault, drop, post } from './api.js';

const Touch = 4 * 60_000;

/** The session of one editor tab: opened when it is first needed, kept open while the tab is, opened anew when the server has closed it. */
export class Session {
  #opening = null;
  #timer = null;

  constructor(id = null, changed = () => {}) {
    this.id = id;
    this.changed = changed;
    if (id !== null) this.#keep();
  }

  /** Does something with the session's id; once more with a new one when the session was closed meanwhile. */
  async use(action) {
    const id = await this.open();
    try {
      return await action(id);
    } catch (fault) {
      if (!(fault instanceof Fault) || fault.code !== 'session-closed') throw fault;
      this.#lose(id);
      return action(await this.open());
    }
  }

  async open() {
    if (this.id !== null) return this.id;
    this.#opening ??= post('sessions')
      .then(answer => this.#take(answer.session))
      .finally(() => {
        this.#opening = null;
      });
    return this.#opening;
  }

  /** Forgets an id that the server knows no more. */
  #lose(id) {
    if (this.id !== id) return;
    this.id = null;
    clearInterval(this.#timer);
    this.changed(this);
  }

  async close() {
    const id = this.id;
    if (id === null) return;
    this.#lose(id);
    await drop(`sessions/${id}`).catch(() => {});
  }

  /** The program was restarted: nothing of the session is there any more. */
  restart() {
    this.#lose(this.id);
  }

  async touch() {
    const id = this.id;
    if (id === null) return;
    await post(`sessions/${id}/touch`).catch(fault => fault.code === 'session-closed' && this.#lose(id));
  }

  #take(id) {
    this.id = id;
    this.#keep();
    this.changed(this);
    return id;
  }

  #keep() {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.touch(), Touch);
  }
}
