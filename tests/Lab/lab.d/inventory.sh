# shellcheck shell=bash
# The lab's hosts as the product's inventory: the names, roles and containers of workflows/hosts.yaml, the lab's
# addresses, and questions that the lab's services can answer. It leaves out questions about the clock, which the hosts
# share with the machine, and about other networks, which they cannot reach.

print_inventory() {
  local docker=yes host
  [ "${1:-}" = --no-docker ] && docker=no
  cat <<HEAD
all:
  vars:
    ansible_user: openlibrary
    olupgrade_bring_up: |
      set -eu
      cd /opt/openlibrary
      HOSTNAME=\$(hostname)
      COMPOSE_FILE=compose.yaml:compose.production.yaml
      export HOSTNAME COMPOSE_FILE
      docker compose --profile "\$(hostname)" up --no-deps -d
  children:
HEAD
  for host in dev:ol-dev web:ol-web1,ol-web2 solr:ol-solr1,ol-solr2 covers:ol-covers home:ol-home www:ol-www0; do
    printf '    %s:\n      hosts:\n' "${host%%:*}"
    inventory_of "$docker" "${host##*:}"
  done
}

inventory_of() {
  local docker=$1 host names=${2//,/ }
  for host in $names; do
    printf '        %s:\n          ansible_host: %s\n' "$host" "$(address_of "$host")"
    if [ "$docker" = yes ]; then
      printf '          olupgrade_containers: [%s]\n' "$(containers_of "$host")"
      bring_up_of "$host"
    fi
    printf '          olupgrade_health:\n'
    [ "$docker" = no ] || printf '            - containers\n            - {unit: docker}\n'
    health_of "$host"
    printf '            - {disk: /, free: 1GiB}\n'
    revision_of "$host"
    preflight_of "$docker"
  done
}

# The preflight questions of workflows/hosts.yaml for production hosts, without ol-dev's exception.
preflight_of() {
  cat <<'PREFLIGHT'
          olupgrade_preflight:
            - {disk: /, free: 1GiB}
            - {not-running: [oldump.sh, process_partner_data.sh, update_stale_work_references.py, promise_batch_imports.py]}
            - {not-running: [docker builder prune, deploy.sh]}
            - {clean: /opt/openlibrary}
            - {clean: /opt/olsystem}
            - {unit: apparmor}
            - {unit: ferm}
            - peers
PREFLIGHT
  [ "$1" = no ] || printf '            - {unit: docker}\n'
}

revision_of() {
  case $1 in
    ol-dev | ol-web* | ol-www0) printf '          olupgrade_revision: http://localhost/status\n' ;;
  esac
}

containers_of() {
  case $1 in
    ol-dev) echo 'openlibrary-web-1, openlibrary-fast_web-1, openlibrary-memcached-1' ;;
    ol-web*) echo 'openlibrary-web-1, openlibrary-fast_web-1, openlibrary-monitoring-1' ;;
    ol-solr1) echo 'solr_builder-solr_prod-1, openlibrary-monitoring-1' ;;
    ol-solr2) echo 'openlibrary-solr_replica-1, openlibrary-monitoring-1' ;;
    ol-covers) echo 'openlibrary-covers-1, openlibrary-covers-2, openlibrary-covers_nginx-1, openlibrary-monitoring-1' ;;
    ol-home) echo 'openlibrary-infobase-1, openlibrary-infobase_nginx-1, openlibrary-solr_haproxy-1, openlibrary-cron-jobs-1,' \
      'openlibrary-solr-updater-1, openlibrary-importbot-1, openlibrary-affiliate-server-1, openlibrary-monitoring-1' ;;
    ol-www0) echo 'openlibrary-web_nginx-1, openlibrary-web_haproxy-1, openlibrary-monitoring-1' ;;
  esac
}

bring_up_of() {
  case $1 in
    ol-dev) printf '          olupgrade_bring_up: "cd /opt/openlibrary && COMPOSE_FILE=compose.yaml:compose.staging.yaml docker compose up --no-deps -d"\n' ;;
    ol-solr*) printf '          olupgrade_bring_up: docker start %s\n' "$(containers_of "$1" | tr -d ,)" ;;
  esac
}

health_of() {
  case $1 in
    ol-dev | ol-web*)
      cat <<'HEALTH'
            - {unit: nginx}
            - {unit: ferm}
            - {port: 11211}
            - {http: "http://localhost/status", contains: "Software version"}
            - {http: "http://localhost/health", contains: "OK"}
HEALTH
      ;;
    ol-solr*) printf '            - {http: "http://localhost:8983/solr/openlibrary/admin/ping", contains: "OK"}\n' ;;
    ol-covers) printf '            - {http: "http://localhost/", contains: "Open Library Book Covers Repository"}\n            - {mount: /1}\n' ;;
    ol-home) printf '            - {http: "http://localhost:7000/", contains: "infobase"}\n            - {http: "http://localhost:7000/openlibrary.org", contains: "openlibrary.org"}\n            - {mount: /www0_1}\n' ;;
    ol-www0) printf '            - {unit: haproxy}\n            - {unit: fail2ban}\n            - {certificate: openlibrary.org, at: 443, days: 14}\n            - {http: "http://localhost/status", contains: "Software version"}\n' ;;
  esac
}
