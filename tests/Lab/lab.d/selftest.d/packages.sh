# shellcheck shell=bash

test_packages() {
  local host=$1
  check 'Solr answers' on "$host" 'curl -sf http://localhost:8983/solr/openlibrary/admin/ping &&
    curl -sf "http://localhost:8983/solr/openlibrary/select?q=x" | grep -q numFound'
  check 'and says 503 while it warms up' inside "$host" 'systemctl restart solr; for try in $(seq 50); do
    code=$(curl -s -o /dev/null -w "%{http_code}" http://localhost:8983/solr/openlibrary/admin/ping) || continue
    [ "$code" != 503 ] || exit 0; done; exit 1'
  lab publish lab-a 1.0
  check 'publish: it can be installed' installs "$host" lab-a 1.0
  lab publish lab-a 2.0 --reboot-required
  check '--reboot-required: a reboot is asked for' inside_after "$host" lab-a 2.0 '[ -e /run/reboot-required ]'
  check '  a downgrade reverts it' on "$host" apt-get -y --allow-downgrades install lab-a=1.0
  lab publish lab-b 1.0 --slow 2
  check '--slow: it takes this long' is_slow "$host"
  lab publish lab-c 1.0 --fails
  check '--fails: apt fails' not installs "$host" lab-c 1.0
  inside "$host" 'dpkg --purge lab-c' >/dev/null
  lab publish lab-d 1.0 --restarts-sshd
  check '--restarts-sshd: the connection is lost' not installs "$host" lab-d 1.0
  check '  the package is not' within 10 inside "$host" 'dpkg-query -W -f "\${Status}" lab-d | grep -q "ok installed"'
  test_breaking_package "$host"
  lab withdraw lab-a 2.0
  check 'withdraw: it is gone' not installs "$host" lab-a 2.0
}

test_breaking_package() {
  local host=$1
  lab publish lab-e 1.0
  lab publish lab-e 2.0 --breaks solr
  check '--breaks: the unit runs after the upgrade' inside_after "$host" lab-e 2.0 'systemctl -q is-active solr'
  reboots "$host" && has_settled "$host"
  check '  but not after the next boot' not inside "$host" 'systemctl -q is-active solr'
  on "$host" apt-get -y --allow-downgrades install lab-e=1.0 >/dev/null 2>&1
  reboots "$host" && has_settled "$host"
  check '  the older version lets it start again' inside "$host" 'systemctl -q is-active solr'
}

installs() { on "$1" "apt-get update && DEBIAN_FRONTEND=noninteractive apt-get -y install $2=$3"; }

inside_after() { installs "$1" "$2" "$3" && inside "$1" "$4"; }

is_slow() {
  local begun=$SECONDS
  installs "$1" lab-b 1.0 && [ $((SECONDS - begun)) -ge 2 ]
}
