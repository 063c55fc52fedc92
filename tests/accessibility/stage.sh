#!/bin/sh
# A desktop without a screen: an X server, the accessibility bus, the application, and the scripted user.
# Usage, inside dbus-run-session: stage.sh FOLDER CLIP PYTHON [USER [ARGUMENT...]], the arguments being the
# application's. The user's exit code is ours. Where READER is "orca", Orca runs too, and FOLDER/spoken.txt tells what
# it says.
set -u
here=$(dirname "$0")
folder=$1 clip=$2 python=$3 user=${4:-user.py}
shift $(($# < 4 ? $# : 4))
Xvfb -displayfd 3 -screen 0 1280x900x24 -nolisten tcp 3>"$folder/display" 2>"$folder/xvfb.log" &
server=$!
while [ ! -s "$folder/display" ]; do sleep 0.1; done
DISPLAY=:$(cat "$folder/display")
export DISPLAY QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 QT_ACCESSIBILITY=1 QT_QPA_PLATFORM=xcb
/usr/libexec/at-spi-bus-launcher --launch-immediately 2>"$folder/bus.log" &
bus=$!
sleep 1
reader= dispatcher=
if [ "${READER:-}" = orca ]; then
    dispatcher=$("$here/speech_dispatcher.sh" "$folder")
    export SPEECHD_ADDRESS="unix_socket:$folder/speechd.sock"
    while [ ! -S "$folder/speechd.sock" ]; do sleep 0.1; done
    orca --user-prefs "$folder/orca" --disable braille >"$folder/orca.log" 2>&1 &
    reader=$!
    until [ -s "$folder/spoken.txt" ]; do
        kill -0 $reader || { cat "$folder/orca.log"; kill $dispatcher $bus $server; exit 4; }
        sleep 0.1
    done
fi
"$python" -m assistant "$@" >"$folder/application.log" 2>&1 &
application=$!
/usr/bin/python3 "$here/$user" "$clip"
result=$?
# The user quits by key; what is still there has not obeyed.
for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 $application 2>/dev/null || break; sleep 0.5; done
if kill -0 $application 2>/dev/null; then
    echo "the application is still running" && kill $application
    [ $result -eq 0 ] && result=3
fi
kill $reader $dispatcher $bus $server
[ -z "$reader" ] || wait "$reader"
exit $result
