# shellcheck shell=bash

test_docker() {
  local host=$1 before
  before=$(inside "$host" 'systemctl show --property MainPID --value docker')
  check 'publish-docker' lab publish-docker
  check '  apt sees the newer docker.io' on "$host" \
    'apt-get update; apt-get -s install docker.io | grep -q "^Inst docker.io .*lab1"'
  check '  installs it' timeout 60 "$HERE/../lab" ssh "$host" \
    'DEBIAN_FRONTEND=noninteractive apt-get -y -o Dpkg::Options::=--force-confold install docker.io' </dev/null
  check '  and the daemon was restarted' inside "$host" \
    "systemctl -q is-active docker; [ \$(systemctl show --property MainPID --value docker) != $before ]"
  check '  its containers run' within 20 runs "$host" openlibrary-web_nginx-1
}
