# SPDX-License-Identifier: GPL-3.0-or-later
# What the commands share: where the tree is, how to speak, what the machine is. To be sourced.
# shellcheck shell=bash

toolchain=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
top=$(readlink -f "$toolchain/../..")

: "${HOME:=$(getent passwd "$(id -u)" | cut -d: -f6)}"
export HOME

say() { printf 'entente: %s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

# The names in these lists of packages.
packages() { (cd "$toolchain" && sed 's/#.*//' "$@") | xargs -n1 | sort -u; }

# True where GTK 4.18 and its companions come with the machine; elsewhere a Debian 13 root holds them.
is_native() (
  . /etc/os-release
  [ "${ID:-}" = debian ] && [ "${VERSION_ID:-99}" -ge 13 ]
)

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "this needs an administrator, and there is no sudo: please have them run: $*"
  fi
}

refresh_package_lists() { as_root apt-get update -q >&2 || die "apt-get update failed: is the network reachable?"; }

# Installs those of the named packages that the machine lacks.
install_packages() {
  local missing
  missing=$(comm -23 <(printf '%s\n' "$@" | sort -u) \
                     <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p' | sort -u))
  [ -n "$missing" ] || return 0
  say "installing $(wc -w <<<"$missing") packages"
  refresh_package_lists
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o DPkg::Lock::Timeout=300 -o Acquire::Retries=5 $missing >&2 || die "apt-get could not install: ${missing//$'\n'/ }"
}
