#!/bin/bash
# Plans and applies what main wants, or with "status" says whether all agrees; what the workflow runs. main may move
# meanwhile: then the plan is made again.
set -euo pipefail

# A variable that is not set at GitHub arrives empty.
for name in "${!AWS_@}" "${!AZURE_@}" "${!DEVPORTAL_@}" "${!VAULT_@}"; do
  [ -n "${!name}" ] || unset "$name"
done

case "${DEVPORTAL_STORE:-}" in
  "" | embedded:*)
    echo "::error::DEVPORTAL_STORE names no store that outlives this machine. Set the variable in the environment 'provisioning'."
    exit 2
    ;;
esac
case "${DEVPORTAL_OUTBOX:-}" in
  "" | *[!A-Za-z0-9:/@._{}-]*)
    echo "::error::DEVPORTAL_OUTBOX names no outbox that outlives this machine. Name a git repository that partners can read."
    exit 2
    ;;
esac

gh auth setup-git
asked=(--github --push origin)
if [ "${1:-}" = status ]; then
  exec .venv/bin/devportal provision status "${asked[@]}"
fi
plan="$(mktemp)"
trap 'rm -f "$plan"' EXIT
for _ in 1 2 3; do
  .venv/bin/devportal provision plan "${asked[@]}"
  .venv/bin/devportal provision plan "${asked[@]}" --format json > "$plan"
  digest="$(.venv/bin/python -c 'import json, sys; print(json.load(open(sys.argv[1]))["digest"])' "$plan")"
  code=0
  .venv/bin/devportal provision apply --plan "$digest" "${asked[@]}" || code=$?
  [ "$code" -eq 1 ] || exit "$code"
done
echo "::error::main moved three times; the next run goes on."
exit 1
