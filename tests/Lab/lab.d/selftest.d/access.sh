# shellcheck shell=bash

test_access() {
  local host=$1
  check 'openlibrary may sudo' on "openlibrary@$host" sudo -n true
  lab break "$host" no-sudo
  check 'no-sudo: it may not' not on "openlibrary@$host" sudo -n true
  lab mend "$host" no-sudo
  check '  mended' on "openlibrary@$host" sudo -n true
  lab break "$host" host-key
  check 'host-key: OpenSSH refuses the other key' within 10 refuses_key "$host"
  lab mend "$host" host-key
  check '  mended' within 5 answers "$host"
}

refuses_key() { grep -qi 'host key verification failed' <<<"$(on "$1" true 2>&1)"; }
