// Tells a proxy that forwards pages but not the connection from a network without a server.
import { withBase } from './base.js';

// What it does not pass on. 'WebSocket': the server answers, but /ws does not open; 'Host': it sees another address. null: no answer.
// Only a POST carries the page's own address, as the opening of a WebSocket does; a page refuses it with 405.
export async function proxyFault() {
  try {
    if (!(await fetch(withBase('/healthz'), { cache: 'no-store' })).ok) return null;
    const { status } = await fetch('', { method: 'POST' });
    return status === 403 ? 'Host' : 'WebSocket';
  } catch (problem) {
    return null;
  }
}
