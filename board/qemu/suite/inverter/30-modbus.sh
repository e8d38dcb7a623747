# The controller, its inverter link and a played inverter on Modbus TCP: start, sag, silence, recovery.

ip link set lo up
printf 'inverter:\n  driver: modbus\n  modbus_address: 127.0.0.1:5020\n' >/tmp/inverter/v2g.yaml
v2g simulate inverter --modbus 127.0.0.1:5020 >/tmp/played 2>&1 &
played=$!
if start_v2g --etc /tmp/inverter --power -0.3; then
  wait_for 60 sh -c "v2g status | grep -q 'inhibits   none'"
  check "Modbus TCP: power may flow" 'inhibits +none' v2g status
  check "the status names the driver" 'inverter +modbus' v2g status
  v2g-testing-tool --simulate-sag 0.94 --duration 8 --energised --yes --json >/tmp/sag 2>&1
  check "a sag is answered" '"verdict": "PASS"' cat /tmp/sag
  kill -STOP $played
  wait_for 20 sh -c "v2g status | grep -q 0x82"
  check "a silent inverter is 0x82" '0x82 Communication Timeout' v2g status
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
kill $played
wait $played
