# A link that delays and loses packets; packet filters that know connections.

ip link add link0 type veth peer name link1
ip netns add vehicle 2>/dev/null
ip link set link1 netns vehicle
ip link set link0 up
ip netns exec vehicle ip link set link1 up
check "IPv6 of the link" 'inet6 fe80:' ip address show dev link0
ip address add 10.0.0.1/24 dev link0
ip netns exec vehicle ip address add 10.0.0.2/24 dev link1
check "a peer in its own name space" '1 packets received' ping -c 1 -W 5 10.0.0.2
tc qdisc add dev link0 root netem delay 200ms
check "200 ms of delay" 'time=([2-9][0-9]{2}|[0-9]{4,})\.' ping -c 1 -W 5 10.0.0.2
tc qdisc change dev link0 root netem loss 100%
check "everything lost" '0 packets received' ping -c 1 -W 1 10.0.0.2
