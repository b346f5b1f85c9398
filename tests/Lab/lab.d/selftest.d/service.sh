# shellcheck shell=bash

test_service() {
  local host=$1
  check 'the covers application answers behind nginx' shows_covers "$host"
  lab break "$host" service nginx
  check 'service: the unit has failed' not inside "$host" 'systemctl -q is-active nginx'
  lab mend "$host" service nginx
  check '  mended' shows_covers "$host"
  lab break "$host" service-later nginx
  check 'service-later: it still runs' inside "$host" 'systemctl -q is-active nginx'
  reboots "$host" && has_settled "$host"
  check '  but not after a boot' not inside "$host" 'systemctl -q is-active nginx'
  lab mend "$host" service-later nginx
  check '  mended' within 5 shows_covers "$host"
  lab break "$host" unit-off docker
  check 'unit-off: stopped, and not in the next boot' inside "$host" \
    '! systemctl -q is-active docker && ! systemctl -q is-enabled docker'
  lab mend "$host" unit-off docker
  check '  mended' inside "$host" 'systemctl -q is-active docker && systemctl -q is-enabled docker'
  test_containers "$host" openlibrary-covers_nginx-1
}

test_containers() {
  local host=$1 name=$2
  lab break "$host" container-loop "$name"
  check 'container-loop: it is started again and again' within 15 restarts "$host" "$name"
  lab mend "$host" container-loop "$name"
  check '  mended' within 10 runs "$host" "$name"
  lab break "$host" container-gone "$name"
  check 'container-gone: it does not run' not runs "$host" "$name"
  lab mend "$host" container-gone "$name"
  check '  mended' within 10 runs "$host" "$name"
}

shows_covers() { on "$1" 'curl -s --connect-to ::localhost: http://covers.openlibrary.org/' |
  grep -q 'Open Library Book Covers Repository'; }

restarts() { inside "$1" "[ \$(docker inspect --format '{{.RestartCount}}' $2) -ge 2 ]"; }

runs() { inside "$1" "docker ps --format '{{.Names}} {{.Status}}' | grep '^$2 Up'"; }
