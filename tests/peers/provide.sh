# SPDX-License-Identifier: GPL-3.0-or-later
# Where the peers are. To be sourced after build.sh.
# shellcheck shell=bash

# The peers of tests/peers come from npm, as its lock file says, once. Without them their tests are skipped.
provide_peers() {
  local folder=$top/_build-peers version
  version=$(sha256sum "$top"/tests/peers/package*.json | sha256sum | cut -c 1-16)
  if [ ! -d "$folder/$version" ]; then
    say "fetching the peers from npm"
    rm -rf "$folder"
    mkdir -p "$folder/new"
    cp "$top"/tests/peers/package*.json "$folder/new/"
    # None of what the packages would have done when they are installed: what they need is in them.
    if (cd "$folder/new" && enter --shared npm ci --ignore-scripts --no-audit --no-fund --fetch-retries=1) >"$folder/npm.log" 2>&1 </dev/null; then
      mv "$folder/new" "$folder/$version"
    else
      say "npm could not fetch the peers, whose tests are skipped; ${folder##*/}/npm.log says why"
    fi
  fi
  settings+=(-e ENTENTE_PEERS="$folder/$version")
}
