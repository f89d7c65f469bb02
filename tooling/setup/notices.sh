#!/usr/bin/env bash
# Sends what is to be told; what the workflow runs. The ledger has to outlive this machine.
set -euo pipefail
for name in "${!DEVPORTAL_@}" SITE_URL; do
    [ -n "${!name:-}" ] || unset "$name"
done
if [ -z "${DEVPORTAL_SMTP:-}" ]; then
    echo "::notice::No mail server is set up (the variable DEVPORTAL_SMTP of the environment 'notices'), so nobody is told."
    exit 0
fi
case "${DEVPORTAL_NOTICES:-}" in
    "" | *[!A-Za-z0-9:/@._-]*)
        echo "::error::DEVPORTAL_NOTICES names no ledger that outlives this machine. Name a git repository."
        exit 2
        ;;
esac
gh auth setup-git
.venv/bin/devportal notify send
