#!/usr/bin/env bash
# Makes sure that the public program age and OpenSSH's ssh-keygen are there: tests open with them what we seal.
set -euo pipefail
if command -v age >/dev/null && command -v ssh-keygen >/dev/null; then exit 0; fi
if command -v apt-get >/dev/null; then
    as_root=""
    if [ "$(id -u)" != 0 ]; then as_root="sudo"; fi
    echo "Installing age and OpenSSH's client for the tests of the hand-over …"
    if $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends age openssh-client >/dev/null; then exit 0; fi
fi
echo "Install age (https://age-encryption.org) and OpenSSH's client, then run this again." >&2
exit 2
