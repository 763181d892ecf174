import { post } from '../api.js';

/**
 * Asks something of what is shown of a result, given its id. An order or a part that the server keeps no longer, since others needed its
 * room, is made once more.
 */
export async function ofShown(result, ask) {
  try {
    return await ask(result.shownId);
  } catch (fault) {
    if (fault.code !== 'result-gone' || result.shownId === result.id) throw fault;
    const answer = await post(`results/${result.id}/view`, result.view);
    Object.assign(result, { shownId: answer.id, viewRows: answer.total });
    return ask(answer.id);
  }
}
