#!/usr/bin/env bash
# Brings the website up to date with main: first who may see what, then the pages. What fails leaves what was there.
# CLONE is a clone of the portal, SITE and ACCESS are the folders that Apache's configuration names.
set -euo pipefail
: "${CLONE:=/srv/portal/clone}" "${SITE:=/srv/portal/site}" "${ACCESS:=/srv/portal/access}"
cd "$CLONE"
exec 9> .git/portal-refresh.lock
flock --nonblock 9 || { echo "Another refresh is running."; exit 0; }
git fetch --quiet origin main
git reset --quiet --hard origin/main
make --silent ready
.venv/bin/devportal access write "$ACCESS"
.venv/bin/devportal build --out "$SITE"
