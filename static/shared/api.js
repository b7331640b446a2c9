// Asks the server over HTTP with a key. Knows errors by field and downloads; nothing of meetings.

// code and message come from the server; fields is a list of {field, message}; status 0 means no answer at all.
export class Refusal extends Error {
  constructor(status, code, message, fields) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

// The key of a page: from the fragment of its link, else the one this tab already used.
export function keptKey(page) {
  const given = decodeURIComponent(location.hash.slice(1)).trim();
  if (given) keepKey(page, given);
  try {
    return given || sessionStorage.getItem('pingyi.key.' + page) || '';
  } catch (e) {
    return given;
  }
}

export function keepKey(page, key) {
  try {
    sessionStorage.setItem('pingyi.key.' + page, key);
  } catch (e) {
    /* private browsing keeps nothing */
  }
}

export function forgetKey(page) {
  try {
    sessionStorage.removeItem('pingyi.key.' + page);
  } catch (e) {
    /* nothing was kept */
  }
}

async function refusal(answer) {
  let error = {};
  try {
    error = (await answer.json()).error || {};
  } catch (e) {
    /* not the API's own answer */
  }
  const fields = error.fields || (error.field ? [{ field: error.field, message: error.message }] : []);
  return new Refusal(answer.status, error.code || 'http', error.message || 'HTTP ' + answer.status, fields);
}

// A body that is a Blob goes as it is; any other goes as JSON.
function request(key, language, method, body, accept) {
  const headers = { Authorization: 'Bearer ' + key, 'Accept-Language': language(), Accept: accept };
  const raw = body instanceof Blob;
  if (body !== undefined) headers['Content-Type'] = raw ? body.type || 'application/octet-stream' : 'application/json';
  return { method, headers, cache: 'no-store', body: body === undefined || raw ? body : JSON.stringify(body) };
}

// The whole body, with progress(bytes so far, bytes in all or 0).
async function gather(answer, progress) {
  const reader = answer.body.getReader();
  const total = Number(answer.headers.get('Content-Length')) || 0;
  const chunks = [];
  let size = 0;
  for (;;) {
    const step = await reader.read();
    if (step.done) return new Blob(chunks, { type: answer.headers.get('Content-Type') || '' });
    chunks.push(step.value);
    size += step.value.length;
    progress(size, total);
  }
}

function handOver(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.appendChild(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// The link may break at the first byte of an answer, or in the middle of it.
async function whole(asked) {
  try {
    return await asked;
  } catch (e) {
    throw new Refusal(0, 'offline', '', []);
  }
}

// language() gives zh or en, in which the server words its errors. Every call throws Refusal when it is refused.
export function api(key, language) {
  async function call(method, path, body, accept) {
    const answer = await whole(fetch(path, request(key, language, method, body, accept || 'application/json')));
    if (!answer.ok) throw await refusal(answer);
    return answer;
  }
  async function json(method, path, body) {
    const answer = await call(method, path, body);
    return answer.status === 204 ? null : whole(answer.json());
  }
  return {
    get: (path) => json('GET', path),
    post: (path, body) => json('POST', path, body),
    put: (path, body) => json('PUT', path, body),
    patch: (path, body) => json('PATCH', path, body),
    remove: (path, body) => json('DELETE', path, body),
    text: async (method, path, body, accept) => whole((await call(method, path, body, accept)).text()),
    async download(path, name, progress) {
      handOver(await whole(gather(await call('GET', path, undefined, '*/*'), progress || (() => {}))), name);
    },
  };
}
