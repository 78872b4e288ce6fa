package serve

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Lines answers each line of JSON that is read with a line, in order, until there is no
// more. A line that makes no sense, or is no drawing, is answered with an error, and
// the next is read. The error is the reader's, the writer's or the context's, which is
// looked at between lines.
func Lines(ctx context.Context, in io.Reader, out io.Writer, r Ranker, warn func(error)) error {
	s := newService(r, warn)
	lines := bufio.NewReaderSize(in, 64<<10)
	write := json.NewEncoder(out)
	write.SetEscapeHTML(false)
	for ctx.Err() == nil {
		line, err := readLine(lines)
		if err != nil && !errors.Is(err, errLarge) {
			if err == io.EOF {
				return nil
			}
			return fmt.Errorf("read the requests: %w", err)
		}
		if err == nil && len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if err := write.Encode(s.line(ctx, line, err)); err != nil {
			return fmt.Errorf("write the answers: %w", err)
		}
	}
	return ctx.Err()
}

func (s *service) line(ctx context.Context, line []byte, err error) answer {
	if err != nil {
		return failure(nil, err)
	}
	r, err := parse(line)
	if err != nil {
		return failure(r.ID, err)
	}
	a, err := s.rank(ctx, r)
	if err != nil {
		return failure(r.ID, err)
	}
	return a
}

// readLine returns the next line without its end; io.EOF: there is none. One that is
// too long is read past.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxBody; !long {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err != nil && (err != io.EOF || len(line) == 0 && !long):
			return nil, err
		case long:
			return nil, fmt.Errorf("%w: a line of more than %d MB", errLarge, maxBody>>20)
		}
		return line, nil
	}
}
