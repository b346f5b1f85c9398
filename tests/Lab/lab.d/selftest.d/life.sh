# shellcheck shell=bash
# Nothing is left behind, whatever was killed.

test_life() {
  check 'the other lab is unchanged' other exec ol-dev true
  check '  it goes down by itself' other down
  check '  and this one stays' answers ol-dev
  cat "$(lab where)"/hosts/*/supervisor.pid | xargs kill -9
  check 'all supervisors killed: their hosts are gone' within 10 not lab exec ol-home true
  check '  down removes the rest' lab down
  check '  and again' lab down
  check 'up killed: down removes everything' survives_killed_up
  check 'down killed: down removes the rest' survives_killed_down
  check 'the owner killed: the lab goes down by itself' survives_killed_owner
  check 'nothing is left behind' lab leftovers
}

survives_killed_up() {
  local pid
  "$HERE/../lab" up --no-docker ol-dev ol-web1 &
  pid=$!
  sleep 1
  kill -9 "$pid"
  wait "$pid" 2>/dev/null
  lab down
}

survives_killed_down() {
  local pid
  lab up --no-docker ol-dev ol-web1 || return 1
  "$HERE/../lab" down &
  pid=$!
  sleep 0.15
  kill -9 "$pid"
  wait "$pid" 2>/dev/null
  lab down
}

survives_killed_owner() {
  local owner
  sleep 300 &
  owner=$!
  lab up --no-docker --owner "$owner" ol-dev || return 1
  kill -9 "$owner"
  wait "$owner" 2>/dev/null
  within 20 lab leftovers
}
