package runs

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/foreign"
)

// Point is a line of a run's log.
type Point struct {
	Step     int
	Trained  time.Duration // training time, validation left out
	Loss     float64       // this step's
	Accuracy float64       // held out, 0 to 1; 0: not measured at this step
	LakeLike float64       // on runs built like Lake's, likewise
}

// maxLog bounds a log, some forty bytes a step: a week of the quickest network.
const maxLog = 256 << 20

// maxPoints bounds what is kept of a log in memory. Of a longer one the earlier
// points are kept more and more sparsely.
const maxPoints = 1_000_000

func everyOther(points []Point) []Point {
	for i := range len(points) / 2 {
		points[i] = points[2*i]
	}
	return points[:len(points)/2]
}

// logHeader names the columns of a log, a CSV file.
// Version 0.1.0 wrote all but the last.
const logHeader = "step,seconds,loss,held_out_accuracy,lake_like_accuracy"

func (p Point) line() string {
	return fmt.Sprintf("%d,%.3f,%s,%s,%s\n", p.Step, p.Trained.Seconds(), strconv.FormatFloat(p.Loss, 'g', -1, 64), measured(p.Accuracy), measured(p.LakeLike))
}

// measured writes an accuracy; one that was not measured is empty.
func measured(accuracy float64) string {
	if accuracy > 0 {
		return strconv.FormatFloat(accuracy, 'g', -1, 64)
	}
	return ""
}

func parsePoint(line string) (p Point, ok bool) {
	fields := strings.Split(line, ",")
	if len(fields) == 4 { // of an older log
		fields = append(fields, "")
	}
	if len(fields) != 5 {
		return p, false
	}
	step, err := strconv.Atoi(fields[0])
	if err != nil {
		return p, false
	}
	var values [4]float64
	for i, text := range fields[1:] {
		if text == "" && i >= 2 {
			continue
		}
		if values[i], err = strconv.ParseFloat(text, 64); err != nil {
			return p, false
		}
	}
	return Point{step, time.Duration(values[0] * float64(time.Second)), values[1], values[2], values[3]}, true
}

// readLog returns a log's points up to a step. What a crash left half written at
// the end is passed over, and a log that is missing is empty.
func readLog(path string, upTo int) ([]Point, error) {
	f, _, err := foreign.Open(path, maxLog)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("runs: %w", err)
	}
	defer f.Close()
	var points []Point
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		p, ok := parsePoint(lines.Text())
		if !ok {
			continue // the header, or a line cut off
		}
		if p.Step > upTo {
			break
		}
		if len(points) == maxPoints {
			points = everyOther(points)
		}
		points = append(points, p)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("runs: read %s: %w", path, err)
	}
	return points, nil
}

// log is a run's log, open for writing. Each line reaches the system as it is
// written, so that a killed program loses none.
type log struct{ file *os.File }

// openLog writes a new log with the points that there are already.
func openLog(path string, points []Point) (*log, error) {
	var all strings.Builder
	all.WriteString(logHeader + "\n")
	for _, p := range points {
		all.WriteString(p.line())
	}
	if err := atomicfile.WriteBytes(path, []byte(all.String())); err != nil {
		return nil, fmt.Errorf("runs: %w", err)
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0o666)
	if err != nil {
		return nil, fmt.Errorf("runs: %w", err)
	}
	return &log{f}, nil
}

func (l *log) add(p Point) error {
	if _, err := l.file.WriteString(p.line()); err != nil {
		return fmt.Errorf("runs: %w", err)
	}
	return nil
}
