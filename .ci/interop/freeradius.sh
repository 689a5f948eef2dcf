#!/usr/bin/env bash
# A private FreeRADIUS on loopback over the SQL tables of its own package, and a listener that plays the NAS.
# usage: freeradius.sh check | start DIR PORT postgresql|mysql DBPORT | stop DIR
#   PORT    authentication (PAP, CHAP, MS-CHAP; answers Status-Server)
#   PORT+1  accounting
#   PORT+2  CoA and Disconnect over the open sessions of radacct
# The database server listens on 127.0.0.1:DBPORT and lets "postgres" or "root" in without a password (see
# postgresql.sh, mariadb.sh); the database "radius" is made there from the package's schema if it is missing.
# The shared secret is RADIUS_SECRET, else testing123. Requests from 127.0.0.2 need a Message-Authenticator.
set -euo pipefail
. "$(dirname "$0")/common.sh"

raddb=${RADDB:-/etc/freeradius/3.0}
need freeradius freeradius freeradius-postgresql freeradius-mysql freeradius-utils
need radclient freeradius-utils
need psql postgresql-client
need mariadb mariadb-client
[ -r "$raddb/mods-config/sql/main/postgresql/queries.conf" ] && [ -r "$raddb/mods-config/sql/main/mysql/queries.conf" ] || {
  echo "freeradius: cannot read $raddb/mods-config/sql; install freeradius-postgresql and freeradius-mysql," \
    "and run as root or as a member of the group freerad"
  exit 3
}

# The only files of the distribution in it: dictionary, queries.conf, the policy acct_unique, the reject filter.
config() {
  cat <<C
prefix = /usr
libdir = /usr/lib/freeradius
confdir = $dir
modconfdir = $raddb/mods-config
logdir = $dir
run_dir = $dir
pidfile = $dir/radiusd.pid
max_request_time = 30
cleanup_delay = 5
hostname_lookups = no
proxy_requests = no
log {
  destination = files
  file = $dir/radius.log
  auth = yes
}
security {
  max_attributes = 200
  reject_delay = 0
  status_server = yes
}
thread pool {
  start_servers = 2
  max_servers = 8
  min_spare_servers = 1
  max_spare_servers = 4
}
client loopback {
  ipaddr = 127.0.0.1
  secret = $secret
}
# the same peer from another address: an Access-Request without Message-Authenticator is dropped
client strict {
  ipaddr = 127.0.0.2
  secret = $secret
  require_message_authenticator = yes
}
instantiate {
  expr
}
modules {
  expr {
    safe_characters = "@abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_: /"
  }
  always reject {
    rcode = reject
  }
  always ok {
    rcode = ok
  }
  # an Access-Reject must not carry the reply attributes of the accepted user
  attr_filter attr_filter.access_reject {
    key = "%{User-Name}"
    filename = $raddb/mods-config/attr_filter/access_reject
  }
  pap { }
  chap { }
  mschap { }
  preprocess { }
  expiration { }
  sql {
    driver = "rlm_sql_$dialect"
    dialect = "$dialect"
    server = "127.0.0.1"
    port = $dbport
    login = "$dbuser"
    password = ""
    radius_db = "radius"
    acct_table1 = "radacct"
    acct_table2 = "radacct"
    postauth_table = "radpostauth"
    authcheck_table = "radcheck"
    groupcheck_table = "radgroupcheck"
    authreply_table = "radreply"
    groupreply_table = "radgroupreply"
    usergroup_table = "radusergroup"
    client_table = "nas"
    group_attribute = "SQL-Group"
    read_groups = yes
    delete_stale_sessions = yes
    pool {
      start = 1
      min = 1
      max = 8
      spare = 1
      uses = 0
      lifetime = 0
      idle_timeout = 60
      retry_delay = 1
    }
    postgresql {
      send_application_name = yes
    }
    mysql {
      warnings = auto
    }
    \$INCLUDE $raddb/mods-config/sql/main/$dialect/queries.conf
  }
}
policy {
  \$INCLUDE $raddb/policy.d/accounting
}
server default {
  listen {
    type = auth
    ipaddr = 127.0.0.1
    port = $port
  }
  listen {
    type = acct
    ipaddr = 127.0.0.1
    port = $((port + 1))
  }
  authorize {
    preprocess
    chap
    mschap
    sql
    expiration
    pap
  }
  authenticate {
    Auth-Type PAP {
      pap
    }
    Auth-Type CHAP {
      chap
    }
    Auth-Type MS-CHAP {
      mschap
    }
  }
  preacct {
    preprocess
    acct_unique
  }
  accounting {
    sql
  }
  session {
    sql
  }
  post-auth {
    sql
    # 3.2.1 does not sign its answers by itself; newer ones do
    if (&Packet-Src-IP-Address == 127.0.0.2) {
      update reply {
        Message-Authenticator := 0x00
      }
    }
    Post-Auth-Type REJECT {
      sql
      attr_filter.access_reject
    }
  }
}
# Plays the NAS of RFC 5176: it knows the open sessions of radacct.
server coa {
  listen {
    type = coa
    ipaddr = 127.0.0.1
    port = $((port + 2))
  }
  recv-coa {
    if ("%{sql:SELECT count(*) FROM radacct WHERE acctstoptime IS NULL AND (acctsessionid = '%{Acct-Session-Id}' OR username = '%{User-Name}')}" == "0") {
      update reply {
        Error-Cause := Session-Context-Not-Found
      }
      reject
    }
    elsif (&Packet-Type == Disconnect-Request) {
      if ("%{sql:UPDATE radacct SET acctstoptime = now(), acctterminatecause = 'Admin-Reset' WHERE acctstoptime IS NULL AND (acctsessionid = '%{Acct-Session-Id}' OR username = '%{User-Name}')}") {
        ok
      }
    }
    elsif (&ERX-Service-Deactivate) {
      # what it has understood, to be read in radacct
      if ("%{sql:UPDATE radacct SET connectinfo_start = '%{ERX-Service-Deactivate} goes, %{ERX-Service-Activate:1} comes' WHERE acctstoptime IS NULL AND username = '%{User-Name}'}") {
        ok
      }
    }
    else {
      ok
    }
  }
  send-coa {
    ok
  }
}
C
}

sql() { # DATABASE: runs what it reads
  case $dialect in
  postgresql) psql -q -h 127.0.0.1 -p "$dbport" -U postgres -v ON_ERROR_STOP=1 -d "${1:-postgres}" ;;
  mysql) mariadb --no-defaults -h 127.0.0.1 -P "$dbport" -u root ${1:+"$1"} ;;
  esac
}

answers() {
  radclient -q -r 1 -t 0.3 "127.0.0.1:$port" status "$secret" <<<'Message-Authenticator = 0x00'
}

case ${1:-} in
check) ;;
start)
  [ $# = 5 ] || usage
  dir=$(realpath -m "$2") port=$3 dialect=$4 dbport=$5 secret=${RADIUS_SECRET:-testing123}
  case $dialect in
  postgresql) dbuser=postgres ;;
  mysql) dbuser=root ;;
  *) usage ;;
  esac
  own freerad "$dir"
  become freerad
  echo '$INCLUDE /usr/share/freeradius/dictionary' >"$dir/dictionary"
  config >"$dir/radiusd.conf"
  sql radius <<<'select 1 from radcheck' >/dev/null 2>&1 || {
    sql <<<'create database radius'
    sql radius <"$raddb/mods-config/sql/main/$dialect/schema.sql"
  }
  "${as[@]}" freeradius -C -d "$dir" -n radiusd -l "$dir/check.log" || {
    tail -n 20 "$dir/check.log"
    exit 1
  }
  daemon "$dir" "${as[@]}" freeradius -f -d "$dir" -n radiusd -l "$dir/radius.log"
  await "$dir" answers
  ;;
stop)
  [ $# = 2 ] || usage
  stop "$(realpath -m "$2")"
  ;;
*) usage ;;
esac
