#!/bin/sh
# Starts speech-dispatcher with the recording voice and prints its process. Usage: speech_dispatcher.sh FOLDER
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1/dispatcher/modules" "$1/dispatcher/clients"
cat >"$1/dispatcher/speechd.conf" <<END
LogLevel 3
AudioOutputMethod "alsa"
DefaultPriority "message"
SymbolsPreproc "char"
AddModule "recorder" "sd_generic" "recorder.conf"
DefaultModule recorder
DisableAutoSpawn
END
cat >"$1/dispatcher/modules/recorder.conf" <<END
Debug 0
GenericExecuteSynth "exec $here/record_speech.sh $1/spoken.txt '\$DATA'"
GenericMaxChunkLength 2000
GenericLanguage "en" "en" "utf-8"
AddVoice "en" "MALE1" "recorder"
DefaultVoice "recorder"
END
# It refuses to start where it cannot open a sound card, though the recording voice needs none.
echo 'pcm.!default { type null }' >"$1/dispatcher/alsa.conf"
ALSA_CONFIG_PATH="$1/dispatcher/alsa.conf" speech-dispatcher --run-single -C "$1/dispatcher" -c unix_socket -S "$1/speechd.sock" \
    -P "$1/dispatcher/pid" -L "$1/dispatcher" -t 0 >"$1/dispatcher/out.log" 2>&1 &
echo $!
