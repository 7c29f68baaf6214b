package terraform

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
)

func TestSchemasAreValid(t *testing.T) {
	if err := Provider().InternalValidate(); err != nil {
		t.Error(err)
	}
}

func TestTagChanges(t *testing.T) {
	before := map[string]string{"stays": "1", "changes": "1", "goes": "1", "empty": "1"}
	after := map[string]string{"stays": "1", "changes": "2", "comes": "1", "empty": ""}
	removed, put := tagChanges(before, after)
	if !slices.Equal(removed, []string{"goes"}) {
		t.Errorf("removed %v", removed)
	}
	if want := map[string]string{"changes": "2", "comes": "1", "empty": ""}; !maps.Equal(put, want) {
		t.Errorf("put %v", put)
	}
}

func TestTagListIsSortedAndHasNoneOfAws(t *testing.T) {
	var keys []string
	for _, tag := range tagList(tagsOf(map[string]any{"b": "1", "a": "2", "aws:cloudformation:stack-name": "x"})) {
		keys = append(keys, aws.ToString(tag.Key))
	}
	if !slices.Equal(keys, []string{"a", "b"}) {
		t.Errorf("got %v", keys)
	}
}

func TestPrefixOf(t *testing.T) {
	const suffix = "20261130012233445500000001"
	if got := prefixOf("churn-" + suffix); aws.ToString(got) != "churn-" {
		t.Errorf("got %v", got)
	}
	for _, name := range []string{"churn", suffix, "churn-" + strings.ReplaceAll(suffix, "2", "x")} {
		if got := prefixOf(name); got != nil {
			t.Errorf("%s: got %s", name, *got)
		}
	}
}

func TestValidARN(t *testing.T) {
	for value, want := range map[string]string{
		"":                                     "",
		"arn:aws:iam::123456789012:policy/a":   "",
		"arn:aws:iam::aws:policy/ReadOnly":     "",
		"arn:aws-cn:iam::123456789012:role/a":  "",
		"policy/a":                             "arn: invalid prefix",
		"arn:azure:iam::123456789012:policy/a": "invalid partition value",
		"arn:aws:iam::12:policy/a":             "invalid account ID value",
		"arn:aws:iam:nowhere:aws:policy/a":     "invalid region value",
		"arn:aws:iam::123456789012:":           "missing resource value",
	} {
		_, problems := validARN(value, "policy_arn")
		if (want == "") != (len(problems) == 0) {
			t.Errorf("%q: got %v", value, problems)
		} else if want != "" && !strings.Contains(problems[0].Error(), want) {
			t.Errorf("%q: got %v, want %q", value, problems, want)
		}
	}
}
