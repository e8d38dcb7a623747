# Two cards on one bus by their real driver, at a bit rate; a virtual bus; long messages.

for card in can0 can1; do
  ip link set $card type can bitrate 500000 && ip link set $card up
  verdict $? "$card at 500 kbit/s" "$(basename "$(readlink /sys/class/net/$card/device/driver)")"
done

# heard BUS LISTENER-BUS FRAME PATTERN: what is sent on one is heard on the other
heard() {
  candump "$2" >/tmp/heard 2>&1 &
  listener=$!
  repeat 10 cansend "$1" "$3" -- grep -Eq "$4" /tmp/heard
  result=$?
  kill $listener
  return $result
}
heard can0 can1 18FF50E5#0102030405060708 '18FF50E5 +\[8\] +01 02 03 04 05 06 07 08'
verdict $? "can0 to can1" "$(head -1 /tmp/heard)"
heard can1 can0 123#AA55 '123 +\[2\] +AA 55'
verdict $? "can1 to can0" "$(head -1 /tmp/heard)"

ip link add vcan0 type vcan && ip link set vcan0 up
heard vcan0 vcan0 321#DEADBEEF '321 +\[4\] +DE AD BE EF'
verdict $? "vcan0" "$(head -1 /tmp/heard)"

isotprecv -s 321 -d 123 can1 >/tmp/heard 2>&1 &
listener=$!
send_long() { echo 11 22 33 44 55 66 77 88 99 AA BB CC DD EE | isotpsend -s 123 -d 321 can0; }
repeat 10 send_long -- grep -q EE /tmp/heard
verdict $? "14 bytes in one message" "$(cat /tmp/heard)"
kill $listener 2>/dev/null
