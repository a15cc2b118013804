# SPDX-License-Identifier: GPL-3.0-or-later
# The build folders: each is configured, built and, for the programs to find their data, installed into itself. To be sourced.
# shellcheck shell=bash

. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/machine.sh"

# The root is looked for once, in open_build.
enter() { ENTENTE_ROOT=$root "$toolchain/enter" "$@"; }

# Chooses the build folder with this suffix and these options for meson, makes the root, and takes the lock on the tree.
# A caller that tests says so in for_tests.
open_build() {
  root=$("$toolchain/root" ${for_tests:+--tests})
  build=$top/_build${root:+-trixie}$1
  options=(--prefix "$build/install" "${@:2}")
  # What the folder was configured for: anything else is another folder.
  build_key="${root:-$(cat /etc/debian_version)} $top ${options[*]}"
  cd "$top" || exit
  exec {build_lock}<"$top"
  flock --nonblock "$build_lock" || { say "waiting for another build to end"; flock "$build_lock"; }
}

close_build() { exec {build_lock}<&-; }

# The folder's state after a step that ended well. Whoever is interrupted leaves another one.
build_state() { printf '%s\n' "$build_key"; sha256sum <"$build/build.ninja"; }
remember_build() { build_state >"$build/.state"; }

setup_afresh() {
  rm -rf "$build"
  say "configuring ${build##*/}"
  enter meson setup "$build" "${options[@]}" >"$top/${build##*/}.log" 2>&1 ||
    { cat "$top/${build##*/}.log" >&2; die "meson could not configure ${build##*/}"; }
  mv "$top/${build##*/}.log" "$build/setup.log"
  remember_build
}

setup_again() {
  say "configuring ${build##*/} again"
  enter meson setup --reconfigure "$build" "${options[@]}" >"$build/setup.log" 2>&1 && remember_build
}

configure() {
  local known=
  [ ! -e "$build/.state" ] || known=$(head -n 1 "$build/.state")
  if [ "$known" != "$build_key" ]; then
    setup_afresh
  elif [ "$(build_state 2>/dev/null)" != "$(cat "$build/.state")" ]; then
    setup_again || setup_afresh
  fi
}

# Builds these targets of ninja, or with --install everything that gets installed.
compile() {
  local status=0
  configure
  enter "$toolchain/compile" "$build" "$@" || status=$?
  if [ $status = 3 ]; then
    setup_afresh
    enter "$toolchain/compile" "$build" "$@" || return
  elif [ $status != 0 ]; then
    return $status
  fi
  [ "$(build_state)" = "$(cat "$build/.state")" ] || remember_build
}

# The nearest to this locale of those that the product speaks.
nearest_locale() { case $1 in fr | fr[_.]*) echo fr_FR.UTF-8 ;; en | en[_.]*) echo en_GB.UTF-8 ;; *) echo C.UTF-8 ;; esac; }

# One that is not there is made in the build folder. Sets locale_settings for enter.
provide_locale() {
  local name=${1%.*}
  locale_settings=()
  if [ "$name" = C ] || enter locale -a | grep -i "^$name.utf-\?8\$" >/dev/null; then return; fi
  if [ ! -d "$build/locale/$name.utf8" ]; then
    mkdir -p "$build/locale"
    rm -rf "$build/locale/new"
    enter localedef --no-archive -i "$name" -f UTF-8 "$build/locale/new"
    mv "$build/locale/new" "$build/locale/$name.utf8"
  fi
  locale_settings=(-e LOCPATH="$build/locale")
}
