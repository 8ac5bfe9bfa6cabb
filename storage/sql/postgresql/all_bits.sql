bit_or(image.bits)
