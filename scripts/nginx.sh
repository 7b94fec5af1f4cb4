#!/bin/sh
# Makes sure there is an nginx for the test of the whole stack: one already here, else the system's package.
set -eu
if command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ]; then exit 0; fi
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
if command -v apt-get >/dev/null 2>&1 && as_root true 2>/dev/null; then
    # only the program: nothing is to be started
    if as_root apt-get update -qq && as_root env RUNLEVEL=1 apt-get install -y -qq --no-install-recommends nginx-light; then
        exit 0
    fi
fi
echo "nginx is not here and could not be installed: the test of the whole stack will be skipped." >&2
