"""P39, the phones' side: reconnecting backs off exponentially, with jitter."""

from collections.abc import Callable

import pytest

from server.web.assets import Assets, folder
from tests.harness import Hosted
from tests.pages.windows import Windows

pytestmark = pytest.mark.anyio

SCRIPT = Assets(folder()).url("shared/socket.js")
SOCKETS, TRIES = 30, 6
LIMITS = [4500, 7500]
"""How long a connection may take, in milliseconds: no waits between tries."""
WATCHED = """async ([script, join, sockets, tries, limits]) => {
  const { connect } = await import(script);
  const waits = [], wait = window.setTimeout;
  window.setTimeout = (then, ms) => {
    if (!(ms >= 200) || limits.includes(ms)) return wait(then, ms);
    mine.push(ms);
    return wait(then, 0);
  };
  let mine = [];
  for (let i = 0; i < sockets; i += 1) {
    mine = [];
    waits.push(mine);
    await new Promise((done) => {
      const link = connect(() => {
        if (mine.length === tries) { wait(() => { link.close(); done(); }, 0); return null; }
        return { t: 'hello', v: 1, role: 'voter', join: join, device: new Uint8Array(16) };
      }, () => {});
    });
  }
  return waits;
}"""
"""Every wait between two tries is noted and cut short."""


async def test_phones_that_lose_the_link_come_back_spread_out(
    host: Hosted, windows: Windows, proof: Callable[[str], None]
) -> None:
    """P39: half a second at first, doubling to eight; chance decides over half of each wait."""
    made = await host.make()
    host.app.websocket_endpoint.voter_capacity = 0
    page = await windows.open(f"{host.base}/desk")
    waits = await page.evaluate(WATCHED, [SCRIPT, made.join["全体"], SOCKETS, TRIES, LIMITS])
    assert [len(mine) for mine in waits] == [TRIES] * SOCKETS
    for tries in range(TRIES):
        most = min(8000, 500 * 2**tries)
        taken = [mine[tries] for mine in waits]
        assert all(most / 2 <= wait <= most for wait in taken)
        assert max(taken) - min(taken) > most / 4 and len(set(taken)) == SOCKETS
    proof(f"{SOCKETS} sockets, {TRIES} tries each: waits of 0.25 to 8 s, spread over half of each")
