#!/usr/bin/env bash
# Installs what the checks need from npm into build/npm, pinned by the lock file; Node itself from apt where it is missing.
set -euo pipefail
here="$(cd "$(dirname "$0")/npm" && pwd)"
if ! command -v npm >/dev/null; then
    as_root=""
    if [ "$(id -u)" != 0 ]; then as_root="sudo"; fi
    echo "Installing Node for the checks of workflows …"
    $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null
fi
mkdir -p build/npm
cp "$here/package.json" "$here/package-lock.json" build/npm/
npm ci --prefix build/npm --ignore-scripts --no-audit --no-fund --silent
touch build/npm/.ready
