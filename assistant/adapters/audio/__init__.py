"""Sound in and out: the loudspeaker and the microphone."""
