#!/usr/bin/env bash
# Fetches a request, and the heads of the other open ones, as git objects: nothing is checked out, nothing is run.
set -euo pipefail
number="${1:?the number of the request}"
[[ "$number" =~ ^[1-9][0-9]{0,9}$ ]] || { echo "::error::This is not the number of a request."; exit 1; }
gh auth setup-git
git -c fetch.fsckObjects=true fetch --quiet --no-tags --no-recurse-submodules origin \
    "+refs/pull/$number/head:refs/devportal/head" "+refs/pull/*/head:refs/devportal/pulls/*"
