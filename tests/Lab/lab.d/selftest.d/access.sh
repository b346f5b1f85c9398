# shellcheck shell=bash

test_access() {
  local host=$1
  check 'openlibrary may sudo' on "openlibrary@$host" sudo -n true
  lab break "$host" no-sudo
  check 'no-sudo: it may not' not on "openlibrary@$host" sudo -n true
  lab mend "$host" no-sudo
  check '  mended' on "openlibrary@$host" sudo -n true
  lab break "$host" host-key
  check 'host-key: OpenSSH refuses the other key' refuses_key "$host"
  lab mend "$host" host-key
  check '  mended' within 5 answers "$host"
}

refuses_key() { on "$1" true 2>&1 | grep -qi 'host key verification failed\|identification has changed'; }
