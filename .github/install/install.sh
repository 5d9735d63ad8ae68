#!/bin/sh
# Installs a standalone archive of tidb-pe for this user, without root and without Python:
#
#   sh install.sh tidb-pe-VERSION-linux-x86_64.tar.gz
#
# The archive's checksum has to lie beside it (….tar.gz.sha256). Files go under ~/.local, or under $PREFIX. An earlier
# version is replaced once the new one has started. To remove it all: sh install.sh --remove
set -eu

prefix=${PREFIX:-$HOME/.local}
home=$prefix/lib/tidb-pe
program=$prefix/bin/tidb-pe
manual=$prefix/share/man/man1/tidb-pe.1

fail() {
    echo "install.sh: $1" >&2
    exit 1
}

case ${1:-} in
--remove)
    rm -rf "$home" "$program" "$manual"
    echo "tidb-pe is removed from $prefix; its configuration and state are kept."
    exit 0
    ;;
"" | -*) fail "Name the archive: sh install.sh tidb-pe-VERSION-linux-x86_64.tar.gz" ;;
esac

archive=$1
[ -f "$archive" ] || fail "$archive is not there."
[ -f "$archive.sha256" ] || fail "$archive.sha256 is not there: fetch it from where the archive came from."
wanted=$(cut -d' ' -f1 "$archive.sha256")
found=$(sha256sum "$archive" | cut -d' ' -f1)
[ "$wanted" = "$found" ] || fail "$archive is damaged or not what it says: its checksum is $found, not $wanted."

mkdir -p "$prefix/lib" "$prefix/bin" "$prefix/share/man/man1"
new=$(mktemp -d "$prefix/lib/.tidb-pe.XXXXXX")
trap 'rm -rf "$new"' EXIT
tar -xzf "$archive" -C "$new" --strip-components=1 || fail "$archive cannot be unpacked."

needs=$(cat "$new/glibc")
has=$(getconf GNU_LIBC_VERSION 2>/dev/null | cut -d' ' -f2)
oldest=$(printf '%s\n%s\n' "$needs" "${has:-0}" | sort -V | head -n 1)
[ "$oldest" = "$needs" ] || fail "This archive needs glibc $needs; here is ${has:-another C library}. Take one that was built on an older system."

version=$("$new/tidb-pe" --version) || fail "The new version does not start; nothing was changed."
chmod 755 "$new"
rm -rf "$home.old"
[ ! -d "$home" ] || mv "$home" "$home.old"
mv "$new" "$home"
rm -rf "$home.old"
ln -sf "$home/tidb-pe" "$program"
cp "$home/tidb-pe.1" "$manual"
echo "$version is installed: $program"
case :$PATH: in
*:"$prefix/bin":*) ;;
*) echo "Add $prefix/bin to your PATH." ;;
esac
