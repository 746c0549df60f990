#!/bin/sh
# Starts nginx: completes its configuration from the environment, and opens the TLS port when a certificate is mounted.
set -eu
source=/etc/coincast
made=/tmp/nginx
mkdir -p "$made"
cp "$source"/*.conf "$made/"

# Of the network that the container is in; names are asked for again and again, as containers are replaced.
RESOLVER=$(awk '/^nameserver/ { print $2; exit }' /etc/resolv.conf)
MAX_BODY_BYTES=${MAX_BODY_BYTES:-52494336}
# 0 is no limit, for which nginx has no word: so many that nobody reaches it.
LOGIN_RATE=${AUTH_RATE_LIMIT_PER_MINUTE:-30}
[ "$LOGIN_RATE" -gt 0 ] || LOGIN_RATE=1000000
# Where the browser finds the TLS port, which may be published under another number.
https_port=${HTTPS_PORT##*:}
HTTPS_SUFFIX=":${https_port:-443}"
[ "$HTTPS_SUFFIX" != :443 ] || HTTPS_SUFFIX=
# The path of https://host/path, for Telegram's webhook.
WEBHOOK_PATH=$(printf '%s' "${TG_WEBHOOK_URL:-}" | sed -E 's#^https://[^/]+##; s#[?].*$##')
export RESOLVER MAX_BODY_BYTES LOGIN_RATE HTTPS_SUFFIX WEBHOOK_PATH

fill() { envsubst '$RESOLVER $MAX_BODY_BYTES $LOGIN_RATE $HTTPS_SUFFIX $WEBHOOK_PATH' <"$source/$1.template" >"$made/$1"; }
fill nginx.conf
case $WEBHOOK_PATH in
  /?*) fill webhook.location ;;
esac
if [ -r /etc/coincast-tls/tls.crt ] && [ -r /etc/coincast-tls/tls.key ]; then
  fill tls.server
else
  cp "$source/plain.server" "$made/"
fi
exec nginx -c "$made/nginx.conf" -g 'daemon off;'
