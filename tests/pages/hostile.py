"""Text that would run or turn into markup where a page treats it as more than text, and traps that detect it."""

from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, Page

from tests.harness import Map
from tests.pages.windows import Windows

SCRIPTS = [
    "<script>trap(1)</script>",
    "<img data-hostile src=x onerror=trap(2)>",
    "<svg data-hostile onload=trap(3)>",
    "\"><img data-hostile src=x onerror='trap(4)'>",
    "'><details data-hostile open ontoggle=trap(5)>",
    "</script><script>trap(6)</script>",
    "</title></textarea></style><img data-hostile src=x onerror=trap(7)>",
    '<iframe data-hostile srcdoc="<script>parent.trap(8)</script>"></iframe>',
    "<body data-hostile onload=trap(9)>",
    "<a data-hostile href=javascript:trap(10)>点</a>",
    "<style data-hostile>*{display:none}</style>",
    "<base data-hostile href=//evil.example>",
    "<meta data-hostile http-equiv=refresh content='0;url=//evil.example'>",
    "<link data-hostile rel=stylesheet href=//evil.example>",
    "<form data-hostile action=//evil.example><input autofocus onfocus=trap(15)>",
    "<math><mtext data-hostile><a xlink:href=javascript:trap(16)>x",
    "<object data-hostile data=javascript:trap(17)>",
    "<b data-hostile>",
]
"""Each is markup where text is taken for HTML; the short ones fit everywhere."""
SLY = [
    "javascript:trap(20)",
    "{{constructor.constructor('trap(21)')()}}",
    "${trap(22)}`+trap(22)+`",
    "'-trap(23)-'",
    '");trap(24);("',
    "&lt;img data-hostile src=x onerror=trap(25)&gt;",
    "%3Cimg data-hostile src=x onerror=trap(26)%3E",
    "\\u003cimg data-hostile src=x onerror=trap(27)\\u003e",
    "＜img data-hostile src=x onerror=trap(28)＞",
    "\u200f<b data-hostile>\u200eאבג",
    "<\u0338b data-hostile>\u034f",
    "]]><b data-hostile><!--",
    "--><b data-hostile>",
    "__proto__",
    "url(//evil.example/x)",
]
"""Markup or code only after a second interpretation: templates, entities, escapes, look-alikes, directions."""
CORPUS = [*SCRIPTS, *SLY]

TRAPS = """() => {
  window.sprung = [];
  window.trap = (what) => window.sprung.push('ran ' + what);
  for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => window.sprung.push(name);
  document.addEventListener('securitypolicyviolation', (event) =>
    window.sprung.push('stopped ' + event.violatedDirective + ' ' + event.blockedURI));
}"""
SPRUNG = """() => [...(window.sprung || ['no traps']),
  ...[...document.querySelectorAll('[data-hostile]')].map((one) => 'markup ' + one.outerHTML)]"""
READ = """() => [document.documentElement.textContent, document.title,
  ...[...document.querySelectorAll('input, textarea')].map((one) => one.value),
  ...[...document.querySelectorAll('[aria-label]')].map((one) => one.getAttribute('aria-label'))].join('\\n')"""
SHOWN = f"""([corpus, least]) => {{
  const text = ({READ})();
  return corpus.filter((one) => text.includes(one.normalize('NFC'))).length >= least;
}}"""
"""Stored text is in NFC, so that form is what a page shows."""


@dataclass
class Baits:
    """Hands out the corpus in turn, starting at `turn`, so that over all turns every field gets every text."""

    turn: int
    texts: list[str] = field(default_factory=list)

    def __call__(self, most: int) -> str:
        """The next text that fits into `most` characters, made unique by a number."""
        fitting = [one for one in CORPUS if len(one) <= most - 3] or ["<b data-hostile>"]
        self.texts.append(f"{fitting[(self.turn + len(self.texts)) % len(fitting)]}{len(self.texts)}")
        return self.texts[-1]


def document(bait: Baits) -> Map:
    """A meeting with hostile text in every field that a secretary may fill."""
    items = [{"key": key, "title": bait(200), "abstain": True} for key in ("a", "b")]
    notes = [{"key": key, "title": bait(200), "max": 500} for key in ("problems", "other")]
    choices = [[bait(100), str(worth)] for worth in (10, 6, 3)]
    bands = [[bait(20), floor] for floor in ("9", "7", "4", "0")]
    groups = [bait(60), bait(60)]
    people = [{"name": bait(60), "unit": bait(60), "post": bait(60)} for _ in range(2)]
    numbers: Map = {"title": bait(200), "scale": {"min": 1, "max": 10}, "items": items, "notes": notes}
    words: Map = {"title": bait(200), "scale": {"choices": choices}, "items": items[:1], "notes": notes[:1]}
    entered: Map = {"name": bait(60), "form": numbers, "subjects": people, "source": "entered"}
    return {
        "title": bait(200),
        "organisation": bait(200),
        "groups": [{"name": name} for name in groups],
        "voters_see_results": True,
        "parts": [
            {"name": bait(60), "form": numbers, "subjects": people},
            {"name": bait(60), "form": words, "subjects": people},
            entered,
        ],
        "rules": {"bands": bands, "uses": [[bands[0][0], bait(100)]]},
    }


class Trapped(Windows):
    """Windows with traps in every page; `foreign` collects requests to other hosts."""

    def __init__(self, browser: Browser, own: str) -> None:
        super().__init__(browser)
        self.own, self.foreign = own, list[str]()

    async def fresh(self, size: tuple[int, int]) -> Page:
        context = await self._browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
        await context.add_init_script(f"({TRAPS})()")
        page = await context.new_page()
        self.listen(page)
        page.on("request", self._asked)
        return page

    async def open(
        self,
        url: str,
        size: tuple[int, int] = (1440, 900),
        locale: str = "zh-CN",
        zone: str | None = None,
        script: str | None = None,
    ) -> Page:
        page = await self.fresh(size)
        await page.goto(url)
        return page

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.own, "data:", "blob:", "file:", "about:")):
            self.foreign.append(request.url)


async def harmless(page: Page, texts: list[str], least: int) -> None:
    """Waits until `least` of the texts can be read on the page; none of them may have run or become an element."""
    await page.wait_for_function(SHOWN, arg=[texts, least])
    assert await page.evaluate(SPRUNG) == []
