# A link dies, hangs, forks, eats memory: systemd deals with it, and the controller goes on.

pid=$(pid_of $controller)
echo "        before: $(of_controller ticks) ticks, $(figure late_ticks /run/status.json) late"
# goes_on NAME: the same controller, more ticks than before
ticks=0
goes_on() {
  last=$ticks ticks=$(of_controller ticks)
  [ "$(pid_of $controller)" = "$pid" ] && [ "${ticks:-0}" -gt "$last" ]
  verdict $? "$1: the controller goes on" "$ticks ticks, $(figure late_ticks /run/status.json) late"
}
# replaced NAME UNIT PID SECONDS
replaced() {
  wait_for "$4" another_pid "$2" "$3"
  judge $? "$2" "$1: started again" "process $3, then $(pid_of "$2"); $(property "$2" NRestarts) restarts"
}

victim=$(pid_of v2g-grid-link.service)
kill -KILL "$victim"
replaced "a link killed" v2g-grid-link.service "$victim" 30
wait_for 20 link_present grid-link
verdict $? "a link killed: heard again" "process $(link_pid grid-link)"
goes_on "a link killed"

victim=$(pid_of v2g-vehicle-link.service)
kill -STOP "$victim"
replaced "a link that hangs" v2g-vehicle-link.service "$victim" 60
check "a link that hangs: its watchdog noticed" 'Watchdog timeout' journalctl -b -o cat -u v2g-vehicle-link.service
goes_on "a link that hangs"

group=$(cgroup_of fan-controller.service) victim=$(pid_of fan-controller.service)
sh -c "echo \$\$ >$group/cgroup.procs; i=0; while [ \$i -lt 100 ]; do sleep 60 & i=\$((i + 1)); done" >/dev/null 2>&1
most=$(cat "$group/pids.peak") hits=$(sed -n 's/^max //p' "$group/pids.events")
[ "$most" -le 16 ] && [ "$hits" -gt 0 ]
verdict $? "a link that forks: stopped" "$most tasks at most, refused $hits times"
[ "$(pid_of fan-controller.service)" = "$victim" ] && link_present fan-controller
verdict $? "a link that forks: it is still heard itself" "process $victim"
goes_on "a link that forks"
systemctl restart fan-controller.service
[ "$(cat "$group/pids.current")" -lt 12 ]
verdict $? "a link that forks: stopped, nothing is left of it" "$(cat "$group/pids.current") tasks"

group=$(cgroup_of v2g-grid-link.service) victim=$(pid_of v2g-grid-link.service)
slice=$(dirname "$group")
sh -c "echo \$\$ >$group/cgroup.procs; exec timeout 60 tail /dev/zero" >/dev/null 2>&1
kills=$(sed -n 's/^oom_kill //p' "$slice/memory.events")
[ "$kills" -gt 0 ]
verdict $? "a link that eats memory: stopped" "$kills killed, at most $(($(cat "$slice/memory.peak") / 1048576)) MiB in the slice"
wait_for 30 another_pid v2g-grid-link.service "$victim" && wait_for 30 link_present grid-link
judge $? v2g-grid-link.service "a link that eats memory: runs" "process $victim, then $(pid_of v2g-grid-link.service)"
goes_on "a link that eats memory"

check "allocated by the loop" '"allocated_bytes": 0' cat /run/status.json
check "collections in the loop's process" '"collections": 0' cat /run/status.json
