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
    preflight_of "$docker" "$host"
  done
}

# The preflight questions of workflows/hosts.yaml for production hosts, without ol-dev's exception. Nothing is deployed
# to solr hosts, so their checkouts are not asked.
preflight_of() {
  cat <<'PREFLIGHT'
          olupgrade_preflight:
            - {disk: /, free: 1GiB}
            - {not-running: [oldump.sh, process_partner_data.sh, update_stale_work_references.py, promise_batch_imports.py]}
            - {not-running: [docker builder prune]}
            - {unit: apparmor}
            - {unit: ferm}
            - peers
PREFLIGHT
  case $2 in
    ol-solr*) ;;
    *) printf '            - {clean: /opt/openlibrary}\n            - {clean: /opt/olsystem}\n' ;;
  esac
  [ "$1" = no ] || printf '            - {unit: docker}\n'
}

revision_of() {
  case $1 in
    ol-dev | ol-web*) printf '          olupgrade_revision: http://localhost/status\n' ;;
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
    ol-solr*)
      cat <<'HEALTH'
            - {json: "http://localhost:8983/solr/openlibrary/admin/ping", at: /status, is: OK}
            - {json: "http://localhost:8983/solr/openlibrary/select?q=*:*&rows=0", at: /response/numFound, above: 0}
HEALTH
      ;;
    ol-covers)
      cat <<'HEALTH'
            - {http: "http://covers.openlibrary.org/", to: localhost, contains: "Open Library Book Covers Repository"}
            - {command: /usr/sbin/nginx -t}
            - {mount: /1}
HEALTH
      ;;
    ol-home)
      cat <<'HEALTH'
            - {json: "http://localhost:7000/", at: /infobase, is: welcome}
            - {json: "http://localhost:7000/openlibrary.org", at: /name, is: openlibrary.org}
            - {json: "http://localhost:8984/solr/openlibrary/admin/ping", at: /status, is: OK}
            - metric: "http://localhost:8984/metrics"
              series: haproxy_server_status{proxy="solr",state="UP"}
              is: 1
            - {json: "http://localhost:31337/status", at: /thread_is_alive, is: true}
            - {mount: /www0_1}
HEALTH
      ;;
    ol-www0)
      cat <<'HEALTH'
            - {unit: haproxy}
            - {unit: fail2ban}
            - {certificate: openlibrary.org, at: 443, days: 14}
            - {http: "http://openlibrary.org/status", to: localhost, contains: "Software version"}
HEALTH
      ;;
  esac
}
