"""A screen that shows one scene from messages alone, and what is wrong with how it fits the window."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from playwright.async_api import Page

from tests.pages.screen_scenes import NAMES

SET_UP = """async (language) => {
  const base = document.querySelector('script[type=module]').src.replace('screen/main.js', '');
  const load = (name) => import(base + name);
  const { SCENES } = await load('screen/views.js');
  const { emptyState, fold } = await load('screen/state.js');
  const { SceneView } = await load('screen/scene_view.js');
  const { turnPages } = await load('screen/paged_view.js');
  const { PageTurner } = await load('screen/paging.js');
  const { setLang, translate, use } = await load('shared/i18n.js');
  use((await load('screen/messages.js')).words);
  for (let id = 0; id < 99; id += 1) clearInterval(id); // the page's own clock
  setLang(language, true);
  translate(document);
  const main = document.querySelector('#main');
  const clocks = { round: '10:35', timer: '114:59', over: ' · 时间到', code: '25 秒后更换' };
  window.draw = (messages) => {
    const state = emptyState();
    messages.forEach((message) => fold(state, message, new Date()));
    const view = new SceneView(main, () => {
      turnPages(main, new PageTurner(), 0);
      main.querySelectorAll('[data-left]').forEach((node) => { node.textContent = clocks[node.dataset.left]; });
    });
    const name = state.view.view;
    main.dataset.view = name;
    view.show({ key: name, moment: name, make: () => SCENES[name](state) }, state);
    window.drawn = { view, state };
  };
}"""

FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""What the page itself draws after a resize comes before what a test draws."""

FAULTS = """() => {
  const found = [];
  const tell = (fault, { tagName, className, textContent }) =>
    found.push(`${fault} ${tagName}.${className} "${textContent.slice(0, 30)}"`);
  const seen = (node) => !node.closest('.hidden-text, template, script, [hidden]');
  const clips = (node) => getComputedStyle(node).overflowY !== 'visible';
  const page = document.scrollingElement;
  if (page.scrollHeight > innerHeight || page.scrollWidth > innerWidth) tell('scrolls', page);
  const nodes = [...document.querySelectorAll('body, #main, #main *')].filter(seen);
  for (const node of nodes) {
    const box = node.getBoundingClientRect();
    const isBelow = box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
    if (box.width && (isBelow || box.left < -1 || box.top < -1)) tell('outside', node);
    const isLarger = node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1;
    if (clips(node) && isLarger) tell('cut', node);
  }
  const texts = [];
  for (const node of nodes) {
    for (const text of node.childNodes) {
      if (text.nodeType !== Node.TEXT_NODE || !text.textContent.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      // A line of text is higher than its letters.
      const lines = [...range.getClientRects()].map(({ left, right, top, bottom, height }) =>
        ({ left, right, top: top + height * 0.24, bottom: bottom - height * 0.24, node }));
      for (const line of lines) {
        for (let around = node; around && around !== document.documentElement; around = around.parentElement) {
          if (!clips(around)) continue;
          const box = around.getBoundingClientRect();
          const isWide = line.left < box.left - 2 || line.right > box.right + 2;
          if (isWide || line.top < box.top || line.bottom > box.bottom) tell('clipped', node);
        }
        const isBelow = line.right > innerWidth + 1 || line.bottom > innerHeight;
        if (isBelow || line.left < -1 || line.top < 0) tell('text outside', node);
      }
      texts.push(...lines);
    }
  }
  texts.forEach((one, i) => texts.slice(i + 1).forEach((other) => {
    const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    if (wide > 2 && high > 2 && one.node !== other.node) tell(`on "${other.node.textContent.slice(0, 20)}":`, one.node);
  }));
  return found;
}"""
"""What scrolls, is outside the window, is cut off, or lies on other text."""

SMALLEST = """() => {
  const names = document.querySelectorAll('#main .whole, #main td, #main .figures');
  const seen = [...names].filter((node) => !node.closest('.hidden-text'));
  return Math.min(...seen.map((node) => parseFloat(getComputedStyle(node).fontSize)), 999) / innerHeight;
}"""
"""The smallest type of names and numbers as a share of the window's height."""

BROKEN_NAMES = """() => {
  const names = NAMES;
  const walker = document.createTreeWalker(document.querySelector('#main'), NodeFilter.SHOW_TEXT);
  const found = [];
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (text.parentElement.closest('.hidden-text')) continue;
    for (const name of names) {
      const at = text.textContent.indexOf(name);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + name.length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(name);
    }
  }
  return found;
}""".replace("NAMES", json.dumps(NAMES))
"""Which of the names in the scenes take more than one line."""

SCALE = "() => document.documentElement.style.getPropertyValue('--scale')"
"""The factor by which the whole scene is smaller than it is drawn."""

FITTED_WHILE_MOVING = """() => {
  const moves = document.getAnimations().filter(({ effect }) => effect.target.closest('#main'));
  const scales = [];
  for (const time of moves.length ? [0, 50, 100, 200, 400, 600] : [0]) {
    moves.forEach((move) => {
      move.pause();
      move.currentTime = time;
    });
    window.drawn.view.fit(true);
    scales.push(document.documentElement.style.getPropertyValue('--scale'));
    if (moves.some((move) => move.currentTime !== time)) scales.push('moved on');
  }
  return { count: moves.length, scales: [...new Set(scales)] };
}"""
"""Fits the scene while everything that moves is held on its way: how many parts move, and the scales that came out."""

FIXED_TYPE = """() => [...document.querySelectorAll('#main [data-fit]')].filter((node) => {
  const sizes = (factor) => {
    node.style.setProperty('--shrink', factor);
    return [node, ...node.querySelectorAll('*')].map((each) => getComputedStyle(each).fontSize).join();
  };
  return sizes(1) === sizes(0.5);
}).map((node) => `${node.tagName}.${node.className}`)"""
"""What is to take care of its own type and cannot."""


async def set_up(page: Page, language: str = "zh") -> None:
    """Make the page draw what the test wants, and nothing by itself."""
    await page.evaluate(SET_UP, language)


async def draw(page: Page, messages: Sequence[Any], language: str = "zh") -> None:
    """One scene on a page that has been opened or resized just now."""
    await page.evaluate(FRAMES)
    await set_up(page, language)
    await page.evaluate("(messages) => draw(messages)", messages)


async def look_at(page: Page, scenes: Mapping[str, Sequence[Any]], *looks: str) -> dict[str, Any]:
    """Draw each scene, given by its messages, and call the functions `looks` on it, in one task of the page and so
    without painting: what each scene gave, by its name."""
    script = (
        f"(scenes) => scenes.map((messages) => {{ draw(messages); return [{', '.join(f'({f})()' for f in looks)}]; }})"
    )
    return dict(zip(scenes, await page.evaluate(script, list(scenes.values())), strict=True))


async def faults_of(page: Page, scenes: Mapping[str, Sequence[Any]]) -> dict[str, list[str]]:
    """By scene, only of those that have any."""
    return {name: found[:3] for name, (found,) in (await look_at(page, scenes, FAULTS)).items() if found}


async def resize(page: Page, size: tuple[int, int]) -> None:
    await page.set_viewport_size({"width": size[0], "height": size[1]})
    await page.evaluate(FRAMES)
