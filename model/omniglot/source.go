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

// Evaluation is the set that networks are judged by and never learn from: 659
// characters of 20 alphabets.
func Evaluation() Source {
	const name = "images_evaluation.zip"
	return Source{name, published + name, 6462886, "1f61a8f3366785b057fc117d9228e78a16e3d976c8953b2a10fcc74cf0609cee"}
}

// LakesTask is the one-shot classification task, its 400 trials.
func LakesTask() Source {
	const name = "all_runs.zip"
	return Source{name, published + "one-shot-classification/" + name, 352787, "437c1eeab0af8484112e1b4cc0f3d541ec727f7c47b9b202da738af9dfd6c325"}
}
