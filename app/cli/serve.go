package cli

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"net"
	"strings"

	"github.com/oneglyph/oneglyph/app/inference"
	"github.com/oneglyph/oneglyph/app/serve"
	"github.com/oneglyph/oneglyph/app/store"
	"github.com/oneglyph/oneglyph/model/foreign"
	"github.com/oneglyph/oneglyph/model/recognizer"
)

// serveCommand answers other programs until it is interrupted.
type serveCommand struct {
	Gallery   string `name:"project" placeholder:"FILE" help:"The gallery, a .oneglyph file, to rank by, instead of the gallery that the window has open."`
	Listen    string `placeholder:"ADDRESS" xor:"where" help:"Where to answer HTTP (127.0.0.1:7373). Other machines than this one need the token that is shown."`
	Socket    string `placeholder:"PATH" xor:"where" help:"A Unix socket to answer HTTP at instead, which is made."`
	TokenFile string `placeholder:"FILE" help:"Answer only who bears the token in this file, of 16 characters or more."`
	modelOption
}

// Run prints where it answers, and then nothing unless something is wrong.
func (c *serveCommand) Run(env *Environment) error {
	token, err := readToken(c.TokenFile)
	if err != nil {
		return err
	}
	path, err := c.path(env)
	if err != nil {
		return err
	}
	l, access, err := c.listen(token)
	if err != nil {
		return err
	}
	r, err := c.recognizer(env, path)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	defer r.Close()
	ctx, stop := interruptible()
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	for _, at := range addresses(l, access.Token) {
		say(env.Stdout, "%s\n", at)
	}
	return serve.Run(ctx, l, serve.Handler(r, access, env.notFollowed), log.New(env.Stderr, "oneglyph: ", 0))
}

// notFollowed prints why the gallery's latest version is not in use.
func (e *Environment) notFollowed(err error) {
	e.Warn("oneglyph: the last gallery that could be read is in use: %s", err)
}

// path returns the file to rank by.
func (c *serveCommand) path(env *Environment) (string, error) {
	if c.Gallery != "" {
		return c.Gallery, nil
	}
	dir, err := store.DataDirPath(env.DataDir)
	if err != nil {
		return "", fmt.Errorf("no gallery: %w; name one with --project", err)
	}
	return store.GalleryPath(dir), nil
}

func (c *serveCommand) listen(token string) (net.Listener, serve.Access, error) {
	if c.Socket != "" {
		l, err := serve.ListenSocket(c.Socket)
		return l, serve.Access{Token: token}, err
	}
	l, loopback, err := serve.Listen(cmp.Or(c.Listen, "127.0.0.1:7373"))
	if !loopback && token == "" {
		token = rand.Text()
	}
	return l, serve.Access{Token: token, Loopback: loopback}, err
}

// readToken reads the token of a file, or none.
func readToken(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	const least, most = 16, 4096
	data, err := foreign.ReadFile(path, most)
	if err != nil {
		return "", err
	}
	token := strings.TrimSpace(string(data))
	if len(token) < least || strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", fmt.Errorf("%s: a token is %d or more letters, digits and signs, without spaces", path, least)
	}
	return token, nil
}

// addresses lists what to open in a browser, or the socket.
func addresses(l net.Listener, token string) []string {
	at, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		return []string{l.Addr().String()}
	}
	fragment := ""
	if token != "" {
		fragment = "#token=" + token // which browsers send to nobody
	}
	hosts := []net.IP{at.IP}
	if at.IP.IsUnspecified() {
		hosts = reachable()
	}
	var all []string
	for _, host := range hosts {
		all = append(all, "http://"+net.JoinHostPort(host.String(), fmt.Sprint(at.Port))+"/"+fragment)
	}
	return all
}

// reachable lists the addresses by which other machines may know this one, or else its
// own.
func reachable() (all []net.IP) {
	found, _ := net.InterfaceAddrs() // without any, this machine's own is left
	for _, a := range found {
		if n, ok := a.(*net.IPNet); ok && n.IP.IsGlobalUnicast() {
			all = append(all, n.IP)
		}
	}
	if len(all) == 0 {
		all = []net.IP{net.IPv4(127, 0, 0, 1)}
	}
	return all
}

// recognizer opens a gallery's file and follows it, and the network that the window
// uses.
func (o modelOption) recognizer(env *Environment, gallery string) (*recognizer.Recognizer, error) {
	var options recognizer.Options
	switch o.Weights {
	case inference.BuiltIn:
	case "":
		if dir, none := store.DataDirPath(env.DataDir); none == nil {
			options = recognizer.Options{Weights: inference.WeightsPath(dir), OrBuiltIn: true}
		}
	default:
		options.Weights = o.Weights
	}
	r, err := recognizer.OpenWith(gallery, options)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w; open the window first, or name another gallery with --project", err)
	}
	if err == nil && r.Err() != nil {
		env.Warn("oneglyph: the built-in weights are used, not those used last: %s", r.Err())
	}
	return r, err
}
