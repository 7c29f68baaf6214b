package terraform

import (
	"fmt"
	"regexp"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/id"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/validation"
)

// named are the properties `name` and `name_prefix` of which one may be given.
func named(longest int) map[string]*schema.Schema {
	property := func(longest int, other string) *schema.Schema {
		return &schema.Schema{
			Type:          schema.TypeString,
			Optional:      true,
			Computed:      true,
			ForceNew:      true,
			ConflictsWith: []string{other},
			ValidateFunc:  validName(longest),
		}
	}
	return map[string]*schema.Schema{
		"name":        property(longest, "name_prefix"),
		"name_prefix": property(longest-id.UniqueIDSuffixLength, "name"),
	}
}

func validName(longest int) schema.SchemaValidateFunc {
	return validation.All(
		validation.StringLenBetween(1, longest),
		validation.StringMatch(regexp.MustCompile(`^[\w+=,.@-]*$`), `must match [\w+=,.@-]`),
	)
}

func nameOf(d *schema.ResourceData) string {
	if name := d.Get("name").(string); name != "" {
		return name
	}
	if prefix := d.Get("name_prefix").(string); prefix != "" {
		return id.PrefixedUniqueId(prefix)
	}
	return id.UniqueId()
}

var uniqueSuffix = regexp.MustCompile(fmt.Sprintf(`[[:xdigit:]]{%d}$`, id.UniqueIDSuffixLength))

// prefixOf tells the prefix that a name was made with, if it looks as if it was.
func prefixOf(name string) *string {
	at := len(name) - id.UniqueIDSuffixLength
	if at <= 0 || !uniqueSuffix.MatchString(name) {
		return nil
	}
	prefix := name[:at]
	return &prefix
}

var (
	partition = regexp.MustCompile(`^aws(-[a-z]+)*$`)
	region    = regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-\d$`)
	account   = regexp.MustCompile(`^(aws|aws-managed|third-party|\d{12}|cw.{10})$`)
)

// As upstream, internal/verify/validate.go.
func validARN(v any, key string) (_ []string, problems []error) {
	value := v.(string)
	if value == "" {
		return nil, nil
	}
	complain := func(format string, args ...any) {
		problems = append(problems, fmt.Errorf("%q (%s) is an invalid ARN: %s", key, value, fmt.Sprintf(format, args...)))
	}
	parsed, err := arn.Parse(value)
	if err != nil {
		complain("%s", err)
		return nil, problems
	}
	const expected = "invalid %s value (expecting to match regular expression: %s)"
	switch {
	case parsed.Partition == "":
		complain("missing partition value")
	case !partition.MatchString(parsed.Partition):
		complain(expected, "partition", partition)
	}
	if parsed.Region != "" && !region.MatchString(parsed.Region) {
		complain(expected, "region", region)
	}
	if parsed.AccountID != "" && !account.MatchString(parsed.AccountID) {
		complain(expected, "account ID", account)
	}
	if parsed.Resource == "" {
		complain("missing resource value")
	}
	return nil, problems
}
