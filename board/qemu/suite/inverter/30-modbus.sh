# The controller, its inverter link and a played inverter on Modbus TCP in a name space of its own: start, sag, over-voltage, silence,
# recovery. Times are those of the packets as tcpdump stamped them on the controller's side of the wire; on virtual time the host's load is
# not in them.

. /suite/inverter/frames
. /suite/inverter/packets

ip link add link0 type veth peer name link1
ip netns add far
ip link set link1 netns far
ip address add 10.9.0.1/24 dev link0
ip link set link0 up
ip netns exec far ip address add 10.9.0.2/24 dev link1
ip netns exec far ip link set link1 up

modbus_board() { printf 'inverter:\n  driver: modbus\n  modbus_address: 10.9.0.2:5020\n  modbus_silence: %s\n' "$1" >/tmp/inverter/v2g.yaml; }
play() {
  # By its own name: it is that process then, not a shell around it.
  /usr/bin/ip netns exec far v2g simulate inverter --modbus 10.9.0.2:5020 "$@" >/tmp/played 2>&1 &
  played=$!
}

modbus_board 500
play
capture
if start_v2g --etc /tmp/inverter --power -0.3; then
  wait_for 60 sh -c "v2g status | grep -q 'inhibits   none'"
  check "Modbus TCP: power may flow" 'inhibits +none' v2g status
  check "the status names the driver" 'inverter +modbus' v2g status
  v2g-testing-tool --simulate-sag 0.94 --duration 8 --energised --yes --json >/tmp/sag 2>&1
  check "a sag is answered" '"verdict": "PASS"' cat /tmp/sag
  asked=$(figure asked_unix_s /tmp/sag)
  check "TCP's own time is told" 'a lost packet is repeated after 2[0-9][0-9] ms$' cat /tmp/v2g.log
  kill -STOP $played
  wait_for 20 sh -c "v2g status | grep -q 0x82"
  check "a silent inverter is 0x82" '0x82 Communication Timeout: inverter not heard for 0\.5' v2g events
  check "and no power flows" 'CONTROL_BUS' v2g why
  kill -CONT $played
  wait_for 20 sh -c "v2g status | grep -Eq 'inverter +modbus.*heard [0-9]+ ms ago'"
  sleep 2
  check "it is heard again, power is not back by itself" 'CONTROL_BUS' v2g why
  check "cleared by a person" 'none' v2g fault clear
  check "then service is entered anew" 'ENTER_SERVICE_DELAY' v2g why
  check "the loop allocated nothing meanwhile" ' 0 B allocated' v2g status
  stop_v2g
fi
captured
between "first order to run, after its first answer" 2500 "$(order first answer)" "$(order first run)"
between "a sag to 0.94 pu, asked for to VarSet on the wire" 100 "$asked" "$(order next vars "$asked")"
# The last answer before the longest silence, and the first order to stop after it: that one may wait for the deadline of what was asked
# before it, a quarter of the limit.
silent=$(awk '$2 == "answer" { if (last && $1 - last > most) { most = $1 - last; at = last } last = $1 } END { print at }' /tmp/orders)
stopped=$(order next stop "$silent")
between "last answer of a silent inverter to the order to stop" 640 "$silent" "$stopped"
check "no order to run since, though it is heard again" '^0$' runs_since "$stopped"

echo "        an over-voltage"
capture
if start_v2g --etc /tmp/inverter --power -0.3; then
  wait_for 60 sh -c "v2g status | grep -q 'inhibits   none'"
  sleep 1
  v2g-testing-tool --simulate-sag 1.2 --duration 3 --energised --yes --json >/tmp/swell 2>&1
  check "is 0xF4" '0xF4 Over-Voltage Protection Trip' v2g fault list
  stop_v2g
fi
captured
asked=$(figure asked_unix_s /tmp/swell)
between "1.2 pu, asked for to the order to stop on the wire" 300 "$asked" "$(order next stop "$asked")"
kill $played
wait $played

# Packets lost both ways. TCP repeats after 200 ms, and what is asked meanwhile waits behind: half a second bears one packet in a thousand. A
# tenth of a second bears one in a hundred where the route says that repetition may be quicker.
echo "        packets lost"
for case in "500 200 0.1%" "100 10 1%"; do
  set -- $case
  tc qdisc replace dev link0 root netem loss $3
  ip netns exec far tc qdisc replace dev link1 root netem loss $3
  ip route replace 10.9.0.0/24 dev link0 src 10.9.0.1 rto_min $2ms
  ip netns exec far ip route replace 10.9.0.0/24 dev link1 src 10.9.0.2 rto_min $2ms
  modbus_board $1
  play
  if start_v2g --etc /tmp/inverter --power -0.3; then
    wait_for 60 sh -c "v2g status | grep -q 'inhibits   none'"
    sleep 10
    check "silence limit $1 ms, rto_min $2 ms, $3 lost: 10 s later power still flows" 'inhibits +none' v2g status
    check "the kernel's own time" 'a lost packet is repeated after [0-9]+ ms$' cat /tmp/v2g.log
    stop_v2g
  fi
  kill $played
  wait $played
done
tc qdisc del dev link0 root
ip route replace 10.9.0.0/24 dev link0 src 10.9.0.1 rto_min 200ms
modbus_board 100
play
if start_v2g --etc /tmp/inverter --power -0.3; then
  wait_for 60 grep -q 'repeated after' /tmp/v2g.log
  check "a limit that bears no repetition is warned of" 'modbus_silence is 100 ms: one lost packet ends power.*rto_min 10ms' cat /tmp/v2g.log
  stop_v2g
fi
kill $played
wait $played
ip link del link0
