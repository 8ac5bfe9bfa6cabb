nextval('image_timeline')
