# The board has started: users, directories and devices are there, presets enabled what shall run, and it runs.

check "kernel" 'PREEMPT_RT' uname -v
check "systemd" '^systemd 2' systemctl --version
echo "        multi-user.target after $(($(property multi-user.target ActiveEnterTimestampMonotonic) / 1000000)) s: $(systemctl is-system-running)"
bad=$(systemctl list-units --failed --plain --no-legend | awk '{ print $1 }' | tr '\n' ' ')
[ -z "$bad" ]
verdict $? "units that failed" "${bad:-none}"
for unit in $bad; do
  echo "        $unit:"
  tell_of "$unit"
done

for user in v2g v2g-vehicle v2g-grid v2g-inverter v2g-recorder v2g-fan v2g-site; do id "$user" >/dev/null || echo "$user"; done >/run/missing
[ ! -s /run/missing ]
verdict $? "users" "missing: $(tr '\n' ' ' </run/missing)"
check "the controller has the devices" 'v2g-io' id -nG v2g
check "a link may speak to the controller, and no more" '^v2g-vehicle v2g tss$|^v2g-vehicle tss v2g$' id -nG v2g-vehicle

# belongs OWNER:GROUP MODE PATH …
belongs() {
  expected="$1 $2"
  shift 2
  for path in "$@"; do check "$path" "^$expected\$" stat -c '%U:%G %a' "$path"; done
}
belongs v2g:v2g 755 /run/v2g
belongs v2g-vehicle:v2g 2755 /run/v2g/vehicle-link
belongs v2g-fan:v2g 2755 /run/v2g/fan-controller
belongs v2g-recorder:v2g-admin 2750 /var/log/v2g
belongs v2g:v2g-admin 2750 /var/lib/v2g/controller
belongs v2g-grid:v2g-grid 700 /var/lib/v2g/grid-link
belongs root:v2g-admin 755 /etc/v2g
belongs root:v2g-io 660 /dev/watchdog /dev/watchdog0 /dev/gpiochip0
belongs root:v2g-io 620 /dev/pmsg0
belongs root:v2g-io 750 /sys/fs/pstore
belongs root:tss 660 /dev/tpmrm0
belongs root:root 600 /dev/tpm0
check "CAN by networkd" 'bitrate 500000 sample-point 0.875' ip -details link show can0
check "CAN comes back after bus-off" 'restart-ms 100' ip -details link show can0
check "port 502 without a capability" '^502$' cat /proc/sys/net/ipv4/ip_unprivileged_port_start

check "v2g.target" '^active$' systemctl is-active v2g.target
for unit in $controller $(for link in $links; do unit_of $link; done); do
  state="$(property $unit Type) $(property $unit ActiveState) $(property $unit NRestarts)"
  [ "$state" = "notify active 0" ]
  judge $? $unit "$unit" "$state restarts (READY after $((($(property $unit ActiveEnterTimestampMonotonic) - $(property $unit InactiveExitTimestampMonotonic)) / 1000)) ms)"
done
check "v2g-inverter-link.service" '^inactive$' systemctl is-active v2g-inverter-link.service
check "v2g-aggregator.service" '^inactive$' systemctl is-active v2g-aggregator.service
