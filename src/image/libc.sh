#!/bin/sh
# What a Java runtime needs of the machine that it is built on, for an image that is made from scratch: the C library and its loader, a user,
# and how names are looked up. Another base has these, so for it the folder stays empty.
# Usage: libc.sh BASE RUNTIME FOLDER
set -eu
base=$1
runtime=$2
folder=$3

mkdir -p "$folder"
[ "$base" = scratch ] || exit 0

libraries=$(find "$runtime" \( -name '*.so' -o -path '*/bin/java' \) -exec ldd {} + |
  awk '$2 == "=>" { print $3 } $1 ~ /^\// { print $1 }' |
  grep -E '/(ld-[^/]*|lib(c|m|dl|rt|pthread|resolv))\.so\.[0-9]+$' | sort -u)
if [ -z "$libraries" ]; then
  echo "no C library was found that $runtime would need; give another base: -Dimage.base=" >&2
  exit 1
fi
for library in $libraries; do
  mkdir -p "$folder$(dirname "$library")"
  cp -L "$library" "$folder$library"
done

mkdir -p "$folder/tmp" "$folder/etc"
echo 'redshift-pipe:x:65532:65532::/tmp:/sbin/nologin' >"$folder/etc/passwd"
echo 'redshift-pipe:x:65532:' >"$folder/etc/group"
echo 'hosts: files dns' >"$folder/etc/nsswitch.conf"
