(image.visibility = 'public' OR :sees_secrets)
