package terraform

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/aws-sdk-go-base/v2/validation"
	awspolicy "github.com/hashicorp/awspolicyequivalence"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/structure"
)

// document is a property with a policy document. The state has it in a normal form, and documents that say the same are no
// difference, neither in a plan nor in a refresh.
func document() *schema.Schema {
	return &schema.Schema{
		Type:                  schema.TypeString,
		Required:              true,
		ValidateFunc:          validDocument,
		DiffSuppressFunc:      func(_, before, after string, _ *schema.ResourceData) bool { return areEquivalent(before, after) },
		DiffSuppressOnRefresh: true,
		StateFunc: func(v any) string {
			normal, _ := structure.NormalizeJsonString(v)
			return normal
		},
	}
}

// As upstream, internal/verify/validate.go.
func validDocument(v any, key string) (_ []string, problems []error) {
	if problem := whyInvalid(v.(string)); problem != "" {
		problems = append(problems, fmt.Errorf("%q %s", key, problem))
	}
	return nil, problems
}

func whyInvalid(document string) string {
	const invalid = "contains an invalid JSON policy: "
	switch {
	case document == "":
		return "is an empty string, which is not a valid JSON value"
	case strings.ContainsAny(document[:1], " \t\r\n"):
		return invalid + "leading space characters are not allowed"
	case document[0] == '"':
		return invalid + "contains a JSON-encoded string, not a JSON-encoded object"
	case document[0] == '[':
		return invalid + "contains a JSON array, not a JSON object"
	case document[0] != '{':
		return invalid + "not a JSON object"
	}
	if _, err := structure.NormalizeJsonString(document); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return fmt.Sprintf("%s%s, at byte offset %d", invalid, err, syntax.Offset)
		}
		return invalid + err.Error()
	}
	if err := validation.JSONNoDuplicateKeys(document); err != nil {
		return "contains duplicate JSON keys: " + err.Error()
	}
	return ""
}

func areEquivalent(before, after string) bool {
	if isEmpty(before) && isEmpty(after) {
		return true
	}
	same, err := awspolicy.PoliciesAreEquivalent(before, after)
	return err == nil && same
}

func isEmpty(document string) bool {
	trimmed := strings.TrimSpace(document)
	return trimmed == "" || trimmed == "{}"
}

// setDocument sets a document that AWS gave, which comes URL-encoded: in the words of the state where those say the same.
func setDocument(d *schema.ResourceData, key, encoded string) error {
	found, err := url.QueryUnescape(encoded)
	if err != nil {
		return err
	}
	kept, err := keptWords(d.Get(key).(string), found)
	if err != nil {
		return err
	}
	return d.Set(key, kept)
}

func keptWords(before, found string) (string, error) {
	switch {
	case isEmpty(found):
		return strings.TrimSpace(found), nil
	case !isEmpty(before):
		same, err := awspolicy.PoliciesAreEquivalent(before, found)
		if err != nil {
			return "", fmt.Errorf("while checking equivalency of existing policy (%s) and new policy (%s), encountered: %w",
				before, found, err)
		}
		if same {
			found = before
		}
	}
	normal, err := structure.NormalizeJsonString(found)
	if err != nil {
		return "", fmt.Errorf("policy (%s) is invalid JSON: %w", found, err)
	}
	return normal, nil
}

// versionFirst is the normal form of inline policies: IAM once refused documents whose version comes later.
func versionFirst(document string) (string, error) {
	normal, err := structure.NormalizeJsonString(document)
	if err != nil {
		return "", fmt.Errorf("policy (%s) is invalid JSON: %w", document, err)
	}
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(normal), &members); err != nil {
		return "", fmt.Errorf("policy (%s) is invalid JSON: %w", document, err)
	}
	version, ok := members["Version"]
	if !ok {
		return normal, nil
	}
	parts := []string{`"Version":` + string(version)}
	delete(members, "Version")
	for _, name := range slices.Sorted(maps.Keys(members)) {
		parts = append(parts, strconv.Quote(name)+":"+string(members[name]))
	}
	return "{" + strings.Join(parts, ",") + "}", nil
}
