package serve

import (
	"flag"
	"fmt"
	"net/http"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/recognizer"
	"github.com/oneglyph/oneglyph/model/siamese"
)

var (
	requests = flag.Int("requests", 400, "requests of TestNothingGrows")
	pace     = flag.Int("pace", 0, "requests a second of TestLatency; 0: it is skipped")
)

// scribble is a request that differs with n.
func scribble(n int) string {
	return fmt.Sprintf(`{"id":%d,"strokes":[[12,20,150,131,290,%d],[280,14,141,%d,20,297]]}`, n, 200+n%97, 120+n%61)
}

// small returns a recognizer of a network that is as quick as a network can be, so that
// a day's worth of requests takes minutes.
func small(t *testing.T) *recognizer.Recognizer {
	t.Helper()
	_, gallery := taught(t)
	a := siamese.Compact()
	a.Name = "small"
	a.Layers = slices.Clone(a.Layers)
	for i := range a.Layers {
		a.Layers[i].Filters = 4
	}
	weights := filepath.Join(t.TempDir(), "small.safetensors")
	m, err := siamese.New(a, 1)
	if err == nil {
		err = m.Save(weights)
	}
	if err != nil {
		t.Fatal(err)
	}
	r, err := recognizer.OpenWith(gallery, recognizer.Options{Weights: weights})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// held is the memory that is in use once all that can be is freed.
func held() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// After many requests, and connections that come and go, as much memory and as many
// goroutines are in use as after a few.
func TestNothingGrows(t *testing.T) {
	address := serving(t, Handler(small(t), Access{Loopback: true}, quiet), usual)
	var heap uint64
	var goroutines int
	const stages = 4
	for stage := range stages {
		transport := &http.Transport{MaxIdleConnsPerHost: 8}
		client := &http.Client{Transport: transport, Timeout: time.Minute}
		var asking sync.WaitGroup
		for worker := range 8 {
			asking.Go(func() {
				for i := range *requests / stages / 8 {
					body, kind := scribble(worker+8*i), "application/json"
					if i%20 == 19 {
						body = `{"strokes":[[1]]}` // which is refused
					}
					if status, answer := ask(t, client, "http://"+address+"/rank", kind, body); status != 200 && (status != 400 || i%20 != 19) {
						t.Errorf("%d %s", status, answer)
						return
					}
				}
			})
		}
		asking.Wait()
		transport.CloseIdleConnections()
		for end := time.Now().Add(10 * time.Second); stage > 0 && runtime.NumGoroutine() > goroutines && time.Now().Before(end); {
			time.Sleep(10 * time.Millisecond)
		}
		time.Sleep(50 * time.Millisecond)
		now, running := held(), runtime.NumGoroutine()
		t.Logf("after %d requests %d kB are held, %d goroutines run", (stage+1)**requests/stages, now>>10, running)
		if stage == 0 {
			heap, goroutines = now, running
			continue
		}
		if now > heap+1<<20 || running > goroutines+2 {
			t.Errorf("%d kB and %d goroutines at first, then %d kB and %d", heap>>10, goroutines, now>>10, running)
		}
	}
}

// TestLatency asks at a steady pace for ten seconds and says how long the answers took.
func TestLatency(t *testing.T) {
	if *pace == 0 {
		t.Skip("wants an idle machine: -pace 50")
	}
	r, _ := taught(t)
	address := serving(t, Handler(r, Access{Loopback: true}, quiet), usual)
	took := make([]time.Duration, 10**pace)
	tick := time.NewTicker(time.Second / time.Duration(*pace))
	defer tick.Stop()
	var asking sync.WaitGroup
	for i := range took {
		<-tick.C
		asking.Go(func() {
			began := time.Now()
			if status, answer := ask(t, http.DefaultClient, "http://"+address+"/rank", "application/json", scribble(i)); status != 200 {
				t.Errorf("%d %s", status, answer)
			}
			took[i] = time.Since(began)
		})
	}
	asking.Wait()
	slices.Sort(took)
	t.Logf("at %d a second: median %v, 99 of 100 within %v, the slowest %v", *pace, took[len(took)/2], took[len(took)*99/100], took[len(took)-1])
}

// BenchmarkServe asks on eight connections for as much as can be answered.
func BenchmarkServe(b *testing.B) {
	r, _ := taught(b)
	address := serving(b, Handler(r, Access{Loopback: true}, quiet), usual)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}}
	b.SetParallelism(max(8/runtime.GOMAXPROCS(0), 1))
	b.RunParallel(func(p *testing.PB) {
		for i := 0; p.Next(); i++ {
			if status, answer := ask(b, client, "http://"+address+"/rank", "application/json", scribble(i)); status != 200 {
				b.Errorf("%d %s", status, answer)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rankings/s")
	client.CloseIdleConnections()
}
