#!/usr/bin/env bash
# Makes sure that a Chromium for the browser tests is there: the system's own, else from apt, else Playwright's.
set -euo pipefail
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null; then exit 0; fi
done
if command -v apt-get >/dev/null; then
    as_root=""
    if [ "$(id -u)" != 0 ]; then as_root="sudo"; fi
    echo "Installing Chromium for the browser tests …"
    if $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends chromium >/dev/null; then exit 0; fi
fi
if .venv/bin/python -m playwright install --with-deps chromium; then exit 0; fi
echo "No Chromium could be installed. Install it and name it: CHROMIUM=/path/to/chromium make test" >&2
exit 2
