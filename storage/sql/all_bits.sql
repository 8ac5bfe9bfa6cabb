sum(image.bits)
