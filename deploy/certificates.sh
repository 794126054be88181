#!/bin/sh
# Draws a certificate authority and one certificate per server into /certificates, once. For a test cluster on one machine: elsewhere use the
# certificates of your own authority, and keep the key of the authority off the servers.
set -eu
cd /certificates
[ -f ca/ca.crt ] && exit 0
days=825
mkdir -p ca
openssl req -x509 -newkey rsa:3072 -nodes -sha256 -days "$days" -subj '/CN=Habeas test authority' \
  -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' -keyout /tmp/ca.key -out /tmp/ca.crt
for server in node1 node2 node3 rows; do
  mkdir -p "$server"
  # KurrentDB nodes know one another by the common name, which is the same for all.
  case "$server" in rows) name=rows ;; *) name=kurrentdb-node ;; esac
  printf 'subjectAltName=DNS:%s,DNS:%s,DNS:localhost,IP:127.0.0.1\nkeyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth,clientAuth\n' \
    "$server" "$name" > /tmp/extensions
  openssl req -new -newkey rsa:3072 -nodes -subj "/CN=$name" -keyout "$server/node.key" -out /tmp/request
  openssl x509 -req -sha256 -days "$days" -in /tmp/request -CA /tmp/ca.crt -CAkey /tmp/ca.key -CAcreateserial -CAserial /tmp/serial \
    -extfile /tmp/extensions -out "$server/node.crt"
  chmod 600 "$server/node.key"
done
rm -f /tmp/ca.key
chmod 755 . ca node1 node2 node3 rows
chmod 644 ./*/node.crt
# The users that the servers run as in their images: KurrentDB's 1000, PostgreSQL's 999.
chown 1000:1000 node1/node.key node2/node.key node3/node.key
chown 999:999 rows/node.key
# Last, because it says that all are there: what was broken off is drawn again.
cp /tmp/ca.crt ca/drawn.tmp
chmod 644 ca/drawn.tmp
mv ca/drawn.tmp ca/ca.crt
