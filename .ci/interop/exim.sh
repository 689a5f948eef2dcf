#!/usr/bin/env bash
# A private Exim on loopback that keeps every message in the Maildir DIR/mail, with an Envelope-to header.
# usage: exim.sh check | start DIR PORT | stop DIR
#   PORT    plain, STARTTLS offered
#   PORT+1  STARTTLS and AUTH (PLAIN, LOGIN) required: billing@isp.test / s3cret
#   PORT+2  TLS from the first byte, AUTH required
# DIR/cert.pem is the certificate, for localhost and 127.0.0.1. Mail to bounce@… is refused with 550 5.1.1,
# to greylist@… put off with 451 4.7.1.
set -euo pipefail
. "$(dirname "$0")/common.sh"

need exim4 exim4-daemon-light
need openssl openssl
[ "$(id -u)" = 0 ] || [ "$(id -un)" = Debian-exim ] || {
  echo "exim: only root or Debian-exim may start it"
  exit 3
}

config() {
  cat <<C
primary_hostname = localhost
spool_directory = $dir/spool
log_file_path = $dir/log/%slog
pid_file_path = $dir/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = $port : $((port + 1)) : $((port + 2))
tls_on_connect_ports = $((port + 2))
tls_advertise_hosts = *
tls_certificate = $dir/cert.pem
tls_privatekey = $dir/key.pem
auth_advertise_hosts = \${if eq{\$tls_in_cipher}{}{}{*}}
disable_ipv6 = true
host_lookup =
rfc1413_query_timeout = 0s
message_size_limit = 25M
smtp_accept_max = 100
log_selector = +smtp_connection +tls_cipher +received_recipients +subject
deliver_drop_privilege = true
never_users = root
keep_environment =
acl_smtp_mail = mail
acl_smtp_rcpt = rcpt
acl_smtp_data = accept
begin acl
mail:
  deny
    condition = \${if >{\$received_port}{$port}}
    !encrypted = *
    message = 5.7.0 Must issue a STARTTLS command first
  deny
    condition = \${if >{\$received_port}{$port}}
    !authenticated = *
    message = 5.7.0 Authentication required
  # otherwise it asks the system's resolver for the key of every DKIM-Signature
  accept control = dkim_disable_verify
rcpt:
  deny
    local_parts = bounce
    message = 5.1.1 User unknown
  defer
    local_parts = greylist
    message = 4.7.1 Greylisted, try again later
  accept
begin routers
keep:
  driver = accept
  transport = maildir
begin transports
# one Maildir for all: Exim refuses a path made of the recipient's address ("tainted")
maildir:
  driver = appendfile
  directory = $dir/mail
  maildir_format
  create_directory
  user = $user
  group = $group
  delivery_date_add
  envelope_to_add
  return_path_add
begin retry
* * F,1h,1m
begin authenticators
PLAIN:
  driver = plaintext
  server_set_id = \$auth2
  server_prompts = :
  server_condition = \${if and{{eq{\$auth2}{billing@isp.test}}{eq{\$auth3}{s3cret}}}}
LOGIN:
  driver = plaintext
  server_set_id = \$auth1
  server_prompts = Username:: : Password::
  server_condition = \${if and{{eq{\$auth1}{billing@isp.test}}{eq{\$auth2}{s3cret}}}}
C
}

greets() { exec 3<>"/dev/tcp/127.0.0.1/$port" && head -c 3 <&3 | grep -q 220; }

case ${1:-} in
check) ;;
start)
  [ $# = 3 ] || usage
  dir=$(realpath -m "$2") port=$3
  own Debian-exim "$dir" "$dir/spool" "$dir/log"
  become Debian-exim
  user=$("${as[@]}" id -un) group=$("${as[@]}" id -gn)
  [ -s "$dir/cert.pem" ] || "${as[@]}" openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost \
    -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' -keyout "$dir/key.pem" -out "$dir/cert.pem" 2>/dev/null
  config >"$dir/exim.conf"
  chmod 644 "$dir/exim.conf"
  daemon "$dir" "${as[@]}" exim4 -C "$dir/exim.conf" -bdf -q5m
  await "$dir" greets
  ;;
stop)
  [ $# = 2 ] || usage
  stop "$(realpath -m "$2")"
  ;;
*) usage ;;
esac
