// Calls the control door; a refusal is an error with the sentence that the server wrote.
async function call(method, path, body, type = 'application/json') {
  let answer;
  try {
    answer = await fetch('/_sandbox/' + path, { method, body, cache: 'no-store', headers: body === undefined ? {} : { 'Content-Type': type } });
  } catch {
    throw new Error('The sandbox does not answer. It may have ended; this page goes on when it is there again.');
  }
  const text = await answer.text();
  const value = text ? JSON.parse(text) : null;
  if (!answer.ok) throw new Error(value?.message ?? `The sandbox answered ${answer.status}.`);
  return value;
}

// Lets the page that is open read anew, because something was done.
export const refresh = () => window.dispatchEvent(new Event('refresh'));

export const read = path => call('GET', path);
export const send = (method, path, value) => call(method, path, value === undefined ? undefined : JSON.stringify(value));
export const sendText = (method, path, text) => call(method, path, text);
