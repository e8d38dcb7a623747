# The same on a virtual bus: a flood, garbage under our own identifiers, an interface that goes down and comes back, wrong checksums.

. /suite/inverter/frames

ip link add vcan0 type vcan && ip link set vcan0 up
mkdir -p /tmp/inverter
cp /etc/v2g/control-logic.yaml /tmp/inverter/
printf 'inverter:\n  driver: can\n  can_interface: vcan0\n' >/tmp/inverter/v2g.yaml

v2g simulate inverter --can vcan0 >/tmp/played 2>&1 &
played=$!
candump -L vcan0,110:7FE,120:7FC >/tmp/wire 2>/dev/null &
wire=$!
if start_controller --etc /tmp/inverter --priority 80 --power -0.3; then
  wait_for 30 sh -c "v2g status | grep -q 'inhibits   none'"
  # Five seconds of frames of somebody's, as fast as they can be made.
  sent=$(cat /sys/class/net/vcan0/statistics/tx_packets)
  cangen vcan0 -i -g 0 -I 300 -L 8 -D r &
  flood=$!
  sleep 5
  kill $flood
  check "a flood of $(($(cat /sys/class/net/vcan0/statistics/tx_packets) - sent)) frames of others stops nothing" 'inhibits +none' v2g status
  check "and is not heard" '0.0 % lost, 0 bad' v2g status
  cangen vcan0 -g 20 -I 120 -L 8 -D r -n 100
  check "garbage under our identifier stops nothing" 'inhibits +none' v2g status
  # One in 256 has the right checksum by chance, and some good ones behind it then seem out of order.
  check "and is counted" ' (9[0-9]|1[0-2][0-9]) bad frames' v2g status
  sleep 2
  ip link set vcan0 down
  wait_for 10 sh -c "v2g status | grep -q 0x82"
  check "an interface that is down: bus off" 'inverter +can vcan0: BUS OFF' v2g status
  check "is 0x82" '0x82 Communication Timeout' v2g status
  last=$(when last report)
  ip link set vcan0 up
  wait_for 10 sh -c "v2g status | grep -q 'vcan0: heard'"
  sleep 2
  check "up again: heard" 'inverter +can vcan0: heard [0-9]+ ms ago, 0.0 % lost' v2g status
  check "power is not back by itself" 'CONTROL_BUS' v2g why
  check "no gates on since" '^0$' gates_since "$last" 120
  ip link del vcan0
  sleep 1
  check "an interface that is gone: bus off, the loop lives" 'inverter +can vcan0: BUS OFF' v2g status
  ip link add vcan0 type vcan && ip link set vcan0 up
  wait_for 10 sh -c "v2g status | grep -q 'vcan0: heard'"
  check "there again: heard" 'inverter +can vcan0: heard' v2g status
  check "the loop allocated nothing meanwhile" ' 0 B allocated' v2g status
  stop_v2g
fi
kill $wire $played 2>/dev/null
wait $played

v2g simulate inverter --can vcan0 --fault checksum >/tmp/played 2>&1 &
played=$!
if start_controller --etc /tmp/inverter --power -0.3; then
  sleep 2
  check "wrong checksums are no reports" 'inverter +can vcan0: never heard, .* [1-9][0-9]+ bad' v2g status
  check "and no power flows" 'CONTROL_BUS' v2g why
  stop_v2g
fi
kill $played
check "a DBC file that isn't there is told before anything starts" 'dbc: .*(not|No)' sh -c "printf 'inverter:\n  driver: can\n  dbc: /tmp/none.dbc\n  signals: /tmp/none\n' >/tmp/inverter/v2g.yaml; v2g role controller --simulate --etc /tmp/inverter"
