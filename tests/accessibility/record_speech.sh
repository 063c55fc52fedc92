#!/bin/sh
# The recording voice of speech-dispatcher: writes down what it is to say when it begins, takes as long as a quick
# voice would, and writes down that it came to the end. Whoever interrupts it kills it, so that the end is missing.
# Usage: record_speech.sh FILE WORDS
words=$(printf '%s' "$2" | tr '\n' ' ')
printf 'begin\t%s\t%s\n' "$(date +%s.%N)" "$words" >>"$1"
sleep "$(awk -v letters="${#words}" 'BEGIN { print letters / 25 }')"
printf 'end\t%s\t%s\n' "$(date +%s.%N)" "$words" >>"$1"
