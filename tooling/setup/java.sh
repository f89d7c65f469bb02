#!/usr/bin/env bash
# Makes sure that there is a Java for Spark: the roll-ups of telemetry are tested on DuckDB and on Spark.
set -euo pipefail
if command -v java >/dev/null; then exit 0; fi
if command -v apt-get >/dev/null; then
    as_root=""
    if [ "$(id -u)" != 0 ]; then as_root="sudo"; fi
    echo "Installing Java for the tests with Spark …"
    if $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends default-jre-headless >/dev/null; then exit 0; fi
fi
echo "Install Java 17 or later, then run this again." >&2
exit 2
