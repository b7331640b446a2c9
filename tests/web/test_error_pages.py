"""Errors outside `/api` are pages for people; below it they are JSON for programs."""

import re

import pytest

from tests.harness import Hosted

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "path", ["/nothing", "/desk/nothing", "/static/none.js", "/ws", "/index.php", "/apis", "/key/x"]
)
async def test_an_unknown_path_is_a_page_in_the_browsers_language(host: Hosted, path: str) -> None:
    for language, title, entry in (
        ("zh-CN", "没有这个网页", "进入会场"),
        ("en", "There is no such page", "Join a meeting"),
    ):
        answer = await host.http("GET", path, None, accept_language=language)
        assert answer.status_code == 404 and answer.headers["content-type"] == "text/html; charset=utf-8"
        assert f"<h1>{title}</h1>" in answer.text and f'<a class="button" href="/">{entry}</a>' in answer.text
        assert answer.headers["cache-control"] == "no-store" and answer.headers["vary"] == "Accept-Language"
        for sheet in re.findall(r'href="(/static/[^"]+)"', answer.text):
            assert (await host.http("GET", sheet, None)).status_code == 200


async def test_other_refusals_outside_the_api_are_pages_too(host: Hosted) -> None:
    for method, path, headers, status, title in (
        ("POST", "/v", {}, 405, "不能这样打开"),
        ("POST", "/key", {}, 405, "不能这样打开"),
        ("GET", "/v", {"Host": "evil.example"}, 403, "不能用这个网址"),
        ("GET", "/v", {"Origin": "http://evil.example"}, 403, "不能从别的网站打开"),
    ):
        answer = await host.http(method, path, None, **headers)
        assert answer.status_code == status and f"<h1>{title}</h1>" in answer.text, path
        assert ("/static/" in answer.text) and ('href="/"' in answer.text) == (title != "不能用这个网址")


async def test_errors_of_the_api_are_json(host: Hosted) -> None:
    for method, path, headers, status, code in (
        ("GET", "/api/nothing", {}, 404, "not_found"),
        ("PUT", "/api/forms", {}, 405, "method_not_allowed"),
        ("GET", "/api/forms", {"Host": "evil.example"}, 403, "forbidden_host"),
    ):
        answer = await host.http(method, path, None, **headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


@pytest.mark.parametrize(
    "path",
    ["/V", "/v/", "/m//", "/M", "/m%23CODE", "/v&from=x", "/m%EF%BC%8C%E8%AF%B7", "/m,", "/Desk/", "/chair%23KEY"],
)
async def test_an_address_that_a_messenger_has_changed_still_is_its_page(host: Hosted, path: str) -> None:
    page = re.match("/[a-z]+", path.lower())
    assert page is not None
    changed, plain = await host.http("GET", path, None), await host.http("GET", page[0], None)
    assert changed.status_code == 200 and changed.content == plain.content
