#!/bin/bash
# setup.sh PRESET [TARGET]: installs the packages that are missing, then configures and builds TARGET.
# Used by tools/stratgen and tools/test. May be interrupted and started again at any moment.
#
# Exit codes: 0 built; 1 the build failed; 3 the machine lacks something; 130 interrupted.
set -u -o pipefail
exec >&2
trap 'echo; exit 130' INT

preset=$1 target=${2:-}
self=$(readlink -f -- "$0")
root=${self%/tools/*}
cd -- "$root" || exit 3
build=build/$preset
log=$build/setup.log

say() { echo "stratgen: $*"; }

die() { # exit code, sentence
  say "$2"
  exit "$1"
}

wanted_packages() {
  local sections=run
  [ "$preset" = release ] || sections='run|develop'
  awk -v sections="^\\\\[($sections)\\\\]" \
    '/^\[/ { wanted = $0 ~ sections; next } wanted && NF && !/^#/ { print $1 }' tools/packages.txt
}

missing_packages() {
  comm -23 <(wanted_packages | sort) <(
    dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | sort)
}

# The lines of a long command: on a terminal as one that renews itself, elsewhere one every five seconds.
progress() {
  local line width next=$((SECONDS + 5))
  width=$(stty size <&2 2>/dev/null | cut -d' ' -f2)
  [ "${width:-0}" -gt 0 ] || width=80
  while IFS= read -r line; do
    if [ -t 2 ]; then
      printf '\r\033[K%s' "${line:0:width - 1}"
    elif ((SECONDS >= next)); then
      echo "  $line"
      next=$((SECONDS + 5))
    fi
  done
  [ ! -t 2 ] || printf '\r\033[K'
}

logged() { "$@" 2>&1 </dev/null | tee -a "$log" | progress; }

# After a failure: what the log ends with, and the usual suspect.
explain() {
  echo
  tail -n 20 "$log"
  echo
  local free_mb
  free_mb=$(df -Pm "$build" | awk 'NR == 2 { print $4 }')
  [ "$free_mb" -ge 100 ] || say "the disk that holds $root/build has only $free_mb MB left"
}

apt_get() {
  DEBIAN_FRONTEND=noninteractive logged apt-get -y -o DPkg::Lock::Timeout=600 "$@" 9>&-
}

install_packages() {
  if ! command -v dpkg-query apt-get >/dev/null; then
    die 3 "there is no apt-get here; install by your own means what Debian 12 calls: $(wanted_packages | paste -sd ' ')"
  fi
  local missing
  missing=$(missing_packages | paste -sd ' ')
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ]; then
    say "some packages are missing. Install them with this line, then start again:"
    echo
    echo "sudo apt-get update && sudo apt-get install -y --no-install-recommends $missing"
    exit 3
  fi
  say "installing $(wc -w <<<"$missing") packages with apt-get; details in $root/$log"
  # An installation that was interrupted is finished first; otherwise apt-get refuses to work.
  logged dpkg --configure -a 9>&-
  # shellcheck disable=SC2086 # one word per package
  if ! { apt_get update && apt_get install --no-install-recommends $missing; }; then
    explain
    die 3 "apt-get could not install: $missing. The whole log is $root/$log"
  fi
}

configured() {
  [ "$build/build.ninja" -nt CMakePresets.json ] &&
    grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$build/CMakeCache.txt"
}

build() {
  if ! configured; then
    say "configuring the $preset build in $root/$build"
    logged cmake --preset "$preset" --fresh || return
  fi
  say "building with $(nproc) jobs; details in $root/$log"
  logged cmake --build "$build" --target "$target" --parallel "$(nproc)"
}

if ! mkdir -p "$build" || ! : >>"$build/lock"; then
  die 3 "cannot write in $root/$build: make it writable, or copy the clone to where you may write"
fi
# ccache fails where it has no place of its own (accounts without a home).
[ -w "${HOME:-/nonexistent}" ] || export CCACHE_DIR=$root/build/ccache
export CCACHE_BASEDIR=$root  # a second clone finds what the first one compiled
# Inherited by the compilers on purpose: the lock lasts until the last of them has ended.
exec 9>"$build/lock"
flock -n 9 || { say "another build of $root/$build is running; waiting for it" && flock 9; }
: >"$log"

install_packages
[ -n "$target" ] || exit 0
touch "$build/building"
if ! build; then
  explain
  die 1 "the build failed; the whole log is $root/$log"
fi
mv "$build/building" "$build/built"
