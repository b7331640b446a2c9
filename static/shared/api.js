// HTTP requests with a page's key: JSON, errors by field, downloads. Knows nothing of meetings.
import { withBase } from './base.js';
import { TAB, removeText, storeText, storedText } from './browser_storage.js';
import { keyInAddress } from './codes.js';

// code and message come from the server; fields is a list of {field, message}; status 0 means that no answer arrived.
export class Refusal extends Error {
  constructor(status, code, message, fields) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

// The key of a page: in the fragment of its link, else the one this tab used before.
export function storedKey(page) {
  const key = keyInAddress(location.href);
  if (key) storeKey(page, key);
  return key || storedText('pingyi.key.' + page, TAB) || (history.state && history.state.key) || '';
}

export function storeKey(page, key) {
  if (storeText('pingyi.key.' + page, key, TAB)) return;
  history.replaceState({ key }, ''); // survives a reload, and goes with no link
}

export function forgetKey(page) {
  if (!removeText('pingyi.key.' + page, TAB)) history.replaceState(null, '');
}

async function refusalOf(response) {
  let error = {};
  try {
    error = (await response.json()).error || {};
  } catch (e) {
    /* answered by a proxy, not by the API */
  }
  const fields = error.fields || (error.field ? [{ field: error.field, message: error.message }] : []);
  return new Refusal(response.status, error.code || 'http', error.message || 'HTTP ' + response.status, fields);
}

// What a header cannot hold is no key either; fetch would throw as if there were no connection.
const headerText = (key) => key.slice(0, 200).replace(/[^!-~]/g, '?');

// The options of fetch. A Blob is sent as it is, any other body as JSON. version: the only one to replace, if it is given.
function requestOptions(key, language, method, body, accept, version) {
  const headers = { Authorization: 'Bearer ' + headerText(key), 'Accept-Language': language(), Accept: accept };
  const raw = body instanceof Blob;
  if (body !== undefined) headers['Content-Type'] = raw ? body.type || 'application/octet-stream' : 'application/json';
  if (version) headers['If-Match'] = version;
  return { method, headers, cache: 'no-store', body: body === undefined || raw ? body : JSON.stringify(body) };
}

// Reads a body and reports progress(bytes so far, bytes in all or 0).
async function readBlob(response, progress) {
  const reader = response.body.getReader();
  const total = Number(response.headers.get('Content-Length')) || 0;
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(chunks, { type: response.headers.get('Content-Type') || '' });
    chunks.push(value);
    size += value.length;
    progress(size, total);
  }
}

// Saves a blob under a name, as a download.
export function saveFile(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.appendChild(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// The connection may be lost before the first byte of a response or in the middle of its body.
async function unlessOffline(promise) {
  try {
    return await promise;
  } catch (e) {
    throw new Refusal(0, 'offline', '', []);
  }
}

// language() returns the tag of the page's language, for the server's error messages. Paths are those of the API. Every call throws Refusal for any status but 2xx.
export function api(key, language) {
  async function call(method, path, body, accept, version) {
    const options = requestOptions(key, language, method, body, accept || 'application/json', version);
    const response = await unlessOffline(fetch(withBase(path), options));
    if (!response.ok) throw await refusalOf(response);
    return response;
  }
  async function json(method, path, body, version) {
    const response = await call(method, path, body, null, version);
    return response.status === 204 ? null : unlessOffline(response.json());
  }
  return {
    get: (path) => json('GET', path),
    post: (path, body) => json('POST', path, body),
    put: (path, body, version) => json('PUT', path, body, version),
    patch: (path, body, version) => json('PATCH', path, body, version),
    // {body, version}: what to change, and what to name when it is sent back.
    async read(path) {
      const response = await call('GET', path);
      return { body: await unlessOffline(response.json()), version: response.headers.get('ETag') };
    },
    remove: (path, body) => json('DELETE', path, body),
    text: async (method, path, body, accept) => unlessOffline((await call(method, path, body, accept)).text()),
    async download(path, name, progress) {
      const response = await call('GET', path, undefined, '*/*');
      saveFile(await unlessOffline(readBlob(response, progress || (() => {}))), name);
    },
  };
}
