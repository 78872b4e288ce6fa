// Package docs holds the documents that the program itself hands out.
package docs

import _ "embed"

// OpenAPI describes what oneglyph serve answers, see serve.md.
//
//go:embed openapi.yaml
var OpenAPI []byte
