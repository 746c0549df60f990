#!/bin/sh
# Puts a copy that backup.sh made in place of the database: FILE=backups/coincast-<time>.dump CONFIRM=yes.
# Everything that was written since the copy is gone then, so it wants to be told twice.
set -eu
compose=${COMPOSE:-docker compose}
file=${FILE:?which copy? make restore FILE=backups/coincast-<time>.dump CONFIRM=yes}
[ -r "$file" ] || { echo "There is no $file." >&2; exit 1; }
in_postgres() { $compose exec -T postgres sh -euc "$1"; }
query='psql -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres -c'

# By words and not by exit codes, which some tools keep to themselves.
said=$(in_postgres 'pg_restore --list >/dev/null && echo readable' <"$file") || true
[ "$said" = readable ] || { echo "$file is no copy of a database." >&2; exit 1; }
if [ "${CONFIRM:-}" != yes ]; then
  echo "This replaces the database of the running system by $file; what was written since is lost." >&2
  echo "If that is meant: make restore FILE=$file CONFIRM=yes" >&2
  exit 1
fi

# Beside the old database first: if anything is wrong with the copy, nothing has happened.
in_postgres 'dropdb -U "$POSTGRES_USER" --if-exists --force "${POSTGRES_DB}_restored"
  createdb -U "$POSTGRES_USER" "${POSTGRES_DB}_restored"'
restored=$(in_postgres 'pg_restore -U "$POSTGRES_USER" -d "${POSTGRES_DB}_restored" --exit-on-error && echo restored' <"$file") || true
[ "$restored" = restored ] || { echo 'The copy could not be read back; the database is as it was.' >&2; exit 1; }

# Services lose their connections here, and wait until the other database has its roles and latest schemas, too.
in_postgres "dropdb -U \"\$POSTGRES_USER\" --if-exists --force \"\${POSTGRES_DB}_replaced\"
  $query \"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\$POSTGRES_DB'\" \\
    -c \"ALTER DATABASE \\\"\$POSTGRES_DB\\\" RENAME TO \\\"\${POSTGRES_DB}_replaced\\\"\" \\
    -c \"ALTER DATABASE \\\"\${POSTGRES_DB}_restored\\\" RENAME TO \\\"\$POSTGRES_DB\\\"\" >/dev/null"
for step in migrate-bootstrap migrate-auth migrate-billing migrate-prediction; do
  $compose run --rm --no-deps -T "$step"
done
# Who came in between has not got the roles' settings, which hold from the next connection on.
in_postgres "$query \"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\$POSTGRES_DB'\" >/dev/null
  dropdb -U \"\$POSTGRES_USER\" --force \"\${POSTGRES_DB}_replaced\""
echo "The database is that of $file. Jobs that were open then go on."
