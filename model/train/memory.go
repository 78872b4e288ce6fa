package train

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/shirou/gopsutil/v4/mem"

	"github.com/oneglyph/oneglyph/model/siamese"
)

// ErrMemory says that a recipe's steps take more memory than is free.
var ErrMemory = errors.New("not enough memory")

// Memory reckons the bytes that a run of the recipe takes.
func (r Recipe) Memory() int64 {
	// Besides what a step takes: the network as it stood shortly before and as it
	// is saved and validated, and the drawings asked about with their embeddings.
	const copies = 3
	asked := int64(mostDrawings) * int64(4*r.Architecture.EmbeddingLen()+12<<10)
	return siamese.StepMemory(r.Architecture, r.Batch()) + copies*4*int64(r.Architecture.ParamCount()) + asked
}

// Fits returns ErrMemory where the recipe takes more than so many bytes; 0 is
// unknown, and enough.
func (r Recipe) Fits(free int64) error {
	if needs := r.Memory(); free > 0 && needs > free {
		return fmt.Errorf("train: %w: steps of %d pictures of %s take some %s, and %s are free",
			ErrMemory, r.Batch(), r.Architecture.Name, gigabytes(needs), gigabytes(free))
	}
	return nil
}

// MostClasses returns the largest number of characters of an episode, up to a
// most, that fits into so many bytes; 0 where not even two do.
func (r Recipe) MostClasses(most int, free int64) int {
	r.Pairs = 0
	for n := most; n >= 2; n-- {
		if r.Classes = n; r.Fits(free) == nil {
			return n
		}
	}
	return 0
}

func gigabytes(n int64) string { return fmt.Sprintf("%.1f GB", float64(n)/1e9) }

// FreeMemory returns the bytes that this process can take without the system
// having to make room, or being ended for it; 0: unknown.
func FreeMemory() int64 {
	var free int64
	if m, err := mem.VirtualMemory(); err == nil {
		free = int64(m.Available)
	}
	if limit, limited := groupMemory("/proc/self/cgroup", "/sys/fs/cgroup"); limited && (limit < free || free == 0) {
		free = max(limit, 1)
	}
	return free
}

// groupMemory returns what Linux's control groups leave to this process, as
// containers have them: of its own group and of those around it.
func groupMemory(self, root string) (free int64, limited bool) {
	text, err := os.ReadFile(self)
	if err != nil {
		return 0, false
	}
	for line := range strings.Lines(string(text)) { // hierarchy:controllers:path
		fields := strings.SplitN(strings.TrimSpace(line), ":", 3)
		if len(fields) != 3 {
			continue
		}
		folder, names := root, [3]string{"memory.max", "memory.current", "inactive_file"}
		if strings.Contains(","+fields[1]+",", ",memory,") { // version 1
			folder, names = filepath.Join(root, "memory"), [3]string{"memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"}
		} else if fields[1] != "" {
			continue
		}
		for at := path.Clean("/" + fields[2]); ; at = path.Dir(at) {
			group := filepath.Join(folder, at)
			if n, ok := groupFree(group, names); ok && (!limited || n < free) {
				free, limited = n, true
			}
			if at == "/" {
				break
			}
		}
	}
	return free, limited
}

// groupFree returns a group's limit less what it uses and the system could not take
// back at once.
func groupFree(group string, names [3]string) (free int64, limited bool) {
	limit, err := number(filepath.Join(group, names[0]))
	if err != nil || limit > 1<<60 { // "max", or what version 1 has for it
		return 0, false
	}
	used, err := number(filepath.Join(group, names[1]))
	if err != nil {
		return 0, false
	}
	stat, _ := os.ReadFile(filepath.Join(group, "memory.stat")) // without it, nothing can be taken back
	for line := range strings.Lines(string(stat)) {
		if name, value, _ := strings.Cut(strings.TrimSpace(line), " "); name == names[2] {
			if n, err := strconv.ParseInt(value, 10, 64); err == nil {
				used -= n
			}
		}
	}
	return limit - max(used, 0), true
}

func number(file string) (int64, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	return strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
}
