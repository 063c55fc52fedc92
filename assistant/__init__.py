"""Expression Assistant: facial expressions announced by speech, earcons and large labels."""

import os

__version__ = "0.1.0"

# OpenCV reads it when it is loaded, whichever module does so first. It bounds what a picture may take that OpenCV
# understands in another way than `adapters.capture.encoded_picture`, which refuses what is too large with a sentence.
os.environ["OPENCV_IO_MAX_IMAGE_PIXELS"] = str(2**26)
