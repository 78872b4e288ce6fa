// Package serve lets other programs ask what a drawing shows: over HTTP, by Handler and
// Run, and by lines of JSON, by Lines. docs/serve.md and docs/openapi.yaml describe what
// is asked and answered. It keeps within limits whatever is sent, since any program on
// the machine, and any web page that a browser on it shows, may send something.
package serve
