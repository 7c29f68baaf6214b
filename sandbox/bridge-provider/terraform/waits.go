package terraform

import (
	"context"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws/retry"
)

// WaitsVariable names the environment variable with the factor by which every wait of this provider is multiplied: `0.01`
// makes two minutes 1.2 seconds. The calls and their order stay the same. Default: 1, as upstream.
const WaitsVariable = "SANDBOX_AWS_WAITS"

func shortened(wait time.Duration) time.Duration {
	factor, err := strconv.ParseFloat(os.Getenv(WaitsVariable), 64)
	if err != nil || factor <= 0 {
		return wait
	}
	return time.Duration(float64(wait) * factor)
}

const (
	// What is new in IAM, or gone, may not be so everywhere yet (upstream: propagationTimeout).
	propagation = 2 * time.Minute
	// Upstream's loops go on for this long after their time is up (internal/backoff).
	grace = 30 * time.Second

	firstPause   = 500 * time.Millisecond
	longestPause = 10 * time.Second
)

// pause tells how long upstream waits before an attempt; the first has the number 0.
func pause(attempt int) time.Duration {
	if attempt == 0 {
		return 0
	}
	return min(firstPause<<min(attempt-1, 10), longestPause)
}

// retryWhile repeats a call as long as its error is one that passes.
//
// Fails with the last error: one that doesn't pass, or one that still didn't after the time of propagation.
func retryWhile[T any](ctx context.Context, passes func(error) bool, call func() (T, error)) (T, error) {
	deadline := time.Now().Add(shortened(propagation + grace))
	for attempt := 0; ; attempt++ {
		select {
		case <-ctx.Done():
			var none T
			return none, context.Cause(ctx)
		case <-time.After(shortened(pause(attempt))):
		}
		result, err := call()
		if err == nil || !passes(err) || time.Now().After(deadline) {
			return result, err
		}
	}
}

// With 25 attempts, throttled calls end after about an hour.
const (
	attempts        = 25
	longestBackoff  = 300 * time.Second
	shortestBackoff = 30 * time.Millisecond
	whenThrottled   = 500 * time.Millisecond
)

// backoff is how long the SDK waits between the attempts of one call: as the AWS SDK for Go v1 did, which upstream keeps
// (internal/conns/backoff_delayer.go).
type backoff struct{}

// ShortenedBackoff is for clients that are not of the Terraform provider: the SDK's own waits, but shortened as well.
func ShortenedBackoff() retry.BackoffDelayer { return sdkBackoff{} }

type sdkBackoff struct{}

func (sdkBackoff) BackoffDelay(attempt int, err error) (time.Duration, error) {
	delay, err := retry.NewExponentialJitterBackoff(retry.DefaultMaxBackoff).BackoffDelay(attempt, err)
	return shortened(delay), err
}

func (backoff) BackoffDelay(attempt int, err error) (time.Duration, error) {
	least := shortestBackoff
	if retry.IsErrorThrottles(retry.DefaultThrottles).IsErrorThrottle(err).Bool() {
		least = whenThrottled
	}
	return shortened(backoffDelay(attempt, least)), nil
}

func backoffDelay(attempt int, least time.Duration) time.Duration {
	if delay := math.Pow(2, float64(attempt)) * float64(jitter(least)); delay <= float64(longestBackoff) {
		return time.Duration(delay)
	}
	return jitter(longestBackoff / 2)
}

// Between once and twice as long.
func jitter(wait time.Duration) time.Duration {
	return wait + time.Duration(rand.Int64N(int64(wait)))
}
