#!/bin/sh
# Writes into .env what containers need and .env lacks: random secrets, and names of users. Made from .env.template when
# there is none. What stands there already stays as it is, so it may run again any time.
set -eu
umask 077
file=${1:-.env}

if [ ! -e "$file" ]; then
  cp .env.template "$file"
  echo "Wrote $file: it holds the secrets of this installation. Keep a copy with your backups."
fi

# A last line without its end would run into what is added.
[ -z "$(tail -c 1 "$file")" ] || echo >>"$file"

random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

# Hexadecimal: each stands in a URL as it is.
need() {
  grep -q "^$1=." "$file" || echo "$1=${2:-$(random)}" >>"$file"
}

need POSTGRES_USER postgres
need POSTGRES_PASSWORD
need RABBITMQ_DEFAULT_USER coincast
need RABBITMQ_DEFAULT_PASS
need REDIS_PASSWORD
need AUTH_OWNER_PASSWORD
need AUTH_SERVICE_PASSWORD
need BILLING_OWNER_PASSWORD
need BILLING_SERVICE_PASSWORD
need PREDICTION_OWNER_PASSWORD
need PREDICTION_SERVICE_PASSWORD
need INTERNAL_TOKEN
need WEB_TOKEN
need BOT_SESSION_KEY
