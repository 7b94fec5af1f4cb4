#!/bin/sh
# Makes sure there is a Chromium for the browser tests: one already here, else the system's package, else Playwright's.
set -eu
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
if command -v apt-get >/dev/null 2>&1 && as_root true 2>/dev/null; then
    if as_root apt-get update -qq && as_root apt-get install -y -qq chromium; then exit 0; fi
fi
exec "$1" install chromium
