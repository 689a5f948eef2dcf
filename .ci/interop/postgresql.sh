#!/usr/bin/env bash
# A private PostgreSQL on loopback: superuser "postgres", no password.
# usage: postgresql.sh check | start DIR PORT | stop DIR
set -euo pipefail
. "$(dirname "$0")/common.sh"

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
need "${bin:-/usr/lib/postgresql}/initdb" postgresql

case ${1:-} in
check) ;;
start)
  [ $# = 3 ] || usage
  dir=$(realpath -m "$2") port=$3
  own postgres "$dir" "$dir/data"
  chmod 700 "$dir/data"
  become postgres
  cd /
  [ -s "$dir/data/PG_VERSION" ] || "${as[@]}" "$bin/initdb" -D "$dir/data" -U postgres -A trust \
    -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  # what it holds is not worth a sync
  daemon "$dir" "${as[@]}" "$bin/postgres" -D "$dir/data" -p "$port" -h 127.0.0.1 \
    -k "$dir/data" -c fsync=off -c full_page_writes=off
  await "$dir" "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"
  ;;
stop)
  [ $# = 2 ] || usage
  stop "$(realpath -m "$2")" INT # a fast shutdown: it does not wait for its clients
  ;;
*) usage ;;
esac
