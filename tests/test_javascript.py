"""Runs the unit tests of the pure script modules, and a joined script, where a Node that can is installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

from server.web.script_bundler import bundle

ROOT = Path(__file__).resolve().parent.parent
LEAST = (20, 19)
"""The first version that takes a .js file with imports for a module without a package.json beside it."""


def _node() -> str | None:
    node = shutil.which("node")
    if not node:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, encoding="utf-8", check=True).stdout
    major, minor = said.lstrip("v").split(".")[:2]
    return node if (int(major), int(minor)) >= LEAST else None


NODE = _node()
needs_node = pytest.mark.skipif(NODE is None, reason="no node of version 20.19 or later")


def run(*arguments: str, text: str = "") -> str:
    assert NODE is not None
    ended = subprocess.run([NODE, *arguments], cwd=ROOT, input=text, capture_output=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@needs_node
def test_the_pure_modules_pass_their_unit_tests() -> None:
    files = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/javascript/*.test.js"))
    assert files
    run("--test", *files)


FILES = {
    "page/main.js": """
// Comments go.
import {
  first,
  second as other,
} from './parts.js';
import * as whole from '../shared/values.js';
import { first as again, three } from './more.js';

console.log(first, other(), whole.three, three, again, new whole.Held().value);
""",
    "page/parts.js": """
export const first = 1;
export async function never() {}
export function second() { return 2; }
""",
    "page/more.js": """
export { three, Held } from '../shared/values.js';
export {
  first,
} from './parts.js';
""",
    "shared/values.js": """
const three = 3;
export class Held {
  get value() { return 4; }
}
export {
  three,
};
""",
}
"""Every form of import and export that the bundler takes, some over several lines as prettier wraps them."""


@needs_node
def test_a_joined_script_does_what_its_modules_do() -> None:
    assert run("-", text=bundle(FILES, "page/main.js")).split() == ["1", "2", "3", "3", "1", "4"]


@pytest.mark.parametrize("line", ["import whole from './b.js';", "import './b.js';", "export default 1;"])
def test_a_form_that_the_bundler_does_not_take_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="a.js"):
        bundle({"a.js": line + "\n", "b.js": ""}, "a.js")
