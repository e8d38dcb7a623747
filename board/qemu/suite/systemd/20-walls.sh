# What each process may do: user, capabilities, limits, system calls, what it can write.

# status_of PID NAME: a line of /proc/PID/status
status_of() { sed -n "s/^$2:[[:space:]]*//p" "/proc/$1/status"; }
for role in controller $links; do
  case $role in
    controller) unit=$controller user=v2g caps=0000000000000000 ;;
    vehicle-link) unit=$(unit_of $role) user=$(user_of $role) caps=0000000000002000 ;;
    *) unit=$(unit_of $role) user=$(user_of $role) caps=0000000000000000 ;;
  esac
  pid=$(pid_of $unit)
  [ "$(stat -c %U /proc/$pid)" = $user ]
  verdict $? "$role: its user" "$(stat -c %U /proc/$pid)"
  [ "$(status_of $pid CapEff)" = $caps ] && [ "$(status_of $pid CapPrm)" = $caps ] && [ "$(status_of $pid CapBnd)" = $caps ]
  verdict $? "$role: capabilities" "$(status_of $pid CapEff)"
  said="NoNewPrivs $(status_of $pid NoNewPrivs), Seccomp $(status_of $pid Seccomp)"
  [ "$said" = "NoNewPrivs 1, Seccomp 2" ]
  verdict $? "$role: no new rights, system calls filtered" "$said"
  ! grep -q '^[^ ]* rwx' /proc/$pid/maps
  verdict $? "$role: pages both writable and executable" "$(grep -c '^[^ ]* .wx' /proc/$pid/maps)"
  open=
  for path in / /etc/v2g /usr/bin /run /home; do nsenter -t $pid -m -- touch $path/.try 2>/dev/null && open="$open $path"; done
  [ -z "$open" ]
  verdict $? "$role: outside its directories nothing can be written, not even by root" "${open:-none}"
done
check "links are in one slice" '^v2g-links.slice$' property v2g-grid-link.service Slice
for link in recorder fan-controller; do
  check "$link: no network but the loopback" '^1$' sh -c "nsenter -t $(pid_of $(unit_of $link)) -n -- ip -o link | grep -vc -e dummy0"
done

pid=$(pid_of $controller)
task=$(grep -lx control /proc/$pid/task/*/comm)
check "loop: policy and priority" 'SCHED_FIFO' chrt -p "$(basename "$(dirname "$task")")"
check "loop: priority" 'priority: 80$' chrt -p "$(basename "$(dirname "$task")")"
check "loop: its CPU" 'list: 1$' taskset -cp "$(basename "$(dirname "$task")")"
[ "$(status_of $pid VmLck | tr -dc 0-9)" -gt 0 ]
verdict $? "controller: memory locked" "$(status_of $pid VmLck), resident $(status_of $pid VmRSS)"
check "controller: priority limit" 'Max realtime priority +90 +90' cat /proc/$pid/limits
check "controller: memory to lock" 'Max locked memory +unlimited +unlimited' cat /proc/$pid/limits
check "controller: stack" 'Max stack size +262144 +262144' cat /proc/$pid/limits
check "controller: core" 'Max core file size +0 +0' cat /proc/$pid/limits
v2g status --json >/run/status.json
lacking=$(tr -d ' \n' </run/status.json | sed 's/.*"lacking":\[\([^]]*\)\].*/\1/')
[ -z "$lacking" ]
verdict $? "controller: what it lacks of real time" "${lacking:-nothing}"
check "controller: hardware watchdog" '"watchdog_seconds": 5' cat /run/status.json
check "controller: feeds it" '"not_fed": null' cat /run/status.json
check "hardware watchdog" '^active$' cat /sys/class/watchdog/watchdog0/state
check "controller: reads what survived a reset" '"reset": "power-on"' cat /run/status.json
check "controller: nothing allocated" '"allocated_bytes": 0' cat /run/status.json
before=$(property $controller WatchdogTimestampMonotonic)
sleep 2
[ "$(property $controller WatchdogTimestampMonotonic)" -gt "$before" ]
verdict $? "controller: tells systemd that it lives" "$(($(property $controller WatchdogTimestampMonotonic) - before)) us later"

# The controller's unit with another program in it: within its walls, as its user, a socket on the bus that networkd set up.
sed 's|^ExecStart=.*|ExecStart=/usr/bin/v2g simulate inverter --can can0 --duration 4|; s|^Type=.*|Type=exec|; s|^Restart=.*|Restart=no|; /^WatchdogSec=/d; /^NotifyAccess=/d' \
  /usr/lib/systemd/system/$controller >/run/systemd/system/board-can.service
systemctl daemon-reload
systemctl start board-can.service
sleep 6
check "CAN within the controller's walls" 'frames good 0, bad 0, sent [1-9]' journalctl -o cat -u board-can.service
