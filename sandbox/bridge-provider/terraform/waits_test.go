package terraform

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/aws/smithy-go"
)

func TestPauseGrowsToTenSeconds(t *testing.T) {
	var pauses []time.Duration
	for attempt := range 8 {
		pauses = append(pauses, pause(attempt))
	}
	const second = time.Second
	want := []time.Duration{0, second / 2, second, 2 * second, 4 * second, 8 * second, 10 * second, 10 * second}
	if !slices.Equal(pauses, want) {
		t.Errorf("got %v, want %v", pauses, want)
	}
}

func TestShortened(t *testing.T) {
	for factor, want := range map[string]time.Duration{
		"":     2 * time.Minute,
		"0.01": 1200 * time.Millisecond,
		"0":    2 * time.Minute,
		"x":    2 * time.Minute,
	} {
		t.Setenv(WaitsVariable, factor)
		if got := shortened(2 * time.Minute); got != want {
			t.Errorf("by %q: got %v, want %v", factor, got, want)
		}
	}
}

func TestRetryWhile(t *testing.T) {
	t.Setenv(WaitsVariable, "0.0001")
	passing, lasting := errors.New("passes"), errors.New("lasts")
	passes := func(err error) bool { return errors.Is(err, passing) }

	for name, one := range map[string]struct {
		answers []error
		want    error
	}{
		"at once":                      {[]error{nil}, nil},
		"after errors that pass":       {[]error{passing, passing, nil}, nil},
		"not after one that lasts":     {[]error{passing, lasting, nil}, lasting},
		"not for ever: the last error": {nil, passing},
	} {
		calls := 0
		_, err := retryWhile(context.Background(), passes, func() (bool, error) {
			calls++
			if one.answers == nil {
				return false, passing
			}
			return true, one.answers[calls-1]
		})
		if !errors.Is(err, one.want) || (one.want == nil && err != nil) {
			t.Errorf("%s: got %v, want %v", name, err, one.want)
		}
		if one.answers == nil && calls < 10 {
			t.Errorf("%s: given up after %d calls", name, calls)
		}
	}
}

func TestRetryWhileEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := retryWhile(ctx, func(error) bool { return true }, func() (bool, error) { return false, errors.New("passes") })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestBackoffIsLongerWhenThrottled(t *testing.T) {
	throttled := &smithy.GenericAPIError{Code: "Throttling"}
	for _, one := range []struct {
		attempt     int
		err         error
		least, most time.Duration
	}{
		{0, errors.New("reset"), shortestBackoff, 2 * shortestBackoff},
		{0, throttled, whenThrottled, 2 * whenThrottled},
		{5, throttled, 32 * whenThrottled, 64 * whenThrottled},
		{24, throttled, longestBackoff / 2, longestBackoff},
		{24, errors.New("reset"), longestBackoff / 2, longestBackoff},
	} {
		got, _ := backoff{}.BackoffDelay(one.attempt, one.err)
		if got < one.least || got > one.most {
			t.Errorf("attempt %d, %v: %v is not between %v and %v", one.attempt, one.err, got, one.least, one.most)
		}
	}
}
