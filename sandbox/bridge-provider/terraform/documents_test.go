package terraform

import (
	"strings"
	"testing"
)

const (
	written    = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"*"}]}`
	equivalent = `{"Statement":[{"Resource":["*"],"Action":"s3:GetObject","Effect":"Allow"}], "Version":"2012-10-17"}`
	other      = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*"],"Resource":"*"}]}`
	normal     = `{"Statement":[{"Action":["s3:GetObject"],"Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}`
)

func TestAreEquivalent(t *testing.T) {
	for _, one := range []struct {
		before, after string
		want          bool
	}{
		{written, equivalent, true},
		{written, other, false},
		{"", " {} ", true},
		{"", written, false},
		{"no JSON", written, false},
	} {
		if got := areEquivalent(one.before, one.after); got != one.want {
			t.Errorf("%q and %q: got %v", one.before, one.after, got)
		}
	}
}

func TestKeptWords(t *testing.T) {
	for name, one := range map[string]struct{ before, found, want string }{
		"what says the same stays, in normal form": {written, equivalent, normal},
		"what says something else is taken":        {other, written, normal},
		"nothing was there":                        {"", written, normal},
		"nothing is there":                         {written, "{}", "{}"},
	} {
		if got, err := keptWords(one.before, one.found); err != nil || got != one.want {
			t.Errorf("%s: got %s, %v", name, got, err)
		}
	}
	if _, err := keptWords("", "no JSON"); err == nil {
		t.Error("what is no JSON is taken")
	}
}

func TestWhyInvalid(t *testing.T) {
	for document, want := range map[string]string{
		written:                       "",
		"":                            "is an empty string",
		" {}":                         "leading space characters",
		`"{}"`:                        "a JSON-encoded string",
		"[]":                          "a JSON array",
		"x":                           "not a JSON object",
		`{"Version":}`:                "at byte offset 12",
		`{"Version":"","Version":""}`: "duplicate JSON keys",
	} {
		if got := whyInvalid(document); (want == "" && got != "") || !strings.Contains(got, want) {
			t.Errorf("%q: got %q, want %q", document, got, want)
		}
	}
}

func TestVersionFirst(t *testing.T) {
	got, err := versionFirst(`{"Statement":[],"Id":"a","Version":"2012-10-17"}`)
	if want := `{"Version":"2012-10-17","Id":"a","Statement":[]}`; err != nil || got != want {
		t.Errorf("got %s, %v", got, err)
	}
	if _, err := versionFirst("no JSON"); err == nil {
		t.Error("what is no JSON is taken")
	}
}

func TestAreSamePolicies(t *testing.T) {
	for _, one := range []struct {
		some, others documentsByName
		want         bool
	}{
		{documentsByName{}, documentsByName{}, true},
		{documentsByName{"a": written}, documentsByName{"a": equivalent}, true},
		{documentsByName{"a": written}, documentsByName{"a": other}, false},
		{documentsByName{"a": written}, documentsByName{"b": written}, false},
		{documentsByName{"a": written}, documentsByName{"a": written, "b": written}, false},
		// An empty block asks for there to be none.
		{documentsByName{}, documentsByName{"": ""}, true},
	} {
		if got := areSamePolicies(one.some, one.others); got != one.want {
			t.Errorf("%v and %v: got %v", one.some, one.others, got)
		}
	}
}
