package omniglot

// Source is a file of Omniglot's as it is published.
type Source struct {
	Name   string
	URL    string
	Size   int64  // bytes
	SHA256 string // in hex
}

// published is where Omniglot's author keeps it, under the MIT licence.
const published = "https://github.com/brendenlake/omniglot/raw/master/python/"

// Background is the set that networks learn from: 964 characters of 30
// alphabets.
func Background() Source {
	const name = "images_background.zip"
	return Source{name, published + name, 9464212, "ad41ab679c8b5d90b271ef46be6987cc81211774a695c29dcc5367b2b26ee640"}
}
