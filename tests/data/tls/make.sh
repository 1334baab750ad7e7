#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Makes the authority and the certificate of a server on this machine that the tests of TLS use. The authority's own key
# is thrown away; the server's protects nothing.
set -e
cd "$(dirname "$0")"
work=$(mktemp -d)
always="-not_before 20200101000000Z -not_after 21200101000000Z"
openssl req -x509 -newkey rsa:2048 -nodes $always -subj "/CN=Evenhand test authority" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign \
    -keyout "$work/authority.key" -out authority.pem
openssl req -newkey rsa:2048 -nodes -subj "/CN=127.0.0.1" -keyout server.key -out "$work/server.csr"
printf 'subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:provider.example\nextendedKeyUsage=serverAuth\n' > "$work/extensions"
openssl x509 -req -in "$work/server.csr" -CA authority.pem -CAkey "$work/authority.key" $always \
    -set_serial 2 -extfile "$work/extensions" -out server.pem
openssl req -x509 -newkey rsa:2048 -nodes -not_before 20200101000000Z -not_after 20210101000000Z \
    -subj "/CN=Evenhand expired authority" -keyout "$work/expired.key" -out expired.pem
rm -r "$work"
