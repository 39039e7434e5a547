#!/bin/sh
# Writes a client's config: make-client.sh NAME
cat > "$1.conf" <<EOF
client
dev tun
proto udp
remote vpn.example.net 1194
cert $1.crt
key $1.key
EOF
