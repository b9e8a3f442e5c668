#!/bin/sh
# Sees to the system packages that a purpose needs, on systems with apt.
#
#   system-packages.sh window|tests|walk|bench|wine
#
# What is there is left alone. As root the missing ones are installed; otherwise the exact
# command is printed and this ends with 1. Other systems: the names are printed, no more, and
# this ends with 1 where a purpose cannot do without a program that is missing.
set -eu

# What the Qt wheel links to and does not bring along (ldd over libQt6*.so, the offscreen
# and the xcb platform plugins), on a bare Debian 12.
window="libegl1 libgl1 libopengl0 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1
 libfreetype6 libglib2.0-0 libx11-6 libx11-xcb1 libxcb1 libxcb-cursor0 libxcb-icccm4
 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render0 libxcb-render-util0 libxcb-shape0
 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libwayland-client0 libwayland-cursor0
 libwayland-egl1"
tests="$window age openssh-client poppler-utils qpdf xvfb xauth xdotool strace sqlcipher fuse3
 libimage-exiftool-perl dbus-daemon python3-dbusmock"
# Node from elsewhere than Debian is as good.
command -v npm >/dev/null 2>&1 || tests="$tests nodejs npm"
# A desktop without a screen: X server, window manager, session bus, accessibility bus, hands.
walk="$window xvfb x11-utils x11-xkb-utils openbox xdotool dbus-daemon at-spi2-core
 python3-dbusmock"
bench="$tests p7zip-full"
wine="wine64 gcc-mingw-w64-x86-64-posix"
programs=

case "${1:-}" in
    window) wanted=$window ;;
    tests) wanted=$tests ;;
    walk) wanted=$walk programs="Xvfb openbox xdotool dbus-daemon" ;;
    bench) wanted=$bench ;;
    wine) wanted=$wine programs="wine64 x86_64-w64-mingw32-gcc-posix" ;;
    *) echo "usage: $0 window|tests|walk|bench|wine" >&2; exit 2 ;;
esac

if [ "$(uname -s)" != Linux ] || ! command -v dpkg-query >/dev/null 2>&1; then
    for program in $programs; do
        command -v "$program" >/dev/null 2>&1 && continue
        echo "Not a Debian-like system: nothing is installed, and $program is missing." >&2
        exit 1
    done
    [ "$(uname -s)" = Linux ] || exit 0
    echo "Not a Debian-like system: nothing is installed. If the window does not start, install what"
    echo "your system calls:" $wanted
    exit 0
fi

# A renamed package (libglib2.0-0t64 on newer releases) provides the old name.
have=" $(dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' \
    | sed -n 's/^installed //p' | sed 's/([^)]*)//g; s/,/ /g' | tr '\n' ' ') "
missing=
for package in $wanted; do
    case "$have" in *" $package "*) ;; *) missing="$missing $package" ;; esac
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "System packages are missing. Run this, then call make again:" >&2
    echo "    sudo apt-get update && sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
fi
echo "Installing system packages:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -q -y --no-install-recommends $missing
