#!/bin/sh
# Starts the server with the interpreter in this folder. 在终端里运行：./评议.sh
here=$(CDPATH='' cd -- "${0%/*}" && pwd -P) || exit 2
unset PYTHONHOME
export PYTHONPATH="$here/app:$here/lib" PYTHONNOUSERSITE=1 PYTHONSAFEPATH=1 PYTHONUTF8=1
# Some interpreters are a small program and a library, which would otherwise be looked for where they were built.
export LD_LIBRARY_PATH="$here/python/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export PINGYI_OPEN="${PINGYI_OPEN:-1}" PINGYI_DATA="${PINGYI_DATA:-$here/data}"
if [ ! -x "$here/python/bin/python3" ]; then
  echo "python/bin/python3 is missing: unpack the package again. / 缺少 python/bin/python3，请重新解压。" >&2
  exit 2
fi
exec "$here/python/bin/python3" -m server "$@"
