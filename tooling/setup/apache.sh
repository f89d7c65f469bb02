#!/usr/bin/env bash
# Makes sure that Apache httpd and mod_auth_openidc are there for the tests of access, from apt where they are missing.
# The system's own service is left alone: the tests start an instance of their own, on loopback.
set -euo pipefail
here() { for folder in /usr/lib/apache2/modules /usr/lib64/httpd/modules; do [ -f "$folder/mod_auth_openidc.so" ] && return 0; done; return 1; }
if { command -v apache2 || command -v httpd || [ -x /usr/sbin/apache2 ]; } >/dev/null && here; then exit 0; fi
if ! command -v apt-get >/dev/null; then
    echo "Install Apache httpd 2.4 and mod_auth_openidc, and run this again." >&2
    exit 2
fi
as_root=""
if [ "$(id -u)" != 0 ]; then as_root="sudo"; fi
echo "Installing Apache httpd for the tests of access …"
# The service must not start by itself: what an installed package starts is not what is tested.
policy="$(mktemp)"; printf '#!/bin/sh\nexit 101\n' > "$policy"; chmod 755 "$policy"
[ -e /usr/sbin/policy-rc.d ] || { $as_root install -m 755 "$policy" /usr/sbin/policy-rc.d; trap '$as_root rm -f /usr/sbin/policy-rc.d' EXIT; }
$as_root apt-get update -qq
$as_root apt-get install -y -qq --no-install-recommends apache2 libapache2-mod-auth-openidc >/dev/null
